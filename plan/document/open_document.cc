#include <algorithm>
#include <array>

#include "plan/document/document.h"
#include "plan/document/limits.h"
#include "plan/document/office.h"
#include "plan/document/text_document.h"
#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

tl::unexpected<Problem> fail(Words words) {
    return tl::unexpected(Problem{std::move(words), {}, 0, 0});
}

/// A text in UTF-16, as names inside an OLE file are.
bool has_wide(std::string_view bytes, std::string_view name) {
    std::string wide;
    for (const char c : name)
        wide += std::string{c, '\0'};
    return bytes.find(wide) != std::string_view::npos;
}

Words ole_fault(std::string_view bytes) {
    if (has_wide(bytes, "EncryptedPackage") || has_wide(bytes, "EncryptionInfo")) {
        return said("tệp có mật khẩu: hãy mở bằng Word hoặc Excel, bỏ mật khẩu rồi lưu lại",
                    "the file has a password: open it in Word or Excel, take the password off and "
                    "save it again");
    }
    if (has_wide(bytes, "Workbook") || has_wide(bytes, "Book")) {
        return said("tệp Excel kiểu cũ (.xls): hãy lưu lại dạng .xlsx",
                    "an old Excel file (.xls): save it as .xlsx");
    }
    return said("tệp Word kiểu cũ (.doc): hãy lưu lại dạng .docx",
                "an old Word file (.doc): save it as .docx");
}

bool is_image(std::string_view bytes) {
    for (const std::string_view magic :
         {std::string_view("\x89PNG"), std::string_view("\xFF\xD8\xFF"), std::string_view("GIF8"),
          std::string_view("II*\0", 4), std::string_view("MM\0*", 4), std::string_view("BM")}) {
        if (bytes.starts_with(magic) && (magic != "BM" || bytes.find('\0') < 64)) return true;
    }
    return bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP";
}

/// HTML, whatever the file is called: Excel and web sites save it under `.xls`.
bool is_html(std::string_view text) {
    const std::string start = fold(text.substr(0, 1024));
    return start.starts_with("<!doctype html") || start.starts_with("<html") ||
           start.starts_with("<table") || start.starts_with("<?xml") ||
           (start.starts_with("<") && start.find("<html") != std::string::npos);
}

/// Why the bytes are of a kind that is not read, or nothing.
std::optional<Words> kind_fault(std::string_view bytes) {
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) {
        return said(
            "tệp PDF: chưa đọc được; hãy chuyển sang .docx hoặc văn bản (nếu là bản quét "
            "thì cần nhận dạng chữ trước)",
            "a PDF file, which is not read: convert it to .docx or text (a scan needs text "
            "recognition first)");
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return ole_fault(bytes);
    if (bytes.starts_with("{\\rtf")) {
        return said("tệp RTF: hãy lưu lại dạng .docx", "an RTF file: save it as .docx");
    }
    if (is_image(bytes)) {
        return said("tệp ảnh: hãy nhận dạng chữ rồi lưu dạng .docx hoặc văn bản",
                    "a picture: have its text recognised and save that as .docx or text");
    }
    return std::nullopt;
}

bool has_ending(std::string_view name, std::string_view ending) {
    return fold(name.substr(name.size() - std::min(name.size(), ending.size()))) == ending;
}

Result<Document> open_text(std::string_view bytes, const std::string& file_name) {
    const auto text = decode_text(bytes);
    if (!text) {
        return fail(
            said("không phải tệp Word, Excel, CSV hay văn bản UTF-8: hãy lưu lại dạng "
                 ".docx, .xlsx hoặc văn bản UTF-8",
                 "neither a Word, Excel or CSV file nor a text in UTF-8: save it as .docx, "
                 ".xlsx or UTF-8 text"));
    }
    if (is_html(*text)) {
        return fail(
            said("tệp HTML (có thể mang đuôi .xls, .doc): hãy mở bằng Word hoặc Excel rồi "
                 "lưu lại dạng .docx hoặc .xlsx",
                 "an HTML file (perhaps named .xls or .doc): open it in Word or Excel and "
                 "save it as .docx or .xlsx"));
    }
    if (collapse_space(*text).empty()) {
        return fail(said("tệp trống: hãy chọn tệp có nội dung",
                         "the file is empty: choose one that is not"));
    }
    const bool named = has_ending(file_name, ".csv") || has_ending(file_name, ".tsv");
    const bool tabs = text->find('\t') != std::string::npos;
    if (named || (!tabs && looks_delimited(*text))) return read_delimited(*text);
    return read_plain_text(*text);
}

}  // namespace

Result<Document> open_document(std::string_view bytes, const std::string& file_name) {
    if (bytes.empty()) {
        return fail(said("tệp trống: hãy chọn tệp có nội dung",
                         "the file is empty: choose one that is not"));
    }
    if (bytes.size() > kLargestFile) {
        return fail(said("tệp lớn hơn {} MiB: hãy chọn đúng tệp hoặc bỏ bớt ảnh",
                         "the file is larger than {} MiB: choose the right one or take out "
                         "pictures",
                         kLargestFile / (1024 * 1024)));
    }
    if (auto fault = kind_fault(bytes)) return fail(std::move(*fault));
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
        return open_office(bytes);
    return open_text(bytes, file_name);
}

}  // namespace dondoc::plan
