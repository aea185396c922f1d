#include "support/lunar.h"

#include <gtest/gtest.h>

#include "support/world.h"

namespace dondoc::testing {
namespace {

struct Row {
    const char* what;
    int year;
    unsigned month;
    unsigned day;
    const char* solar;
};

// The computation that the holidays are checked against, itself checked: dates of almanacs and of
// the yearly announcements, which name the lunar day.
TEST(Lunar, AgreesWithTheAlmanac) {
    const Row rows[] = {
        {"Tết Canh Tý", 2020, 1, 1, "2020-01-25"},
        {"29 tháng Chạp Canh Tý, 4875/TB-LĐTBXH", 2020, 12, 29, "2021-02-10"},
        {"Tết Tân Sửu", 2021, 1, 1, "2021-02-12"},
        {"mùng 5 tháng Giêng Tân Sửu, 4875/TB-LĐTBXH", 2021, 1, 5, "2021-02-16"},
        {"29 tháng Chạp Nhâm Dần, 5034/TB-LĐTBXH", 2022, 12, 29, "2023-01-20"},
        {"mùng 5 tháng Giêng Quý Mão, 5034/TB-LĐTBXH", 2023, 1, 5, "2023-01-26"},
        {"29 tháng Chạp Quý Mão, 5015/TB-LĐTBXH", 2023, 12, 29, "2024-02-08"},
        {"mùng 5 tháng Giêng Giáp Thìn, 5015/TB-LĐTBXH", 2024, 1, 5, "2024-02-14"},
        {"26 tháng Chạp Giáp Thìn, 6150/TB-BLĐTBXH", 2024, 12, 26, "2025-01-25"},
        {"27 tháng Chạp Ất Tỵ, 9441/TB-BNV", 2025, 12, 27, "2026-02-14"},
        {"mùng 6 tháng Giêng Bính Ngọ, 9441/TB-BNV", 2026, 1, 6, "2026-02-22"},
        {"Giỗ Tổ after the leap month 2 of 2023", 2023, 3, 10, "2023-04-29"},
        {"Trung thu after the leap month 6 of 2025", 2025, 8, 15, "2025-10-06"},
        {"month 11 of 2025", 2025, 11, 1, "2025-12-20"},
        // Where UTC+7 and the UTC+8 of China part.
        {"Tết Ất Sửu, a month before China's", 1985, 1, 1, "1985-01-21"},
        {"Tết Đinh Hợi, a day before China's", 2007, 1, 1, "2007-02-17"},
        {"Tết Canh Tuất, a day before China's", 2030, 1, 1, "2030-02-02"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.what);
        EXPECT_EQ(plan::iso(lunar_day(row.year, row.month, row.day)), row.solar);
    }
}

TEST(Lunar, MonthsHave29Or30DaysAndAYearLacksNone) {
    for (int year = 1990; year <= 2040; ++year) {
        SCOPED_TRACE(year);
        const auto days = lunar_day(year + 1, 1, 1) - lunar_day(year, 1, 1);
        EXPECT_TRUE((days.count() >= 353 && days.count() <= 355) ||
                    (days.count() >= 383 && days.count() <= 385))
            << days.count();
        for (unsigned month = 1; month < 12; ++month) {
            const auto length = lunar_day(year, month + 1, 1) - lunar_day(year, month, 1);
            // A leap month may follow.
            EXPECT_TRUE(length.count() == 29 || length.count() == 30 ||
                        (length.count() >= 58 && length.count() <= 60))
                << "month " << month << ": " << length.count();
        }
    }
}

}  // namespace
}  // namespace dondoc::testing
