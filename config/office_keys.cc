#include "config/key_tables.h"

namespace dondoc::config {
namespace {

using Type = Key::Type;

KeyTable file_table() {
    return {"file",
            {"CÁC MỤC", "TABLES"},
            {"Các mục của tệp.", "The tables of the file."},
            {{"daemon",
              Type::table,
              "daemon",
              {"Cơ sở dữ liệu, múi giờ, ngôn ngữ, mẫu thư.",
               "The database, the time zone, the language, the templates."},
              {},
              true},
             {"calendar",
              Type::table,
              "calendar",
              {"Lịch làm việc của cơ quan.", "The office's working calendar."}},
             {"channels",
              Type::table,
              "channels",
              {"Các kênh gửi, mỗi kênh một mục [channels.TÊN]; đầu mối của đơn vị ghi tên này.",
               "The channels, each [channels.NAME]; units' contacts give this name."}},
             {"fallback",
              Type::table,
              "fallback",
              {"Ai được báo khi không báo được cho ai khác.",
               "Who is told what nobody else can be told."}},
             {"web",
              Type::table,
              "web",
              {"Trang cho hệ thống giám sát; không ghi mục này thì không mở cổng nào.",
               "Pages for monitoring; without this table no port is opened."}},
             {"rule",
              Type::tables,
              "rule",
              {"Quy tắc nhắc, xét từ trên xuống: quy tắc đầu tiên khớp được áp dụng.",
               "The rules, from the top: the first that matches an obligation is its rule."},
              {},
              true}}};
}

KeyTable daemon_table() {
    return {
        "daemon",
        same("[daemon]"),
        {"Dịch vụ và những gì chung cho mọi lệnh.", "The service, and what all commands share."},
        {{"database",
          Type::path,
          "\"/var/lib/dondoc/dondoc.db\"",
          {"Tệp cơ sở dữ liệu SQLite, giữ mọi kế hoạch, việc, lời nhắc, thông điệp và nhật ký. "
           "Phải "
           "ở trên ổ đĩa của máy, không ở ổ mạng. Đổi khóa này phải khởi động lại dịch vụ.",
           "The SQLite database: plans, obligations, reminders, messages and the journal. It must "
           "be on a disk of this machine, not on a network share. A change takes a restart."},
          {},
          true},
         {"timezone",
          Type::text,
          "\"Asia/Ho_Chi_Minh\"",
          {"Múi giờ của cơ quan, theo danh mục IANA. Mọi ngày và giờ đều tính theo múi giờ này.",
           "The office's time zone, an IANA name. All days and times of day are read in it."},
          "\"Asia/Ho_Chi_Minh\""},
         {"language",
          Type::choice,
          "\"vi\"",
          {"Ngôn ngữ của thư, của lệnh và của nhật ký dịch vụ.",
           "The language of mails, of the commands and of the service's log."},
          "\"vi\"",
          false,
          {"vi", "en"}},
         {"templates",
          Type::path,
          "\"/etc/dondoc/templates\"",
          {"Thư mục có mẫu thư riêng của cơ quan; mẫu nào không có ở đó thì dùng mẫu sẵn có. Mẫu "
           "sẵn có nằm trong /usr/share/dondoc/templates, chép về rồi sửa.",
           "A folder with the office's own templates; those not there are the built-in ones, which "
           "stand in /usr/share/dondoc/templates to copy from."}}}};
}

KeyTable calendar_table() {
    return {
        "calendar",
        same("[calendar]"),
        {"Ngày nào và giờ nào cơ quan làm việc.", "Which days are worked, and when it is open."},
        {{"workdays",
          Type::choices,
          "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
          {"Các ngày làm việc trong tuần.", "The working days of a week."},
          "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
          false,
          {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}},
         {"hours",
          Type::hours,
          "\"07:30-17:00\"",
          {"Giờ làm việc: lời nhắc rơi ra ngoài thì chờ đến giờ làm việc kế tiếp, trừ bậc có "
           "urgent.",
           "Opening hours: a reminder that falls outside waits for them, unless its step is "
           "urgent."},
          "\"07:30-17:00\""},
         {"holidays",
          Type::dates_or_files,
          "[2027-01-01]",
          {"Ngày nghỉ: tên tệp ngày nghỉ (dondoc có sẵn \"/usr/share/dondoc/vietnam.toml\"), các "
           "ngày, hoặc cả hai. Về cùng một ngày, tệp hay ngày ghi sau có giá trị.",
           "Days off: a file of holidays (\"/usr/share/dondoc/vietnam.toml\" comes with dondoc), "
           "dates, or both. The later word about a day counts."}},
         {"makeup_days",
          Type::dates,
          "[2027-01-09]",
          {"Ngày làm bù: làm việc dù là cuối tuần.",
           "Days that are worked although they are off "
           "by the week."}},
         {"roll",
          Type::choice,
          "\"none\"",
          {"Thời hạn rơi vào ngày nghỉ: giữ nguyên (none), lùi về ngày làm việc trước (earlier), "
           "dời sang ngày làm việc sau (later).",
           "A deadline on a day off stays (none), or moves to the working day before (earlier) or "
           "after (later)."},
          "\"none\"",
          false,
          {"none", "earlier", "later"}},
         {"working_days_only",
          Type::flag,
          "true",
          {"Lời nhắc rơi vào ngày nghỉ thì dời sang ngày làm việc: trước hạn thì ngày liền trước, "
           "quá hạn thì ngày liền sau.",
           "A reminder on a day off moves to a working day: the one before ahead of the deadline, "
           "the one after when it is late."},
          "true"}}};
}

KeyTable web_table() {
    return {"web",
            same("[web]"),
            {"/metrics cho Prometheus và /healthz, đọc bằng HTTP.",
             "/metrics for Prometheus and /healthz, over HTTP."},
            {{"listen",
              Type::listen,
              "\"127.0.0.1:9461\"",
              {"Địa chỉ và cổng để nghe; nên là chính máy này, vì trang không có mật khẩu.",
               "The address and port to listen on; better this machine's own, for the pages have "
               "no password."},
              {},
              true}}};
}

}  // namespace

std::vector<KeyTable> office_keys() {
    return {file_table(), daemon_table(), calendar_table(), web_table()};
}

}  // namespace dondoc::config
