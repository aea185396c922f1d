#include "plan/plan_file.h"

#include "plan/phrase/phrase.h"
#include "plan/said.h"
#include "plan/timing_fields.h"
#include "plan/toml_reader.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

/// Longer than any plan is valid: such a span is a slip in a year.
constexpr std::chrono::days kLongestValidity{100 * 366};

/// A value of a timing's table in the form that all formats share; nothing where it has no such
/// form.
std::optional<TimingField::Value> timing_value(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) {
        if (has_control(*text)) return std::nullopt;
        return collapse_space(nfc(*text));
    }
    if (const auto number = node.value_exact<std::int64_t>())
        return static_cast<long long>(*number);
    if (const auto date = node.value_exact<toml::date>()) return iso(*date);
    if (const auto time = node.value_exact<toml::date_time>()) {
        // A deadline is local and to the minute (DESIGN 4).
        if (time->offset || time->time.second != 0 || time->time.nanosecond != 0)
            return std::nullopt;
        return fmt::format("{}T{:02}:{:02}", iso(time->date), time->time.hour, time->time.minute);
    }
    const toml::array* list = node.as_array();
    if (list == nullptr) return std::nullopt;
    std::vector<int> numbers;
    for (const toml::node& each : *list) {
        const auto number = each.value_exact<std::int64_t>();
        if (!number || *number < 0 || *number > 1000) return std::nullopt;
        numbers.push_back(static_cast<int>(*number));
    }
    return numbers;
}

class PlanReader {
  public:
    PlanReader(const std::string& file, const Units& units) : problems_(file), units_(units) {}

    Checked<Plan> read(const toml::table& document);

  private:
    void read_head(const toml::table& table);
    void read_validity(TomlTable& head);
    void read_task(const toml::table& table);
    void settle_key(Task& task, TomlTable& row);
    std::vector<UnitRef> read_units(TomlTable& row, std::string_view key, bool open);
    std::vector<Timing> read_timings(TomlTable& row, const std::string& words);
    std::optional<Timing> read_timing(const toml::table& table);
    void check_part_of_key(TomlTable& table, std::string_view key, const std::string& text);

    FileProblems problems_;
    const Units& units_;
    Plan plan_;
    std::map<std::string, std::size_t> rows_;           ///< how many rows each table has so far
    std::map<std::string, toml::source_region> known_;  ///< where each task's key stands
};

Checked<Plan> PlanReader::read(const toml::table& document) {
    if (document.contains("unit") && !document.contains("plan") && !document.contains("task")) {
        problems_.add(1, 0,
                      said("đây là tệp đơn vị, không phải kế hoạch: đọc bằng dondoc unit import",
                           "this is a unit file, not a plan: read it with dondoc unit import"));
        return tl::unexpected(problems_.take());
    }
    TomlTable root(document, "", {"plan", "task"}, problems_);
    if (const toml::table* head = root.table("plan")) {
        read_head(*head);
    } else if (root.find("plan") == nullptr) {
        problems_.add(
            1, 0,
            said("thiếu [plan]: hãy ghi number, title, issuer, issued và valid của kế hoạch",
                 "[plan] is missing: write the plan's number, title, issuer, issued and "
                 "valid"));
    }
    for (const toml::table* row : root.tables("task"))
        read_task(*row);
    if (root.lacks("task")) {
        problems_.add(1, 0,
                      said("kế hoạch chưa có nhiệm vụ nào: mỗi nhiệm vụ mở đầu bằng [[task]]",
                           "the plan has no task: start each with [[task]]"));
    }
    if (!problems_.empty()) return tl::unexpected(problems_.take());
    return std::move(plan_);
}

void PlanReader::read_head(const toml::table& table) {
    TomlTable head(table, "[plan]", {"number", "title", "issuer", "issued", "valid", "supersedes"},
                   problems_);
    plan_.number = head.required_text("number", "56/KH-STP");
    check_part_of_key(head, "number", plan_.number);
    plan_.title = head.text("title");
    plan_.issuer = head.text("issuer");
    plan_.issued = head.day("issued");
    plan_.supersedes = head.texts("supersedes");
    read_validity(head);
}

void PlanReader::read_validity(TomlTable& head) {
    if (head.find("valid") == nullptr) {
        if (plan_.issued) {
            const int year = static_cast<int>(ymd(*plan_.issued).year());
            plan_.valid = {day_of(year, 1, 1), day_of(year, 12, 31)};
        } else if (head.find("issued") == nullptr) {
            head.add("valid",
                     said("thiếu thời gian hiệu lực: hãy ghi valid = {{ from = 2024-01-01, until = "
                          "2024-12-31 }}, hoặc issued là ngày ban hành",
                          "the validity is missing: write valid = {{ from = 2024-01-01, until = "
                          "2024-12-31 }}, or issued, the day of issue"));
        }
        return;
    }
    const toml::table* table = head.table("valid");
    if (table == nullptr) return;
    TomlTable valid(*table, "valid", {"from", "until"}, problems_);
    for (const std::string_view key : {"from", "until"}) {
        if (valid.find(key) != nullptr) continue;
        valid.add(key, said("thiếu {0}: hãy ghi, ví dụ {0} = 2024-01-01",
                            "{0} is missing: write, say, {0} = 2024-01-01", key));
    }
    const auto from = valid.day("from");
    const auto until = valid.day("until");
    if (!from || !until) return;
    if (*until < *from) {
        valid.add("until", said("until = {} lại trước from = {}: hãy sửa một trong hai ngày",
                                "until = {} is before from = {}: mend one of the two", iso(*until),
                                iso(*from)));
    } else if (*until - *from > kLongestValidity) {
        valid.add("until", said("từ {} đến {} dài hơn 100 năm: hãy kiểm tra lại năm",
                                "{} to {} is more than 100 years: check the years", iso(*from),
                                iso(*until)));
    }
    plan_.valid = {*from, *until};
}

