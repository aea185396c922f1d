#include "config/key_tables.h"

namespace dondoc::config {
namespace {

using Type = Key::Type;

Key type_key(const std::string& type) {
    return {
        "type", Type::choice, "\"" + type + "\"", {"Loại kênh.", "The type of the channel."}, {},
        true,   {type}};
}

Key digest_key() {
    return {"digest",
            Type::flag,
            "true",
            {"Gộp các lời nhắc cùng lúc cho một người thành một thư; false: mỗi việc một thư.",
             "Reminders for one person at one time go in one message; false: one message each."},
            "true"};
}

Key from_key() {
    return {"from",
            Type::mailbox,
            "\"Văn phòng Sở Tư pháp <don-doc@stp.example>\"",
            {"Người gửi ghi trong thư. Tên có dấu phẩy, dấu chấm phẩy thì đặt trong ngoặc kép.",
             "The sender that mails show. A name with punctuation stands in quotes."},
            {},
            true};
}

Key reply_to_key() {
    return or_else({"reply_to",
                    Type::mailbox,
                    "\"vanphong@stp.example\"",
                    {"Nơi nhận thư trả lời.", "Where answers go."}},
                   {"hộp thư của from", "the mailbox of from"});
}

Key ca_file_key() {
    return or_else(
        {"ca_file",
         Type::path,
         "\"/etc/ssl/certs/stp.pem\"",
         {"Chứng thư gốc riêng để kiểm tra máy chủ. Không có cách nào tắt việc kiểm tra.",
          "The authority that signed the server's certificate. Nothing switches the check off."}},
        {"các chứng thư gốc của hệ thống", "the authorities that the system trusts"});
}

Key connections_key(const std::string& fallback) {
    return {"max_connections",
            Type::number,
            fallback,
            {"Nhiều nhất bao nhiêu kết nối một lúc.", "How many connections at one time, at most."},
            fallback,
            false,
            {},
            1,
            20};
}

Key credential_key(const std::string& what, const std::string& name, const plan::Words& of) {
    return {what + "_credential",
            Type::text,
            "\"" + name + "\"",
            {of.vi + ": tên tệp trong /etc/dondoc/credentials, systemd giao cho dịch vụ.",
             of.en + ": the name of a file in /etc/dondoc/credentials, which systemd hands to the "
                     "service."}};
}

Key secret_file_key(const std::string& what, const std::string& name, const plan::Words& of) {
    return {what + "_file",
            Type::path,
            "\"/etc/dondoc/" + name + ".secret\"",
            {of.vi + ": tệp chỉ tài khoản của dịch vụ đọc được, khi không dùng " + what +
                 "_credential.",
             of.en + ": a file that only the service's account can read, instead of " + what +
                 "_credential."}};
}

std::vector<Key> mail_server_keys() {
    return {{"host",
             Type::text,
             "\"mail.stp.example\"",
             {"Máy chủ thư: chỉ tên hoặc địa chỉ, không kèm cổng.",
              "The mail server: its name or address alone, without a port."},
             {},
             true},
            or_else({"port",
                     Type::number,
                     "587",
                     {"Cổng của máy chủ thư.", "The mail server's port."},
                     {},
                     false,
                     {},
                     1,
                     65535},
                    {"587 với starttls, 465 với smtps, 25 với plain",
                     "587 for starttls, 465 for smtps, 25 for plain"}),
            {"security",
             Type::choice,
             "\"starttls\"",
             {"Cách mã hóa; plain chỉ dùng được khi host là chính máy này.",
              "How the connection is encrypted; plain is only for a host that is this machine."},
             "\"starttls\"",
             false,
             {"starttls", "smtps", "plain"}},
            {"username",
             Type::text,
             "\"don-doc@stp.example\"",
             {"Tên đăng nhập; không ghi thì không đăng nhập.",
              "The login name; without it there is no login."}}};
}

KeyTable email_table() {
    const plan::Words password{"Mật khẩu", "The password"};
    KeyTable table{"email",
                   {"[channels.TÊN]", "[channels.NAME]"},
                   {"Kênh type = \"email\": qua máy chủ thư của cơ quan (SMTP).",
                    "A channel of type = \"email\": through the office's mail server (SMTP)."},
                   {type_key("email")}};
    for (auto& key : mail_server_keys())
        table.keys.push_back(std::move(key));
    table.keys.push_back(credential_key("password", "smtp", password));
    table.keys.push_back(secret_file_key("password", "smtp", password));
    table.keys.push_back(from_key());
    table.keys.push_back(reply_to_key());
    table.keys.push_back(or_else({"envelope_sender",
                                  Type::mail_address,
                                  "\"don-doc@stp.example\"",
                                  {"Hộp thư nhận thư báo không gửi được; phải có người đọc.",
                                   "The mailbox that bounces go to; somebody must read it."}},
                                 {"địa chỉ của from", "the address of from"}));
    table.keys.push_back(ca_file_key());
    table.keys.push_back(connections_key("2"));
    table.keys.push_back(digest_key());
    return table;
}

KeyTable webhook_table() {
    const plan::Words secret{"Khóa ký (whsec_…)", "The signing secret (whsec_…)"};
    return {"webhook",
            {"[channels.TÊN]", "[channels.NAME]"},
            {"Kênh type = \"webhook\": gọi một địa chỉ web bằng POST, có chữ ký theo Standard "
             "Webhooks. Địa chỉ của đầu mối là URL.",
             "A channel of type = \"webhook\": a signed POST to a web address, as Standard "
             "Webhooks say. A contact's address on it is the URL."},
            {type_key("webhook"),
             credential_key("secret", "hook", secret),
             secret_file_key("secret", "hook", secret),
             ca_file_key(),
             {"allow_networks",
              Type::texts,
              "[\"10.1.0.0/16\"]",
              {"Các dải mạng nội bộ được phép gọi, dạng địa chỉ/độ dài; ngoài ra địa chỉ nội bộ "
               "đều bị từ chối.",
               "Private networks that may be called, as address/length; all other private "
               "addresses are refused."}},
             connections_key("4"),
             digest_key()}};
}

KeyTable maildir_table() {
    return {"maildir",
            {"[channels.TÊN]", "[channels.NAME]"},
            {"Kênh type = \"maildir\": ghi thư vào một thư mục, không gửi đi. Để xem thử, hoặc để "
             "chương trình khác gửi.",
             "A channel of type = \"maildir\": mails are written into a folder and not sent. To "
             "look at them first, or for another program to send."},
            {type_key("maildir"),
             {"path",
              Type::path,
              "\"/var/lib/dondoc/mail\"",
              {"Thư mục Maildir; dịch vụ chỉ ghi được trong /var/lib/dondoc.",
               "The Maildir; the service can write below /var/lib/dondoc only."},
              {},
              true},
             from_key(),
             reply_to_key(),
             digest_key()}};
}

KeyTable fallback_table() {
    return {"fallback",
            same("[fallback]"),
            {"Ai được báo khi một bậc nhắc không tìm được đầu mối, hay một thông điệp không gửi "
             "được.",
             "Who is told when a step finds no contact, or a message cannot be delivered."},
            {{"channel",
              Type::text,
              "\"mail\"",
              {"Tên một kênh đã khai.", "The name of a channel that is there."},
              {},
              true},
             {"address",
              Type::address,
              "\"vanphong@stp.example\"",
              {"Địa chỉ trên kênh ấy.", "The address on that channel."},
              {},
              true}}};
}

}  // namespace

std::vector<KeyTable> channel_keys() {
    return {email_table(), webhook_table(), maildir_table(), fallback_table()};
}

}  // namespace dondoc::config
