#include <gtest/gtest.h>

#include "office_files.h"
#include "plan/document/plan_document.h"

namespace dondoc::plan {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t turn = 0; turn < times; ++turn)
        out += text;
    return out;
}

std::string wide(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += std::string{c, '\0'};
    return out;
}

std::string ole(const std::string& stream) {
    return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0') + wide(stream) +
           std::string(512, '\0');
}

/// Writes other sizes into the headers of a stored part: the directory says little, the data is
/// long.
std::string with_lying_sizes(std::string zip, std::uint32_t real, std::uint32_t said) {
    const auto bytes_of = [](std::uint32_t value) {
        std::string out;
        for (int shift = 0; shift < 32; shift += 8)
            out += static_cast<char>(value >> shift & 0xFF);
        return out;
    };
    const std::string from = bytes_of(real);
    for (auto at = zip.find(from); at != std::string::npos; at = zip.find(from, at + 4))
        zip.replace(at, 4, bytes_of(said));
    return zip;
}

std::string docx_with(const std::string& document, bool store = false) {
    return zip_of({{"word/document.xml", document}}, store);
}

std::string bomb() {
    return docx_with("<w:document><w:body><w:p><w:r><w:t>" +
                     std::string(std::size_t{63} * 1024 * 1024, 'a') +
                     "</w:t></w:r></w:p></w:body></w:document>");
}

std::string lying_bomb() {
    const std::string document = "<w:document><w:body><w:p><w:r><w:t>" +
                                 std::string(40 * 1024 * 1024, 'a') +
                                 "</w:t></w:r></w:p></w:body></w:document>";
    return with_lying_sizes(docx_with(document), static_cast<std::uint32_t>(document.size()), 5000);
}

std::string many_parts() {
    std::vector<std::pair<std::string, std::string>> parts;
    for (int part = 0; part < 2100; ++part)
        parts.emplace_back("word/p" + std::to_string(part) + ".xml", "x");
    return zip_of(parts, true);
}

struct Hostile {
    const char* name;
    std::string bytes;
    const char* file;
    const char* says;  ///< part of the English words
};

