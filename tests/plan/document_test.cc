#include "plan/document/document.h"

#include <gtest/gtest.h>

#include "office_files.h"

namespace dondoc::plan {
namespace {

/// Blocks as text: a paragraph a line, cells between bars, `<` and `^` for merged ones.
std::string shown(const std::string& bytes, const std::string& name = "a.txt") {
    const auto document = open_document(bytes, name);
    if (!document) return "problem: " + document.error().words.en;
    std::string out;
    for (const auto& block : document->blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
            out += paragraph->text + "\n";
            continue;
        }
        for (const Row& row : std::get<Table>(block).rows) {
            out += "|";
            for (const Cell& cell : row)
                out += (cell.merged_up ? "^" : cell.merged_left ? "<" : cell.text) + "|";
            out += "\n";
        }
    }
    return out;
}

std::string p(const std::string& text) {
    return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}
std::string tc(const std::string& content, const std::string& properties = {}) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + content + "</w:tc>";
}

TEST(Docx, ReadsTextAndTables) {
    EXPECT_EQ(shown(docx_of(p("KẾ HOẠCH") + p(" a  b ") + p(""))), "KẾ HOẠCH\na b\n");
    EXPECT_EQ(shown(docx_of("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"
                            "<w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>")),
              "a\nb c-d\n");
    EXPECT_EQ(
        shown(docx_of("<w:tbl><w:tr>" + tc(p("1")) + tc(p("a") + p("b")) + "</w:tr></w:tbl>")),
        "|1|a\nb|\n");
    EXPECT_EQ(
        shown(docx_of("<w:tbl><w:tr>" + tc(p("x"), "<w:gridSpan w:val=\"2\"/>") +
                      tc(p("y"), "<w:vMerge w:val=\"restart\"/>") + "</w:tr><w:tr>" + tc(p("1")) +
                      tc(p("2")) + tc(p("hidden"), "<w:vMerge/>") + "</w:tr></w:tbl>")),
        "|x|<|y|\n|1|2|^|\n");
    EXPECT_EQ(shown(docx_of("<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" +
                            tc(p("a")) + "</w:tr></w:tbl>")),
              "||a|\n");
    EXPECT_EQ(shown(docx_of("<w:tbl><w:tr>" +
                            tc(p("a") + "<w:tbl><w:tr>" + tc(p("b")) + tc(p("c")) +
                               "</w:tr></w:tbl>" + p("d")) +
                            "</w:tr></w:tbl>")),
              "|a\nb\nc\nd|\n");
}

TEST(Docx, KeepsWhatWasInsertedAndDropsWhatWasDeleted) {
    EXPECT_EQ(
        shown(docx_of("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old"
                      "</w:delText></w:r></w:del></w:p>")),
        "new\n");
    EXPECT_EQ(
        shown(docx_of("<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + tc(p("old")) +
                      "</w:tr><w:tr><w:trPr><w:ins/></w:trPr>" + tc(p("new")) + "</w:tr></w:tbl>")),
        "|new|\n");
    EXPECT_EQ(shown(docx_of("<w:sdt><w:sdtContent>" + p("a") +
                            "</w:sdtContent></w:sdt>"
                            "<w:p><w:hyperlink><w:r><w:t>b</w:t></w:r></w:hyperlink></w:p>")),
              "a\nb\n");
    EXPECT_EQ(shown(docx_of("<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("box") +
                            "</w:txbxContent></mc:Choice><mc:Fallback>" + p("box") +
                            "</mc:Fallback></mc:AlternateContent></w:r></w:p>")),
              "box\n");
}

TEST(Docx, NumbersListsAsWordShowsThem) {
    const std::string numbering =
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
        "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\">"
        "<w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>"
        "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\">"
        "<w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>"
        "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
        "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>"
        "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">"
        "<w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>";
    const auto item = [](int list, int level, const std::string& text) {
        return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
               "\"/><w:numId w:val=\"" + std::to_string(list) + "\"/></w:numPr></w:pPr><w:r><w:t>" +
               text + "</w:t></w:r></w:p>";
    };
    EXPECT_EQ(shown(docx_of(item(2, 0, "a") + item(1, 0, "b") + item(1, 1, "c") + item(1, 1, "d") +
                                item(1, 0, "e") + item(1, 1, "f") + item(2, 0, "g") +
                                item(3, 0, "h") + item(9, 0, "i"),
                            numbering)),
              "I. a\n1. b\n1.1 c\n1.2 d\n2. e\n2.1 f\nII. g\n1. h\ni\n");
    EXPECT_EQ(shown(docx_of("<w:tbl><w:tr>" + tc(item(1, 0, "")) + tc(p("a")) + "</w:tr><w:tr>" +
                                tc(item(1, 0, "")) + tc(p("b")) + "</w:tr></w:tbl>",
                            numbering)),
              "|1.|a|\n|2.|b|\n");
}

