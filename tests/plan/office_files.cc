#include "office_files.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>
#include <sstream>

namespace dondoc::plan {
namespace {

std::string column_name(std::size_t column) {
    std::string name;
    for (++column; column > 0; column = (column - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
    return name;
}

std::string relations(const std::string& content) {
    return "<Relationships "
           "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
           content + "</Relationships>";
}

std::string main_relation(const std::string& target) {
    return relations(
        "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships/officeDocument\" Target=\"" +
        target + "\"/>");
}

}  // namespace

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts, bool store,
                   const char* password) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(out, ZIP_TRUNCATE, &error);
    EXPECT_NE(archive, nullptr);
    if (archive == nullptr) return {};
    zip_source_keep(out);
    for (const auto& [name, bytes] : parts) {
        zip_source_t* in = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        const auto at = zip_file_add(archive, name.c_str(), in, ZIP_FL_ENC_UTF_8);
        EXPECT_GE(at, 0);
        const auto index = static_cast<zip_uint64_t>(at);
        if (store) zip_set_file_compression(archive, index, ZIP_CM_STORE, 0);
        if (password != nullptr) zip_file_set_encryption(archive, index, ZIP_EM_AES_256, password);
    }
    EXPECT_EQ(zip_close(archive), 0);
    std::string bytes;
    zip_source_open(out);
    zip_source_seek(out, 0, SEEK_END);
    bytes.resize(static_cast<std::size_t>(zip_source_tell(out)));
    zip_source_seek(out, 0, SEEK_SET);
    zip_source_read(out, bytes.data(), bytes.size());
    zip_source_close(out);
    zip_source_free(out);
    return bytes;
}

std::string docx_of(const std::string& body, const std::string& numbering) {
    const std::string space =
        " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    return zip_of(
        {{"_rels/.rels", main_relation("word/document.xml")},
         {"word/numbering.xml", "<w:numbering" + space + ">" + numbering + "</w:numbering>"},
         {"word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document" + space +
                                   "><w:body>" + body + "</w:body></w:document>"}});
}

std::string xlsx_of(const std::vector<XlsxSheet>& sheets, const std::string& strings,
                    const std::string& styles) {
    std::string list;
    std::string targets;
    std::vector<std::pair<std::string, std::string>> parts;
    for (std::size_t at = 0; at < sheets.size(); ++at) {
        const std::string number = std::to_string(at + 1);
        list += "<sheet name=\"" + xml_escaped(sheets[at].name) + "\" sheetId=\"" + number +
                "\" r:id=\"rId" + number + "\"" + (sheets[at].hidden ? " state=\"hidden\"" : "") +
                "/>";
        targets += "<Relationship Id=\"rId" + number +
                   "\" Type=\"worksheet\" Target=\"worksheets/s" + number + ".xml\"/>";
        parts.emplace_back("xl/worksheets/s" + number + ".xml",
                           "<worksheet>" + sheets[at].xml + "</worksheet>");
    }
    parts.emplace_back("_rels/.rels", main_relation("xl/workbook.xml"));
    parts.emplace_back("xl/workbook.xml",
                       "<workbook xmlns:r=\"r\"><sheets>" + list + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels", relations(targets));
    parts.emplace_back("xl/sharedStrings.xml", "<sst>" + strings + "</sst>");
    parts.emplace_back("xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>");
    return zip_of(parts);
}

std::string xml_escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else {
            out += c;
        }
    }
    return out;
}

TextRows rows_of_text(const std::string& text) {
    TextRows rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.find_first_not_of(' ') == std::string::npos) continue;
        std::vector<std::string> cells{{}};
        for (const char c : line) {
            if (c == '\t') {
                cells.emplace_back();
            } else {
                cells.back() += c;
            }
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

std::string xlsx_of_rows(const TextRows& rows) {
    std::string xml = "<sheetData>";
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string number = std::to_string(row + 1);
        xml += "<row r=\"" + number + "\">";
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            if (rows[row][column].empty()) continue;
            xml += "<c r=\"" + column_name(column) + number + "\" t=\"inlineStr\"><is><t>" +
                   xml_escaped(rows[row][column]) + "</t></is></c>";
        }
        xml += "</row>";
    }
    return xlsx_of({{"Trang tính 1", xml + "</sheetData>", false}});
}

std::string csv_of_rows(const TextRows& rows, char separator) {
    std::string csv = "\xEF\xBB\xBF";
    for (const auto& row : rows) {
        for (std::size_t at = 0; at < row.size(); ++at) {
            if (at > 0) csv += separator;
            csv += '"';
            for (const char c : row[at])
                csv += c == '"' ? std::string("\"\"") : std::string(1, c);
            csv += '"';
        }
        csv += "\r\n";
    }
    return csv;
}

std::string html_of_text(const std::string& text) {
    std::string html = "<html><head><meta charset=\"utf-8\"><title>x</title></head><body>\n";
    TextRows table;
    const auto flush = [&] {
        std::size_t width = 0;
        for (const auto& row : table)
            width = std::max(width, row.size());
        if (!table.empty()) html += "<table>\n";
        for (auto& row : table) {
            row.resize(width);
            html += "<tr>";
            for (const std::string& cell : row)
                html += "<td>" + cell + "</td>";
            html += "</tr>\n";
        }
        if (!table.empty()) html += "</table>\n";
        table.clear();
    };
    for (auto& row : rows_of_text(text)) {
        if (row.size() > 1) {
            table.push_back(std::move(row));
            continue;
        }
        flush();
        html += "<p>" + row.front() + "</p>\n";
    }
    flush();
    return html + "</body></html>\n";
}

}  // namespace dondoc::plan
