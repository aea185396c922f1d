#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plan/result.h"

namespace dondoc::plan {

/// A cell of a table's grid. A cell that is merged over several columns or rows has its text once;
/// the places it covers are cells of their own, empty and marked.
struct Cell {
    std::string text;          ///< may have line ends
    bool merged_left = false;  ///< belongs to the cell on its left
    bool merged_up = false;    ///< belongs to the cell above it
    bool operator==(const Cell&) const = default;
};

using Row = std::vector<Cell>;

struct Paragraph {
    std::string text;
    bool operator==(const Paragraph&) const = default;
};

struct Table {
    std::vector<Row> rows;
    bool operator==(const Table&) const = default;
};

/// What a file holds once its format is forgotten: text and tables, in the order of reading.
struct Document {
    std::vector<std::variant<Paragraph, Table>> blocks;
};

/// Opens a file by what is in it; its name only helps to tell a CSV from a text. `.docx`, `.xlsx`,
/// `.csv`, `.tsv` and text (tabs, pipes, HTML tags). Anything else, and anything past the limits of
/// `limits.h`, is one clear problem in one line. Takes any bytes; nothing is written anywhere.
Result<Document> open_document(std::string_view bytes, const std::string& file_name);

}  // namespace dondoc::plan
