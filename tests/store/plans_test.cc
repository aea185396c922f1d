#include "store/plans.h"

#include "gmock/gmock.h"
#include "office.h"

namespace dondoc::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PlansTest : public Office {};

TEST_F(PlansTest, FindsByNumberOrAnUnambiguousPart) {
    for (const char* number : {"156/KH-STP", "57/KH-STP", "57/KH-UBND"})
        plans.import(plan_of(number, {}), false, act());
    struct Row {
        const char* said;
        const char* found;  ///< or a part of the problem
    };
    const Row good[] = {{"56/KH-STP", "56/KH-STP"},
                        {"56/kh-stp", "56/KH-STP"},
                        {"56", "56/KH-STP"},
                        {"156", "156/KH-STP"},
                        {"UBND", "57/KH-UBND"}};
    for (const auto& row : good) {
        const auto found = plans.find(row.said);
        ASSERT_TRUE(found) << row.said;
        EXPECT_EQ(found->plan->number, row.found);
    }
    const Row bad[] = {
        {"57", "57/KH-STP, 57/KH-UBND"}, {"58", "there is no plan «58»"}, {"", "no"}};
    for (const auto& row : bad) {
        const auto found = plans.find(row.said);
        ASSERT_FALSE(found) << row.said;
        EXPECT_THAT(found.error().words.en, HasSubstr(row.found));
    }
}

TEST_F(PlansTest, ActivatingRetiresWhatIsSuperseded) {
    auto next = plan_of("60/KH-STP", {});
    next.supersedes = {"56/KH-STP", "1/KH-STP"};
    plans.import(next, false, act());
    sync({owed("2024-06", "2024-06-22")});
    ASSERT_THAT(due_at(at("2024-05-01T08:00")), SizeIs(1));
    EXPECT_THAT(plans.set_state("60/KH-STP", PlanState::active, act()), ElementsAre("56/KH-STP"));
    EXPECT_EQ(plans.find("56/KH-STP")->state, PlanState::retired);
    EXPECT_EQ(plans.find("60/KH-STP")->state, PlanState::active);
    // Nothing is cancelled, but nobody is reminded either.
    EXPECT_EQ(state_of("2024-06"), plan::State::open);
    EXPECT_FALSE(facts("2024-06").in_force);
    EXPECT_THAT(due_at(at("2024-05-01T08:00")), IsEmpty());
    EXPECT_EQ(obligations.next_due(), std::nullopt);
    EXPECT_THAT(plans.set_state("60/KH-STP", PlanState::active, act()), IsEmpty());
    EXPECT_EQ(entries("retire"), 1U);
    EXPECT_EQ(entries("activate"), 2U);
}

TEST_F(PlansTest, SaysThatThereIsNoSuchPlan) {
    EXPECT_THROW(plans.set_state("1/KH-STP", PlanState::active, act()), StoreError);
    EXPECT_THROW(plans.add_event({"1/KH-STP", "1.1", day("2024-05-03"), "", {}}, act()),
                 StoreError);
}

TEST_F(PlansTest, RecordsAnEventOnce) {
    const plan::Event received{"56/KH-STP", "12.2", day("2024-05-03"), "12/CV", std::nullopt};
    plan::Event asked = received;
    asked.due = plan::DueDate{day("2024-06-01"), std::nullopt, plan::Bound::before};
    plan::Event by_hour = asked;
    by_hour.due->hour = plan::TimeOfDay{17 * 60};
    for (const auto& event : {received, asked, by_hour}) {
        EXPECT_TRUE(plans.add_event(event, act()));
        EXPECT_FALSE(plans.add_event(event, act()));
    }
    EXPECT_THAT(plans.events("56/KH-STP"), ElementsAre(received, asked, by_hour));
    EXPECT_THAT(plans.events("57/KH-STP"), IsEmpty());
    EXPECT_EQ(entries("event"), 3U);
}

}  // namespace
}  // namespace dondoc::store
