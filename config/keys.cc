#include "config/keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

#include "config/key_tables.h"

namespace dondoc::config {
namespace {

plan::Words one_of(const Key& key, const plan::Words& before, const plan::Words& after) {
    const std::string all = fmt::format("\"{}\"", fmt::join(key.choices, "\", \""));
    return {before.vi + all + after.vi, before.en + all + after.en};
}

}  // namespace

const std::vector<KeyTable>& key_tables() {
    static const std::vector<KeyTable> tables = [] {
        std::vector<KeyTable> all;
        for (const auto& part : {office_keys(), channel_keys(), rule_keys(), holiday_keys()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return tables;
}

const KeyTable& key_table(const std::string& id) {
    for (const auto& table : key_tables()) {
        if (table.id == id) return table;
    }
    throw std::invalid_argument("no table of keys: " + id);
}

plan::Words form_of(const Key& key) {
    using Type = Key::Type;
    switch (key.type) {
        case Type::text:
            return {"chuỗi", "text"};
        case Type::texts:
            return {"chuỗi, hoặc danh sách chuỗi", "text, or a list of texts"};
        case Type::flag:
            return {"true hoặc false", "true or false"};
        case Type::number:
            return {fmt::format("số nguyên từ {} đến {}", key.least, key.most),
                    fmt::format("whole number from {} to {}", key.least, key.most)};
        case Type::choice:
            return one_of(key, {"một trong: ", "one of "}, {"", ""});
        case Type::choices:
            return one_of(key, {"một trong: ", "one of "},
                          {"; hoặc danh sách", "; or a list of them"});
        case Type::path:
            return {"đường dẫn; đường dẫn tương đối tính từ thư mục của tệp cấu hình",
                    "path; a relative one starts at the folder of the settings"};
        case Type::mailbox:
            return {"hộp thư: \"Tên <địa chỉ>\" hoặc chỉ địa chỉ",
                    "mailbox: \"Name <address>\", or an address alone"};
        case Type::address:
            return {"địa chỉ thư điện tử, hoặc địa chỉ web nếu kênh là webhook",
                    "mail address, or a web address on a webhook channel"};
        case Type::mail_address:
            return {"địa chỉ thư điện tử", "mail address"};
        case Type::distance:
            return {"số ngày: d (ngày) hoặc wd (ngày làm việc), có dấu + hoặc -",
                    "number of days: d (days) or wd (working days), with a sign"};
        case Type::length:
            return {"số ngày, từ một trở lên: d (ngày) hoặc wd (ngày làm việc)",
                    "number of days, one or more: d (days) or wd (working days)"};
        case Type::time:
            return {"giờ, từ 00:00 đến 23:59", "time of day, from 00:00 to 23:59"};
        case Type::hours:
            return {"giờ bắt đầu và giờ kết thúc", "opening and closing time"};
        case Type::dates:
            return {"danh sách ngày", "list of dates"};
        case Type::dates_or_files:
            return {"danh sách ngày và tên tệp .toml, hoặc một tên tệp",
                    "list of dates and names of .toml files, or the name of one file"};
        case Type::selectors:
            return {"danh sách người nhận, hoặc một người nhận", "list of recipients, or one"};
        case Type::month:
            return {"\"first\", \"last\", hoặc số từ 1 đến 12 khi every = \"year\"",
                    "\"first\", \"last\", or a number from 1 to 12 with every = \"year\""};
        case Type::listen:
            return {"địa chỉ IP và cổng", "IP address and port"};
        case Type::table:
            return {"mục", "table"};
        case Type::tables:
            return {"các mục, bao nhiêu cũng được", "tables, as many as needed"};
    }
    return {};
}

}  // namespace dondoc::config
