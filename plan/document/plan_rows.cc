#include "plan/document/plan_rows.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "plan/document/group_lead.h"
#include "plan/document/letters.h"
#include "plan/document/numbering.h"
#include "plan/document/outline.h"
#include "plan/document/unit_names.h"
#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

bool ends_sentence(std::string_view text) {
    return text.empty() || std::string_view(".;:)!?").find(text.back()) != std::string_view::npos;
}

bool is_target_table(const std::vector<Column>& columns) {
    const auto has = [&](Role role) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const Column& column) { return column.role == role; });
    };
    return !has(Role::title) && !has(Role::timing) && !has(Role::start);
}

bool has_timing_column(const std::vector<Column>& columns) {
    return std::any_of(columns.begin(), columns.end(), [](const Column& column) {
        return column.role == Role::timing || column.role == Role::start ||
               column.role == Role::end;
    });
}

bool has_number_column(const std::vector<Column>& columns) {
    return std::any_of(columns.begin(), columns.end(),
                       [](const Column& column) { return column.role == Role::no; });
}

/// Appends a part of a cell that stands behind a page break.
void add_cut(Field& field, const Field& part) {
    if (!part.own()) return;
    field.text = field.text.empty() ? part.text : joined(field.text, part.text);
    field.inherited = false;
}

/// Of units: a whole new name is one more unit, not the end of the last name.
void add_cut_units(Field& field, const Field& part) {
    const bool open = field.text.ends_with(',') || field.text.ends_with(';');
    const bool another = !open && part.own() && !field.text.empty() && starts_upper(part.text) &&
                         starts_with_unit(part.text) && names_a_unit(part.text) &&
                         names_a_unit(field.text);
    if (another) {
        field.text += "\n" + part.text;
    } else {
        add_cut(field, part);
    }
}

/// «IV/2025», «III, IV»
bool starts_roman(std::string_view text) {
    const auto end = std::min(text.find_first_not_of("IVX"), text.size());
    return end > 0 && (end == text.size() ||
                       std::string_view(" /,-.;").find(text[end]) != std::string_view::npos);
}

/// A timing that stops before what it is about: «Quý», «Trước ngày», «Quý II,».
bool is_open_timing(std::string_view text) {
    if (text.empty()) return false;
    if (std::string_view(",-(/").find(text.back()) != std::string_view::npos) return true;
    const std::string lower = fold(text);
    const auto words = words_of(lower);
    const auto is_one_of = [](std::string_view word, std::initializer_list<std::string_view> all) {
        return std::find(all.begin(), all.end(), word) != all.end();
    };
    if (is_one_of(words.back(), {"trước", "từ", "đến", "hết", "chậm", "nhất", "trong", "định", "kỳ",
                                 "hằng", "hàng", "vào", "và", "–", "mỗi", "sau"}))
        return true;
    if (!is_one_of(words.back(), {"quý", "tháng", "ngày", "năm", "tuần"})) return false;
    // «Hằng quý» is whole, «Từ quý» is not.
    return words.size() == 1 ||
           is_one_of(words[words.size() - 2],
                     {"trước", "từ", "đến", "hết", "nhất", "là", "và", "vào", "ngày"});
}

/// Of timings: one that begins anew is one more («Quý I» and below it «Quý III»).
void add_cut_timing(Field& field, const Field& part) {
    const bool anew = part.own() && !field.text.empty() && !is_open_timing(field.text) &&
                      !field.text.ends_with(';') && starts_upper(part.text) &&
                      !number_at_start(part.text) && !starts_roman(part.text);
    if (anew) {
        field.text += "\n" + part.text;
    } else {
        add_cut(field, part);
    }
}

class RowReader {
  public:
    explicit RowReader(const PlanLines& source) : source_(source) {}

    DraftTasks read() {
        for (at_ = 0; at_ < source_.lines.size(); ++at_) {
            const PlanLine& line = source_.lines[at_];
            if (line.kind == PlanLine::Kind::prose) {
                outline_.prose(line.text);
                group_lead_.prose(line.text);
            } else if (line.kind == PlanLine::Kind::heading) {
                outline_.heading(last_layout_ == line.layout);
                last_layout_ = line.layout;
            } else {
                row(line);
            }
        }
        const auto keys = outline_.keys(places_);
        for (std::size_t task = 0; task < drafts_.tasks.size(); ++task)
            drafts_.tasks[task].table = keys[task];
        return std::move(drafts_);
    }

