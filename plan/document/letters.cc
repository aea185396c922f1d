#include "plan/document/letters.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace dondoc::plan {

namespace {

/// The character at `at`, which moves past it; a negative number for bad UTF-8.
UChar32 next_of(std::string_view text, std::size_t& at) {
    const std::string_view ahead = text.substr(at, 4);
    const auto length = static_cast<std::int32_t>(ahead.size());
    std::int32_t taken = 0;
    UChar32 code = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
    U8_NEXT(ahead.data(), taken, length, code);
#pragma GCC diagnostic pop
    at += static_cast<std::size_t>(taken);
    return code;
}

UChar32 first_of(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const UChar32 code = next_of(text, at);
        if (code >= 0 && u_isalnum(code)) return code;
    }
    return 0;
}

}  // namespace

bool starts_upper(std::string_view text) {
    return u_isupper(first_of(text));
}
bool starts_lower(std::string_view text) {
    return u_islower(first_of(text));
}

bool is_all_upper(std::string_view text) {
    bool letters = false;
    for (std::size_t at = 0; at < text.size();) {
        const UChar32 code = next_of(text, at);
        if (code < 0) continue;
        if (u_islower(code)) return false;
        letters = letters || u_isupper(code);
    }
    return letters;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string joined(std::string_view first, std::string_view second) {
    if (first.empty() || second.empty()) return std::string(first) + std::string(second);
    const bool hyphen = first.size() > 1 && first.back() == '-' && first[first.size() - 2] != ' ' &&
                        second.front() != ' ' && (starts_upper(second) || starts_lower(second));
    return std::string(first) + (hyphen ? "" : " ") + std::string(second);
}

}  // namespace dondoc::plan
