#include "plan/obligation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace dondoc::plan {
namespace {

using dondoc::testing::calendar;
using dondoc::testing::day;
using dondoc::testing::unit;
using dondoc::testing::units;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Cycle every(Every length, std::optional<unsigned> on = {}, Bound bound = Bound::before) {
    Cycle cycle;
    cycle.every = length;
    cycle.day = on;
    cycle.bound = bound;
    return cycle;
}

Cycle only(Cycle cycle, std::vector<int> periods) {
    cycle.periods = std::move(periods);
    return cycle;
}

Cycle in(Cycle cycle, CycleMonth month, int offset = 0) {
    cycle.month = month;
    cycle.offset = offset;
    return cycle;
}

constexpr CycleMonth first_month{CycleMonth::Which::first, 0};
constexpr CycleMonth last_month{CycleMonth::Which::last, 0};
constexpr CycleMonth named(unsigned month) {
    return {CycleMonth::Which::named, month};
}

std::vector<std::string> keys(const Cycle& cycle, const char* from, const char* until) {
    std::vector<std::string> found;
    for (const Period& period : periods_of(cycle, {day(from), day(until)}))
        found.push_back(period.key);
    return found;
}

TEST(Period, LiesInTheValidity) {
    using ::testing::SizeIs;
    EXPECT_THAT(keys(every(Every::month), "2024-01-01", "2024-12-31"), SizeIs(12));
    EXPECT_THAT(keys(every(Every::quarter), "2024-01-01", "2024-12-31"),
                ElementsAre("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"));
    EXPECT_THAT(keys(every(Every::half_year), "2024-01-01", "2025-06-30"),
                ElementsAre("2024-H1", "2024-H2", "2025-H1"));
    EXPECT_THAT(keys(every(Every::year), "2023-01-01", "2025-12-31"),
                ElementsAre("2023", "2024", "2025"));
    // Cut off at either end: a period that has begun before or ends after is not the plan's.
    EXPECT_THAT(keys(every(Every::month), "2024-03-19", "2024-06-29"),
                ElementsAre("2024-04", "2024-05"));
    EXPECT_THAT(keys(every(Every::month), "2024-03-01", "2024-06-30"),
                ElementsAre("2024-03", "2024-04", "2024-05", "2024-06"));
    EXPECT_THAT(keys(every(Every::quarter), "2024-01-02", "2024-06-30"), ElementsAre("2024-Q2"));
    EXPECT_THAT(keys(every(Every::year), "2024-01-01", "2024-12-30"), IsEmpty());
}

TEST(Period, OnlySome) {
    EXPECT_THAT(keys(only(every(Every::quarter), {1, 2, 3}), "2024-01-01", "2025-12-31"),
                ElementsAre("2024-Q1", "2024-Q2", "2024-Q3", "2025-Q1", "2025-Q2", "2025-Q3"));
    EXPECT_THAT(keys(only(every(Every::month), {12, 6}), "2024-01-01", "2024-12-31"),
                ElementsAre("2024-06", "2024-12"));
    EXPECT_THAT(keys(only(every(Every::week), {1, 53}), "2020-12-01", "2021-01-31"),
                ElementsAre("2020-W53", "2021-W01"));
}

TEST(Period, IsoWeeksAroundNewYear) {
    // 2020 has 53 weeks; 2024-12-30 is the Monday of the first week of 2025.
    EXPECT_THAT(keys(every(Every::week), "2020-12-20", "2021-01-17"),
                ElementsAre("2020-W52", "2020-W53", "2021-W01", "2021-W02"));
    EXPECT_THAT(keys(every(Every::week), "2024-12-16", "2025-01-12"),
                ElementsAre("2024-W51", "2024-W52", "2025-W01", "2025-W02"));
    EXPECT_THAT(keys(every(Every::week), "2023-12-26", "2024-01-14"),
                ElementsAre("2024-W01", "2024-W02"));
    const auto weeks = periods_of(every(Every::week), {day("2024-12-30"), day("2025-01-05")});
    ASSERT_EQ(weeks.size(), 1u);
    EXPECT_EQ(weeks[0], (Period{"2025-W01", day("2024-12-30"), day("2025-01-05")}));
}

TEST(Period, SpansWholeMonths) {
    const auto half_years =
        periods_of(every(Every::half_year), {day("2024-01-01"), day("2024-12-31")});
    ASSERT_EQ(half_years.size(), 2u);
    EXPECT_EQ(half_years[0], (Period{"2024-H1", day("2024-01-01"), day("2024-06-30")}));
    EXPECT_EQ(half_years[1], (Period{"2024-H2", day("2024-07-01"), day("2024-12-31")}));
    const auto months =
        periods_of(only(every(Every::month), {2}), {day("2024-01-01"), day("2024-12-31")});
    ASSERT_EQ(months.size(), 1u);
    EXPECT_EQ(months[0], (Period{"2024-02", day("2024-02-01"), day("2024-02-29")}));
}

struct DueRow {
    const char* name;
    Cycle cycle;
    const char* period;
    const char* due;
    Bound bound;
};

void PrintTo(const DueRow& row, std::ostream* out) {
    *out << row.name;
}

Cycle weekly(std::optional<unsigned> weekday, int offset = 0) {
    Cycle cycle = every(Every::week);
    cycle.weekday = weekday;
    cycle.offset = offset;
    return cycle;
}

class DueOf : public ::testing::TestWithParam<DueRow> {};

TEST_P(DueOf, Cycle) {
    const DueRow& row = GetParam();
    for (const Period& period : periods_of(row.cycle, {day("2023-01-01"), day("2025-12-31")})) {
        if (period.key != row.period) continue;
        const DueDate due = due_of(row.cycle, period);
        EXPECT_EQ(iso(due.day), row.due);
        EXPECT_EQ(due.bound, row.bound);
        EXPECT_FALSE(due.hour);
        return;
    }
    FAIL() << "no period " << row.period;
}

INSTANTIATE_TEST_SUITE_P(
    Obligation, DueOf,
    ::testing::Values(
        DueRow{"Monthly23", every(Every::month, 23), "2024-05", "2024-05-23", Bound::before},
        DueRow{"Day31InFebruary", every(Every::month, 31, Bound::by), "2024-02", "2024-02-29",
               Bound::by},
        DueRow{"Day30InFebruary", every(Every::month, 30), "2023-02", "2023-02-28", Bound::before},
        DueRow{"Day29InLeapFebruary", every(Every::month, 29), "2024-02", "2024-02-29",
               Bound::before},
        DueRow{"Day31InApril", every(Every::month, 31), "2024-04", "2024-04-30", Bound::before},
        DueRow{"NoDayIsTheEnd", every(Every::month, {}, Bound::before), "2024-02", "2024-02-29",
               Bound::by},
        DueRow{"NextMonth", in(every(Every::month, 5), last_month, 1), "2024-12", "2025-01-05",
               Bound::before},
        DueRow{"NextMonthClamped", in(every(Every::month, 31), last_month, 1), "2024-01",
               "2024-02-29", Bound::before},
        DueRow{"QuarterLastMonth", every(Every::quarter, 14), "2024-Q2", "2024-06-14",
               Bound::before},
        DueRow{"QuarterFirstMonth", in(every(Every::quarter, 14), first_month), "2024-Q2",
               "2024-04-14", Bound::before},
        DueRow{"FirstMonthOfNextQuarter", in(every(Every::quarter, 5), first_month, 1), "2024-Q4",
               "2025-01-05", Bound::before},
        DueRow{"NextQuarterLastMonth", in(every(Every::quarter, 5), last_month, 1), "2024-Q3",
               "2024-12-05", Bound::before},
        DueRow{"TwoQuartersOn", in(every(Every::quarter, 5), first_month, 2), "2024-Q3",
               "2025-01-05", Bound::before},
        DueRow{"QuarterWithoutDay", every(Every::quarter), "2024-Q1", "2024-03-31", Bound::by},
        DueRow{"FirstMonthWithoutDay", in(every(Every::quarter), first_month), "2024-Q1",
               "2024-01-31", Bound::by},
        DueRow{"HalfYear", every(Every::half_year, 15), "2024-H2", "2024-12-15", Bound::before},
        DueRow{"HalfYearNext", in(every(Every::half_year, 10), first_month, 1), "2024-H1",
               "2024-07-10", Bound::before},
        DueRow{"YearNamedMonth", in(every(Every::year, 15), named(11)), "2024", "2024-11-15",
               Bound::before},
        DueRow{"JanuaryOfNextYear", in(every(Every::year, 31, Bound::by), named(1), 1), "2024",
               "2025-01-31", Bound::by},
        DueRow{"NamedMonthWithoutDay", in(every(Every::year), named(2)), "2024", "2024-02-29",
               Bound::by},
        // A named month is one of the calendar year of the period that the work is due in.
        DueRow{"NamedMonthOfAHalfYear", in(every(Every::half_year, 20), named(5)), "2024-H1",
               "2024-05-20", Bound::before},
        DueRow{"NamedMonthNextHalfYear", in(every(Every::half_year, 20), named(1), 1), "2024-H2",
               "2025-01-20", Bound::before},
        DueRow{"WeekFriday", weekly(5), "2024-W23", "2024-06-07", Bound::before},
        DueRow{"WeekWithoutDay", weekly({}), "2024-W23", "2024-06-09", Bound::by},
        DueRow{"NextWeekMonday", weekly(1, 1), "2024-W52", "2024-12-30", Bound::before}),
    [](const auto& tested) { return tested.param.name; });

TEST(DataWindow, OfAReport) {
    Cycle monthly = every(Every::month, 23);
    monthly.data_from = {21, true};
    monthly.data_to = {20, false};
    Cycle quarterly = every(Every::quarter, 14);
    quarterly.data_from = {15, true};
    quarterly.data_to = {14, false};
    Cycle month_end = every(Every::month, 5);
    month_end.data_from = {1, false};
    month_end.data_to = {31, false};
    struct Row {
        const Cycle& cycle;
        const char* period;
        const char* from;
        const char* to;
    };
    const Row rows[] = {
        {monthly, "2024-05", "2024-04-21", "2024-05-20"},
        {monthly, "2024-01", "2023-12-21", "2024-01-20"},
        {quarterly, "2024-Q2", "2024-03-15", "2024-06-14"},
        {quarterly, "2024-Q1", "2023-12-15", "2024-03-14"},
        {month_end, "2024-02", "2024-02-01", "2024-02-29"},
    };
    for (const Row& row : rows) {
        for (const Period& period : periods_of(row.cycle, {day("2024-01-01"), day("2024-12-31")})) {
            if (period.key != row.period) continue;
            const auto window = data_window_of(row.cycle, period);
            ASSERT_TRUE(window) << row.period;
            EXPECT_EQ(iso(window->from), row.from) << row.period;
            EXPECT_EQ(iso(window->to), row.to) << row.period;
        }
    }
    const Period may{"2024-05", day("2024-05-01"), day("2024-05-31")};
    EXPECT_FALSE(data_window_of(every(Every::month, 23), may));
}

/// A plan of one task «12.2» that `hctp` leads.
Plan plan_of(std::vector<Timing> timings, std::vector<UnitRef> lead = {{"Phòng HCTP", "hctp"}}) {
    Task task;
    task.table = "12";
    task.no = "2";
    task.key = "12.2";
    task.timings = std::move(timings);
    task.lead = std::move(lead);
    Plan plan;
    plan.number = "56/KH-STP";
    plan.valid = {day("2024-01-01"), day("2024-12-31")};
    plan.tasks = {task};
    return plan;
}

Units office() {
    Unit all = unit("cac-phong", "Các Phòng, Trung tâm thuộc Sở");
    all.members = {"phong", "ttg"};
    Unit rooms = unit("phong", "Các Phòng");
    rooms.members = {"hctp", "bttp"};
    return units({unit("hctp", "Phòng Hành chính tư pháp"), unit("bttp", "Phòng Bổ trợ tư pháp"),
                  unit("ttg", "Trung tâm Trợ giúp pháp lý"), rooms, all});
}

std::vector<std::string> texts(const Plan& plan, const std::vector<Event>& events = {}) {
    std::vector<std::string> found;
    for (const Obligation& owed : expand(plan, office(), calendar(), events))
        found.push_back(owed.key.text() + " " + iso(owed.deadline.last_good_day));
    return found;
}

Event event(const char* on, std::optional<DueDate> due = {}) {
    return {"56/KH-STP", "12.2", day(on), "", due};
}

DueDate before(const char* date) {
    return {day(date), {}, Bound::before};
}

TEST(Expand, FurtherTimingsOfAPeriodGetTheirOwnKey) {
    EXPECT_THAT(
        texts(plan_of({Once{{}, before("2024-09-05")}, Once{{}, before("2024-10-05")},
                       Once{{}, before("2024-11-05")}})),
        ElementsAre("56/KH-STP:12.2:once:hctp 2024-09-04", "56/KH-STP:12.2:once.2:hctp 2024-10-04",
                    "56/KH-STP:12.2:once.3:hctp 2024-11-04"));
    // Quarters and the year have keys of their own; a second cycle of months has not.
    EXPECT_THAT(
        texts(plan_of({only(every(Every::quarter, 14), {1}), every(Every::year, 14),
                       only(every(Every::quarter, 20), {1, 2})})),
        ElementsAre("56/KH-STP:12.2:2024:hctp 2024-12-13", "56/KH-STP:12.2:2024-Q1:hctp 2024-03-13",
                    "56/KH-STP:12.2:2024-Q1.2:hctp 2024-03-19",
                    "56/KH-STP:12.2:2024-Q2:hctp 2024-06-19"));
}

TEST(Expand, AGroupsMembersEachOweOnce) {
    const std::vector<Timing> once{Once{{}, before("2024-09-05")}};
    EXPECT_THAT(
        texts(plan_of(once, {{"", "cac-phong"}})),
        ElementsAre("56/KH-STP:12.2:once:bttp 2024-09-04", "56/KH-STP:12.2:once:hctp 2024-09-04",
                    "56/KH-STP:12.2:once:ttg 2024-09-04"));
    EXPECT_THAT(
        texts(plan_of(once, {{"", "hctp"}, {"", "phong"}, {"", "hctp"}})),
        ElementsAre("56/KH-STP:12.2:once:bttp 2024-09-04", "56/KH-STP:12.2:once:hctp 2024-09-04"));
    EXPECT_THAT(texts(plan_of(once, {{"Phòng chưa biết", ""}})), IsEmpty());
    EXPECT_THAT(texts(plan_of(once, {{"Phòng chưa biết", ""}, {"", "ttg"}})),
                ElementsAre("56/KH-STP:12.2:once:ttg 2024-09-04"));
}

TEST(Expand, SomeTimingsOweNothing) {
    EXPECT_THAT(texts(plan_of({Continuous{}, Unknown{}, OnDemand{}, AfterEvent{10, {}, ""}})),
                IsEmpty());
}

TEST(Expand, EventsStartWhatTheyAreFor) {
    const AfterEvent ten{10, Count::calendar, "kể từ ngày tiếp nhận"};
    EXPECT_THAT(texts(plan_of({ten}), {event("2024-05-10"), event("2024-06-01")}),
                ElementsAre("56/KH-STP:12.2:2024-05-10:hctp 2024-05-20",
                            "56/KH-STP:12.2:2024-06-01:hctp 2024-06-11"));
    // Two of one day, and one that sets a date, which starts no limit.
    EXPECT_THAT(texts(plan_of({ten}), {event("2024-05-10"), event("2024-05-10"),
                                       event("2024-05-10", before("2024-09-05"))}),
                ElementsAre("56/KH-STP:12.2:2024-05-10:hctp 2024-05-20",
                            "56/KH-STP:12.2:2024-05-10.2:hctp 2024-05-20"));
    EXPECT_THAT(texts(plan_of({OnDemand{}}),
                      {event("2024-05-10"), event("2024-05-11", before("2024-09-05"))}),
                ElementsAre("56/KH-STP:12.2:2024-05-11:hctp 2024-09-04"));
    Event other_task = event("2024-05-10");
    other_task.task = "12.3";
    EXPECT_THAT(texts(plan_of({ten}), {other_task}), IsEmpty());
}

TEST(Expand, EventsOfAnotherPlanStartNothing) {
    Event other_plan = event("2024-05-10");
    other_plan.plan = "143/KH-STP";
    EXPECT_THAT(texts(plan_of({AfterEvent{10, Count::calendar, ""}}), {other_plan}), IsEmpty());
}

TEST(Expand, CarriesWhatRulesAndMessagesNeed) {
    Cycle monthly = only(every(Every::month, 23), {1});
    monthly.data_from = {21, true};
    monthly.data_to = {20, false};
    const auto owed = expand(plan_of({monthly}), office(), calendar(), {});
    ASSERT_EQ(owed.size(), 1u);
    EXPECT_EQ(owed[0].kind, Kind::cycle);
    EXPECT_EQ(owed[0].every, Every::month);
    EXPECT_EQ(owed[0].data, (DataWindow{day("2023-12-21"), day("2024-01-20")}));
    EXPECT_EQ(owed[0].deadline.due, (DueDate{day("2024-01-23"), {}, Bound::before}));
    const auto once = expand(plan_of({Once{{}, before("2024-09-05")}}), office(), calendar(), {});
    ASSERT_EQ(once.size(), 1u);
    EXPECT_EQ(once[0].kind, Kind::once);
    EXPECT_FALSE(once[0].every);
    EXPECT_FALSE(once[0].data);
}

TEST(Expand, IdentityDoesNotDependOnTheCalendar) {
    const Plan plan = plan_of({every(Every::month, 23), every(Every::week)});
    CalendarFacts rolled;
    rolled.roll = Roll::later;
    rolled.holidays = {day("2024-02-22"), day("2024-02-23")};
    const auto a = expand(plan, office(), calendar(), {});
    const auto b = expand(plan, office(), calendar(rolled), {});
    ASSERT_EQ(a.size(), b.size());
    bool moved = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].key, b[i].key);
        moved = moved || a[i].deadline != b[i].deadline;
    }
    EXPECT_TRUE(moved);
}

TEST(State, NamesGoBothWays) {
    for (const State state :
         {State::open, State::submitted, State::waived, State::cancelled, State::past})
        EXPECT_EQ(state_named(name_of(state)), state);
    EXPECT_FALSE(state_named("late"));
    EXPECT_FALSE(state_named(""));
}

}  // namespace
}  // namespace dondoc::plan
