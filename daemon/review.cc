#include "daemon/review.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "plan/vietnamese.h"
#include "store/timing_json.h"

namespace dondoc::daemon {
namespace {

using Json = nlohmann::ordered_json;
using plan::ReadTask;
using plan::Words;

std::string described(const std::vector<plan::Timing>& timings, plan::Language language) {
    std::string text;
    for (const plan::Timing& timing : timings)
        text += (text.empty() ? "" : "; ") + plan::describe(timing).in(language);
    return text;
}

Json json_of(const std::vector<plan::Timing>& timings) {
    return Json::parse(store::timings_to_json(timings));
}

std::vector<std::string> names_of(const std::vector<plan::UnitRef>& refs) {
    std::vector<std::string> names;
    for (const plan::UnitRef& ref : refs)
        names.push_back(ref.name);
    return names;
}

std::string joined(const std::vector<plan::UnitRef>& refs) {
    return fmt::format("{}", fmt::join(names_of(refs), "; "));
}

/// In as many lines as the terminal needs; every line but the first begins with `indent` spaces.
std::string wrapped(const std::string& text, std::size_t indent) {
    const auto width = std::max(terminal_width(), indent + 20) - indent;
    return fmt::format("{}", fmt::join(lines_of(text, width), '\n' + std::string(indent, ' ')));
}

class Review {
  public:
    Review(std::ostream& out, const plan::ReadPlan& read,
           const std::vector<plan::UnmatchedUnit>& unmatched, plan::Language language)
        : out_(out), read_(read), unmatched_(unmatched), language_(language) {}

    void print() {
        print_head();
        print_open();
        print_units();
        print_rest();
    }

    void print_objects(Format format) const;

  private:
    const std::string& say(const Words& words) const { return words.in(language_); }
    void print_head();
    void print_open();
    void print_card(const ReadTask& row);
    void print_field(const Words& label, const std::string& text, Style style);
    void print_units();
    void print_rest();
    std::vector<std::string> warnings_of(const ReadTask& row) const;

