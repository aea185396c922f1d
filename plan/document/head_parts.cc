#include "plan/document/head_parts.h"

#include "plan/document/letters.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<Day> day_from(int year, int month, int day) {
    if (!is_plan_year(year) || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const Day made = day_clamped(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (ymd(made).day() != std::chrono::day(static_cast<unsigned>(day))) return std::nullopt;
    return made;
}

}  // namespace

void HeadCursor::skip(std::string_view odd) {
    while (!text_.empty() && odd.find(text_.front()) != std::string_view::npos)
        text_.remove_prefix(1);
}

bool HeadCursor::take(std::string_view word) {
    skip();
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
}

std::optional<int> HeadCursor::number(std::size_t most_digits) {
    skip();
    std::size_t length = 0;
    int value = 0;
    while (length < text_.size() && is_digit(text_[length]) && length < most_digits)
        value = value * 10 + (text_[length++] - '0');
    if (length == 0) return std::nullopt;
    text_.remove_prefix(length);
    return value;
}

bool is_plan_year(int year) {
    return year >= 1990 && year <= 2100;
}

std::optional<Day> date_at(std::string_view text) {
    HeadCursor cursor(text);
    if (!cursor.take("ngay")) return std::nullopt;
    const auto day = cursor.number(2);
    if (!day) return std::nullopt;
    const bool worded = cursor.take("thang");
    if (!worded) cursor.skip("/-. ");
    const auto month = cursor.number(2);
    if (!month) return std::nullopt;
    if (!(worded ? cursor.take("nam") : (cursor.skip("/-. "), true))) return std::nullopt;
    const auto year = cursor.number(4);
    return year ? day_from(*year, *month, *day) : std::nullopt;
}

std::string document_number_at(std::string_view text) {
    while (!text.empty() && std::string_view(" :.").find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits]) && digits < 6)
        ++digits;
    std::string_view rest = text.substr(digits);
    const auto slash = rest.find_first_not_of(' ');
    if (digits == 0 || slash == std::string_view::npos || rest[slash] != '/') return {};
    rest.remove_prefix(slash + 1);
    std::string signs;
    for (const char c : rest) {
        const auto byte = static_cast<unsigned char>(c);
        const bool sign = is_digit(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '/' ||
                          c == '.' || c == '&' || byte >= 0x80 || (c >= 'a' && c <= 'z');
        if (!sign && !(c == ' ' && signs.empty())) break;
        if (sign) signs += c;
        if (signs.size() > 40) return {};
    }
    while (!signs.empty() && (signs.back() == '.' || signs.back() == '-' || signs.back() == '/'))
        signs.pop_back();
    const bool letters = signs.find_first_of("ABCDEFGHIKLMNOPQRSTUVXY") != std::string::npos;
    return letters ? std::string(text.substr(0, digits)) + "/" + signs : std::string();
}

std::string office_case(std::string_view upper) {
    if (!is_all_upper(upper)) return std::string(upper);
    const std::string lower = fold(upper);
    std::string out;
    bool capital = true;
    bool place = false;
    for (const std::string_view word : words_of(lower)) {
        const bool kind = word == "sở" || word == "ban" || word == "cục" || word == "phòng" ||
                          word == "bộ" || word == "cục" || word == "và" || word == "tâm";
        const bool joins = word == "và" || word == "nhân" || word == "dân";
        place = place && !joins;
        std::string next(word);
        if (word == "ubnd" || word == "hđnd") {
            next = word == "ubnd" ? "UBND" : "HĐND";
        } else if ((capital || place) && word != "và") {
            next = capitalized(word);
        }
        capital = kind;
        place = place || word == "tỉnh" || word == "huyện" || word == "phố" || word == "xã";
        out += (out.empty() ? "" : " ") + next;
    }
    return out;
}

}  // namespace dondoc::plan