  private:
    const std::vector<Column>& columns(const PlanLine& line) const {
        return source_.layouts[line.layout];
    }

    void row(const PlanLine& line) {
        const TaskRow& row = line.row;
        auto number = row.no.own() ? number_of_row(row.no.text) : std::nullopt;
        if (number && number->style == NumberStyle::bullet) number.reset();
        if (!row.label_only && !number && !row.title.inherited) number = number_in_title(line);
        if (has_task() && number && repeats_number(line, *number)) {
            add_to_last(row);
        } else if (row.label_only) {
            label(line, number);
        } else if (number && owes_nothing(row) && has_numbers_below(*number)) {
            begin_group(row, number);
        } else if (!number && has_task() && goes_on(line)) {
            add_to_last(row);
        } else {
            task(line, number);
        }
    }

    void begin_group(const TaskRow& row, const std::optional<Number>& number) {
        outline_.group(number);
        group_lead_.group(row.title.text, number);
        group_is_last_ = true;
    }

    static bool owes_nothing(const TaskRow& row) {
        return row.timing.text.empty() && row.lead.text.empty() && row.support.text.empty();
    }

    /// `1` before `1.1`: the name of what is numbered below it.
    bool has_numbers_below(const Number& number) const {
        const PlanLine* next = next_row();
        if (next == nullptr || !next->row.no.own()) return false;
        const auto behind = number_of_row(next->row.no.text);
        return behind && behind->text.starts_with(number.text + ".");
    }

    /// Where there is no column for numbers, or it is empty and the title has one like `1.1`.
    std::optional<Number> number_in_title(const PlanLine& line) const {
        auto number = number_at_start(line.row.title.text);
        if (!number || number->style >= NumberStyle::small_letter) return std::nullopt;
        const bool deep = number->style >= NumberStyle::dotted;
        if (has_number_column(columns(line)) && !(deep && !line.row.no.own())) return std::nullopt;
        return number;
    }

    /// Nothing but a text, and perhaps a number: a group, the end of a cut row, or a task of which
    /// the plan says nothing more.
    void label(const PlanLine& line, std::optional<Number> number) {
        const TaskRow& row = line.row;
        if (!number) {
            if (has_task() && (starts_lower(row.title.text) || is_cut_label(line))) {
                add_to_last(row);
                return;
            }
            number = number_at_start(row.title.text);
            if (number && number->style == NumberStyle::bullet) {
                if (has_task()) {
                    add_to_last(row);
                    return;
                }
                number.reset();
            }
        }
        if (number && !opens_group(*number)) {
            task(line, number);
            return;
        }
        begin_group(row, number);
    }

    /// The rows behind tell: a group has rows numbered below it, or anew, or not at all.
    bool opens_group(const Number& number) const {
        const PlanLine* next = next_row();
        if (number.style == NumberStyle::letter || number.style == NumberStyle::roman) return true;
        if (next == nullptr) return false;
        const TaskRow& row = next->row;
        auto behind = row.no.own() ? number_of_row(row.no.text) : std::nullopt;
        if (!behind && row.label_only) behind = number_at_start(row.title.text);
        if (!behind || behind->style == NumberStyle::bullet) {
            return !row.label_only && !row.title.inherited && !row.title.text.empty() &&
                   !starts_lower(row.title.text);
        }
        if (behind->style != number.style) return behind->style > number.style;
        return behind->value <= 1 && number.value > 0;
    }

    /// A title's end that a page break moved into a row of its own, although it begins with a
    /// capital: the sentence before it is open and the numbering goes on behind it.
    bool is_cut_label(const PlanLine& line) const {
        if (group_is_last_ || line.row.first_cell || ends_sentence(last_row().title.text))
            return false;
        if (is_all_upper(line.row.title.text)) return false;
        return next_row() == nullptr || numbering_goes_on();
    }

