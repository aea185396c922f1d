#include "notifiers/text_layout.h"

#include <algorithm>
#include <vector>

#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

constexpr std::size_t kColumns = 78;
constexpr std::size_t kVerbatimIndent = 4;
constexpr std::size_t kNumberedIndent = 3;  ///< «1. »
constexpr std::size_t kGap = 2;             ///< between the widest label and the values
constexpr std::size_t kNumberRoom = 30;     ///< columns up to which a number stays with its word
constexpr char kBlank = '\f';

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (auto end = text.find(at); end != std::string_view::npos; end = text.find(at, start)) {
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    parts.push_back(text.substr(start));
    return parts;
}

std::size_t label_column(const std::vector<std::string_view>& lines) {
    std::size_t widest = 0;
    for (const auto line : lines) {
        const auto tab = line.find('\t');
        if (tab != std::string_view::npos) {
            widest = std::max(widest, plan::display_width(line.substr(0, tab)));
        }
    }
    return widest + kGap;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The words of a line; a number stays with the word before it («ngày 22/5»).
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (const auto word : split(text, ' ')) {
        if (word.empty()) continue;
        const bool number = is_digit(word.front()) && !words.empty() &&
                            plan::display_width(words.back()) + word.size() < kNumberRoom;
        if (number) {
            words.back().append(" ").append(word);
        } else {
            words.emplace_back(word);
        }
    }
    return words;
}

/// Where the lines after the first one start: of a numbered one under its text, which stays in one
/// column with what is said below it, however many digits the number has.
std::size_t hanging_indent(std::string_view line, std::size_t indent) {
    std::size_t at = indent;
    while (at < line.size() && is_digit(line[at]))
        ++at;
    const bool numbered = at > indent && line.substr(at).starts_with(". ");
    return numbered ? indent + kNumberedIndent : indent;
}

/// Appends words after `line`, starting further lines at column `indent`.
void wrap(std::string line, std::string_view words, std::size_t indent, std::string& out) {
    auto width = plan::display_width(line);
    bool at_start = true;
    for (const auto& word : words_of(words)) {
        const auto word_width = plan::display_width(word);
        if (!at_start && width + 1 + word_width > kColumns) {
            out += line + '\n';
            line.assign(indent, ' ');
            width = indent;
            at_start = true;
        }
        if (!at_start) {
            line += ' ';
            ++width;
        }
        line += word;
        width += word_width;
        at_start = false;
    }
    out += line + '\n';
}

void lay_out_line(std::string_view line, std::size_t values_at, std::string& out) {
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    const auto tab = line.find('\t');
    if (tab != std::string_view::npos) {
        std::string label(line.substr(0, tab));
        label.append(values_at - plan::display_width(label), ' ');
        wrap(std::move(label), line.substr(tab + 1), values_at, out);
    } else if (indent >= kVerbatimIndent) {
        out.append(line).append("\n");
    } else {
        wrap(std::string(indent, ' '), line.substr(indent), hanging_indent(line, indent), out);
    }
}

/// «(», «,» and the like do not stand before «…».
void drop_loose_end(std::string& text) {
    const auto last = text.find_last_not_of(" ,;:.(-/\"");
    text.erase(last == std::string::npos ? 0 : last + 1);
}

}  // namespace

std::string mark_blank_lines(std::string_view text) {
    std::string out;
    for (const auto line : split(text, '\n')) {
        const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
        out.append(blank ? std::string_view(&kBlank, 1) : line).append("\n");
    }
    return out;
}

std::string lay_out(std::string_view text) {
    const auto lines = split(text, '\n');
    const auto values_at = label_column(lines);
    std::string out;
    bool blank = true;  // none at the start either
    for (const auto line : lines) {
        if (line.starts_with(kBlank)) {
            if (!blank) out += '\n';
            blank = true;
        }
        if (line.find_first_not_of(" \t\r\f") == std::string_view::npos) continue;
        lay_out_line(line, values_at, out);
        blank = false;
    }
    while (out.ends_with("\n\n"))
        out.pop_back();
    return out;
}

std::string shorten_at_word(std::string_view text, std::size_t columns) {
    if (plan::display_width(text) <= columns) return std::string(text);
    std::string cut = plan::shorten(text, columns);
    const auto mark = cut.rfind("…");
    if (mark != std::string::npos) cut.erase(mark);
    const bool inside_word = cut.size() < text.size() && text[cut.size()] != ' ';
    const auto space = cut.rfind(' ');
    if (inside_word && space != std::string::npos) cut.erase(space);
    drop_loose_end(cut);
    return cut + "…";
}

std::string one_line(std::string_view text) {
    std::string clean;
    const auto valid = plan::nfc(text);
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const auto byte = static_cast<unsigned char>(valid[i]);
        const auto after = i + 1 < valid.size() ? static_cast<unsigned char>(valid[i + 1]) : 0U;
        // C1 controls are the two bytes C2 80 to C2 9F; among them NEL, a line end to some.
        const bool c1 = byte == 0xC2 && after >= 0x80 && after <= 0x9F;
        if (c1) ++i;
        if (c1 || byte < 0x20 || byte == 0x7F) {
            clean += ' ';
        } else {
            clean += valid[i];
        }
    }
    return plan::collapse_space(clean);
}

}  // namespace dondoc::notifiers
