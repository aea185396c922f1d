#pragma once

#include <string>
#include <utility>
#include <vector>

namespace dondoc::plan {

/// A zip file of these parts. `store`: not compressed.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts,
                   bool store = false, const char* password = nullptr);

/// A Word file with this content of `w:body`; `numbering` is the content of `w:numbering`.
std::string docx_of(const std::string& body, const std::string& numbering = {});

/// An Excel file. Each sheet is the content of its `worksheet` element.
struct XlsxSheet {
    std::string name;
    std::string xml;
    bool hidden = false;
};
std::string xlsx_of(const std::vector<XlsxSheet>& sheets, const std::string& strings = {},
                    const std::string& styles = {});

/// A text plan (lines, cells between tabs) in other containers, cell for cell.
using TextRows = std::vector<std::vector<std::string>>;
TextRows rows_of_text(const std::string& text);
std::string xlsx_of_rows(const TextRows& rows);
std::string csv_of_rows(const TextRows& rows, char separator);
/// HTML with a table for each run of rows, for pandoc to make a Word file of.
std::string html_of_text(const std::string& text);

std::string xml_escaped(const std::string& text);

}  // namespace dondoc::plan
