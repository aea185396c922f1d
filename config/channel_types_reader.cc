#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "config/mailbox.h"
#include "config/readers.h"
#include "plan/unit.h"

namespace dondoc::config {
namespace {

constexpr unsigned kMostConnections = 20;

/// DESIGN 7: the file only says where the secret is kept. What stands in a `password` key is not
/// repeated in the problem.
SecretSource read_secret_source(Section& section, const std::string& what) {
    const std::string credential_key = what + "_credential";
    const std::string file_key = what + "_file";
    section.refuse(
        what,
        {fmt::format("không ghi bí mật trong tệp này; hãy ghi vào /etc/dondoc/credentials/TÊN rồi "
                     "viết {} = \"TÊN\" thay dòng này",
                     credential_key),
         fmt::format("secrets are never in this file; write it to /etc/dondoc/credentials/NAME and "
                     "put {} = \"NAME\" instead of this line",
                     credential_key)});
    const auto credential = section.text(credential_key, "\"smtp\"");
    const auto file = section.text(file_key, "\"/etc/dondoc/smtp.secret\"");
    if (credential && file) {
        section.fault(file->at,
                      {fmt::format("chỉ ghi một trong hai: {} hoặc {}", credential_key, file_key),
                       fmt::format("write only one of {} and {}", credential_key, file_key)});
    }
    if (credential && credential->value.find('/') != std::string::npos) {
        section.fault(
            credential->at,
            {fmt::format("{} là tên credential, không phải đường dẫn; với đường dẫn, hãy "
                         "dùng {}",
                         credential_key, file_key),
             fmt::format("{} is the name of a credential, not a path; for a path write {}",
                         credential_key, file_key)});
    }
    if (credential) return {SecretSource::From::credential, credential->value};
    if (file) return {SecretSource::From::file, section.source().path(file->value)};
    return {};
}

std::string read_mailbox(Section& section, std::string_view key, bool required) {
    constexpr std::string_view kExample = "\"Văn phòng Sở <don-doc@stp.example>\"";
    const auto text = required ? section.required_text(key, kExample) : section.text(key, kExample);
    if (!text) return {};
    if (const auto fault = mailbox_fault(text->value)) section.fault(text->at, *fault);
    return text->value;
}

std::string read_path(Section& section, std::string_view key, std::string_view example) {
    const auto text = section.text(key, example);
    return text ? section.source().path(text->value) : std::string();
}

void read_connections(Section& section, unsigned& connections) {
    connections = section.number("max_connections", 1, kMostConnections).value_or(connections);
}

bool is_address(int family, const std::string& text) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return inet_pton(family, text.c_str(), address.data()) == 1;
}

/// A host name or an address, without scheme, port or path.
void check_host(const Section& section, const Text& host) {
    if (host.value.find_first_of(" /:@<>") == std::string::npos) return;
    if (is_address(AF_INET6, host.value)) return;
    section.fault(host.at,
                  {fmt::format("host chỉ ghi tên máy chủ, không kèm smtp://, cổng hay đường "
                               "dẫn, ví dụ: host = \"mail.stp.example\", port = 587"),
                   fmt::format("host is the server's name alone, without smtp://, port or "
                               "path, e.g. host = \"mail.stp.example\", port = 587")});
}

void read_security(Section& section, EmailChannel& email) {
    static constexpr std::array<unsigned, 3> kPorts = {587, 465, 25};
    const auto security = section.one_of("security", {"starttls", "smtps", "plain"});
    if (security) email.security = static_cast<EmailChannel::Security>(*security);
    email.port = section.number("port", 1, 65535)
                     .value_or(kPorts.at(static_cast<std::size_t>(email.security)));
    const bool local =
        email.host == "localhost" || email.host == "127.0.0.1" || email.host == "::1";
    if (email.security != EmailChannel::Security::plain || local || email.host.empty()) return;
    section.fault(place_of(*section.node("security")),
                  {"security = \"plain\" chỉ dùng khi host là localhost, 127.0.0.1 hoặc ::1; hãy "
                   "viết \"starttls\" hoặc \"smtps\"",
                   "security = \"plain\" is only for host localhost, 127.0.0.1 or ::1; write "
                   "\"starttls\" or \"smtps\""});
}

void read_login(Section& section, EmailChannel& email) {
    if (const auto name = section.text("username", "\"don-doc@stp.example\"")) {
        email.username = name->value;
    }
    email.password = read_secret_source(section, "password");
    const bool has_password = email.password.from != SecretSource::From::none;
    if (has_password && !section.has("username")) {
        section.fault(section.at(),
                      {"có mật khẩu mà thiếu tên đăng nhập; hãy viết, ví dụ: username = "
                       "\"don-doc@stp.example\"",
                       "there is a password but no username; write e.g. username = "
                       "\"don-doc@stp.example\""});
    }
    const bool says_password = section.has("password") || section.has("password_credential") ||
                               section.has("password_file");
    if (!email.username.empty() && !says_password) {
        section.fault(section.at(), {"có tên đăng nhập mà thiếu mật khẩu; hãy viết, ví dụ: "
                                     "password_credential = \"smtp\"",
                                     "there is a username but no password; write e.g. "
                                     "password_credential = \"smtp\""});
    }
}

/// `10.1.0.0/16`, `fd00::/8`.
bool is_network(const std::string& text) {
    const auto slash = text.find('/');
    if (slash == std::string::npos) return false;
    const std::string address = text.substr(0, slash);
    const int most = is_address(AF_INET, address) ? 32 : is_address(AF_INET6, address) ? 128 : -1;
    int bits = -1;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, bits);
    return error == std::errc() && stop == end && bits >= 0 && bits <= most;
}

}  // namespace

