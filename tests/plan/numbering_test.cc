#include "plan/document/numbering.h"

#include <gtest/gtest.h>

namespace dondoc::plan {
namespace {

TEST(Numbering, ReadsNumbersOfRows) {
    struct Row {
        const char* text;
        NumberStyle style;
        int value;
        const char* key;
    };
    const Row rows[] = {
        {"1", NumberStyle::arabic, 1, "1"},
        {"12.", NumberStyle::arabic, 12, "12"},
        {"(3)", NumberStyle::arabic, 3, "3"},
        {" 2.3. ", NumberStyle::dotted, 3, "2.3"},
        {"1.2.3", NumberStyle::dotted_deep, 3, "1.2.3"},
        {"IV", NumberStyle::roman, 4, "IV"},
        {"XXIX.", NumberStyle::roman, 29, "XXIX"},
        {"A", NumberStyle::letter, 1, "A"},
        {"C.", NumberStyle::letter, 3, "C"},
        {"a)", NumberStyle::small_letter, 1, "a"},
        {"đ)", NumberStyle::small_letter, 5, "đ"},
        {"-", NumberStyle::bullet, 0, "-"},
    };
    for (const Row& row : rows) {
        const auto number = number_of_row(row.text);
        ASSERT_TRUE(number) << row.text;
        EXPECT_EQ(number->style, row.style) << row.text;
        EXPECT_EQ(number->value, row.value) << row.text;
        EXPECT_EQ(number->text, row.key) << row.text;
    }
    for (const char* text : {"", "Quý I", "2024", "100%", "ab", "1 đơn vị", "ABC", "I.2.x"})
        EXPECT_FALSE(number_of_row(text)) << text;
}

TEST(Numbering, ReadsNumbersAtTheStart) {
    const std::pair<const char*, const char*> rows[] = {
        {"II. Công bố", "Công bố"},     {"9.1. Chỉ tiêu", "Chỉ tiêu"},
        {"9.1 Chỉ tiêu", "Chỉ tiêu"},   {"a) Sở Tài chính", "Sở Tài chính"},
        {"1/ Mục đích", "Mục đích"},    {"- Gạch đầu dòng", " Gạch đầu dòng"},
        {"1.Không cách", "Không cách"},
    };
    for (const auto& [text, rest] : rows) {
        const auto number = number_at_start(text);
        ASSERT_TRUE(number) << text;
        EXPECT_EQ(std::string_view(text).substr(number->length), rest) << text;
    }
    for (const char* text : {"100 hồ sơ", "1 cửa", "20/02/2024", "1.5% hồ sơ", "I tháng", "Vụ", ""})
        EXPECT_FALSE(number_at_start(text)) << text;
}

TEST(Numbering, KnowsPageNumbers) {
    for (const char* text : {"3", "- 3 -", "Trang 3/10", "– 12 –"})
        EXPECT_TRUE(is_page_number(text)) << text;
    for (const char* text : {"", "I", "3 việc", "Trang", "12345678"})
        EXPECT_FALSE(is_page_number(text)) << text;
}

}  // namespace
}  // namespace dondoc::plan
