#include <gtest/gtest.h>

#include "config/settings.h"

namespace dondoc::config {
namespace {

TEST(Distance, IsReadInItsNormalForm) {
    struct Row {
        const char* text;
        int days;
        bool working;
        const char* normal;
    };
    const Row rows[] = {
        {"-7d", -7, false, "-7d"},        {"+1wd", 1, true, "+1wd"}, {"1d", 1, false, "+1d"},
        {"0d", 0, false, "0d"},           {"+0d", 0, false, "0d"},   {"-0wd", 0, true, "0wd"},
        {"3660d", 3660, false, "+3660d"}, {"007d", 7, false, "+7d"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        const auto read = parse_distance(row.text);
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, (Distance{row.days, row.working, row.normal}));
    }
}

TEST(Distance, TakesNoOtherForm) {
    for (const char* text : {"", "d", "7", "-d", "7 d", "+-7d", "--7d", "7D", "7w", "7dw", "7wdd",
                             "1.5d", "3661d", "-3661d", "99999999999d", "-7d "}) {
        EXPECT_FALSE(parse_distance(text)) << text;
    }
}

}  // namespace
}  // namespace dondoc::config
