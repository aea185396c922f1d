#include "scheduler/turn.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace dondoc::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Tết 2024 off, as is 29 April, which is worked on Saturday 4 May.
plan::CalendarFacts office_2024() {
    plan::CalendarFacts facts;
    for (const char* off : {"2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14",
                            "2024-04-29", "2024-04-30", "2024-05-01"})
        facts.holidays.insert(day(off));
    facts.makeup_days.insert(day("2024-05-04"));
    return facts;
}

/// `-7d/0 2024-06-06@2024-06-06T08:00`: nominal day and fire instant of each turn up to `until`.
std::vector<std::string> walk(const std::vector<config::Step>& steps, const char* last_good_day,
                              const char* until, const plan::Calendar& calendar) {
    const config::Rule ladder = rule("báo cáo", steps);
    const plan::Deadline deadline = calendar.deadline({day(last_good_day), {}, plan::Bound::by});
    std::vector<std::string> found;
    for (const scheduler::Turn& turn :
         scheduler::turns_until(ladder, deadline, calendar, at(until, calendar.zone()))) {
        found.push_back(fmt::format("{}/{} {}@{}", ladder.steps.at(turn.step).key, turn.turn,
                                    plan::iso(turn.nominal).substr(5),
                                    calendar.zone().iso(turn.fire).substr(5, 11)));
    }
    return found;
}

struct Row {
    const char* name;
    const char* when;
    const char* last_good_day;
    const char* expected;
};

void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

class NominalDay : public ::testing::TestWithParam<Row> {};

TEST_P(NominalDay, OfAStep) {
    const Row& row = GetParam();
    EXPECT_THAT(walk({step(row.when, {"lead"})}, row.last_good_day, "2025-01-01T00:00",
                     calendar(office_2024())),
                ElementsAre(row.expected));
}

