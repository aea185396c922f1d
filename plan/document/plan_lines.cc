#include "plan/document/plan_lines.h"

#include <algorithm>
#include <utility>

#include "plan/document/letters.h"
#include "plan/document/numbering.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

bool filled(const Cell& cell) {
    return !cell.text.empty();
}

std::size_t filled_cells(const Row& row) {
    return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), filled));
}

bool is_rule(const Row& row) {
    return std::all_of(row.begin(), row.end(), [](const Cell& cell) {
        return cell.text.find_first_not_of("-_=–—. ") == std::string::npos;
    });
}

/// «nt», «-nt-», «″»: the same as in the row above.
bool is_ditto(std::string_view text) {
    if (text.size() > 16) return false;
    const std::string plain = fold_marks(text);
    return plain == "nt" || plain == "-nt-" || plain == "- nt -" || plain == "nhu tren" ||
           plain == "\"" || plain == "''" || plain == "″" || plain == "”" || plain == "//";
}

/// A heading that says the table is over, for documents where everything stands in rows.
bool ends_tables(std::string_view text) {
    if (text.size() > 200) return false;
    const std::string plain = fold_marks(text);
    for (const std::string_view words :
         {"to chuc thuc hien", "kinh phi", "noi nhan", "phu luc", "che do bao cao"}) {
        const auto at = plain.find(words);
        if (at != std::string::npos && at <= 6) return true;
    }
    return false;
}

bool same_columns(const std::vector<Column>& a, const std::vector<Column>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Column& x, const Column& y) {
        return x.role == y.role && fold_marks(x.heading) == fold_marks(y.heading);
    });
}

/// One row or paragraph of the document, before it is known what it is.
struct Raw {
    const std::string* prose = nullptr;
    const Row* row = nullptr;
    std::size_t table = 0;
    bool heading = false;
    bool single = false;          ///< one filled cell, the first
    bool before_heading = false;  ///< such rows, and a heading right behind them
};

std::vector<Raw> raw_lines(const Document& document) {
    std::vector<Raw> all;
    std::size_t table = 0;
    for (const auto& block : document.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
            if (!is_page_number(paragraph->text)) all.push_back({.prose = &paragraph->text});
            continue;
        }
        ++table;
        for (const Row& row : std::get<Table>(block).rows) {
            if (filled_cells(row) == 0 || is_rule(row)) {
                // A row that is merged with the one above in all its cells says nothing of its own.
                continue;
            }
            const bool single = filled_cells(row) == 1 && filled(row.front());
            if (single && is_page_number(row.front().text) && !number_of_row(row.front().text))
                continue;
            all.push_back({nullptr, &row, table, heading_roles(row).has_value(), single, false});
        }
    }
    for (std::size_t at = all.size(); at-- > 1;) {
        const Raw& next = all[at];
        Raw& now = all[at - 1];
        if (now.row == nullptr || next.row == nullptr || !now.single) continue;
        now.before_heading =
            (next.heading || next.before_heading) && !starts_lower(now.row->front().text);
    }
    return all;
}

class LineReader {
  public:
    explicit LineReader(const Document& document) : raw_(raw_lines(document)) {}

    PlanLines read() {
        for (std::size_t at = 0; at < raw_.size(); ++at) {
            const Raw& line = raw_[at];
            if (line.prose != nullptr) {
                prose(*line.prose);
            } else if (line.heading) {
                at += heading(at);
            } else if (line.single && (line.before_heading || ends_table(at))) {
                open_ = false;
                prose(line.row->front().text);
            } else if (is_below_heading(line)) {
                row(*line.row, line.table);
            } else {
                for (const Cell& cell : *line.row)
                    if (filled(cell)) prose(cell.text);
            }
        }
        return std::move(out_);
    }

  private:
    /// In a table of its own right a group of rows may have such a name too.
    bool ends_table(std::size_t at) const {
        const bool rows_behind =
            at + 1 < raw_.size() && raw_[at + 1].row != nullptr && !raw_[at + 1].single;
        return !rows_behind && ends_tables(raw_[at].row->front().text);
    }

    void prose(const std::string& text) {
        PlanLine line;
        line.text = text;
        out_.lines.push_back(std::move(line));
    }

