#include "plan/document/markup.h"

#include <algorithm>
#include <array>
#include <utility>

#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::array<std::string_view, 36> kTags{
    "a",      "b",    "big", "blockquote", "br",    "caption", "center", "code", "div",
    "em",     "font", "h1",  "h2",         "h3",    "h4",      "h5",     "h6",   "hr",
    "i",      "img",  "li",  "ol",         "p",     "s",       "small",  "span", "strike",
    "strong", "sub",  "sup", "table",      "tbody", "td",      "tr",     "u",    "ul"};
constexpr std::array<std::string_view, 12> kLineTags{"br", "p",  "div", "li", "h1", "h2",
                                                     "h3", "h4", "h5",  "h6", "tr", "hr"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kEntities{{{"&nbsp;", " "},
                                                                                  {"&lt;", "<"},
                                                                                  {"&gt;", ">"},
                                                                                  {"&quot;", "\""},
                                                                                  {"&apos;", "'"},
                                                                                  {"&#39;", "'"},
                                                                                  {"&ndash;", "–"},
                                                                                  {"&amp;", "&"}}};
constexpr std::size_t kLongestTag = 300;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct Tag {
    std::size_t length = 0;  ///< 0: no tag stands here
    bool ends_line = false;
};

/// The tag that begins at the front of the text, if it is one that is known.
Tag tag_at(std::string_view text) {
    std::size_t at = 1;
    const bool closing = text.substr(at).starts_with('/');
    if (closing) ++at;
    std::string name;
    while (at < text.size() && name.size() < 12 && (is_letter(text[at]) || is_digit(text[at])))
        name += static_cast<char>(is_letter(text[at]) ? text[at] | 0x20 : text[at]), ++at;
    if (std::find(kTags.begin(), kTags.end(), name) == kTags.end()) return {};
    if (at < text.size() && text[at] != '>' && text[at] != ' ' && text[at] != '/') return {};
    const auto end = text.substr(0, kLongestTag).find('>', at);
    if (end == std::string_view::npos) return {};
    const bool line = std::find(kLineTags.begin(), kLineTags.end(), name) != kLineTags.end();
    return {end + 1, line && (closing || name == "br" || name == "li" || name == "hr")};
}

std::pair<std::string_view, std::size_t> entity_at(std::string_view text) {
    for (const auto& [name, plain] : kEntities) {
        if (text.starts_with(name)) return {plain, name.size()};
    }
    return {{}, 0};
}

/// U+F000 to U+F0FF: a symbol font's bullet, as Word and PDFs leave it.
bool is_symbol(std::string_view text) {
    return text.size() >= 3 && text[0] == '\xEF' &&
           (text[1] == '\x80' || text[1] == '\x81' || text[1] == '\x82' || text[1] == '\x83');
}

/// `*word*` and `**word**` are marks; a lonely star (a footnote's) is not.
bool is_emphasis(std::string_view text, std::size_t at) {
    if (text.substr(at).starts_with("**") || (at > 0 && text[at - 1] == '*')) return true;
    const auto line_end = std::min(text.find('\n', at), text.size());
    const auto line_start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    const auto stars = std::count(text.begin() + static_cast<std::ptrdiff_t>(line_start),
                                  text.begin() + static_cast<std::ptrdiff_t>(line_end), '*');
    return stars == 2;
}

std::string_view without_heading_marks(std::string_view text) {
    std::size_t marks = 0;
    while (marks < text.size() && text[marks] == '#')
        ++marks;
    if (marks == 0 || marks > 6 || marks >= text.size() || text[marks] != ' ') return text;
    return text.substr(marks + 1);
}

}  // namespace

std::string without_markup(std::string_view text) {
    text = without_heading_marks(text);
    const bool starred = text.size() < 20'000;  // a star's line is searched: only in short texts
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view ahead = text.substr(at);
        if (ahead.front() == '<') {
            if (const Tag tag = tag_at(ahead); tag.length > 0) {
                if (tag.ends_line) out += '\n';
                at += tag.length;
                continue;
            }
        } else if (ahead.front() == '&') {
            if (const auto [plain, length] = entity_at(ahead); length > 0) {
                out += plain;
                at += length;
                continue;
            }
        } else if (ahead.front() == '*' && starred && is_emphasis(text, at)) {
            ++at;
            continue;
        } else if (is_symbol(ahead)) {
            out += '-';
            at += 3;
            continue;
        }
        out += text[at++];
    }
    return out;
}

std::string clean_lines(std::string_view text) {
    const std::string composed = nfc(text);
    std::string out;
    for (std::size_t at = 0; at <= composed.size();) {
        const auto end = std::min(composed.find('\n', at), composed.size());
        std::string line = composed.substr(at, end - at);
        std::replace_if(
            line.begin(), line.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; }, ' ');
        line = collapse_space(line);
        if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
        at = end + 1;
    }
    return out;
}

}  // namespace dondoc::plan
