#include "daemon/timing_options.h"

#include <gtest/gtest.h>

#include "daemon/session.h"

namespace dondoc::daemon {
namespace {

struct Good {
    const char* name;
    TimingOptions given;
    const char* words;
};

class GoodTiming : public ::testing::TestWithParam<Good> {};

TEST_P(GoodTiming, IsRead) {
    EXPECT_EQ(plan::describe(timing_of(GetParam().given)).vi, GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    All, GoodTiming,
    ::testing::Values(
        Good{"Due", {{"due", "2024-06-14"}}, "chậm nhất hết ngày 14/6/2024"},
        Good{"Before", {{"before", "2024-06-14"}}, "trước ngày 14/6/2024"},
        Good{"DueWithBound", {{"due", "2024-06-14"}, {"bound", "before"}}, "trước ngày 14/6/2024"},
        Good{"Window",
             {{"start", "2024-04-01"}, {"due", "2024-06-30"}},
             "từ ngày 1/4/2024, chậm nhất hết ngày 30/6/2024"},
        Good{"Monthly",
             {{"every", "month"}, {"day", "23"}, {"bound", "before"}},
             "mỗi tháng, trước ngày 23"},
        Good{"NextQuarter",
             {{"every", "quarter"},
              {"month", "first"},
              {"offset", "1"},
              {"day", "5"},
              {"bound", "before"}},
             "mỗi quý, trước ngày 5 tháng đầu quý sau"},
        Good{"SomeQuarters",
             {{"every", "quarter"}, {"periods", "1,2,3"}},
             "mỗi quý (quý I, II, III), chậm nhất hết kỳ"},
        Good{"NamedMonth",
             {{"every", "year"}, {"month", "12"}, {"day", "14"}, {"bound", "before"}},
             "mỗi năm, trước ngày 14 tháng 12"},
        Good{"Weekly", {{"every", "week"}, {"weekday", "5"}}, "mỗi tuần, chậm nhất hết thứ Sáu"},
        Good{"After",
             {{"after", "10"}, {"unit", "working"}, {"event", "kể từ ngày nhận đơn"}},
             "trong 10 ngày làm việc, kể từ ngày nhận đơn"},
        Good{"Continuous", {{"continuous", ""}}, "thường xuyên"},
        Good{
            "OnDemand", {{"on-demand", "có văn bản của Bộ"}}, "khi có yêu cầu: có văn bản của Bộ"}),
    [](const auto& row) { return std::string(row.param.name); });

struct Bad {
    const char* name;
    TimingOptions given;
    const char* says;  ///< a part of the English line
};

class BadTiming : public ::testing::TestWithParam<Bad> {};

TEST_P(BadTiming, IsAUsageFailure) {
    try {
        timing_of(GetParam().given);
        FAIL() << "it was taken";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.exit(), Exit::usage);
        EXPECT_NE(std::string(failure.what()).find(GetParam().says), std::string::npos)
            << failure.what();
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, BadTiming,
    ::testing::Values(
        Bad{"None", {}, "give exactly one of --due, --before, --every"},
        Bad{"OnlyADay", {{"day", "23"}}, "exactly one of"},
        Bad{"Two", {{"due", "2024-06-14"}, {"every", "month"}}, "exactly one of"},
        Bad{"NoSuchDay", {{"due", "2024-06-31"}}, "there is no day 2024-06-31"},
        Bad{"DayOfOnce", {{"due", "2024-06-14"}, {"day", "3"}}, "has no field day"},
        Bad{"DayPast31", {{"every", "month"}, {"day", "32"}}, "day must be a whole number"},
        Bad{"DayInWords", {{"every", "month"}, {"day", "cuối"}}, "day must be a whole number"},
        Bad{"FifthQuarter", {{"every", "quarter"}, {"periods", "5"}}, "periods must be"},
        Bad{"PeriodsWithAGap", {{"every", "quarter"}, {"periods", "1,,2"}}, "periods must be"},
        Bad{"BeforeTwice",
            {{"before", "2024-06-14"}, {"bound", "by"}},
            "does not go with --before"},
        Bad{"AfterNothing", {{"after", "10"}}, "give --event too"}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace dondoc::daemon
