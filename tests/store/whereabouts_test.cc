#include "store/whereabouts.h"

#include "gmock/gmock.h"
#include "office.h"
#include "store/tally.h"

namespace dondoc::store {
namespace {

using scheduler::MessageState;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class WhereaboutsTest : public Office {
  protected:
    WhereaboutsTest() { sync({may}); }
    void end(const std::string& id, MessageState state, const std::string& outcome,
             plan::Instant ended) {
        const auto claims = outbox.claim("mail", now, 1, freezer()).taken;
        ASSERT_EQ(claims.size(), 1U);
        ASSERT_EQ(claims.front().id, id);
        AttemptResult result;
        result.state = state;
        result.not_before = now + minutes(15);
        result.outcome = outcome;
        ASSERT_TRUE(outbox.finish(claims.front(), result, now, ended));
    }
    const plan::Obligation may = owed("2024-05", "2024-05-22");
    const plan::Instant now = at("2024-05-16T08:00");
};

TEST_F(WhereaboutsTest, CountsWhatIsOnItsWayOrGivenUp) {
    const Whereabouts where(*database);
    EXPECT_THAT(where.queues(), IsEmpty());
    remind("01A", may, "01A");
    end("01A", MessageState::dead, "refused", now);
    remind("01B", may, "01B");
    end("01B", MessageState::accepted, "accepted", now);
    remind("01C", may, "01C");
    std::map<MessageState, std::size_t> counts;
    for (const auto& each : where.queues())
        counts[each.state] = each.count;
    const std::map<MessageState, std::size_t> expected = {{MessageState::ready, 1},
                                                          {MessageState::dead, 1}};
    EXPECT_EQ(counts, expected);
    const auto given_up = where.given_up_since(now - hours(24));
    ASSERT_THAT(given_up, SizeIs(1));
    EXPECT_EQ(given_up.front().first, "01A");
    EXPECT_THAT(where.given_up_since(now + hours(1)), IsEmpty());
    ASSERT_TRUE(outbox.drop("01A", act()));
    EXPECT_THAT(where.given_up_since(now - hours(24)), IsEmpty());
}

TEST_F(WhereaboutsTest, FindsWhatIsToBeDecidedAsLongAsItIsOfUse) {
    const Whereabouts where(*database);
    remind("01A", may, "01A");
    EXPECT_FALSE(where.undecided(now));
    outbox.leave_undecided();
    const auto found = where.undecided(now);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->count, 1U);
    EXPECT_EQ(found->first, "01A");
    EXPECT_THAT(where.waiting_since(now + hours(1000), now), IsEmpty());
    EXPECT_FALSE(where.undecided(now + std::chrono::days(6)));
}

TEST_F(WhereaboutsTest, FindsWhatWaitsAndForHowLong) {
    const Whereabouts where(*database);
    remind("01A", may, "01A");
    EXPECT_THAT(where.waiting_since(now - minutes(1), now), IsEmpty());
    const auto waiting = where.waiting_since(now, now);
    ASSERT_THAT(waiting, SizeIs(1));
    EXPECT_EQ(waiting.front().first, "01A");
    EXPECT_EQ(waiting.front().since, now);
    ASSERT_THAT(outbox.claim("mail", now, 1, freezer()).taken, SizeIs(1));
    EXPECT_THAT(where.waiting_since(now, now - minutes(1)), IsEmpty());
    EXPECT_EQ(where.waiting_since(now, now).front().state, MessageState::sending);
    outbox.hold("mail", "535", now);
    ASSERT_THAT(where.held(), SizeIs(1));
    EXPECT_EQ(where.held().front().why, "535");
}

TEST_F(WhereaboutsTest, FindsObligationsThatNobodyLooksAtAgain) {
    const Whereabouts where(*database);
    EXPECT_THAT(where.stranded(10), IsEmpty()) << "it is to be looked at now";
    EXPECT_FALSE(where.missed_before(now));
    const auto id = id_of(may.key.text());
    const auto looked_at = [&](std::optional<plan::Instant> next) {
        Decided decided;
        decided.id = id;
        decided.next = next;
        ObligationStore(*database).record({decided}, {}, now);
    };
    looked_at(now + hours(1));
    EXPECT_THAT(where.stranded(10), IsEmpty());
    EXPECT_FALSE(where.missed_before(now));
    EXPECT_EQ(where.missed_before(now + hours(2)).value().count, 1U);
    looked_at(std::nullopt);
    ASSERT_THAT(where.stranded(10), SizeIs(1));
    EXPECT_EQ(where.stranded(10).front().obligation.key, may.key);
    ObligationStore(*database).submit(id, now, act());
    EXPECT_THAT(where.stranded(10), IsEmpty());
}

TEST_F(WhereaboutsTest, TheTallyCountsEachRowOnce) {
    remind("01A", may, "01A");
    end("01A", MessageState::accepted, "accepted", now);
    Tally tally(*database);
    tally.catch_up(100);
    EXPECT_THAT(tally.reminders(), IsEmpty()) << "what was there before";
    EXPECT_THAT(tally.channels(), IsEmpty());
    remind("01B", may, "01B");
    end("01B", MessageState::ready, "unreachable", now);
    remind("01C", may, "01C");
    end("01C", MessageState::accepted, "accepted", now + std::chrono::seconds(3));
    tally.catch_up(1);
    EXPECT_EQ(tally.channels().at("mail").last_outcome, "unreachable");
    tally.catch_up(100);
    tally.catch_up(100);
    EXPECT_EQ(tally.reminders().at({"cycle", "made"}), 2U);
    const ChannelTally& mail = tally.channels().at("mail");
    EXPECT_EQ(mail.attempts.at("unreachable"), 1U);
    EXPECT_EQ(mail.attempts.at("accepted"), 1U);
    EXPECT_DOUBLE_EQ(mail.latency.sum(), 3);
    EXPECT_EQ(mail.latency.counts().at(3), 1U) << "at most 5 s";
}

}  // namespace
}  // namespace dondoc::store