// 13 June 2024 is a Thursday, the 16th a Sunday.
INSTANTIATE_TEST_SUITE_P(
    Turn, NominalDay,
    ::testing::Values(
        Row{"Days", "-7d", "2024-06-13", "-7d/0 06-06@06-06T08:00"},
        Row{"TheLastGoodDay", "0d", "2024-06-13", "0d/0 06-13@06-13T08:00"},
        Row{"TheFirstLateDay", "+1d", "2024-06-13", "+1d/0 06-14@06-14T08:00"},
        Row{"OffBeforeIsEarlier", "-4d", "2024-06-13", "-4d/0 06-09@06-07T08:00"},
        Row{"OffAfterIsLater", "+2d", "2024-06-13", "+2d/0 06-15@06-17T08:00"},
        Row{"OffOnTheDayIsEarlier", "0d", "2024-06-16", "0d/0 06-16@06-14T08:00"},
        Row{"WorkingDayBefore", "-1wd", "2024-06-13", "-1wd/0 06-12@06-12T08:00"},
        Row{"WorkingDayBeforeSunday", "-1wd", "2024-06-16", "-1wd/0 06-14@06-14T08:00"},
        Row{"SecondWorkingDayAfter", "+2wd", "2024-06-13", "+2wd/0 06-17@06-17T08:00"},
        Row{"NoWorkingDaysIsL", "0wd", "2024-06-13", "0wd/0 06-13@06-13T08:00"},
        Row{"OverTet", "-1wd", "2024-02-15", "-1wd/0 02-07@02-07T08:00"},
        Row{"OverTetLater", "+3wd", "2024-02-06", "+3wd/0 02-16@02-16T08:00"},
        Row{"AMakeupSaturday", "+1wd", "2024-05-03", "+1wd/0 05-04@05-04T08:00"},
        Row{"InTet", "-2d", "2024-02-14", "-2d/0 02-12@02-07T08:00"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Turn, RepeatsFromTheTurnBeforeUntilThatDay) {
    const plan::Calendar office = calendar();
    EXPECT_THAT(
        walk({step("+1d", {"lead"}, "1d", "+3d")}, "2024-06-10", "2024-07-01T00:00", office),
        ElementsAre("+1d/0 06-11@06-11T08:00", "+1d/1 06-12@06-12T08:00",
                    "+1d/2 06-13@06-13T08:00"));
    EXPECT_THAT(walk({step("+3d", {"lead"}, "2wd")}, "2024-06-13", "2024-06-24T23:00", office),
                ElementsAre("+3d/0 06-16@06-17T08:00", "+3d/1 06-18@06-18T08:00",
                            "+3d/2 06-20@06-20T08:00", "+3d/3 06-24@06-24T08:00"));
    EXPECT_THAT(
        walk({step("-6d", {"lead"}, "2d", "-1wd")}, "2024-06-13", "2024-07-01T00:00", office),
        ElementsAre("-6d/0 06-07@06-07T08:00", "-6d/1 06-09@06-07T08:00",
                    "-6d/2 06-11@06-11T08:00"));
    EXPECT_THAT(
        walk({step("+1d", {"lead"}, "1d", "+2wd")}, "2024-06-13", "2024-07-01T00:00", office),
        ElementsAre("+1d/0 06-14@06-14T08:00", "+1d/1 06-15@06-17T08:00", "+1d/2 06-16@06-17T08:00",
                    "+1d/3 06-17@06-17T08:00"));
    EXPECT_THAT(
        walk({step("+3d", {"lead"}, "1d", "+1d")}, "2024-06-10", "2024-07-01T00:00", office),
        ElementsAre("+3d/0 06-13@06-13T08:00"))
        << "`until` ends repeats; the step itself has its turn";
    EXPECT_THAT(
        walk({step("-2d", {"lead"}, "2d", "+4d")}, "2024-06-13", "2024-07-01T00:00", office),
        ElementsAre("-2d/0 06-11@06-11T08:00", "-2d/1 06-13@06-13T08:00", "-2d/2 06-15@06-14T08:00",
                    "-2d/3 06-17@06-17T08:00"))
        << "a step before L keeps to the working day before";
}

TEST(Turn, AtTheStepsOwnHourElseTheRules) {
    config::Step own = step("-1d", {"lead"});
    own.at = plan::TimeOfDay(14 * 60 + 5);
    EXPECT_THAT(walk({own, step("-1d", {"lead"})}, "2024-06-13", "2024-07-01T00:00", calendar()),
                ElementsAre("-1d#2/0 06-12@06-12T08:00", "-1d/0 06-12@06-12T14:05"));
}

TEST(Turn, AlsoOnDaysOffWhereTheOfficeSaysSo) {
    plan::CalendarFacts facts;
    facts.working_days_only = false;
    EXPECT_THAT(walk({step("-4d", {"lead"}), step("+2d", {"lead"})}, "2024-06-13",
                     "2024-07-01T00:00", calendar(facts)),
                ElementsAre("-4d/0 06-09@06-09T08:00", "+2d/0 06-15@06-15T08:00"));
}

TEST(Turn, UpToAndWithAnInstant) {
    const std::vector<config::Step> steps{step("-1d", {"lead"})};
    EXPECT_THAT(walk(steps, "2024-06-13", "2024-06-12T07:59", calendar()), IsEmpty());
    EXPECT_THAT(walk(steps, "2024-06-13", "2024-06-12T08:00", calendar()),
                ElementsAre("-1d/0 06-12@06-12T08:00"));
}

TEST(Turn, OrderIsFireNominalDayPlaceTurn) {
    const scheduler::Turn base{2,
                               2,
                               day("2024-06-13"),
                               day("2024-06-13"),
                               at("2024-06-13T08:00"),
                               at("2024-06-13T08:00"),
                               false};
    auto fires = base;
    fires.fire += std::chrono::minutes(1);
    fires.nominal -= std::chrono::days(1);
    auto nominal = base;
    nominal.nominal += std::chrono::days(1);
    nominal.step = 0;
    auto place = base;
    place.step = 3;
    place.turn = 0;
    auto turn = base;
    turn.turn = 3;
    for (const auto& later : {fires, nominal, place, turn}) {
        EXPECT_TRUE(scheduler::earlier(base, later));
        EXPECT_FALSE(scheduler::earlier(later, base));
    }
    EXPECT_FALSE(scheduler::earlier(base, base));
}

TEST(Turn, IsReleasedAtTheNextOpeningUnlessUrgent) {
    config::Step night = step("-6d", {"lead"});
    night.at = plan::TimeOfDay(20 * 60);
    for (const bool urgent : {false, true}) {
        night.urgent = urgent;
        const plan::Calendar office = calendar();
        const config::Rule ladder = rule("báo cáo", {night});
        const scheduler::StepTurns walk(
            ladder, 0, office.deadline({day("2024-06-13"), {}, plan::Bound::by}), office);
        ASSERT_TRUE(walk.peek());
        EXPECT_EQ(walk.peek()->fire, at("2024-06-07T20:00"));
        EXPECT_EQ(walk.peek()->release, at(urgent ? "2024-06-07T20:00" : "2024-06-10T07:30"));
    }
}

}  // namespace
}  // namespace dondoc::testing
