#include "plan/document/plan_document.h"

#include <algorithm>
#include <map>
#include <set>

#include "plan/document/cell_readings.h"
#include "plan/document/document.h"
#include "plan/document/labelled_rows.h"
#include "plan/document/letters.h"
#include "plan/document/numbering.h"
#include "plan/document/plan_head.h"
#include "plan/document/plan_lines.h"
#include "plan/document/plan_rows.h"
#include "plan/document/prose_tasks.h"
#include "plan/document/unit_names.h"
#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kShownWords = 60;
constexpr std::size_t kLongestCell = 32'000;

std::vector<UnitRef> refs(std::vector<std::string> names) {
    std::vector<UnitRef> all;
    std::set<std::string> seen;
    for (std::string& name : names) {
        if (seen.insert(fold_name(name)).second) all.push_back({std::move(name), {}});
    }
    return all;
}

void add(std::vector<Timing>& all, const std::vector<Timing>& more) {
    for (const Timing& timing : more) {
        if (std::find(all.begin(), all.end(), timing) == all.end()) all.push_back(timing);
    }
}

Words described(const std::vector<Timing>& timings) {
    Words all;
    for (const Timing& timing : timings) {
        if (!all.vi.empty()) all = std::move(all) + Words{"; ", "; "};
        all = std::move(all) + describe(timing);
    }
    return all;
}

/// A cell's lines as one phrase: a line that begins anew is a timing of its own.
std::string lines_apart(const std::string& cell) {
    std::string phrase;
    for (std::size_t at = 0; at < cell.size();) {
        const auto end = std::min(cell.find('\n', at), cell.size());
        std::string_view line = std::string_view(cell).substr(at, end - at);
        const auto number = number_at_start(line);
        const bool bullet = number && number->style == NumberStyle::bullet;
        if (bullet) line.remove_prefix(number->length);
        const bool anew = bullet || starts_upper(line);
        const bool open = phrase.empty() || phrase.ends_with(';') || phrase.ends_with(',');
        phrase += (open   ? ""
                   : anew ? ";"
                          : "") +
                  std::string(phrase.empty() ? "" : " ") + collapse_space(line);
        at = end + 1;
    }
    return phrase;
}

bool is_unknown(const Timing& timing) {
    return std::holds_alternative<Unknown>(timing);
}

/// The same deadline, whatever data it covers.
bool same_deadline(Timing a, Timing b) {
    for (Timing* timing : {&a, &b}) {
        if (auto* cycle = std::get_if<Cycle>(timing)) cycle->data_from = cycle->data_to = {};
        if (auto* once = std::get_if<Once>(timing)) once->start = {};
    }
    return a == b;
}

/// A day that the timing column must have, or reminders of it come late: a date, or a cycle with
/// its day. A window is no such day where the column has a date within it or before.
bool is_missing_day(const Timing& timing, const std::vector<Timing>& column) {
    const auto* once = std::get_if<Once>(&timing);
    const auto* cycle = std::get_if<Cycle>(&timing);
    if (once == nullptr && (cycle == nullptr || (!cycle->day && !cycle->weekday))) return false;
    return std::none_of(column.begin(), column.end(), [&](const Timing& said) {
        if (same_deadline(said, timing)) return true;
        const auto* date = std::get_if<Once>(&said);
        return once != nullptr && once->start && date != nullptr && date->due.day <= once->due.day;
    });
}

class PlanReader {
  public:
    PlanReader(const PlanLines& lines, PlanHead head, int year, int last_year)
        : lines_(lines), year_(year), cells_(year) {
        Plan& plan = out_.plan;
        plan.number = std::move(head.number);
        plan.title = std::move(head.title);
        plan.issuer = std::move(head.issuer);
        plan.issued = head.issued;
        plan.supersedes = std::move(head.supersedes);
        plan.valid = {day_of(year, 1, 1), day_of(last_year, 12, 31)};
        if (plan.number.empty()) {
            out_.warnings.push_back(
                said("không thấy số của kế hoạch (\"Số: …/KH-…\"): hãy ghi vào tệp kế hoạch",
                     "the plan's number (\"Số: …/KH-…\") was not found: write it into the plan "
                     "file"));
        } else if (head.number_from_name) {
            out_.warnings.push_back(said("số kế hoạch {} lấy từ tên tệp: hãy kiểm tra lại",
                                         "the number {} is taken from the file's name: check it",
                                         plan.number));
        }
        if (!plan.issued) {
            out_.warnings.push_back(
                said("không thấy ngày ban hành kế hoạch", "the date of the plan was not found"));
        }
    }

