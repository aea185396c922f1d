#include "plan/vietnamese.h"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

#include "plan/said.h"

namespace dondoc::plan {

namespace {

constexpr UChar32 kReplacement = 0xFFFD;

void demand(UErrorCode status, const char* what) {
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU: ") + what + ": " + u_errorName(status));
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// One character of a text, and where it ends.
struct Character {
    UChar32 code = 0;
    std::size_t end = 0;
    bool valid = true;
};

Character character_at(std::string_view text, std::size_t at) {
    // A character takes at most four bytes; ICU counts in 32 bits, texts do not.
    const std::string_view ahead = text.substr(at, 4);
    const auto length = static_cast<std::int32_t>(ahead.size());
    std::int32_t next = 0;
    UChar32 code = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
    U8_NEXT(ahead.data(), next, length, code);
#pragma GCC diagnostic pop
    const bool valid = code >= 0;
    return {valid ? code : kReplacement, at + static_cast<std::size_t>(next), valid};
}

void append(std::string& text, UChar32 code) {
    std::array<char, 4> bytes{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, code);
    text.append(bytes.data(), static_cast<std::size_t>(length));
}

std::string normalized(const icu::Normalizer2* form, std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    const icu::UnicodeString result = form->normalize(icu::UnicodeString::fromUTF8(piece), status);
    demand(status, "normalize");
    std::string out;
    return result.toUTF8String(out);
}

const icu::Normalizer2* normalizer(const icu::Normalizer2* (*instance)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = instance(status);
    demand(status, "normalizer");
    return form;
}

bool is_mark(UChar32 code) {
    const auto type = u_charType(code);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

/// ASCII, and the blocks of Latin letters that Vietnamese is written with: no need to ask ICU.
bool is_plain_latin(UChar32 code) {
    return (code >= 0x20 && code < 0x7F) || (code >= 0xC0 && code < 0x2B0) ||
           (code >= 0x1E00 && code < 0x1F00);
}

std::size_t width_of(UChar32 code) {
    if (is_plain_latin(code)) return 1;
    if (is_mark(code) || u_charType(code) == U_FORMAT_CHAR || u_iscntrl(code)) return 0;
    const auto width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/// ICU allows calls of const functions from any thread.
const icu::Collator& collator() {
    static const std::unique_ptr<const icu::Collator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> vi(icu::Collator::createInstance(icu::Locale("vi"), status));
        demand(status, "collator");
        return vi;
    }();
    return *made;
}

/// Insertions, deletions, changes, and two neighbours exchanged; `limit` + 1 for anything past it.
/// In bytes: what it compares has no marks, so for Vietnamese a byte is a letter.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min(
                {last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return std::min(last[b.size()], limit + 1);
}

}  // namespace

std::string nfc(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    const auto* form = normalizer(icu::Normalizer2::getNFCInstance);
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    // Nearly all text is what it should be; looking costs less than making it anew.
    if (is_utf8(text) && form->isNormalizedUTF8(piece, status)) return std::string(text);
    return normalized(form, text);
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Character next = character_at(text, at);
        if (!next.valid) return false;
        at = next.end;
    }
    return true;
}

std::string fold(std::string_view text) {
    return collapse_space(normalized(normalizer(icu::Normalizer2::getNFKCCasefoldInstance), text));
}

std::string fold_name(std::string_view text) {
    // The newer place is the key: it is the only one that stands in «hoàn», «quý» and the like.
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kPlaces{{
        {"òa", "oà"},
        {"óa", "oá"},
        {"ỏa", "oả"},
        {"õa", "oã"},
        {"ọa", "oạ"},
        {"òe", "oè"},
        {"óe", "oé"},
        {"ỏe", "oẻ"},
        {"õe", "oẽ"},
        {"ọe", "oẹ"},
        {"ùy", "uỳ"},
        {"úy", "uý"},
        {"ủy", "uỷ"},
        {"ũy", "uỹ"},
        {"ụy", "uỵ"},
    }};
    std::string folded = fold(text);
    for (const auto& [older, newer] : kPlaces) {
        for (auto at = folded.find(older); at != std::string::npos;
             at = folded.find(older, at + newer.size())) {
            folded.replace(at, older.size(), newer);
        }
    }
    return folded;
}

std::string fold_marks(std::string_view text) {
    const std::string parts = normalized(normalizer(icu::Normalizer2::getNFDInstance), fold(text));
    std::string out;
    for (std::size_t at = 0; at < parts.size();) {
        const Character next = character_at(parts, at);
        at = next.end;
        if (!is_mark(next.code)) append(out, next.code == U'đ' ? U'd' : next.code);
    }
    return out;
}

int compare(std::string_view a, std::string_view b) {
    UErrorCode status = U_ZERO_ERROR;
    const auto order =
        collator().compareUTF8({a.data(), static_cast<std::int32_t>(a.size())},
                               {b.data(), static_cast<std::int32_t>(b.size())}, status);
    demand(status, "compare");
    return order;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character next = character_at(text, at);
        width += width_of(next.code);
        at = next.end;
    }
    return width;
}

std::string shorten(std::string_view text, std::size_t columns) {
    if (columns == 0) return {};
    std::size_t width = 0;
    std::size_t cut = 0;  // the end of the last character that leaves room for «…»
    bool room = true;
    for (std::size_t at = 0; at < text.size();) {
        const Character next = character_at(text, at);
        width += width_of(next.code);
        // A mark has no width, so it stays with the letter before it.
        room = room && width + 1 <= columns;
        if (room) cut = next.end;
        at = next.end;
        if (width > columns) {
            std::string kept(text.substr(0, cut));
            while (kept.ends_with(' '))
                kept.pop_back();
            return kept + "…";
        }
    }
    return std::string(text);
}

std::string collapse_space(std::string_view text) {
    std::string out;
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        const Character next = character_at(text, at);
        at = next.end;
        const bool space =
            is_plain_latin(next.code) ? next.code == ' ' : u_isUWhiteSpace(next.code) != 0;
        if (space) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        append(out, next.code);
    }
    return out;
}

std::string capitalized(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Character next = character_at(text, at);
        if (u_isalpha(next.code)) {
            std::string out(text.substr(0, at));
            append(out, u_totitle(next.code));
            return out += text.substr(next.end);
        }
        if (u_isdigit(next.code)) break;
        at = next.end;
    }
    return std::string(text);
}

bool has_control(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Character next = character_at(text, at);
        at = next.end;
        const bool plain = next.code == '\t' || next.code == '\n' || next.code == '\r';
        if (u_charType(next.code) == U_CONTROL_CHAR && !plain) return true;
    }
    return false;
}

std::string_view nearest_of(std::string_view text,
                            const std::vector<std::string_view>& candidates) {
    const std::string wanted = fold_marks(text);
    std::size_t limit = (wanted.size() + 2) / 4;
    std::string_view nearest;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, fold_marks(candidate), limit);
        if (distance > limit) continue;
        nearest = candidate;
        if (distance == 0) break;
        limit = distance - 1;
    }
    return nearest;
}

Words did_you_mean(std::string_view nearest) {
    if (nearest.empty()) return {};
    return said("; có phải \"{}\"?", "; did you mean \"{}\"?", nearest);
}

std::string echo(std::string_view typed) {
    constexpr std::size_t kColumns = 60;
    return one_line({shorten(nfc(typed), kColumns), {}}).vi;
}

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace dondoc::plan
