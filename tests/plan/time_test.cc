#include "plan/time.h"

#include <gtest/gtest.h>

#include "support/world.h"

namespace dondoc::plan {
namespace {

using dondoc::testing::day;
using dondoc::testing::zone;

/// Without any zone: what the code under test must come to.
Instant utc(int year, unsigned month, unsigned day_of_month, int hour, int minute, int second = 0) {
    return Instant(std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                                         std::chrono::day(day_of_month)) +
                   std::chrono::hours(hour) + std::chrono::minutes(minute) +
                   std::chrono::seconds(second));
}

TEST(Day, IsReadInOneFormOnly) {
    const char* good[] = {"2024-06-14", "2024-02-29", "2000-02-29", "2024-12-31", "1999-01-01"};
    for (const char* text : good) {
        const auto read = parse_day(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(iso(*read), text);
    }
    const char* bad[] = {"",           "2024-6-14",       "2024-06-1",   "2024-06-31", "2023-02-29",
                         "1900-02-29", "2024-13-01",      "2024-00-10",  "2024-06-00", "14/06/2024",
                         "2024/06/14", "2024-06-14 ",     " 2024-06-14", "2024-06-1a", "-024-06-14",
                         "20240614",   "2024-06-14T00:00"};
    for (const char* text : bad)
        EXPECT_FALSE(parse_day(text)) << text;
}

TEST(Day, TimeOfDay) {
    struct Row {
        const char* text;
        std::optional<int> minutes;
    };
    const Row rows[] = {
        {"08:00", 480},  {"8:00", 480}, {"00:00", 0},  {"0:00", 0},  {"23:59", 1439},
        {"24:00", 1440}, {"24:01", {}}, {"25:00", {}}, {"8:0", {}},  {"08:60", {}},
        {"08", {}},      {"0800", {}},  {"", {}},      {":30", {}},  {"08:000", {}},
        {"-1:00", {}},   {"08:-1", {}}, {" 8:00", {}}, {"8h00", {}}, {"008:00", {}},
    };
    for (const Row& row : rows) {
        const auto read = parse_time_of_day(row.text);
        ASSERT_EQ(read.has_value(), row.minutes.has_value()) << row.text;
        if (read) {
            EXPECT_EQ(read->count(), *row.minutes) << row.text;
        }
    }
    EXPECT_EQ(clock(TimeOfDay(0)), "00:00");
    EXPECT_EQ(clock(TimeOfDay(8 * 60 + 5)), "08:05");
    EXPECT_EQ(clock(TimeOfDay(1440)), "24:00");
}

TEST(Day, ThatAMonthLacksIsItsLast) {
    struct Row {
        int year;
        unsigned month;
        unsigned wanted;
        const char* expected;
    };
    const Row rows[] = {
        {2024, 2, 29, "2024-02-29"}, {2023, 2, 29, "2023-02-28"}, {2024, 2, 31, "2024-02-29"},
        {2024, 4, 31, "2024-04-30"}, {2024, 4, 30, "2024-04-30"}, {2024, 12, 31, "2024-12-31"},
        {2024, 1, 1, "2024-01-01"},  {2100, 2, 29, "2100-02-28"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(iso(day_clamped(row.year, row.month, row.wanted)), row.expected);
}

TEST(Day, Weekdays) {
    EXPECT_EQ(iso_weekday(day("2024-06-10")), 1);
    EXPECT_EQ(iso_weekday(day("2024-06-14")), 5);
    EXPECT_EQ(iso_weekday(day("2024-06-15")), 6);
    EXPECT_EQ(iso_weekday(day("2024-06-16")), 7);
    EXPECT_EQ(iso_weekday(day("1969-12-29")), 1);
}

TEST(Day, AsPeopleWriteIt) {
    EXPECT_EQ(date_words(day("2024-06-04")).vi, "4/6/2024");
    EXPECT_EQ(date_words(day("2024-06-04")).en, "4 June 2024");
}

struct ZoneRow {
    const char* name;
    const char* zone;
    const char* day;
    int minutes;
    Instant expected;
    const char* shown;
};

void PrintTo(const ZoneRow& row, std::ostream* out) {
    *out << row.name;
}

class ZoneAt : public ::testing::TestWithParam<ZoneRow> {};

TEST_P(ZoneAt, IsTheInstantThatAClockOnTheWallShows) {
    const ZoneRow& row = GetParam();
    const Zone in = zone(row.zone);
    const Instant instant = in.at(day(row.day), TimeOfDay(row.minutes));
    EXPECT_EQ(instant, row.expected) << in.iso(instant);
    EXPECT_EQ(in.iso(instant), row.shown);
}

INSTANTIATE_TEST_SUITE_P(
    Zone, ZoneAt,
    ::testing::Values(ZoneRow{"Plain", "Asia/Ho_Chi_Minh", "2024-06-14", 480,
                              utc(2024, 6, 14, 1, 0), "2024-06-14T08:00:00+07:00"},
                      ZoneRow{"Midnight24", "Asia/Ho_Chi_Minh", "2024-12-31", 1440,
                              utc(2024, 12, 31, 17, 0), "2025-01-01T00:00:00+07:00"},
                      ZoneRow{"UtcHasNoOffset", "UTC", "2024-06-14", 480, utc(2024, 6, 14, 8, 0),
                              "2024-06-14T08:00:00+00:00"},
                      ZoneRow{"BeforeTheGap", "Europe/Berlin", "2024-03-31", 119,
                              utc(2024, 3, 31, 0, 59), "2024-03-31T01:59:00+01:00"},
                      ZoneRow{"GapBegins", "Europe/Berlin", "2024-03-31", 120,
                              utc(2024, 3, 31, 1, 0), "2024-03-31T03:00:00+02:00"},
                      ZoneRow{"InTheGap", "Europe/Berlin", "2024-03-31", 150,
                              utc(2024, 3, 31, 1, 0), "2024-03-31T03:00:00+02:00"},
                      ZoneRow{"GapIsOver", "Europe/Berlin", "2024-03-31", 180,
                              utc(2024, 3, 31, 1, 0), "2024-03-31T03:00:00+02:00"},
                      ZoneRow{"TwiceIsTheFirst", "Europe/Berlin", "2024-10-27", 150,
                              utc(2024, 10, 27, 0, 30), "2024-10-27T02:30:00+02:00"},
                      ZoneRow{"AfterTheOverlap", "Europe/Berlin", "2024-10-27", 180,
                              utc(2024, 10, 27, 2, 0), "2024-10-27T03:00:00+01:00"},
                      ZoneRow{"MidnightIsSkipped", "America/Sao_Paulo", "2017-10-15", 0,
                              utc(2017, 10, 15, 3, 0), "2017-10-15T01:00:00-02:00"},
                      ZoneRow{"MidnightAfterALongDay", "America/Sao_Paulo", "2017-02-19", 0,
                              utc(2017, 2, 19, 3, 0), "2017-02-19T00:00:00-03:00"},
                      ZoneRow{"LateEveningTwice", "America/Sao_Paulo", "2017-02-18", 1410,
                              utc(2017, 2, 19, 1, 30), "2017-02-18T23:30:00-02:00"},
                      ZoneRow{"HalfAnHourGap", "Australia/Lord_Howe", "2024-10-06", 135,
                              utc(2024, 10, 5, 15, 30), "2024-10-06T02:30:00+11:00"},
                      ZoneRow{"HalfAnHourTwice", "Australia/Lord_Howe", "2024-04-07", 105,
                              utc(2024, 4, 6, 14, 45), "2024-04-07T01:45:00+11:00"},
                      ZoneRow{"AWholeDayIsSkipped", "Pacific/Apia", "2011-12-30", 480,
                              utc(2011, 12, 30, 10, 0), "2011-12-31T00:00:00+14:00"},
                      ZoneRow{"QuarterOffset", "Asia/Kathmandu", "2024-06-14", 480,
                              utc(2024, 6, 14, 2, 15), "2024-06-14T08:00:00+05:45"},
                      ZoneRow{"WestOfGreenwich", "America/St_Johns", "2024-01-14", 480,
                              utc(2024, 1, 14, 11, 30), "2024-01-14T08:00:00-03:30"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Zone, LocalTimeOfAnInstant) {
    const Zone berlin = zone("Europe/Berlin");
    const LocalTime second_pass = berlin.local(utc(2024, 10, 27, 1, 30));
    EXPECT_EQ(iso(second_pass.day), "2024-10-27");
    EXPECT_EQ(second_pass.since_midnight, std::chrono::minutes(150));
    EXPECT_EQ(second_pass.utc_offset, std::chrono::hours(1));
    // A day begins on the local clock, also before 1970 and west of Greenwich.
    EXPECT_EQ(iso(zone("America/New_York").day_at(utc(1969, 7, 21, 2, 56))), "1969-07-20");
    EXPECT_EQ(iso(zone().day_at(utc(2024, 12, 31, 17, 0))), "2025-01-01");
    EXPECT_EQ(iso(zone().day_at(utc(2024, 12, 31, 16, 59, 59))), "2024-12-31");
}

TEST(Zone, AnInstantAsPeopleWriteIt) {
    const Words afternoon = zone().words(utc(2024, 6, 25, 8, 20, 59));
    EXPECT_EQ(afternoon.vi, "15 giờ 20 ngày 25/6/2024");
    EXPECT_EQ(afternoon.en, "15:20 on 25 June 2024");
    EXPECT_EQ(zone().words(utc(2024, 6, 25, 1, 0)).vi, "8 giờ ngày 25/6/2024");
    EXPECT_EQ(zone().words(utc(2024, 6, 25, 1, 5)).vi, "8 giờ 05 ngày 25/6/2024");
    EXPECT_EQ(zone().words(utc(2024, 12, 31, 17, 0)).vi, "0 giờ ngày 1/1/2025");
}

TEST(Zone, ThatDoesNotExistIsAProblemWithAHint) {
    const auto loaded = Zone::load("Asia/Ha_Noi");
    ASSERT_FALSE(loaded);
    EXPECT_NE(loaded.error().text(Language::vi).find("Asia/Ha_Noi"), std::string::npos);
    EXPECT_NE(loaded.error().text(Language::en).find("Asia/Ho_Chi_Minh"), std::string::npos);
    EXPECT_FALSE(Zone::load(""));
    EXPECT_EQ(zone("Asia/Ho_Chi_Minh").name(), "Asia/Ho_Chi_Minh");
}

TEST(Instant, IsReadInTheFormsPeopleGive) {
    struct Row {
        const char* text;
        std::optional<Instant> expected;
    };
    const Instant eight = utc(2024, 6, 14, 1, 0);
    const Row rows[] = {
        {"2024-06-14T08:00", eight},
        {"2024-06-14 08:00", eight},
        {"2024-06-14T08:00:00", eight},
        {"2024-06-14T08:00:07", utc(2024, 6, 14, 1, 0, 7)},
        {"2024-06-14T08:00:00+07:00", eight},
        {"2024-06-14T01:00Z", eight},
        {"2024-06-14T01:00:00Z", eight},
        {"2024-06-13T20:00:00-05:00", eight},
        {"2024-06-14T06:45+05:45", eight},
        {"2024-06-14", utc(2024, 6, 13, 17, 0)},
        {"2024-06-14T24:00", utc(2024, 6, 14, 17, 0)},
        {"", {}},
        {"hôm nay", {}},
        {"2024-06-31", {}},
        {"2024-06-14T", {}},
        {"2024-06-14T8", {}},
        {"2024-06-14x08:00", {}},
        {"2024-06-14T08:60", {}},
        {"2024-06-14T25:00", {}},
        {"2024-06-14T08:00:60", {}},
        {"2024-06-14T08:00+7", {}},
        {"2024-06-14T08:00 +07:00", {}},
        {"2024-06-14T08:00ZZ", {}},
        {"2024-06-14T08:00:00.5", {}},
    };
    for (const Row& row : rows)
        EXPECT_EQ(parse_instant(row.text, zone()), row.expected) << row.text;
}

TEST(Instant, LocalFormFollowsTheRulesOfClockChanges) {
    EXPECT_EQ(parse_instant("2024-03-31T02:30", zone("Europe/Berlin")), utc(2024, 3, 31, 1, 0));
    EXPECT_EQ(parse_instant("2024-10-27T02:30", zone("Europe/Berlin")), utc(2024, 10, 27, 0, 30));
    // The second pass can be named by its offset.
    EXPECT_EQ(parse_instant("2024-10-27T02:30+01:00", zone("Europe/Berlin")),
              utc(2024, 10, 27, 1, 30));
}

}  // namespace
}  // namespace dondoc::plan
