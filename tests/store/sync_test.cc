#include "gmock/gmock.h"
#include "office.h"

namespace dondoc::store {
namespace {

using plan::State;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SyncTest : public Office {
  protected:
    /// Nothing is left to look at.
    void settle() {
        std::vector<Decided> all;
        for (const auto& each : due_at(at("2030-01-01T00:00"))) {
            Decided one;
            one.id = each.id;
            all.push_back(one);
        }
        obligations.record(all, {}, at("2024-05-01T09:00"));
        ASSERT_THAT(due(), IsEmpty());
    }
    std::vector<std::string> due() {
        std::vector<std::string> keys;
        for (const auto& each : due_at(at("2024-05-01T09:00")))
            keys.push_back(each.obligation.key.text());
        return keys;
    }
    static std::string key(const std::string& period) {
        return "56/KH-STP:12.2:" + period + ":van-phong";
    }
};

TEST_F(SyncTest, AddsWhatIsNew) {
    auto june = owed("2024-06", "2024-06-22");
    june.data = plan::DataWindow{day("2024-05-21"), day("2024-06-20")};
    june.deadline.due.hour = plan::TimeOfDay{17 * 60};
    const auto report = sync({june, owed("2024-05", "2024-05-22")});
    EXPECT_EQ(report.added, 2U);
    EXPECT_EQ(report.past, 0U);
    EXPECT_EQ(facts("2024-06").obligation, june);
    EXPECT_EQ(facts("2024-06").task->key, "12.2");
    // The nearest deadline is the most urgent.
    EXPECT_THAT(due(), ElementsAre(key("2024-05"), key("2024-06")));
    EXPECT_EQ(sync({june, owed("2024-05", "2024-05-22")}).added, 0U);
    EXPECT_EQ(entries("owe"), 1U);
}

// Ladders 5: today is 1 May; 30 April lies behind, 1 May does not.
TEST_F(SyncTest, TellsNobodyOfWhatLayBehind) {
    const std::vector all = {owed("2024-04", "2024-04-30"), owed("2024-05", "2024-05-01")};
    const auto report = sync(all);
    EXPECT_EQ(report.added, 2U);
    EXPECT_EQ(report.past, 1U);
    EXPECT_EQ(state_of("2024-04"), State::past);
    EXPECT_THAT(due(), ElementsAre(key("2024-05")));
    sync(all, true);
    EXPECT_EQ(state_of("2024-04"), State::open);
    EXPECT_THAT(due(), SizeIs(2));
    sync(all, false);
    EXPECT_EQ(state_of("2024-04"), State::open);
}

TEST_F(SyncTest, MovesADeadlineAndLooksAgain) {
    sync({owed("2024-05", "2024-05-22"), owed("2024-06", "2024-06-22")});
    settle();
    const auto report = sync({owed("2024-05", "2024-05-21"), owed("2024-06", "2024-06-22")});
    EXPECT_THAT(report.moved, ElementsAre(key("2024-05")));
    EXPECT_EQ(facts("2024-05").obligation.deadline, deadline("2024-05-21"));
    EXPECT_THAT(due(), ElementsAre(key("2024-05")));
    const auto entries = Journal(*database).list(key("2024-05"), 10);
    ASSERT_THAT(entries, SizeIs(1));
    EXPECT_THAT(entries[0].detail, ::testing::HasSubstr(R"("from":{"due":"2024-05-22")"));
}

TEST_F(SyncTest, LeavesAnExtensionAlone) {
    sync({owed("2024-05", "2024-05-22")});
    obligations.extend(id_of("2024-05"), deadline("2024-05-31"), act());
    const auto report = sync({owed("2024-05", "2024-05-21")});
    EXPECT_THAT(report.moved, IsEmpty());
    EXPECT_EQ(facts("2024-05").obligation.deadline, deadline("2024-05-31"));
}

TEST_F(SyncTest, CancelsWhatVanishedAndRevivesWhatCameBack) {
    sync({owed("2024-05", "2024-05-22"), owed("2024-06", "2024-06-22")});
    settle();
    EXPECT_THAT(sync({owed("2024-05", "2024-05-22")}).cancelled, ElementsAre(key("2024-06")));
    EXPECT_EQ(state_of("2024-06"), State::cancelled);
    EXPECT_EQ(facts("2024-06").closed_at, act().at);
    EXPECT_THAT(due(), IsEmpty());
    sync({owed("2024-05", "2024-05-22"), owed("2024-06", "2024-06-22")});
    EXPECT_EQ(state_of("2024-06"), State::open);
    EXPECT_EQ(facts("2024-06").closed_at, std::nullopt);
    EXPECT_THAT(due(), ElementsAre(key("2024-06")));
}

TEST_F(SyncTest, LeavesWhatIsClosedClosed) {
    sync({owed("2024-05", "2024-05-22"), owed("2024-06", "2024-06-22")});
    obligations.submit(id_of("2024-05"), at("2024-05-10T09:00"), act());
    obligations.waive(id_of("2024-06"), act());
    sync({});
    EXPECT_EQ(state_of("2024-05"), State::submitted);
    EXPECT_EQ(state_of("2024-06"), State::waived);
    sync({owed("2024-05", "2024-05-23"), owed("2024-06", "2024-06-22")});
    EXPECT_EQ(state_of("2024-05"), State::submitted);
    EXPECT_EQ(facts("2024-05").closed_at, at("2024-05-10T09:00"));
    EXPECT_EQ(state_of("2024-06"), State::waived);
    EXPECT_TRUE(due().empty());
}

// Ladders 9: kept like the others, but no obligations to people.
TEST_F(SyncTest, KeepsNudgesToItself) {
    auto nudge = owed("2024-06", "2024-06-03", "van-phong", "12.3");
    nudge.kind = plan::Kind::continuous;
    nudge.every.reset();
    const auto report = sync({owed("2024-05", "2024-05-22"), nudge});
    EXPECT_EQ(report.added, 1U);
    EXPECT_THAT(due(), SizeIs(2));
    EXPECT_THAT(obligations.cases({}), SizeIs(1));
    CaseFilter with_nudges;
    with_nudges.nudges = true;
    EXPECT_THAT(obligations.cases(with_nudges), SizeIs(2));
    EXPECT_FALSE(obligations.find("12.3"));
    EXPECT_THAT(sync({owed("2024-05", "2024-05-22")}).cancelled, IsEmpty());
    EXPECT_THAT(due(), SizeIs(1));
}

TEST_F(SyncTest, SaysThatThereIsNoSuchPlan) {
    EXPECT_THROW(obligations.sync("1/KH", {}, day("2024-05-01"), false, act()), StoreError);
}

}  // namespace
}  // namespace dondoc::store
