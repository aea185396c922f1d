#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "plan/document/document.h"
#include "plan/document/headings.h"

namespace dondoc::plan {

/// What one column of a row says.
struct Field {
    std::string text;
    bool inherited = false;  ///< merged with the row above, or «nt» (as above)
    bool own() const { return !text.empty() && !inherited; }
};

/// A row below a heading, sorted by what its columns are for.
struct TaskRow {
    Field no;
    Field title;
    Field timing;
    Field lead;
    Field support;
    Field product;
    Field note;
    bool label_only = false;  ///< nothing but its number and one text: a group, or a part of a row
    bool first_cell = false;  ///< that text stands in the first cell of the row
};

/// A document as one sequence: prose, headings of tables, and rows below them. Repeated headings,
/// rows of column numbers, rules and page numbers are gone; tables that are no plan's (a
/// letterhead, signatures) are prose, and so are rows of one cell that stand before a heading, for
/// in a spreadsheet everything stands in a table.
struct PlanLine {
    enum class Kind { prose, heading, row } kind = Kind::prose;
    std::string text;  ///< of prose
    TaskRow row;
    std::size_t layout = 0;    ///< of a heading or a row: index into `layouts`
    bool after_break = false;  ///< a row: a heading that came again or the start of one more piece
                               ///< of its table stands before it, as page breaks make them
};

struct PlanLines {
    std::vector<PlanLine> lines;
    std::vector<std::vector<Column>> layouts;
};

PlanLines plan_lines(const Document& document);

}  // namespace dondoc::plan
