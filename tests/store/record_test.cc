#include <thread>

#include "gmock/gmock.h"
#include "office.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

using scheduler::MessageState;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RecordTest : public Office {
  protected:
    RecordTest() { sync({may, june}); }
    std::size_t ledger(const std::string& fate = "made") {
        Query query(*database, "SELECT count(*) FROM reminder WHERE fate = ?1");
        query.with(fate).next();
        return query.get<std::size_t>(0);
    }
    const plan::Obligation may = owed("2024-05", "2024-05-22");
    const plan::Obligation june = owed("2024-06", "2024-06-22");
    const plan::Instant now = at("2024-05-16T08:00");
};

TEST_F(RecordTest, PutsADigestIntoTheOutbox) {
    const auto a = reminder(may, "-7d");
    auto b = reminder(june, "-30d");
    b.turn = 2;
    b.urgent = true;
    b.recipient.fallback = true;
    const auto made =
        obligations.record({decided(may, {a}), decided(june, {b})}, {message("01A", {a, b})}, now);
    ASSERT_THAT(made, SizeIs(1));
    const auto row = outbox.find("01A").value();
    EXPECT_EQ(row.state, MessageState::ready);
    EXPECT_EQ(row.not_before, now);
    EXPECT_EQ(row.useful_until, now + std::chrono::days(5));
    ASSERT_THAT(row.message.reminders, SizeIs(2));
    const auto& kept = row.message.reminders[1];
    EXPECT_EQ(kept.obligation, june.key);
    EXPECT_EQ(kept.deadline, june.deadline.at);
    EXPECT_EQ(kept.rule, "định kỳ");
    EXPECT_EQ(kept.step, "-30d");
    EXPECT_EQ(kept.turn, 2);
    EXPECT_EQ(kept.recipient, b.recipient);
    EXPECT_EQ(kept.nominal, b.nominal);
    EXPECT_EQ(kept.fire, b.fire);
    EXPECT_TRUE(kept.urgent);
    EXPECT_THAT(due_at(now), IsEmpty());
}

// Promise 2.
TEST_F(RecordTest, MakesAReminderOnce) {
    const auto one = reminder(may, "-7d");
    EXPECT_THAT(obligations.record({decided(may, {one})}, {message("01A", {one})}, now), SizeIs(1));
    EXPECT_THAT(obligations.record({decided(may, {one})}, {message("01B", {one})}, now), IsEmpty());
    const auto other = reminder(may, "-1d");
    const auto made =
        obligations.record({decided(may, {one, other})}, {message("01C", {one, other})}, now);
    ASSERT_THAT(made, SizeIs(1));
    ASSERT_THAT(made.front().reminders, SizeIs(1));
    EXPECT_EQ(made.front().reminders.front().step, "-1d");
    EXPECT_THAT(outbox.list({}), SizeIs(2));
    EXPECT_EQ(ledger(), 2U);
}

TEST_F(RecordTest, KeepsSixPartsApart) {
    const auto one = reminder(may, "-7d");
    auto turn = one;
    turn.turn = 1;
    auto address = one;
    address.recipient.address = "gd@stp.example";
    auto channel = one;
    channel.recipient.channel = "webhook";
    const std::vector all = {one, turn, address, channel};
    obligations.record({decided(may, all)}, {message("01A", all)}, now);
    EXPECT_EQ(ledger(), 4U);
}

TEST_F(RecordTest, MakesOneOfTwoThatRace) {
    const auto one = reminder(may, "-7d");
    const auto id = decided(may, {one});
    std::vector<std::size_t> made(4);
    std::vector<std::thread> schedulers;
    for (std::size_t i = 0; i < made.size(); ++i) {
        schedulers.emplace_back([&, i] {
            const auto own = opened(folder.file("dondoc.db"));
            ObligationStore store(*own);
            for (int turn = 0; turn < 20; ++turn) {
                auto each = one;
                each.turn = turn;
                Decided again = id;
                again.decision.made = {each};
                const auto name = std::to_string(i) + "-" + std::to_string(turn);
                made[i] += store.record({again}, {message(name, {each})}, now).size();
            }
        });
    }
    for (auto& each : schedulers)
        each.join();
    EXPECT_EQ(made[0] + made[1] + made[2] + made[3], 20U);
    EXPECT_EQ(ledger(), 20U);
    EXPECT_THAT(outbox.list({}), SizeIs(20));
}

TEST_F(RecordTest, WritesTheLedgerOfWhatDoesNotGoOut) {
    auto nobody = reminder(may, "+3d", "lead.head");
    nobody.recipient.channel.clear();
    nobody.recipient.selector = "lead.head";
    auto each = decided(may, {});
    each.decision.superseded = {reminder(may, "-7d")};
    each.decision.unreached = {nobody};
    obligations.record({each}, {}, now);
    obligations.record({each}, {}, now);
    EXPECT_EQ(ledger("superseded"), 1U);
    EXPECT_EQ(ledger("unreached"), 1U);
    EXPECT_EQ(entries("unreached"), 1U);
    EXPECT_THAT(facts("2024-05").recorded, SizeIs(2));
}

TEST_F(RecordTest, DropsWhatWasDecidedOnOldFacts) {
    const auto a = reminder(may, "-7d");
    const auto b = reminder(june, "-30d");
    const auto all = {decided(may, {a}), decided(june, {b})};
    obligations.submit(id_of("2024-05"), now, act());
    const auto made = obligations.record(all, {message("01A", {a, b})}, now);
    ASSERT_THAT(made, SizeIs(1));
    EXPECT_EQ(made.front().reminders.front().obligation, june.key);
    EXPECT_EQ(ledger(), 1U);
}

TEST_F(RecordTest, LooksAgainAtWhatMovedMeanwhile) {
    obligations.extend(id_of("2024-05"), deadline("2024-05-31"), act());
    const auto one = reminder(may, "-7d");
    EXPECT_THAT(obligations.record({decided(may, {one})}, {message("01A", {one})}, now), IsEmpty());
    Decided silent;  // nothing to say yet, but it thinks of the old deadline
    silent.id = id_of("2024-05");
    silent.deadline = may.deadline.at;
    obligations.record({silent}, {}, now);
    EXPECT_THAT(due_at(now), SizeIs(2));
    silent.deadline = deadline("2024-05-31").at;
    obligations.record({silent}, {}, now);
    EXPECT_THAT(due_at(now), SizeIs(1));
}

TEST_F(RecordTest, MakesNothingForAPlanThatWasRetired) {
    const auto one = reminder(may, "-7d");
    const auto each = decided(may, {one});
    plans.set_state("56/KH-STP", PlanState::retired, act());
    EXPECT_THAT(obligations.record({each}, {message("01A", {one})}, now), IsEmpty());
}

TEST_F(RecordTest, HoldsWhatIsForAHeldChannel) {
    outbox.hold("mail", "535 sai mật khẩu", now);
    remind("01A", may);
    EXPECT_EQ(outbox.find("01A")->state, MessageState::held);
}

}  // namespace
}  // namespace dondoc::store
