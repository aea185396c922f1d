#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dondoc::plan {

/// How a number of a row or a section is written, from the outer to the inner as offices nest
/// them: A, I, 1, 1.1, 1.1.1, a, -.
enum class NumberStyle { letter, roman, arabic, dotted, dotted_deep, small_letter, bullet };

struct Number {
    NumberStyle style = NumberStyle::arabic;
    int value = 0;           ///< its last part: 3 of `2.3`, 2 of `II`
    std::string text;        ///< as a key has it: `II`, `2.3`, without dots or brackets at the end
    std::size_t length = 0;  ///< bytes that it takes at the start of its text, with what ends it
    bool operator==(const Number&) const = default;
};

/// The number that a whole text is: `1.`, `II`, `2.3`, `a)`, `(1)`, `-`.
std::optional<Number> number_of_row(std::string_view text);
/// The number at the start of a text that goes on: `II. Công bố`, `9.1. Chỉ tiêu`, `a) Sở Tài
/// chính`. A number needs its dot or bracket here: `100 hồ sơ` has none.
std::optional<Number> number_at_start(std::string_view text);

/// `3`, `- 3 -`, `Trang 3/10`: what stands alone at the edge of a page.
bool is_page_number(std::string_view text);
/// The value of a roman number up to 89; 0 where it is none.
int roman_value(std::string_view text);

}  // namespace dondoc::plan