    /// Without a number: does the row go on with the last task, or is it a task of its own?
    bool goes_on(const PlanLine& line) const {
        const TaskRow& row = line.row;
        if (row.title.inherited) return true;
        if (group_is_last_) return false;
        // No task has no text: units, dates and products alone are more of the task before.
        if (row.title.text.empty()) return true;
        const TaskRow& before = last_row();
        int evidence = 0;
        if (starts_lower(row.title.text)) {
            evidence += 2;
        } else if (ends_sentence(before.title.text)) {
            evidence -= 1;
        }
        if (!row.timing.own()) {
            evidence += has_timing_column(columns(line)) ? 1 : 0;
        } else if (!before.timing.text.empty() &&
                   (starts_lower(row.timing.text) || is_open_timing(before.timing.text))) {
            evidence += 2;
        } else if (!before.timing.text.empty()) {
            evidence -= 3;
        }
        if (!row.lead.own() || starts_lower(row.lead.text) || !names_a_unit(row.lead.text) ||
            !starts_with_unit(row.lead.text)) {
            evidence += 1;
        } else if (!before.lead.text.empty()) {
            evidence -= 1;
        }
        if (line.after_break && numbering_goes_on()) evidence += 1;
        return evidence > 0;
    }

    /// The last task is numbered, and the row behind this one has the next number.
    bool numbering_goes_on() const {
        const PlanLine* next = next_row();
        if (next == nullptr || in_target_) return false;
        const auto before = number_of_row(drafts_.tasks.back().no);
        const auto behind = next->row.no.own() ? number_of_row(next->row.no.text) : std::nullopt;
        return before && behind && before->style == behind->style &&
               behind->value == before->value + 1;
    }

    /// Some print the number of a cut row again on the next page.
    bool repeats_number(const PlanLine& line, const Number& number) const {
        if (!line.after_break || group_is_last_ || in_target_) return false;
        if (drafts_.tasks.back().no != number.text) return false;
        return line.row.title.text.empty() || starts_lower(line.row.title.text);
    }

    void add_to_last(const TaskRow& row) {
        ++parts_;
        TaskRow& whole = in_target_ ? target_ : drafts_.tasks.back().row;
        add_cut(whole.title, row.title);
        add_cut_timing(whole.timing, row.timing);
        add_cut_units(whole.lead, row.lead);
        add_cut_units(whole.support, row.support);
        add_cut(whole.product, row.product);
        add_cut(whole.note, row.note);
    }

    void task(const PlanLine& line, const std::optional<Number>& number) {
        group_is_last_ = false;
        parts_ = 1;
        Place place = outline_.task(number);
        in_target_ = is_target_table(columns(line));
        if (in_target_) {
            ++drafts_.targets;
            target_ = line.row;
            return;
        }
        DraftTask draft;
        draft.row = line.row;
        if (number) draft.no = number->text;
        if (!number && line.row.no.own() && !number_of_row(line.row.no.text))
            add_cut(draft.row.title, line.row.no);
        // A table without a column for numbers has them at the start of its titles.
        if (number && !line.row.no.own()) draft.row.title.text.erase(0, number->length);
        group_lead_.give(draft.row, columns(line));
        places_.push_back(std::move(place));
        drafts_.tasks.push_back(std::move(draft));
    }

    /// There is a task that a row may go on with; none is in more pieces than that.
    bool has_task() const {
        constexpr std::size_t kMostParts = 100;
        return parts_ < kMostParts && (in_target_ || !drafts_.tasks.empty());
    }
    const TaskRow& last_row() const { return in_target_ ? target_ : drafts_.tasks.back().row; }

    const PlanLine* next_row() const {
        for (std::size_t next = at_ + 1; next < source_.lines.size(); ++next) {
            if (source_.lines[next].kind == PlanLine::Kind::row) return &source_.lines[next];
            if (source_.lines[next].kind == PlanLine::Kind::prose &&
                number_at_start(source_.lines[next].text)) {
                return nullptr;
            }
        }
        return nullptr;
    }

    const PlanLines& source_;
    std::size_t at_ = 0;
    std::optional<std::size_t> last_layout_;
    Outline outline_;
    GroupLead group_lead_;
    DraftTasks drafts_;
    std::vector<Place> places_;
    TaskRow target_;         ///< the last row of a table of targets
    std::size_t parts_ = 0;  ///< rows that the last task is made of
    bool in_target_ = false;
    bool group_is_last_ = false;
};

}  // namespace

DraftTasks draft_tasks(const PlanLines& lines) {
    return RowReader(lines).read();
}

}  // namespace dondoc::plan