    /// Takes the heading, the row below that belongs to it and its column numbers; how many rows
    /// more than the first it took.
    std::size_t heading(std::size_t at) {
        Row first = *raw_[at].row;
        std::size_t taken = 0;
        const Row* lower = nullptr;
        const auto row_behind = [&]() -> const Row* {
            const std::size_t next = at + taken + 1;
            return next < raw_.size() ? raw_[next].row : nullptr;
        };
        // Below a heading that comes again such a row is the rest of a task that was cut.
        const Row* tail = row_behind();
        if (tail != nullptr && !repeats(first) && is_heading_tail(first, *tail)) {
            for (std::size_t cell = 0; cell < std::min(first.size(), tail->size()); ++cell)
                first[cell].text = joined(first[cell].text, (*tail)[cell].text);
            ++taken;
        }
        if (const Row* next = row_behind(); next != nullptr && is_lower_heading(first, *next)) {
            lower = next;
            ++taken;
        }
        std::vector<Column> columns = columns_of(first, lower);
        settle(columns);
        if (const Row* next = row_behind(); next != nullptr && is_column_numbers(*next)) ++taken;
        open_ = true;
        table_ = raw_[at].table;
        if (!out_.layouts.empty() && same_columns(out_.layouts.back(), columns) && !after_prose()) {
            broken_ = true;
            return taken;
        }
        if (out_.layouts.empty() || !same_columns(out_.layouts.back(), columns))
            out_.layouts.push_back(std::move(columns));
        PlanLine line;
        line.kind = PlanLine::Kind::heading;
        line.layout = out_.layouts.size() - 1;
        out_.lines.push_back(std::move(line));
        return taken;
    }

    /// Of two columns that could be the same, one is: «Chỉ tiêu» names the task only where no
    /// other column does, and «Kỳ báo cáo» is the timing only where no «Thời hạn» is.
    static void settle(std::vector<Column>& columns) {
        const auto count = [&](Role role) {
            return std::count_if(columns.begin(), columns.end(),
                                 [&](const Column& column) { return column.role == role; });
        };
        const bool titled = count(Role::title) > 0;
        // A column for numbers often has no heading at all.
        if (count(Role::no) == 0 && columns.front().heading.empty())
            columns.front().role = Role::no;
        one_title(columns);
        const bool unit = std::any_of(columns.begin(), columns.end(), [](const Column& column) {
            return column.role == Role::lead && !names_a_person(column.heading);
        });
        for (Column& column : columns) {
            if (unit && column.role == Role::lead && names_a_person(column.heading))
                column.role = Role::other;
        }
        auto timings = count(Role::timing);
        for (Column& column : columns) {
            if (titled && column.role == Role::target) column.role = Role::other;
            if (column.role != Role::timing || timings < 2) continue;
            const std::string heading = fold_marks(column.heading);
            const bool period = heading.find("ky bao cao") != std::string::npos ||
                                heading.find("dinh ky") != std::string::npos ||
                                heading.find("tan suat") != std::string::npos;
            if (!period) continue;
            column.role = Role::other;
            --timings;
        }
    }