std::vector<Hostile> hostile_files() {
    const std::string good = docx_of("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
    return {
        {"empty", "", "a.docx", "empty"},
        {"white space", " \n\t \n", "a.txt", "empty"},
        {"byte order mark only", "\xEF\xBB\xBF", "a.csv", "empty"},
        {"zip bomb", bomb(), "a.docx", "unpacks to far too much"},
        {"zip bomb with lying sizes", lying_bomb(), "a.docx", ""},
        {"too many parts", many_parts(), "a.docx", "parts"},
        {"deep XML", docx_with(repeated("<w:p>", 400'000) + repeated("</w:p>", 400'000), true),
         "a.docx", "levels deep"},
        {"deep XML in tables",
         docx_of(repeated("<w:tbl><w:tr><w:tc>", 300) + repeated("</w:tc></w:tr></w:tbl>", 300)),
         "a.docx", "levels deep"},
        {"many tags", docx_with("<a>" + repeated("<b/>x", 700'000) + "</a>", true), "a.docx",
         "too large"},
        {"DTD",
         docx_with("<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"aaaa\">]><w:document>&a;"
                   "</w:document>"),
         "a.docx", "DTD"},
        {"DTD in a relation",
         zip_of({{"_rels/.rels", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"},
                 {"word/document.xml", "<a/>"}}),
         "a.docx", "DTD"},
        {"not XML", docx_with("hello"), "a.docx", "damaged"},
        {"UTF-16 XML", docx_with("\xFF\xFE" + wide("<!DOCTYPE a><a/>")), "a.docx", "damaged"},
        {"truncated zip", good.substr(0, good.size() / 2), "a.docx", "damaged"},
        {"zip header only", "PK\x03\x04", "a.xlsx", "damaged"},
        {"other zip", zip_of({{"readme.txt", "x"}}), "a.docx", "archive"},
        {"OpenDocument", zip_of({{"mimetype", "x"}, {"content.xml", "<a/>"}}), "a.odt",
         "LibreOffice"},
        {"binary Excel", zip_of({{"xl/workbook.bin", "x"}}), "a.xlsb", ".xlsb"},
        {"PowerPoint", zip_of({{"ppt/presentation.xml", "<a/>"}}), "a.pptx", "PowerPoint"},
        {"zip with a password", zip_of({{"word/document.xml", "<a/>"}}, false, "secret"), "a.docx",
         "password"},
        {"Office file with a password", ole("EncryptedPackage"), "a.docx", "password"},
        {"old Word file", ole("WordDocument"), "a.doc", ".docx"},
        {"old Excel file", ole("Workbook"), "a.xls", ".xlsx"},
        {"PDF", "%PDF-1.7\n1 0 obj\n", "a.pdf", "PDF"},
        {"PDF with another name", "%PDF-1.4\n", "a.docx", "PDF"},
        {"RTF", "{\\rtf1 Kế hoạch}", "a.doc", "RTF"},
        {"PNG", std::string("\x89PNG\r\n\x1A\n\0\0", 10), "a.docx", "picture"},
        {"JPEG", "\xFF\xD8\xFF\xE0", "a.jpg", "picture"},
        {"HTML as .xls", "<html><body><table><tr><td>STT</td></tr></table></body></html>", "a.xls",
         "HTML"},
        {"HTML with a DTD", "<!DOCTYPE html><html></html>", "a.doc", "HTML"},
        {"bytes of nothing", std::string("\x00\x01\x02\xFE", 4), "a.txt", "UTF-8"},
        {"another encoding",
         "K\xCA ho\xA1"
         "ch",
         "a.txt", "UTF-8"},
        {"a few letters", "RIFF;`", "a.docx", "no table of tasks"},
        {"no table", "KẾ HOẠCH\nnăm 2024\nKhông có bảng nào", "a.txt", "no table of tasks"},
        {"no year", "STT\tNội dung\tThời gian\tĐơn vị chủ trì\n1\tA\tQuý I\tVăn phòng\n", "a.txt",
         "--year"},
        {"17 MiB", std::string(17 * 1024 * 1024, 'a'), "a.txt", "larger than"},
    };
}

TEST(HostileDocument, GetsOneClearLine) {
    for (const Hostile& one : hostile_files()) {
        const auto plan = read_plan_document(one.bytes, one.file, std::nullopt);
        ASSERT_FALSE(plan) << one.name;
        ASSERT_EQ(plan.error().size(), 1U) << one.name;
        const Problem& problem = plan.error().front();
        EXPECT_EQ(problem.file, one.file) << one.name;
        EXPECT_NE(problem.words.en.find(one.says), std::string::npos)
            << one.name << ": " << problem.words.en;
        EXPECT_FALSE(problem.words.vi.empty()) << one.name;
        for (const Language language : {Language::vi, Language::en})
            EXPECT_EQ(problem.text(language).find('\n'), std::string::npos) << one.name;
    }
}

TEST(HostileDocument, TextOfAnyShapeIsReadInLinearTime) {
    const std::string head = "KẾ HOẠCH\nNăm 2024\nSTT\tNội dung\tThời gian\tĐơn vị chủ trì\n";
    const std::string shapes[] = {
        head + repeated("\t", 4'000'000),
        head + repeated("1\t", 2'000'000),
        head + repeated("x\n", 2'000'000),
        head + "1\t" + repeated("a, ", 1'000'000) + "\tQuý I\tPhòng A\n",
        head + "1\tA\tQuý I\t" + repeated("Phòng A, B; ", 300'000) + "\n",
        head + repeated("I\tNhóm\t\t\n", 20'000),
        head + repeated("\tviệc\t\t\n", 100'000),
        head + repeated("* ", 1'000'000),
        head + repeated("<b ", 1'000'000),
        head + repeated("PHỤ LỤC I\n", 100'000),
        repeated("\"a,", 1'000'000),
        repeated("(", 1'000'000),
    };
    for (const std::string& text : shapes) {
        (void)read_plan_document(text, "a.txt", 2024);
        (void)read_plan_document(text, "a.csv", 2024);
    }
}

}  // namespace
}  // namespace dondoc::plan
