#include "plan/toml_reader.h"

#include <algorithm>
#include <tuple>

#include "plan/said.h"
#include "plan/timing_fields.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

/// What to write for a value that should be a text: a number in quotes where one stands there.
std::string as_text(std::string_view key, const toml::node& node) {
    const auto number = node.value_exact<std::int64_t>();
    return fmt::format("{} = \"{}\"", key, number ? std::to_string(*number) : "…");
}

Words syntax_fault(std::string_view text, std::uint32_t line, std::string_view description) {
    if (auto lacking = lacking_day_in(text, line)) return std::move(lacking->words);
    return said(
        "sai cú pháp TOML tại đây: kiểm tra dấu ngoặc, dấu bằng, dấu phẩy, ngày tháng và khoá ghi "
        "hai lần ({})",
        "not valid TOML here: look at quotes, brackets, equals signs, commas, dates and keys "
        "written twice ({})",
        collapse_space(description));
}

}  // namespace

Result<toml::table> parse_toml(std::string_view toml, const std::string& file) {
    try {
        toml::table document = toml::parse(toml);
        if (!document.empty()) return document;
        return tl::unexpected(
            Problem{said("tệp chưa có nội dung: xem mẫu trong tài liệu hướng dẫn",
                         "there is nothing in the file: see the example in the documentation"),
                    file, 0, 0});
    } catch (const toml::parse_error& error) {
        const toml::source_position& at = error.source().begin;
        return tl::unexpected(
            Problem{syntax_fault(toml, at.line, error.description()), file, at.line, at.column});
    }
}

void FileProblems::add(const toml::source_region& at, Words words) {
    add(at.begin.line, at.begin.column, std::move(words));
}

void FileProblems::add(std::uint32_t line, std::uint32_t column, Words words) {
    problems_.push_back({std::move(words), file_, line, column});
}

Problems FileProblems::take() {
    std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return std::move(problems_);
}

TomlTable::TomlTable(const toml::table& table, std::string name,
                     const std::vector<std::string_view>& keys, FileProblems& problems)
    : table_(table), name_(std::move(name)), problems_(problems) {
    for (const auto& [key, value] : table) {
        if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
        problems_.add(key.source(), said_of(said("không có khoá {}; các khoá dùng được: {}",
                                                 "there is no key {}; the keys are: {}", key.str(),
                                                 fmt::format("{}", fmt::join(keys, ", "))) +
                                            did_you_mean(nearest_of(key.str(), keys))));
    }
}

Words TomlTable::said_of(const Words& words) const {
    return name_.empty() ? words : said("{}: ", "{}: ", name_) + words;
}

bool TomlTable::lacks(std::string_view key) const {
    const toml::node* node = find(key);
    return node == nullptr || (node->is_array() && node->as_array()->empty());
}

bool TomlTable::is_blank(std::string_view key) const {
    const toml::node* node = find(key);
    const auto* text = node == nullptr ? nullptr : node->as_string();
    return node == nullptr || (text != nullptr && collapse_space(text->get()).empty());
}

const toml::source_region& TomlTable::at(std::string_view key) const {
    const toml::node* node = find(key);
    return node == nullptr ? table_.source() : node->source();
}

std::optional<std::string> TomlTable::clean_text(std::string_view key, const toml::node& node) {
    const auto written = node.value_exact<std::string>();
    if (!written) {
        problems_.add(node.source(),
                      said_of(said("{} phải là chữ trong ngoặc kép: {}",
                                   "{} must be a text in quotes: {}", key, as_text(key, node))));
        return std::nullopt;
    }
    if (has_control(*written)) {
        problems_.add(node.source(),
                      said_of(said("{} có ký tự điều khiển: hãy gõ lại",
                                   "{} has a control character in it: type it again", key)));
        return std::nullopt;
    }
    return collapse_space(nfc(*written));
}

std::string TomlTable::text(std::string_view key) {
    const toml::node* node = find(key);
    return node == nullptr ? std::string() : clean_text(key, *node).value_or("");
}

std::string TomlTable::required_text(std::string_view key, std::string_view example) {
    if (!is_blank(key)) return text(key);
    add(key, said("thiếu {0}: hãy ghi, ví dụ {0} = \"{1}\"",
                  "{0} is missing: write, say, {0} = \"{1}\"", key, example));
    return {};
}

std::vector<PlacedText> TomlTable::placed_texts(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    std::vector<PlacedText> found;
    const auto take = [&](const toml::node& each) {
        const auto text = clean_text(key, each);
        if (text && text->empty()) {
            problems_.add(each.source(),
                          said_of(said("{} có mục để trống: hãy ghi hoặc bỏ mục đó",
                                       "{} has an empty text in it: fill it in or take it "
                                       "out",
                                       key)));
        } else if (text) {
            found.push_back({*text, each.source()});
        }
    };
    if (const toml::array* list = node->as_array()) {
        for (const toml::node& each : *list)
            take(each);
    } else {
        take(*node);
    }
    return found;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    std::vector<std::string> found;
    for (PlacedText& each : placed_texts(key))
        found.push_back(std::move(each.text));
    return found;
}

std::optional<Day> TomlTable::day(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto date = node->value_exact<toml::date>()) {
        return day_of(date->year, date->month, date->day);
    }
    const auto written = node->value_exact<std::string>();
    const auto day = read_day(written ? collapse_space(*written) : std::string());
    if (day) return *day;
    add(key, written ? said("{}: ", "{}: ", key) + day.error()
                     : said("{0} phải là một ngày, ví dụ {0} = 2024-06-14",
                            "{0} must be a date, such as {0} = 2024-06-14", key));
    return std::nullopt;
}

bool TomlTable::flag(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return false;
    if (const auto flag = node->value_exact<bool>()) return *flag;
    add(key, said("{} phải là true hoặc false (không ngoặc kép)", "{} must be true or false", key));
    return false;
}

const toml::table* TomlTable::table(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) {
        add(key, said("{0} phải là một bảng: {0} = {{ … }} hoặc [{0}]",
                      "{0} must be a table: {0} = {{ … }} or [{0}]", key));
    }
    return node->as_table();
}

std::vector<const toml::table*> TomlTable::tables(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    std::vector<const toml::table*> found;
    const auto wrong = [&](const toml::node& each) {
        problems_.add(
            each.source(),
            said_of(said("{0} phải là danh sách bảng: mỗi bảng mở đầu bằng [[{0}]], hai dấu ngoặc "
                         "vuông, hoặc {0} = [{{ … }}]",
                         "{0} must be a list of tables: start each with [[{0}]], two brackets, or "
                         "write {0} = [{{ … }}]",
                         key)));
    };
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        wrong(*node);
        return {};
    }
    for (const toml::node& each : *list) {
        if (each.is_table()) {
            found.push_back(each.as_table());
        } else {
            wrong(each);
        }
    }
    return found;
}

std::string iso(const toml::date& date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace dondoc::plan