    /// «Nội dung» beside «Nhiệm vụ» is more of the task; beside «Lĩnh vực» or «Danh mục» it is all
    /// of it, and the other column is told in the note.
    static void one_title(std::vector<Column>& columns) {
        const auto is_strong = [](const Column& column) {
            const std::string heading = fold_marks(column.heading);
            for (const std::string_view words :
                 {"noi dung", "nhiem vu", "cong viec", "hoat dong", "ten nhiem vu", "ten cong viec",
                  "title", "task"}) {
                if (heading.starts_with(words)) return true;
            }
            return false;
        };
        const bool strong = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
            return column.role == Role::title && is_strong(column);
        });
        bool first = true;
        for (Column& column : columns) {
            if (column.role != Role::title) continue;
            if (strong ? !is_strong(column) : !first) column.role = Role::other;
            first = false;
        }
    }

    bool repeats(const Row& heading) const {
        if (out_.layouts.empty()) return false;
        const std::vector<Column> columns = columns_of(heading, nullptr);
        const std::vector<Column>& known = out_.layouts.back();
        return std::equal(columns.begin(), columns.end(), known.begin(), known.end(),
                          [](const Column& x, const Column& y) {
                              return fold_marks(x.heading) == fold_marks(y.heading);
                          });
    }

    bool after_prose() const {
        return out_.lines.empty() || out_.lines.back().kind == PlanLine::Kind::prose;
    }

    /// Rows go on below their heading over page breaks, in tables of the same form.
    bool is_below_heading(const Raw& line) const {
        if (!open_) return false;
        if (line.table == table_) return true;
        const std::size_t width = out_.layouts.back().size();
        return line.row->size() <= width + 1 && line.row->size() + 1 >= width;
    }

    void row(const Row& cells, std::size_t table) {
        const bool piece = std::exchange(table_, table) != table;
        const std::vector<Column>& columns = out_.layouts.back();
        PlanLine line;
        line.kind = PlanLine::Kind::row;
        line.after_break = std::exchange(broken_, false) || piece;
        line.layout = out_.layouts.size() - 1;
        const std::size_t own = filled_cells(cells);
        for (std::size_t at = 0; at < cells.size(); ++at) {
            const Column column = at < columns.size() ? columns[at] : Column{Role::other, {}};
            put(line.row, column, cells[at], at);
        }
        mark_label(line.row, cells, own);
        before_ = line.row;
        out_.lines.push_back(std::move(line));
        seen_.fill(false);
    }

    Field& field_of(TaskRow& row, Role role) const {
        switch (role) {
            case Role::no:
                return row.no;
            case Role::title:
            case Role::target:
                return row.title;
            case Role::timing:
            case Role::start:
            case Role::end:
                return row.timing;
            case Role::lead:
                return row.lead;
            case Role::support:
                return row.support;
            case Role::product:
                return row.product;
            default:
                return row.note;
        }
    }

    void put(TaskRow& row, const Column& column, const Cell& cell, std::size_t at) {
        Field& field = field_of(row, column.role);
        if (cell.merged_up || is_ditto(cell.text)) {
            const Field& above = field_of(before_, column.role);
            if (field.text.empty() && column.role != Role::other && column.role != Role::none)
                field = {above.text, true};
            return;
        }
        if (cell.text.empty()) {
            mark_seen(column.role);
            return;
        }
        const bool first = mark_seen(column.role);
        const bool range = column.role == Role::start || column.role == Role::end;
        if (range) {
            field.text += (field.text.empty() ? "" : " - ") + cell.text;
        } else if (column.role == Role::title || column.role == Role::target) {
            field.text += (field.text.empty() ? "" : ": ") + cell.text;
        } else if (column.role == Role::none && at > 0) {
            add_line(row.note, cell.text);
        } else if (column.role == Role::other || !first) {
            // A second column of the same kind, and whatever has no field of its own.
            const std::string heading = column.heading.empty() ? "" : column.heading + ": ";
            add_line(row.note, heading + cell.text);
        } else if (column.role == Role::note) {
            add_line(row.note, cell.text);
        } else {
            field.text = column.role == Role::lead && names_both(column.heading) ? parted(cell.text)
                                                                                 : cell.text;
        }
        field.inherited = false;
    }

    static bool names_both(std::string_view heading) {
        const std::string plain = fold_marks(heading);
        return plain.find("chu tri") != std::string::npos &&
               plain.find("phoi hop") != std::string::npos;
    }

    /// Below «Đơn vị chủ trì, phối hợp» the first leads, where the cell does not say it itself.
    static std::string parted(const std::string& cell) {
        const auto cut = cell.find_first_of("\n;/");
        if (cut == std::string::npos || cell.find(':') != std::string::npos) return cell;
        return "Chủ trì: " + cell.substr(0, cut) + "\nPhối hợp: " + cell.substr(cut + 1);
    }

    static void add_line(Field& field, const std::string& text) {
        field.text += (field.text.empty() ? "" : "\n") + text;
        field.inherited = false;
    }

    /// True the first time that a row has a column of this role.
    bool mark_seen(Role role) {
        return !std::exchange(seen_[static_cast<std::size_t>(role)], true);
    }

    /// A text in the first cell that is no number stands in the wrong field.
    static void mark_label(TaskRow& row, const Row& cells, std::size_t own) {
        const bool has_number = row.no.own() && number_of_row(row.no.text).has_value();
        if (has_number && own == 2 && row.title.text.empty() && !row.timing.own()) {
            // A number and one text: the text is the name of a group, in whichever column.
            const auto text = std::find_if(cells.rbegin(), cells.rend(), filled);
            const TaskRow whole = std::exchange(row, {});
            row.no = whole.no;
            row.title.text = text->text;
        }
        if (row.no.own() && !has_number && row.title.text.empty()) {
            row.title = std::exchange(row.no, {});
            row.first_cell = true;
        }
        const bool others = row.timing.text.empty() && row.lead.text.empty() &&
                            row.support.text.empty() && row.product.text.empty() &&
                            row.note.text.empty();
        row.label_only = others && row.title.own() && own <= (has_number ? 2U : 1U);
        if (own == 1 && filled(cells.front())) row.first_cell = true;
    }

    std::vector<Raw> raw_;
    PlanLines out_;
    TaskRow before_;
    std::array<bool, 12> seen_{};
    bool open_ = false;
    bool broken_ = false;  ///< a heading came again right before
    std::size_t table_ = 0;
};

}  // namespace

PlanLines plan_lines(const Document& document) {
    return LineReader(document).read();
}

}  // namespace dondoc::plan
