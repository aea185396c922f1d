#include "plan/document/document_builder.h"

#include "plan/document/limits.h"
#include "plan/document/markup.h"
#include "plan/said.h"

namespace dondoc::plan {

bool DocumentBuilder::spend(std::size_t cells, std::size_t text) {
    ++lines_;
    cells_ += cells;
    text_ += text;
    room_ = room_ && lines_ <= kMostLines && cells_ <= kMostCells && text_ <= kMostText;
    return room_;
}

void DocumentBuilder::paragraph(std::string text) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos || !spend(1, text.size())) return;
    text = clean_lines(without_markup(text));
    if (text.empty()) return;
    in_table_ = false;
    document_.blocks.emplace_back(Paragraph{std::move(text)});
}

void DocumentBuilder::row(Row row) {
    if (row.size() > kMostColumns) row.resize(kMostColumns);
    std::size_t text = 0;
    for (const Cell& cell : row)
        text += cell.text.size();
    if (text == 0 || !spend(row.size(), text)) return;
    for (Cell& cell : row)
        cell.text = clean_lines(without_markup(cell.text));
    if (!in_table_) document_.blocks.emplace_back(Table{});
    in_table_ = true;
    std::get<Table>(document_.blocks.back()).rows.push_back(std::move(row));
}

Result<Document> DocumentBuilder::take() {
    if (room_) return std::move(document_);
    return tl::unexpected(Problem{
        said("tệp quá lớn để đọc (trên {} dòng, {} ô hoặc {} MiB chữ): hãy bỏ bớt phần không phải "
             "kế "
             "hoạch",
             "the file is too large to read (over {} lines, {} cells or {} MiB of text): take out "
             "what is not part of the plan",
             kMostLines, kMostCells, kMostText / (1024 * 1024)),
        {},
        0,
        0});
}

}  // namespace dondoc::plan
