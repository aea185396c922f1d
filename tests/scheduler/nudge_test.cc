#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scheduler/simulate.h"
#include "support/world.h"

namespace dondoc::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

plan::CalendarFacts may_day() {
    plan::CalendarFacts facts;
    facts.holidays = {day("2024-05-01")};
    return facts;
}

config::Rule monthly_nudge() {
    config::Rule made = rule("thường xuyên", {step("-7d", {"lead"})});
    config::Nudge nudge;
    nudge.cycle.every = plan::Every::month;
    nudge.cycle.day = 1;
    nudge.to = step("0d", {"lead"}).to;
    made.nudge = nudge;
    return made;
}

plan::Units office() {
    plan::Unit rooms = unit("cac-phong", "Các Phòng");
    rooms.members = {"hctp", "bttp"};
    return units(
        {unit("hctp", "Phòng Hành chính tư pháp"), unit("bttp", "Phòng Bổ trợ tư pháp"), rooms});
}

std::vector<std::string> nudges(const plan::Plan& plan, const std::vector<config::Rule>& rules,
                                const plan::Calendar& calendar) {
    std::vector<std::string> found;
    for (const plan::Obligation& each : scheduler::expand_nudges(
             plan, office(), calendar, rules, plan::expand(plan, office(), calendar, {}))) {
        EXPECT_EQ(each.kind, plan::Kind::continuous);
        found.push_back(each.key.period + " " + each.key.unit + " " +
                        plan::iso(each.deadline.last_good_day));
    }
    return found;
}

TEST(Nudge, EveryMonthOnADayOffTheNextWorkingDay) {
    const plan::Continuous spring{day("2024-04-01"), day("2024-06-30")};
    EXPECT_THAT(nudges(plan_of({spring}, {"hctp"}), {monthly_nudge()}, calendar(may_day())),
                ElementsAre("2024-04 hctp 2024-04-01", "2024-05 hctp 2024-05-02",
                            "2024-06 hctp 2024-06-03"));
    plan::CalendarFacts every_day = may_day();
    every_day.working_days_only = false;
    EXPECT_THAT(nudges(plan_of({spring}, {"hctp"}), {monthly_nudge()}, calendar(every_day)),
                ElementsAre("2024-04 hctp 2024-04-01", "2024-05 hctp 2024-05-01",
                            "2024-06 hctp 2024-06-01"));
}

TEST(Nudge, LeavesTheKeysOfWhatIsOwed) {
    const plan::Continuous spring{day("2024-04-01"), day("2024-04-30")};
    plan::Cycle monthly;
    monthly.every = plan::Every::month;
    EXPECT_THAT(nudges(plan_of({spring, monthly}, {"hctp"}), {monthly_nudge()}, calendar()),
                ElementsAre("2024-04.2 hctp 2024-04-01"));
}

TEST(Nudge, WithinThePlanAndEachLeadUnit) {
    EXPECT_THAT(nudges(plan_of({plan::Continuous{}}, {"cac-phong"}), {monthly_nudge()}, calendar()),
                SizeIs(24));
    EXPECT_THAT(nudges(plan_of({plan::Continuous{day("2024-12-01"), {}}}, {"cac-phong"}),
                       {monthly_nudge()}, calendar()),
                ElementsAre("2024-12 hctp 2024-12-02", "2024-12 bttp 2024-12-02"));
}

TEST(Nudge, Weekly) {
    config::Rule weekly = monthly_nudge();
    weekly.nudge->cycle = {};
    weekly.nudge->cycle.every = plan::Every::week;
    weekly.nudge->cycle.weekday = 1;
    EXPECT_THAT(nudges(plan_of({plan::Continuous{day("2024-12-09"), day("2024-12-29")}}, {"hctp"}),
                       {weekly}, calendar()),
                ElementsAre("2024-W50 hctp 2024-12-09", "2024-W51 hctp 2024-12-16",
                            "2024-W52 hctp 2024-12-23"));
}

TEST(Nudge, OnlyContinuousTasksWhoseRuleHasOne) {
    config::Rule without = monthly_nudge();
    without.nudge.reset();
    EXPECT_THAT(
        nudges(plan_of({plan::Continuous{}}, {"hctp"}), {without, monthly_nudge()}, calendar()),
        IsEmpty())
        << "the first rule that matches is its rule";
    config::Rule others = monthly_nudge();
    others.match.kind = {plan::Kind::once};
    EXPECT_THAT(nudges(plan_of({plan::Continuous{}}, {"hctp"}), {others}, calendar()), IsEmpty());
    const plan::Once once{{}, {day("2024-06-14"), {}, plan::Bound::before}};
    EXPECT_THAT(nudges(plan_of({once}, {"hctp"}), {monthly_nudge()}, calendar()), IsEmpty());
}

TEST(Nudge, IsALadderOfOneStep) {
    plan::Obligation turn;
    turn.kind = plan::Kind::continuous;
    const config::Rule ladder = scheduler::ladder_of(monthly_nudge(), turn);
    ASSERT_THAT(ladder.steps, SizeIs(1));
    EXPECT_EQ(ladder.steps[0].key, "nudge");
    turn.kind = plan::Kind::once;
    EXPECT_EQ(scheduler::ladder_of(monthly_nudge(), turn), monthly_nudge());
    config::Rule without = monthly_nudge();
    without.nudge.reset();
    turn.kind = plan::Kind::continuous;
    EXPECT_THAT(scheduler::ladder_of(without, turn).steps, IsEmpty());
}

TEST(Nudge, GoesOutAtTheRulesHourWhateverIsAssumed) {
    const plan::Calendar office_days = calendar(may_day());
    const plan::Plan plan = plan_of({plan::Continuous{}}, {"hctp"});
    auto shared = std::make_shared<const plan::Plan>(plan);
    std::vector<scheduler::Case> turns;
    for (const plan::Obligation& each :
         scheduler::expand_nudges(plan, office(), office_days, {monthly_nudge()}, {})) {
        scheduler::Case one;
        one.obligation = each;
        one.plan = shared;
        one.task = &shared->tasks[0];
        turns.push_back(one);
    }
    std::vector<std::string> sent;
    for (const auto& each : scheduler::simulate(turns, office(), settings({monthly_nudge()}),
                                                office_days, at("2024-04-02T00:00"),
                                                at("2024-06-30T00:00"), scheduler::Assume::ontime))
        sent.push_back(zone().iso(each.at) + " " + each.reminder.recipient.address);
    EXPECT_THAT(sent, ElementsAre("2024-05-02T08:00:00+07:00 office.hctp@stp.example",
                                  "2024-06-03T08:00:00+07:00 office.hctp@stp.example"));
}

}  // namespace
}  // namespace dondoc::testing