    std::ostream& out_;
    const plan::ReadPlan& read_;
    const std::vector<plan::UnmatchedUnit>& unmatched_;
    plan::Language language_;
};

void Review::print_head() {
    const plan::Plan& plan = read_.plan;
    out_ << say({"Kế hoạch số ", "Plan "}) << plan.number << '\n';
    print_field({"Tên", "Title"}, plan.title, Style::plain);
    print_field({"Cơ quan", "Issuer"}, plan.issuer, Style::plain);
    if (plan.issued) {
        print_field({"Ban hành", "Issued"}, say(plan::date_words(*plan.issued)), Style::plain);
    }
    print_field(
        {"Hiệu lực", "Valid"},
        say(plan::date_words(plan.valid.from)) + " – " + say(plan::date_words(plan.valid.until)),
        Style::plain);
    print_field({"Thay thế", "Supersedes"}, fmt::format("{}", fmt::join(plan.supersedes, ", ")),
                Style::plain);
    for (const Words& warning : read_.warnings)
        print_field({"Cần xem", "Look at"}, say(warning), Style::warn);
}

/// `  Label:        text`, wrapped; nothing for an empty text.
void Review::print_field(const Words& label, const std::string& text, Style style) {
    constexpr std::size_t kIndent = 18;
    if (text.empty()) return;
    const std::string shown = "  " + say(label) + ":";
    const auto columns = plan::display_width(shown);
    out_ << shown << std::string(columns < kIndent ? kIndent - columns : 1, ' ')
         << styled(wrapped(text, kIndent), style) << '\n';
}

void Review::print_open() {
    const auto count = std::ranges::count_if(read_.rows, &ReadTask::needs_person);
    if (count == 0) return;
    out_ << '\n'
         << say({fmt::format("Cần người xem ({}):", count),
                 fmt::format("For a person to settle ({}):", count)})
         << '\n';
    for (const ReadTask& row : read_.rows) {
        if (row.needs_person) print_card(row);
    }
}

void Review::print_card(const ReadTask& row) {
    const plan::Task& task = row.task;
    out_ << '\n' << wrapped(task.key + "  " + task.title, 2) << '\n';
    print_field({"Kế hoạch ghi", "The plan says"},
                task.timing_text.empty() ? "–" : "«" + task.timing_text + "»", Style::plain);
    print_field({"Hiểu là", "Understood as"}, described(task.timings, language_), Style::plain);
    print_field({"Nơi khác ghi", "Elsewhere"}, described(row.timings_elsewhere, language_),
                Style::plain);
    print_field({"Chủ trì", "Lead"}, joined(task.lead), Style::plain);
    for (const Words& warning : row.warnings)
        print_field({"Vì sao", "Why"}, say(warning), Style::warn);
}

void Review::print_units() {
    if (unmatched_.empty()) return;
    out_ << '\n'
         << say({fmt::format("Tên chưa khớp với đơn vị nào ({}):", unmatched_.size()),
                 fmt::format("Names that are no known unit ({}):", unmatched_.size())})
         << "\n\n";
    Listing listing({{"name", {"Kế hoạch ghi", "The plan says"}, false, true, false, true},
                     {"suggestion", {"Có phải là", "Is it"}, false, true, false, true},
                     {"count", {"Số việc", "Tasks"}, true},
                     {"tasks", {"Ở việc", "In"}, false, true}});
    for (const plan::UnmatchedUnit& each : unmatched_) {
        listing.add({each.name, each.suggestion, std::to_string(each.tasks.size()),
                     fmt::format("{}", fmt::join(each.tasks, ", "))});
    }
    listing.print(out_, Format::table, language_, {});
}

void Review::print_rest() {
    Listing listing({{"task", {"Việc", "Task"}},
                     {"title", {"Nội dung", "Title"}, false, true},
                     {"timing_text", {"Kế hoạch ghi", "The plan says"}, false, true, false, true},
                     {"timings", {"Hiểu là", "Understood as"}, false, true, false, true},
                     {"lead", {"Chủ trì", "Lead"}, false, true, false, true}});
    bool noted = false;
    for (const ReadTask& row : read_.rows) {
        if (row.needs_person) continue;
        const plan::Task& task = row.task;
        noted = noted || !row.warnings.empty();
        listing.add({task.key + (row.warnings.empty() ? "" : " *"), task.title, task.timing_text,
                     described(task.timings, language_), joined(task.lead)});
    }
    if (listing.empty()) return;
    out_ << '\n'
         << say({fmt::format("Đã hiểu ({}):", listing.size()),
                 fmt::format("Understood ({}):", listing.size())})
         << "\n\n";
    listing.print(out_, Format::table, language_, {});
    if (!noted) return;
    out_ << '\n' << say({"* Đã hiểu theo cách sau:", "* Read in this way:"}) << '\n';
    for (const ReadTask& row : read_.rows) {
        for (const Words& warning : row.warnings) {
            if (row.needs_person) break;
            out_ << "  " << wrapped(row.task.key + ": " + say(warning), 4) << '\n';
        }
    }
}

std::vector<std::string> Review::warnings_of(const ReadTask& row) const {
    std::vector<std::string> all;
    for (const Words& warning : row.warnings)
        all.push_back(say(warning));
    for (const plan::UnmatchedUnit& each : unmatched_) {
        if (std::ranges::count(each.tasks, row.task.key) > 0) all.push_back(say(each.words));
    }
    return all;
}

void Review::print_objects(Format format) const {
    std::vector<Column> columns;
    for (const char* key : {"plan", "table", "no", "title", "timing_text", "timings",
                            "timings_elsewhere", "lead", "support", "product", "note", "warnings"})
        columns.push_back({key, {}, false, false, true});
    Listing listing(std::move(columns));
    for (const ReadTask& row : read_.rows) {
        const plan::Task& task = row.task;
        listing.add({read_.plan.number, task.table, task.no, task.title, task.timing_text,
                     Cell("", json_of(task.timings)), Cell("", json_of(row.timings_elsewhere)),
                     Cell("", names_of(task.lead)), Cell("", names_of(task.support)), task.product,
                     task.note, Cell("", warnings_of(row))});
    }
    listing.print(out_, format, language_, {});
}

}  // namespace

void print_review(std::ostream& out, const plan::ReadPlan& read,
                  const std::vector<plan::UnmatchedUnit>& unmatched, Format format,
                  plan::Language language) {
    Review review(out, read, unmatched, language);
    if (format == Format::table) {
        review.print();
    } else {
        review.print_objects(format);
    }
}

}  // namespace dondoc::daemon