/// `:` stands between the parts of an obligation's name (DESIGN 6).
void PlanReader::check_part_of_key(TomlTable& table, std::string_view key,
                                   const std::string& text) {
    if (text.find(':') == std::string::npos) return;
    table.add(key, said("{} không được có dấu hai chấm", "{} may not have a colon in it", key));
}

void PlanReader::read_task(const toml::table& table) {
    TomlTable row(table, "[[task]]",
                  {"table", "no", "title", "lead", "support", "timing", "timings", "product",
                   "note", "tags", "open"},
                  problems_);
    Task task;
    settle_key(task, row);
    task.title = row.required_text("title", "Báo cáo định kỳ hằng tháng");
    const bool open = row.flag("open");
    task.lead = read_units(row, "lead", open);
    if (row.lacks("lead") && !open) {
        row.add("lead", said("thiếu đơn vị chủ trì: hãy ghi, ví dụ lead = [\"Văn phòng Sở\"]",
                             "nobody leads it: write, say, lead = [\"Văn phòng Sở\"]"));
    }
    task.support = read_units(row, "support", open);
    task.timing_text = row.text("timing");
    task.timings = read_timings(row, task.timing_text);
    task.product = row.text("product");
    task.note = row.text("note");
    task.tags = row.texts("tags");
    plan_.tasks.push_back(std::move(task));
}

void PlanReader::settle_key(Task& task, TomlTable& row) {
    task.table = bare_number(row.text("table"));
    task.no = bare_number(row.text("no"));
    check_part_of_key(row, "table", task.table);
    check_part_of_key(row, "no", task.no);
    task.key = task_key(task.table, task.no, ++rows_[task.table]);
    const auto& here = row.at("no");
    const auto [before, added] = known_.emplace(task.key, here);
    if (added) return;
    row.add(
        "no",
        said(
            "hai nhiệm vụ cùng là {}, ở dòng {} và dòng {}: hãy sửa table hoặc no của một nhiệm vụ",
            "two tasks are {}, in lines {} and {}: change table or no of one of them", task.key,
            before->second.begin.line, here.begin.line));
}

std::vector<UnitRef> PlanReader::read_units(TomlTable& row, std::string_view key, bool open) {
    std::vector<UnitRef> refs;
    for (PlacedText& name : row.placed_texts(key)) {
        if (const Unit* unit = units_.named(name.text)) {
            refs.push_back({std::move(name.text), unit->id});
            continue;
        }
        if (open) {
            refs.push_back({std::move(name.text), {}});
            continue;
        }
        problems_.add(
            name.at,
            said("chưa có đơn vị nào tên \"{}\": hãy thêm bằng dondoc unit add hoặc dondoc unit "
                 "import, ghi tên này vào aliases của một đơn vị, hoặc để ngỏ với open = true",
                 "there is no unit \"{}\": add it with dondoc unit add or dondoc unit import, put "
                 "this name into the aliases of a unit, or leave the task open with open = true",
                 name.text) +
                did_you_mean(units_.nearest(name.text)));
    }
    return refs;
}

std::vector<Timing> PlanReader::read_timings(TomlTable& row, const std::string& words) {
    if (!row.lacks("timings")) {
        std::vector<Timing> timings;
        for (const toml::table* table : row.tables("timings")) {
            if (auto timing = read_timing(*table)) timings.push_back(std::move(*timing));
        }
        return timings;
    }
    if (row.is_blank("timing")) {
        row.add(
            "timing",
            said("thiếu thời gian thực hiện: hãy ghi timing bằng lời của kế hoạch, ví dụ timing "
                 "= \"trước ngày 23 hằng tháng\", hoặc timings",
                 "it does not say when: write timing in the plan's own words, such as timing = "
                 "\"trước ngày 23 hằng tháng\", or timings"));
    }
    const int year = static_cast<int>(ymd(plan_.valid.from).year());
    return read_phrase(words, year).timings;
}

std::optional<Timing> PlanReader::read_timing(const toml::table& table) {
    std::vector<TimingField> fields;
    std::vector<toml::source_region> places;
    bool readable = true;
    for (const auto& [key, node] : table) {
        auto value = timing_value(node);
        if (value) {
            fields.push_back({std::string(key.str()), std::move(*value)});
            places.push_back(node.source());
            continue;
        }
        readable = false;
        problems_.add(
            node.source(),
            said("timings: {} không nhận giá trị này: hãy ghi chữ, số nguyên, danh sách số, ngày "
                 "như 2024-06-14 "
                 "hoặc giờ như 2024-06-14T17:00:00 (giờ địa phương, không có giây lẻ)",
                 "timings: {} cannot have this value: write a text, a whole number, a list of "
                 "numbers, a date "
                 "as 2024-06-14 or an hour as 2024-06-14T17:00:00 (local, no odd seconds)",
                 key.str()));
    }
    if (!readable) return std::nullopt;
    auto timing = timing_from(fields);
    if (timing) return std::move(*timing);
    const std::size_t at = timing.error().at;
    problems_.add(at < places.size() ? places[at] : table.source(),
                  said("timings: ", "timings: ") + timing.error().words);
    return std::nullopt;
}

}  // namespace

Checked<Plan> read_plan(std::string_view toml, const std::string& file, const Units& units) {
    const auto document = parse_toml(toml, file);
    if (!document) return tl::unexpected(Problems{document.error()});
    return PlanReader(file, units).read(*document);
}

}  // namespace dondoc::plan
