#include "plan/document/numbering.h"

#include <algorithm>

#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

int value_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits.substr(0, 6))
        value = value * 10 + (c - '0');
    return value;
}

/// `12` or `1.2.3`, without what ends it.
std::size_t digits_length(std::string_view text) {
    std::size_t at = 0;
    std::size_t good = 0;
    while (at < text.size() && is_digit(text[at]) && at < 24) {
        while (at < text.size() && is_digit(text[at]))
            ++at;
        good = at;
        if (at < text.size() && text[at] == '.') ++at;
    }
    return good;
}

Number arabic(std::string_view text) {
    const auto dots = std::count(text.begin(), text.end(), '.');
    const auto last = text.rfind('.');
    const std::string_view tail = last == std::string_view::npos ? text : text.substr(last + 1);
    const NumberStyle style = dots == 0   ? NumberStyle::arabic
                              : dots == 1 ? NumberStyle::dotted
                                          : NumberStyle::dotted_deep;
    return {style, value_of(tail), std::string(text), text.size()};
}

/// The number itself, without what ends it.
std::optional<Number> bare(std::string_view text) {
    if (const auto digits = digits_length(text); digits > 0) {
        const std::string_view number = text.substr(0, digits);
        // `2024.5` is a year or a sum, not a row's number; neither is anything over four digits.
        if (number.substr(0, number.find('.')).size() > 3) return std::nullopt;
        return arabic(number);
    }
    std::size_t letters = 0;
    while (letters < text.size() && letters < 8 && (is_upper(text[letters])))
        ++letters;
    const std::string_view upper = text.substr(0, letters);
    if (const int value = roman_value(upper); value > 0 && upper != "L")
        return Number{NumberStyle::roman, value, std::string(upper), letters};
    if (letters == 1) return Number{NumberStyle::letter, upper[0] - 'A' + 1, std::string(upper), 1};
    if (text.starts_with("Đ")) return Number{NumberStyle::letter, 5, "Đ", 2};
    if (text.starts_with("đ")) return Number{NumberStyle::small_letter, 5, "đ", 2};
    if (!text.empty() && is_lower(text[0]) && !(text.size() > 1 && is_lower(text[1])))
        return Number{NumberStyle::small_letter, text[0] - 'a' + 1, std::string(1, text[0]), 1};
    return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Bullets at the start, of whatever form.
std::size_t bullet_length(std::string_view text) {
    for (const std::string_view mark : {"-", "–", "—", "+", "•", "*", "·", "●", "▪", "o "}) {
        if (text.starts_with(mark)) return mark.size();
    }
    return 0;
}

}  // namespace

int roman_value(std::string_view text) {
    if (text.empty() || text.size() > 8) return 0;
    const auto digit = [](char c) { return c == 'I' ? 1 : c == 'V' ? 5 : c == 'X' ? 10 : 50; };
    int value = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (std::string_view("IVXL").find(text[at]) == std::string_view::npos) return 0;
        const int now = digit(text[at]);
        value += at + 1 < text.size() && digit(text[at + 1]) > now ? -now : now;
    }
    return value < 90 ? std::max(value, 0) : 0;
}

std::optional<Number> number_of_row(std::string_view printed) {
    std::string_view text = trimmed(printed);
    if (text.starts_with('(')) text.remove_prefix(1);
    if (text.empty() || text.size() > 24) return std::nullopt;
    if (bullet_length(text) == text.size())
        return Number{NumberStyle::bullet, 0, std::string(text), text.size()};
    auto number = bare(text);
    if (!number) return std::nullopt;
    const std::string_view rest = text.substr(number->length);
    if (rest.find_first_not_of(".):/ ") != std::string_view::npos) return std::nullopt;
    number->length = printed.size();
    return number;
}

std::optional<Number> number_at_start(std::string_view printed) {
    std::string_view text = printed;
    const std::size_t opened = text.starts_with('(') ? 1 : 0;
    text.remove_prefix(opened);
    if (const auto mark = opened == 0 ? bullet_length(text) : 0; mark > 0)
        return Number{NumberStyle::bullet, 0, std::string(text.substr(0, mark)), mark};
    auto number = bare(text);
    if (!number) return std::nullopt;
    std::string_view rest = text.substr(number->length);
    std::size_t end = 0;
    while (end < rest.size() && std::string_view(".):/").find(rest[end]) != std::string_view::npos)
        ++end;
    // «1.1 Rà soát» often lacks its last dot; `1 cửa` and `I tháng` are no numbers.
    const bool deep =
        number->style == NumberStyle::dotted || number->style == NumberStyle::dotted_deep;
    if (end == 0 && !deep) return std::nullopt;
    rest.remove_prefix(end);
    // `20/02/2024` and `1.5%` are no numbers of anything.
    if (!rest.empty() && (is_digit(rest.front()) || rest.front() == '%')) return std::nullopt;
    if (end == 0 && !rest.starts_with(' ')) return std::nullopt;
    std::size_t space = 0;
    while (space < rest.size() && (rest[space] == ' ' || rest[space] == '\t'))
        ++space;
    number->length += opened + end + space;
    return number;
}

bool is_page_number(std::string_view printed) {
    std::string text = fold_marks(printed.substr(0, 64));
    if (printed.size() > 40 || text.empty()) return false;
    for (const std::string_view word : {"trang", "page"}) {
        if (text.starts_with(word)) text.erase(0, word.size());
    }
    const auto digits = std::count_if(text.begin(), text.end(), is_digit);
    return digits > 0 && digits <= 6 &&
           text.find_first_not_of("0123456789-–—/ .") == std::string::npos;
}

}  // namespace dondoc::plan
