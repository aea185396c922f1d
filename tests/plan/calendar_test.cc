#include "plan/calendar.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "support/world.h"

namespace dondoc::plan {
namespace {

using dondoc::testing::at;
using dondoc::testing::calendar;
using dondoc::testing::day;
using dondoc::testing::zone;

/// Tết 2024 (8 to 14 February), Giỗ Tổ, and 29 April in exchange for Saturday 4 May.
CalendarFacts office_2024() {
    CalendarFacts facts;
    for (const char* off :
         {"2024-01-01", "2024-02-08", "2024-02-09", "2024-02-10", "2024-02-11", "2024-02-12",
          "2024-02-13", "2024-02-14", "2024-04-18", "2024-04-29", "2024-04-30", "2024-05-01"})
        facts.holidays.insert(day(off));
    facts.makeup_days.insert(day("2024-05-04"));
    return facts;
}

CalendarFacts rolling(Roll roll) {
    CalendarFacts facts = office_2024();
    facts.roll = roll;
    return facts;
}

TEST(Calendar, KnowsWorkingDays) {
    struct Row {
        const char* day;
        bool working;
    };
    const Row rows[] = {
        {"2024-02-07", true}, {"2024-02-08", false}, {"2024-02-14", false}, {"2024-02-15", true},
        {"2024-04-26", true}, {"2024-04-27", false}, {"2024-04-29", false}, {"2024-05-02", true},
        {"2024-05-04", true}, {"2024-05-05", false}, {"2024-05-11", false}, {"2024-05-18", false},
    };
    const Calendar office = calendar(office_2024());
    for (const Row& row : rows)
        EXPECT_EQ(office.is_working(day(row.day)), row.working) << row.day;
}

TEST(Calendar, AMakeupDayIsStrongerThanAHoliday) {
    CalendarFacts facts;
    facts.holidays = {day("2024-05-04"), day("2024-05-06")};
    facts.makeup_days = {day("2024-05-04")};
    EXPECT_TRUE(calendar(facts).is_working(day("2024-05-04")));
    EXPECT_FALSE(calendar(facts).is_working(day("2024-05-06")));
}

TEST(Calendar, NeedsAWorkday) {
    CalendarFacts facts;
    facts.workdays.fill(false);
    EXPECT_THROW(calendar(facts), std::invalid_argument);
    facts.workdays[6] = true;
    EXPECT_EQ(iso(calendar(facts).working_at_or_after(day("2024-06-10"))), "2024-06-16");
}

TEST(Calendar, CountsWorkingDaysAcrossTet) {
    struct Row {
        const char* from;
        int count;
        const char* expected;
    };
    const Row rows[] = {
        {"2024-02-07", 1, "2024-02-15"},  // the whole of Tết between two working days
        {"2024-02-07", 2, "2024-02-16"},  {"2024-02-15", -1, "2024-02-07"},
        {"2024-02-10", 1, "2024-02-15"},  // from a day off: strictly after, strictly before
        {"2024-02-10", -1, "2024-02-07"}, {"2024-02-10", 0, "2024-02-10"},
        {"2024-04-26", 1, "2024-05-02"},  {"2024-05-03", 1, "2024-05-04"},  // make-up Saturday
        {"2024-05-04", 1, "2024-05-06"},  {"2024-05-06", -1, "2024-05-04"},
        {"2024-05-06", -2, "2024-05-03"}, {"2024-05-06", -4, "2024-04-26"},
        {"2024-04-17", 1, "2024-04-19"},  {"2024-04-17", 8, "2024-05-03"},
    };
    const Calendar office = calendar(office_2024());
    for (const Row& row : rows)
        EXPECT_EQ(iso(office.add_working_days(day(row.from), row.count)), row.expected)
            << row.from << " " << row.count;
}

TEST(Calendar, NearestWorkingDay) {
    const Calendar office = calendar(office_2024());
    EXPECT_EQ(iso(office.working_at_or_before(day("2024-02-14"))), "2024-02-07");
    EXPECT_EQ(iso(office.working_at_or_after(day("2024-02-08"))), "2024-02-15");
    EXPECT_EQ(iso(office.working_at_or_after(day("2024-05-04"))), "2024-05-04");
    EXPECT_EQ(iso(office.working_at_or_before(day("2024-05-05"))), "2024-05-04");
}

struct DeadlineRow {
    const char* name;
    Roll roll;
    const char* due;
    std::optional<int> hour;  ///< minutes since midnight
    Bound bound;
    const char* last_good_day;
    const char* at;
};

void PrintTo(const DeadlineRow& row, std::ostream* out) {
    *out << row.name;
}

class DeadlineOf : public ::testing::TestWithParam<DeadlineRow> {};

TEST_P(DeadlineOf, DueDate) {
    const DeadlineRow& row = GetParam();
    DueDate due{day(row.due), {}, row.bound};
    if (row.hour) due.hour = TimeOfDay(*row.hour);
    const Deadline deadline = calendar(rolling(row.roll)).deadline(due);
    EXPECT_EQ(iso(deadline.last_good_day), row.last_good_day);
    EXPECT_EQ(zone().iso(deadline.at), std::string(row.at) + ":00+07:00");
    EXPECT_EQ(deadline.due, due) << "what is stated stays as stated";
}

// 2024-06-14 is a Friday.
INSTANTIATE_TEST_SUITE_P(
    Calendar, DeadlineOf,
    ::testing::Values(
        DeadlineRow{"Before",
                    Roll::none,
                    "2024-06-14",
                    {},
                    Bound::before,
                    "2024-06-13",
                    "2024-06-14T00:00"},
        DeadlineRow{
            "By", Roll::none, "2024-06-14", {}, Bound::by, "2024-06-14", "2024-06-15T00:00"},
        DeadlineRow{"BeforeTheFirstOfMarch",
                    Roll::none,
                    "2024-03-01",
                    {},
                    Bound::before,
                    "2024-02-29",
                    "2024-03-01T00:00"},
        DeadlineRow{"ByTheLastOfTheYear",
                    Roll::none,
                    "2024-12-31",
                    {},
                    Bound::by,
                    "2024-12-31",
                    "2025-01-01T00:00"},
        DeadlineRow{"AnHourIsThatInstant", Roll::none, "2024-06-14", 17 * 60, Bound::before,
                    "2024-06-14", "2024-06-14T17:00"},
        DeadlineRow{"AnHourWhateverTheBound", Roll::none, "2024-06-14", 17 * 60, Bound::by,
                    "2024-06-14", "2024-06-14T17:00"},
        DeadlineRow{"HourZeroEndsTheDayBefore", Roll::none, "2024-06-14", 0, Bound::by,
                    "2024-06-13", "2024-06-14T00:00"},
        DeadlineRow{"OneMinutePastMidnight", Roll::none, "2024-06-14", 1, Bound::before,
                    "2024-06-14", "2024-06-14T00:01"},
        DeadlineRow{"NoRollStaysOnSunday",
                    Roll::none,
                    "2024-06-16",
                    {},
                    Bound::by,
                    "2024-06-16",
                    "2024-06-17T00:00"},
        DeadlineRow{"EarlierFromSunday",
                    Roll::earlier,
                    "2024-06-16",
                    {},
                    Bound::by,
                    "2024-06-14",
                    "2024-06-15T00:00"},
        DeadlineRow{"LaterFromSunday",
                    Roll::later,
                    "2024-06-16",
                    {},
                    Bound::by,
                    "2024-06-17",
                    "2024-06-18T00:00"},
        // It is L that is on a day off, not D: before Monday means until Sunday.
        DeadlineRow{"LaterRollsTheLastGoodDay",
                    Roll::later,
                    "2024-06-17",
                    {},
                    Bound::before,
                    "2024-06-17",
                    "2024-06-18T00:00"},
        DeadlineRow{"BeforeSaturdayNeedsNoRoll",
                    Roll::later,
                    "2024-06-15",
                    {},
                    Bound::before,
                    "2024-06-14",
                    "2024-06-15T00:00"},
        DeadlineRow{"WorkingDayNeedsNoRoll",
                    Roll::earlier,
                    "2024-06-14",
                    {},
                    Bound::by,
                    "2024-06-14",
                    "2024-06-15T00:00"},
        DeadlineRow{"LaterKeepsTheHour", Roll::later, "2024-06-15", 17 * 60, Bound::by,
                    "2024-06-17", "2024-06-17T17:00"},
        DeadlineRow{"EarlierKeepsTheHour", Roll::earlier, "2024-06-16", 9 * 60, Bound::before,
                    "2024-06-14", "2024-06-14T09:00"},
        DeadlineRow{"EarlierOverTet",
                    Roll::earlier,
                    "2024-02-12",
                    {},
                    Bound::by,
                    "2024-02-07",
                    "2024-02-08T00:00"},
        DeadlineRow{"LaterOverTet",
                    Roll::later,
                    "2024-02-10",
                    {},
                    Bound::by,
                    "2024-02-15",
                    "2024-02-16T00:00"},
        DeadlineRow{"AMakeupSaturdayIsGood",
                    Roll::later,
                    "2024-05-04",
                    {},
                    Bound::by,
                    "2024-05-04",
                    "2024-05-05T00:00"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Calendar, DeadlineWhereMidnightIsSkipped) {
    const Calendar brazil = calendar({}, "America/Sao_Paulo");
    const Deadline before = brazil.deadline({day("2017-10-15"), {}, Bound::before});
    EXPECT_EQ(iso(before.last_good_day), "2017-10-14");
    EXPECT_EQ(brazil.zone().iso(before.at), "2017-10-15T01:00:00-02:00");
}

TEST(Calendar, DeadlineInWords) {
    const Calendar office = calendar(rolling(Roll::later));
    const auto words = [&](const char* due, Bound bound) {
        return describe(office.deadline({day(due), {}, bound}));
    };
    EXPECT_EQ(words("2024-06-14", Bound::before).vi, "trước ngày 14/6/2024 (hết ngày 13/6/2024)");
    EXPECT_EQ(words("2024-06-14", Bound::before).en, "before 14 June 2024 (last day 13 June 2024)");
    EXPECT_EQ(words("2024-06-14", Bound::by).vi, "chậm nhất hết ngày 14/6/2024");
    EXPECT_EQ(words("2024-06-15", Bound::by).vi, "chậm nhất ngày 15/6/2024 (hết ngày 17/6/2024)");
}

TEST(Calendar, ADeadlineThatMovedWithItsHourSaysSo) {
    const Calendar office = calendar(rolling(Roll::later));
    const Words words = describe(office.deadline({day("2024-06-15"), TimeOfDay(17 * 60), {}}));
    EXPECT_EQ(words.vi, "trước 17 giờ ngày 15/6/2024 (dời sang ngày 17/6/2024)");
    EXPECT_EQ(words.en, "before 17:00 on 15 June 2024 (moved to 17 June 2024)");
}

TEST(Calendar, AfterEventTheFirstDayIsNotCounted) {
    struct Row {
        const char* event;
        int days;
        Count unit;
        const char* expected;
    };
    const Row rows[] = {
        {"2024-05-10", 10, Count::calendar, "2024-05-20"},
        {"2024-05-10", 0, Count::calendar, "2024-05-10"},
        {"2024-05-10", -5, Count::calendar, "2024-05-05"},
        {"2024-02-25", 5, Count::calendar, "2024-03-01"},
        {"2024-02-05", 3, Count::working, "2024-02-15"},
        {"2024-02-16", -2, Count::working, "2024-02-07"},
        {"2024-05-04", 0, Count::working, "2024-05-04"},
        {"2024-01-31", 1, Count::month, "2024-02-29"},
        {"2023-01-31", 1, Count::month, "2023-02-28"},
        {"2024-01-31", 2, Count::month, "2024-03-31"},
        {"2024-11-30", 3, Count::month, "2025-02-28"},
        {"2024-03-31", -1, Count::month, "2024-02-29"},
        {"2024-01-15", -1, Count::month, "2023-12-15"},
    };
    const Calendar office = calendar(office_2024());
    for (const Row& row : rows) {
        const DueDate due = office.after_event(day(row.event), {row.days, row.unit, {}});
        EXPECT_EQ(iso(due.day), row.expected) << row.event << " " << row.days;
        EXPECT_EQ(due.bound, Bound::by);
        EXPECT_FALSE(due.hour);
    }
}

TEST(Calendar, OpensAndCloses) {
    struct Row {
        const char* instant;
        const char* opening;  ///< the same: it is open
    };
    const Row rows[] = {
        {"2024-06-14T07:29", "2024-06-14T07:30"}, {"2024-06-14T07:30", "2024-06-14T07:30"},
        {"2024-06-14T16:59", "2024-06-14T16:59"}, {"2024-06-14T17:00", "2024-06-17T07:30"},
        {"2024-06-14T23:59", "2024-06-17T07:30"}, {"2024-06-15T09:00", "2024-06-17T07:30"},
        {"2024-06-17T00:00", "2024-06-17T07:30"}, {"2024-02-07T17:00", "2024-02-15T07:30"},
        {"2024-05-03T17:00", "2024-05-04T07:30"}, {"2024-05-04T12:00", "2024-05-04T12:00"},
    };
    const Calendar office = calendar(office_2024());
    for (const Row& row : rows) {
        EXPECT_EQ(office.next_open(at(row.instant)), at(row.opening)) << row.instant;
        EXPECT_EQ(office.is_open(at(row.instant)), std::string(row.instant) == row.opening)
            << row.instant;
    }
}

TEST(Calendar, WasOpenLastJustBeforeItClosed) {
    const std::pair<const char*, const char*> rows[] = {
        {"2024-06-14T07:29", "2024-06-13T17:00"}, {"2024-06-14T17:00", "2024-06-14T17:00"},
        {"2024-06-15T09:00", "2024-06-14T17:00"}, {"2024-06-17T07:29:59", "2024-06-14T17:00"},
        {"2024-02-14T12:00", "2024-02-07T17:00"}, {"2024-05-05T12:00", "2024-05-04T17:00"},
    };
    const Calendar office = calendar(office_2024());
    for (const auto& [instant, closing] : rows) {
        const Instant last = office.last_open(at(instant));
        EXPECT_EQ(last, at(closing) - std::chrono::milliseconds(1)) << instant;
        EXPECT_TRUE(office.is_open(last)) << instant;
    }
    EXPECT_EQ(office.last_open(at("2024-06-14T07:30")), at("2024-06-14T07:30"));
    CalendarFacts facts;
    facts.hours = {TimeOfDay(0), TimeOfDay(1440)};
    EXPECT_EQ(calendar(facts).last_open(at("2024-06-16T12:00")),
              at("2024-06-15T00:00") - std::chrono::milliseconds(1));
}

TEST(Calendar, OpenRoundTheClockClosesOnDaysOffOnly) {
    CalendarFacts facts;
    facts.hours = {TimeOfDay(0), TimeOfDay(1440)};
    const Calendar always = calendar(facts);
    EXPECT_TRUE(always.is_open(at("2024-06-14T23:59:59")));
    EXPECT_EQ(always.next_open(at("2024-06-15T00:00")), at("2024-06-17T00:00"));
}

TEST(Calendar, HoursFollowTheLocalClock) {
    const Calendar berlin = calendar({}, "Europe/Berlin");
    EXPECT_EQ(berlin.zone().iso(berlin.next_open(at("2024-03-29T18:00", berlin.zone()))),
              "2024-04-01T07:30:00+02:00");
}

}  // namespace
}  // namespace dondoc::plan
