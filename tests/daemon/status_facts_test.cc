#include "daemon/status_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "support/world.h"

namespace dondoc::daemon {
namespace {

using ::dondoc::testing::at;
using ::dondoc::testing::day;
using plan::State;
using scheduler::Case;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kNow = "2024-06-10T09:00";

std::shared_ptr<const plan::Plan> the_plan() {
    auto made = std::make_shared<plan::Plan>();
    made->tasks.resize(1);
    return made;
}

/// Due by `last`: that day still counts.
Case owed(const std::string& unit, std::string_view last, State state = State::open,
          std::string_view closed = {}) {
    Case made;
    made.plan = the_plan();
    made.task = &made.plan->tasks.front();
    made.obligation.key = {"56/KH-STP", "1.1", "once", unit};
    made.obligation.deadline =
        testing::calendar().deadline({day(last), std::nullopt, plan::Bound::by});
    made.state = state;
    if (!closed.empty()) made.closed_at = at(closed);
    return made;
}

std::vector<Tally> tallies(const std::vector<Case>& cases, By by = By::unit) {
    return tally(cases, by, at(kNow), testing::zone());
}

std::vector<std::string> units_of(const Cases& cases) {
    std::vector<std::string> units;
    for (const Case* each : cases)
        units.push_back(each->obligation.key.unit);
    return units;
}

struct Row {
    const char* name;
    Case facts;
    Tally expected;
};

class TallyTest : public ::testing::TestWithParam<Row> {};

TEST_P(TallyTest, CountsOne) {
    Tally expected = GetParam().expected;
    expected.key = "vp";
    EXPECT_THAT(tallies({GetParam().facts}), ElementsAre(expected));
}

// Tally: key, open, due_soon, overdue, on_time, late, waived.
INSTANTIATE_TEST_SUITE_P(
    States, TallyTest,
    ::testing::Values(Row{"FarAhead", owed("vp", "2024-06-18"), {"", 1, 0, 0, 0, 0, 0}},
                      Row{"SevenDaysAhead", owed("vp", "2024-06-17"), {"", 1, 1, 0, 0, 0, 0}},
                      Row{"LastGoodDayIsToday", owed("vp", "2024-06-10"), {"", 1, 1, 0, 0, 0, 0}},
                      Row{"FirstLateDay", owed("vp", "2024-06-09"), {"", 1, 0, 1, 0, 0, 0}},
                      Row{"JustInTime",
                          owed("vp", "2024-06-05", State::submitted, "2024-06-05T23:59"),
                          {"", 0, 0, 0, 1, 0, 0}},
                      Row{"AtTheInstantIsLate",
                          owed("vp", "2024-06-05", State::submitted, "2024-06-06T00:00"),
                          {"", 0, 0, 0, 0, 1, 0}},
                      Row{"SubmittedEarly",
                          owed("vp", "2024-06-30", State::submitted, "2024-06-06T00:00"),
                          {"", 0, 0, 0, 1, 0, 0}},
                      Row{"Waived",
                          owed("vp", "2024-06-05", State::waived, "2024-06-06T00:00"),
                          {"", 0, 0, 0, 0, 0, 1}}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Tally, LeavesOutWhatIsPastOrCancelled) {
    EXPECT_THAT(tallies({owed("vp", "2024-01-05", State::past),
                         owed("bt", "2024-01-05", State::cancelled, "2024-01-02T00:00")}),
                IsEmpty());
}

TEST(Tally, AHourEndsTheLastDay) {
    Case facts = owed("vp", "2024-06-10");
    const plan::DueDate due{day("2024-06-10"), plan::TimeOfDay{9 * 60}, plan::Bound::before};
    facts.obligation.deadline = testing::calendar().deadline(due);
    EXPECT_TRUE(is_overdue(facts, at(kNow)));
    EXPECT_FALSE(is_overdue(facts, at("2024-06-10T08:59")));
}

TEST(Tally, SumsByUnitAndByPlan) {
    std::vector<Case> cases = {owed("vp", "2024-06-01"), owed("bt", "2024-06-12"),
                               owed("vp", "2024-07-01")};
    cases.back().obligation.key.plan = "7/KH-STP";
    const Tally vp{"vp", 2, 0, 1, 0, 0, 0};
    const Tally bt{"bt", 1, 1, 0, 0, 0, 0};
    EXPECT_THAT(tallies(cases), ElementsAre(bt, vp));
    EXPECT_THAT(tallies(cases, By::plan), ElementsAre(Tally{"56/KH-STP", 2, 1, 1, 0, 0, 0},
                                                      Tally{"7/KH-STP", 1, 0, 0, 0, 0, 0}));
    EXPECT_EQ(total(tallies(cases)), (Tally{"", 3, 1, 1, 0, 0, 0}));
}

TEST(Overdue, MostLateFirst) {
    const std::vector<Case> cases = {
        owed("a", "2024-06-09"), owed("b", "2024-05-01"), owed("c", "2024-06-10"),
        owed("d", "2024-04-01", State::submitted, kNow), owed("e", "2024-06-08")};
    EXPECT_THAT(units_of(overdue(cases, at(kNow))), ElementsAre("b", "e", "a"));
}

TEST(Upcoming, NearestFirstWithinTheDays) {
    const std::vector<Case> cases = {owed("in3", "2024-06-13"), owed("today", "2024-06-10"),
                                     owed("late", "2024-06-09"), owed("in4", "2024-06-14"),
                                     owed("done", "2024-06-11", State::submitted, kNow)};
    const auto within = [&](int days) {
        return units_of(upcoming(cases, at(kNow), testing::zone(), std::chrono::days{days}));
    };
    EXPECT_THAT(within(3), ElementsAre("today", "in3"));
    EXPECT_THAT(within(4), ElementsAre("today", "in3", "in4"));
    EXPECT_THAT(within(0), ElementsAre("today"));
}

TEST(WithoutRule, ListsOpenOnesThatNoRuleMatches) {
    config::Rule rule;
    rule.match.unit = {"vp"};
    const std::vector<Case> cases = {owed("vp", "2024-06-13"), owed("bt", "2024-06-13"),
                                     owed("tt", "2024-06-13", State::waived, kNow)};
    EXPECT_THAT(units_of(without_rule(cases, {rule})), ElementsAre("bt"));
    rule.match.unit.clear();
    EXPECT_THAT(without_rule(cases, {rule}), IsEmpty());
}

TEST(Unsettled, NamesUnknownTimingsAndUnits) {
    const plan::Units units = testing::units({testing::unit("vp", "Văn phòng")});
    plan::Plan plan;
    plan.tasks.resize(4);
    const plan::Timing once = plan::Once{std::nullopt, {day("2024-06-30"), std::nullopt, {}}};
    for (plan::Task& task : plan.tasks) {
        task.timings = {once};
        task.lead = {{"Văn phòng", "vp"}};
    }
    plan.tasks[1].timings = {once, plan::Unknown{}};
    plan.tasks[2].support = {{"Văn phòng", "vp"}, {"Phòng Tư pháp", ""}};
    plan.tasks[3].lead = {{"Thanh tra", "gone"}};
    const auto open = unsettled(plan, units);
    ASSERT_THAT(open, SizeIs(3));
    EXPECT_EQ(open[0].task, &plan.tasks[1]);
    EXPECT_TRUE(open[0].unknown);
    EXPECT_THAT(open[0].names, IsEmpty());
    EXPECT_FALSE(open[1].unknown);
    EXPECT_THAT(open[1].names, ElementsAre("Phòng Tư pháp"));
    EXPECT_THAT(open[2].names, ElementsAre("Thanh tra"));
}

}  // namespace
}  // namespace dondoc::daemon