TEST(Xlsx, ReadsCellsAsTheSheetShowsThem) {
    const std::string styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" "
        "formatCode=\"&quot;tháng &quot;m/yyyy\"/><numFmt numFmtId=\"166\" formatCode=\"0.0\"/>"
        "</numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/>"
        "<xf numFmtId=\"165\"/><xf numFmtId=\"9\"/><xf numFmtId=\"166\"/></cellXfs>";
    const auto cell = [](const std::string& place, const std::string& value, int style) {
        return "<c r=\"" + place + "\" s=\"" + std::to_string(style) + "\"><v>" + value +
               "</v></c>";
    };
    const std::string rows =
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is>"
        "<r><t>a</t></r><r><t>b</t></r></is></c></row><row r=\"3\">" +
        cell("A3", "12", 0) + cell("B3", "45540", 1) + cell("C3", "45540.7", 2) +
        cell("D3", "45540", 3) + cell("E3", "0.8", 4) + cell("F3", "1.1", 5) +
        cell("G3", "1.5", 0) +
        "<c r=\"H3\" t=\"b\"><v>1</v></c><c r=\"I3\" t=\"str\"><f>x</f>"
        "<v>công thức</v></c></row></sheetData>";
    EXPECT_EQ(shown(xlsx_of({{"a", rows, false}},
                            "<si><t>no</t></si><si><r><t>Nội </t></r><r><t>dung</t></r>"
                            "<rPh><t>x</t></rPh></si>",
                            styles)),
              "|Nội dung||ab|\n|12|5/9/2024|5/9/2024|tháng 9/2024|80%|1.1|1.5||công thức|\n");
}

TEST(Xlsx, KnowsMergedCellsAndSheets) {
    const std::string rows =
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row><row "
        "r=\"2\"><c r=\"C2\" t=\"inlineStr\"><is><t>y</t></is></c></row></sheetData><mergeCells>"
        "<mergeCell ref=\"A1:B2\"/><mergeCell ref=\"ZZ9:A1\"/><mergeCell ref=\"\"/></mergeCells>";
    EXPECT_EQ(shown(xlsx_of({{"a", rows, false}})), "|x|<|\n|^|^|y|\n");
    const std::string one =
        "<sheetData><row><c t=\"inlineStr\"><is><t>z</t></is></c></row></sheetData>";
    EXPECT_EQ(shown(xlsx_of({{"Phụ lục I", one, false}, {"ẩn", one, true}, {"PL 2", one, false}})),
              "Phụ lục I\n|z|\nPL 2\n|z|\n");
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
    const std::string heading = "STT,Nội dung,Thời gian,Chủ trì\n";
    EXPECT_EQ(shown(heading + "1,\"a, b\",\"dòng 1\ndòng \"\"2\"\"\",VP\n", "a.csv"),
              "|STT|Nội dung|Thời gian|Chủ trì|\n|1|a, b|dòng 1\ndòng \"2\"|VP|\n");
    EXPECT_EQ(shown("\xEF\xBB\xBFSTT;Nội dung;Thời gian;Chủ trì\r\n1;a, b;c, d;VP\r\n", "a.csv"),
              "|STT|Nội dung|Thời gian|Chủ trì|\n|1|a, b|c, d|VP|\n");
    EXPECT_EQ(shown("STT\tNội dung\tThời gian\tChủ trì\n1\ta;b\tc,d\tVP\n", "a.csv"),
              "|STT|Nội dung|Thời gian|Chủ trì|\n|1|a;b|c,d|VP|\n");
    // told by what is in it, not by its name
    EXPECT_EQ(shown("STT;Nội dung;Thời gian;Chủ trì\n1;a, b;c;VP\n", "a.txt"),
              "|STT|Nội dung|Thời gian|Chủ trì|\n|1|a, b|c|VP|\n");
    // a quote that is never closed is a letter
    EXPECT_EQ(shown(heading + "1,\"Thi đua\" năm,\"b,VP\n", "a.csv"),
              "|STT|Nội dung|Thời gian|Chủ trì|\n|1|\"Thi đua\" năm|\"b|VP|\n");
    const std::string utf16("\xFF\xFEN\0o\0,\0\xEA\x1E\n\0", 12);
    EXPECT_EQ(shown(utf16, "a.csv"), "|No|Ừ|\n");
}

TEST(PlainText, ReadsRowsAndTakesMarkupOut) {
    EXPECT_EQ(shown("a\n\nb<br>c &amp; d\n"), "a\nb\nc & d\n");
    EXPECT_EQ(shown("## **Tiêu đề**\n*nghiêng* 5*\n1 < 2 và 3 > 2\n"),
              "Tiêu đề\n*nghiêng* 5*\n1 < 2 và 3 > 2\n");
    EXPECT_EQ(shown("1\t<p>a</p> <p>b</p>\tc\n"), "|1|a\nb|c|\n");
    EXPECT_EQ(shown("| a | b |\n|---|:--|\n| 1 | 2 |\n"), "|a|b|\n|1|2|\n");
    EXPECT_EQ(shown("a\tb\n---\t--\nc\td\n"), "|a|b|\n|c|d|\n");
    // a cell with a line end in it
    EXPECT_EQ(shown("STT\tNội dung\tThời gian\tChủ trì\n1\tdòng một\ndòng hai\tQuý I\tVP\n"),
              "|STT|Nội dung|Thời gian|Chủ trì|\n|1|dòng một\ndòng hai|Quý I|VP|\n");
    // … which the next row, and a heading, are not
    EXPECT_EQ(shown("STT\tNội dung\tThời gian\tChủ trì\n1\ta\n2\tb\tc\td\n3\te\n**II. Mục**\n"),
              "|STT|Nội dung|Thời gian|Chủ trì|\n|1|a|\n|2|b|c|d|\n|3|e|\nII. Mục\n");
}

}  // namespace
}  // namespace dondoc::plan
