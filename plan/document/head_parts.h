#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/time.h"

namespace dondoc::plan {

/// What the heads of official documents are made of.

/// Reads along a text: numbers and words, one after the other.
class HeadCursor {
  public:
    explicit HeadCursor(std::string_view text) : text_(text) {}
    void skip(std::string_view odd = " :");
    bool take(std::string_view word);
    std::optional<int> number(std::size_t most_digits);
    std::string_view rest() const { return text_; }

  private:
    std::string_view text_;
};

bool is_plan_year(int year);

/// `ngay 19 thang 3 nam 2024` or `ngay 19/3/2024`, in a text without marks, from `ngay` on.
std::optional<Day> date_at(std::string_view text);

/// `56/KH-STP` at the front of a text: digits, perhaps a year, and the signs of who issued it;
/// empty where there is none. The text as printed, for the signs have capitals and «Đ».
std::string document_number_at(std::string_view text);

/// An office's name from the capitals of a letterhead: «SỞ KẾ HOẠCH VÀ ĐẦU TƯ» is «Sở Kế hoạch và
/// Đầu tư», and of a place every word has a capital. A name in small letters stays.
std::string office_case(std::string_view name);

}  // namespace dondoc::plan