    ReadPlan read() {
        DraftTasks drafts = draft_tasks(lines_);
        for (const DraftTask& draft : drafts.tasks) {
            cells_.learn(draft.row.lead.text);
            cells_.learn(draft.row.support.text);
        }
        for (DraftTask& draft : drafts.tasks)
            add_row(std::move(draft));
        for (ProseTask& task : prose_tasks(lines_, year_))
            add_prose(std::move(task));
        if (drafts.targets > 0) {
            out_.warnings.push_back(
                said("{} dòng chỉ tiêu không có cột thời gian nên không phải là nhiệm vụ có thời "
                     "hạn: không đưa vào",
                     "{} rows of targets without a timing column are no tasks with a deadline: "
                     "left out",
                     drafts.targets));
        }
        for (const ReadTask& row : out_.rows)
            out_.plan.tasks.push_back(row.task);
        return std::move(out_);
    }

  private:
    void add_row(DraftTask draft) {
        ReadTask read;
        read.warnings = std::move(draft.warnings);
        Task& task = read.task;
        task.table = std::move(draft.table);
        task.no = bare_number(draft.no);
        task.title = collapse_space(draft.row.title.text);
        task.timing_text = collapse_space(draft.row.timing.text);
        task.product = collapse_space(draft.row.product.text);
        task.note = collapse_space(draft.row.note.text);
        const LeadAndSupport parts = lead_and_support(draft.row.lead.text);
        bool guessed = false;
        const auto units = [&](const std::string& cell) {
            const CellReadings::Units& read_units = cells_.units(cell);
            guessed = guessed || read_units.guessed;
            return read_units.names;
        };
        task.lead = refs(units(parts.lead));
        std::vector<std::string> support = units(parts.support);
        for (std::string& name : units(draft.row.support.text))
            support.push_back(std::move(name));
        task.support = refs(std::move(support));
        if (guessed) {
            warn(read,
                 said("chưa rõ dấu phẩy trong ô đơn vị ngăn hai đơn vị hay nằm trong một tên: "
                      "hãy kiểm tra tên đơn vị",
                      "a comma among the units may part two units or stand inside one name: "
                      "check the names"));
        }
        read_timing(read, lines_apart(draft.row.timing.text));
        for (const std::string* text : {&task.title, &task.note, &task.product})
            read_elsewhere(read, *text);
        look_at(read);
        keep(std::move(read));
    }

    void read_timing(ReadTask& read, const std::string& phrase) {
        Task& task = read.task;
        if (task.timing_text.empty()) {
            task.timings = {Unknown{}};
            warn(read, said("chưa ghi thời gian thực hiện: hãy hỏi lại hoặc ghi thời hạn",
                            "no timing is given: ask, or write the deadline"));
            return;
        }
        PhraseReading reading = cells_.phrase(phrase);
        task.timings = std::move(reading.timings);
        if (task.timings.empty()) task.timings = {Unknown{}};
        if (!reading.warnings.empty()) read.needs_person = true;
        for (Words& words : reading.warnings)
            read.warnings.push_back(std::move(words));
        if (std::any_of(task.timings.begin(), task.timings.end(), is_unknown)) {
            warn(read, said("chưa hiểu thời gian \"{}\": hãy ghi lại thời hạn",
                            "the timing \"{}\" was not understood: write the deadline",
                            shorten(task.timing_text, kShownWords)));
        }
    }

    void read_elsewhere(ReadTask& read, const std::string& text) {
        if (text.size() <= kLongestCell) {
            add(read.timings_elsewhere, cells_.deadlines(text));
        } else {
            warn(read, said("một ô dài trên {} ký tự: chưa tìm thời hạn trong ô đó",
                            "a cell has over {} characters: it was not searched for deadlines",
                            kLongestCell));
        }
    }