EmailChannel read_email(Section& section) {
    EmailChannel email;
    if (const auto host = section.required_text("host", "\"mail.stp.example\"")) {
        check_host(section, *host);
        email.host = host->value;
    }
    read_security(section, email);
    read_login(section, email);
    email.from = read_mailbox(section, "from", true);
    email.reply_to = read_mailbox(section, "reply_to", false);
    if (const auto sender = section.text("envelope_sender", "\"don-doc@stp.example\"")) {
        if (const auto fault = mail_address_fault(sender->value)) section.fault(sender->at, *fault);
        email.envelope_sender = sender->value;
    }
    email.ca_file = read_path(section, "ca_file", "\"/etc/ssl/certs/stp.pem\"");
    read_connections(section, email.max_connections);
    return email;
}

WebhookChannel read_webhook(Section& section) {
    WebhookChannel webhook;
    webhook.secret = read_secret_source(section, "secret");
    webhook.ca_file = read_path(section, "ca_file", "\"/etc/ssl/certs/stp.pem\"");
    read_connections(section, webhook.max_connections);
    for (const auto& network : section.texts("allow_networks", "[\"10.1.0.0/16\"]")) {
        webhook.allow_networks.push_back(network.value);
        if (is_network(network.value)) continue;
        section.fault(
            network.at,
            {fmt::format("\"{}\" không phải dải mạng; hãy viết địa chỉ kèm số bit, ví dụ: "
                         "\"10.1.0.0/16\", một máy là \"10.1.2.3/32\"",
                         network.value),
             fmt::format("\"{}\" is not a network; write an address with its bits, e.g. "
                         "\"10.1.0.0/16\", or \"10.1.2.3/32\" for one machine",
                         network.value)});
    }
    return webhook;
}

MaildirChannel read_maildir(Section& section) {
    MaildirChannel maildir;
    constexpr std::string_view kPath = "\"/var/lib/dondoc/mail\"";
    if (section.required("path", kPath)) maildir.path = read_path(section, "path", kPath);
    maildir.from = read_mailbox(section, "from", true);
    maildir.reply_to = read_mailbox(section, "reply_to", false);
    return maildir;
}

}  // namespace dondoc::config
