#include <unicode/unistr.h>

#include <algorithm>

#include "plan/document/document_builder.h"
#include "plan/document/headings.h"
#include "plan/document/limits.h"
#include "plan/document/markup.h"
#include "plan/document/numbering.h"
#include "plan/document/text_document.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

std::string from_utf16(std::string_view bytes, bool big) {
    icu::UnicodeString text;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        text.append(static_cast<char16_t>(big ? first << 8 | second : second << 8 | first));
    }
    std::string out;
    return text.toUTF8String(out);
}

std::vector<std::string_view> split(std::string_view line, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = line.find(separator);
        parts.push_back(line.substr(0, at));
        if (at == std::string_view::npos || parts.size() >= kMostColumns) return parts;
        line.remove_prefix(at + 1);
    }
}

bool is_rule(std::string_view line) {
    return line.find_first_not_of("-=_|:+ \t") == std::string_view::npos &&
           line.find_first_of("-=_") != std::string_view::npos;
}

/// `| a | b |` as Markdown has it.
bool is_piped(std::string_view line) {
    return line.size() > 2 && line.front() == '|' && line.find('|', 1) != std::string_view::npos;
}

/// Puts lines together into rows and paragraphs. A row that has fewer cells than its table, and a
/// line after it that fills it up, are one row: its cell had a line end in it.
class TextLines {
  public:
    explicit TextLines(DocumentBuilder& out) : out_(out) {}

    bool take(std::string_view raw) {
        std::string_view line = raw;
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\f'))
            line.remove_suffix(1);
        while (line.starts_with('\f') || line.starts_with(' '))
            line.remove_prefix(1);
        if (line.empty() || is_rule(line)) {
            // A page break may cut a table's row: the rows go on, an open cell does not.
            flush();
            return out_.room();
        }
        if (is_piped(line)) {
            flush();
            line.remove_prefix(1);
            if (line.ends_with('|')) line.remove_suffix(1);
            row(split(line, '|'));
            flush();
        } else if (line.find('\t') != std::string_view::npos) {
            const auto cells = split(line, '\t');
            if (!joins(cells)) {
                flush();
                row(cells);
            }
        } else if (open_.empty() || open_.size() >= width_ || starts_anew(line)) {
            flush();
            out_.paragraph(std::string(line));
        } else {
            open_.back() += "\n" + std::string(line);
        }
        return out_.room();
    }

    void flush() {
        if (open_.empty()) return;
        Row row;
        for (std::string& text : open_)
            row.push_back({std::move(text), false, false});
        open_.clear();
        out_.row(std::move(row));
    }

  private:
    void row(const std::vector<std::string_view>& cells) {
        Row as_row;
        for (const std::string_view cell : cells) {
            open_.emplace_back(cell);
            as_row.push_back({without_markup(cell), false, false});
        }
        width_ = heading_roles(as_row) ? open_.size() : std::max(width_, open_.size());
    }

    bool joins(const std::vector<std::string_view>& cells) {
        if (open_.empty() || open_.size() >= width_) return false;
        if (open_.size() + cells.size() - 1 != width_ || starts_anew(cells.front())) return false;
        if (cells.front().empty()) return false;
        open_.back() += "\n" + std::string(cells.front());
        for (std::size_t at = 1; at < cells.size(); ++at)
            open_.emplace_back(cells[at]);
        return true;
    }

    /// A number, a heading or a page's end: no cell goes on with it.
    static bool starts_anew(std::string_view text) {
        return number_at_start(text).has_value() || text.starts_with("#") ||
               text.starts_with("**") || is_page_number(text);
    }

    DocumentBuilder& out_;
    std::vector<std::string> open_;
    std::size_t width_ = 0;
};

}  // namespace

std::optional<std::string> decode_text(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.find('\0') != std::string_view::npos || !is_utf8(bytes)) return std::nullopt;
    return std::string(bytes);
}

Result<Document> read_plain_text(std::string_view text) {
    DocumentBuilder out;
    TextLines lines(out);
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (!lines.take(text.substr(at, end - at))) break;
        at = end + 1;
    }
    lines.flush();
    return out.take();
}

}  // namespace dondoc::plan