    void look_at(ReadTask& read) {
        const Task& task = read.task;
        if (task.title.empty()) {
            warn(read, said("chưa có nội dung nhiệm vụ", "the task has no text"));
        }
        if (task.lead.empty()) {
            warn(read, said("chưa có đơn vị chủ trì: nhiệm vụ này chưa giao cho ai",
                            "no unit leads this task: nobody owes it"));
        }
        std::vector<Timing> other;
        for (const Timing& timing : read.timings_elsewhere) {
            const bool said_already =
                std::find(task.timings.begin(), task.timings.end(), timing) != task.timings.end();
            if (!said_already) other.push_back(timing);
        }
        if (!other.empty()) {
            const Words words = described(other);
            read.warnings.push_back(Words{"nội dung, kết quả hoặc ghi chú còn nêu: ",
                                          "the text, product or note adds: "} +
                                    words);
            read.needs_person = read.needs_person ||
                                std::any_of(other.begin(), other.end(), [&](const Timing& timing) {
                                    return is_missing_day(timing, task.timings);
                                });
        }
    }

    static void warn(ReadTask& read, Words words) {
        read.warnings.push_back(std::move(words));
        read.needs_person = true;
    }

    void add_prose(ProseTask prose) {
        ReadTask read;
        Task& task = read.task;
        task.table = "TCTH";
        task.no = bare_number(prose.no);
        task.title = std::move(prose.title);
        task.timing_text = std::move(prose.timing_text);
        task.timings = std::move(prose.timings);
        task.lead = refs(std::move(prose.lead));
        read.warnings.push_back(
            said("thời hạn này nằm trong phần lời văn, không nằm trong bảng: hãy kiểm tra",
                 "this deadline stands in the text, not in a table: check it"));
        read.needs_person = true;
        look_at(read);
        keep(std::move(read));
    }

    /// Gives the task its key, `table.no` or its place; a number that is there twice is told apart.
    void keep(ReadTask read) {
        Task& task = read.task;
        const std::size_t place = ++places_[task.table];
        task.key = task_key(task.table, task.no, place);
        if (!keys_.insert(task.key).second) {
            const std::string printed = task.no.empty() ? std::to_string(place) : task.no;
            int& turn = turns_[task.table + "." + printed];
            if (turn == 0) turn = 2;
            do {
                task.no = printed + "-" + std::to_string(turn++);
                task.key = task_key(task.table, task.no, place);
            } while (!keys_.insert(task.key).second);
            warn(read, said("số thứ tự {} đã có trong bảng này: dòng sau ghi là {}",
                            "the number {} is there already in this table: this row is {}", printed,
                            task.no));
        }
        out_.rows.push_back(std::move(read));
    }

    const PlanLines& lines_;
    int year_;
    ReadPlan out_;
    CellReadings cells_;
    std::map<std::string, std::size_t> places_;
    std::set<std::string> keys_;
    std::map<std::string, int> turns_;  ///< the next for a number that is there already
};

Problems one_problem(Words words, const std::string& file) {
    return {Problem{std::move(words), file, 0, 0}};
}

}  // namespace

Checked<ReadPlan> read_plan_document(std::string_view bytes, const std::string& file_name,
                                     std::optional<int> year) {
    auto document = open_document(bytes, file_name);
    if (!document) {
        document.error().file = file_name;
        return tl::unexpected(Problems{std::move(document.error())});
    }
    PlanLines lines = plan_lines(*document);
    if (lines.layouts.empty()) add_labelled_rows(lines);
    if (lines.layouts.empty()) {
        return tl::unexpected(one_problem(
            said("không thấy bảng nhiệm vụ nào: cần một dòng tiêu đề có các cột như {}",
                 "no table of tasks was found: there must be a heading row with columns such as {}",
                 headings_sought()),
            file_name));
    }
    PlanHead head = plan_head(lines, file_name);
    std::optional<int> first = year ? year : head.first_year;
    if (!first && head.issued) first = static_cast<int>(ymd(*head.issued).year());
    if (!first) first = year_of_timings(lines);
    if (!first) {
        return tl::unexpected(
            one_problem(said("không biết kế hoạch của năm nào: hãy thêm --year, ví dụ --year 2025",
                             "the plan's year is not known: add --year, such as --year 2025"),
                        file_name));
    }
    int last = *first;
    if (head.first_year && head.last_year && (!year || *year == *head.first_year))
        last = std::max(last, *head.last_year);
    return PlanReader(lines, std::move(head), *first, last).read();
}

}  // namespace dondoc::plan
