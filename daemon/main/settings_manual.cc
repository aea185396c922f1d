#include <fmt/format.h>

#include "config/keys.h"
#include "main/reference.h"
#include "main/roff.h"

namespace dondoc::daemon {
namespace {

using config::Key;

std::string say(const Roff& page, const plan::Words& words) {
    return words.in(page.language());
}

std::string default_of(const Roff& page, const Key& key) {
    if (!key.fallback.empty()) return key.fallback;
    return say(page, key.otherwise.vi.empty() ? plan::Words{"không có", "none"} : key.otherwise);
}

void write_key(Roff& page, const Key& key) {
    std::string rest = "(" + say(page, config::form_of(key));
    if (key.required) rest += say(page, {"; bắt buộc", "; required"});
    page.entry(key.name, rest + ")", say(page, key.meaning));
    if (key.type == Key::Type::table || key.type == Key::Type::tables) return;
    if (!key.required) {
        page.entry_line(
            fmt::format("{} {}", say(page, {"Mặc định:", "Default:"}), default_of(page, key)));
    }
    page.entry_line(
        fmt::format("{} {} = {}", say(page, {"Ví dụ:", "Example:"}), key.name, key.example));
}

void write_table(Roff& page, const config::KeyTable& table) {
    page.section(table.title);
    page.paragraph(table.about);
    for (const auto& key : table.keys)
        write_key(page, key);
}

}  // namespace

std::string settings_manual(plan::Language language) {
    Roff page("DONDOC.TOML", 5, {"Định dạng tệp", "File Formats"}, language);
    page.name("dondoc.toml", {"cấu hình của dondoc", "the settings of dondoc"});
    page.section({"MÔ TẢ", "DESCRIPTION"});
    page.paragraph(
        {"Tệp TOML, mã UTF-8, thường là /etc/dondoc/dondoc.toml. Khóa lạ là lỗi. dondoc check nói "
         "mọi lỗi, mỗi lỗi kèm dòng, cột và cách sửa; systemctl reload dondoc nạp cấu hình mới, và "
         "giữ cấu hình cũ nếu cấu hình mới có lỗi. Mật khẩu và khóa ký không bao giờ ghi ở đây.",
         "A TOML file in UTF-8, usually /etc/dondoc/dondoc.toml. An unknown key is an error. "
         "dondoc "
         "check tells every error with its line, its column and what to write instead; systemctl "
         "reload dondoc takes new settings up, and keeps the old ones where the new do not hold. "
         "Passwords and signing secrets never stand here."});
    page.paragraph({"Để trình soạn thảo gợi ý và bắt lỗi, ghi ở dòng đầu:",
                    "For an editor to complete and to check, the first line may be:"});
    page.example("#:schema /usr/share/dondoc/dondoc.schema.json");
    for (const auto& table : config::key_tables())
        write_table(page, table);
    page.see_also("dondoc(1), dondoc(8)");
    return page.text();
}

}  // namespace dondoc::daemon
