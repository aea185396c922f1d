#include "store/outbox.h"

#include "gmock/gmock.h"
#include "office.h"

namespace dondoc::store {
namespace {

using scheduler::MessageState;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OutboxTest : public Office {
  protected:
    OutboxTest() { sync({may, june}); }
    MessageState state(const std::string& id) { return outbox.find(id).value().state; }
    /// A message in the state, by the way that leads there.
    void put(const std::string& id, MessageState wanted) {
        remind(id, may, id);
        if (wanted == MessageState::ready) return;
        if (wanted == MessageState::held) return outbox.hold("mail", "535", now);
        if (wanted == MessageState::withdrawn) {
            ASSERT_TRUE(outbox.drop(id, act()));
            return;
        }
        const auto claims = outbox.claim("mail", now, 1, freezer()).taken;
        ASSERT_EQ(claims.size(), 1U);
        if (wanted == MessageState::sending) return;
        AttemptResult result;
        result.state = wanted;
        result.not_before = now + std::chrono::minutes(15);
        ASSERT_TRUE(outbox.finish(claims.front(), result, now, now));
    }
    const plan::Obligation may = owed("2024-05", "2024-05-22");
    const plan::Obligation june = owed("2024-06", "2024-06-22");
    const plan::Instant now = at("2024-05-16T08:00");
};

TEST_F(OutboxTest, ListsTheNewestFirst) {
    for (const char* id : {"01A", "01B", "01C"})
        remind(id, may, id);
    ASSERT_TRUE(outbox.drop("01B", act()));
    std::vector<std::string> ids;
    for (const auto& row : outbox.list({}))
        ids.push_back(row.message.id);
    EXPECT_THAT(ids, ElementsAre("01C", "01B", "01A"));
    OutboxFilter filter;
    filter.states = {MessageState::withdrawn, MessageState::dead};
    EXPECT_THAT(outbox.list(filter), SizeIs(1));
    filter.states.clear();
    filter.limit = 2;
    EXPECT_THAT(outbox.list(filter), SizeIs(2));
}

TEST_F(OutboxTest, FindsByIdOrPrefix) {
    for (const char* id : {"01AB", "01ABC", "01B"})
        remind(id, may, id);
    EXPECT_EQ(outbox.find("01b")->message.id, "01B");
    EXPECT_EQ(outbox.find("01AB")->message.id, "01AB");
    EXPECT_EQ(outbox.find("01abc")->message.id, "01ABC");
    EXPECT_THAT(outbox.find("01A").error().words.en, HasSubstr("several"));
    EXPECT_THAT(outbox.find("02").error().words.en, HasSubstr("no message"));
    EXPECT_FALSE(outbox.find(""));
}

struct Row {
    const char* name;
    MessageState from;
    bool retried;
    bool dropped;
};

class ByHand : public OutboxTest, public ::testing::WithParamInterface<Row> {};

TEST_P(ByHand, SendsAgain) {
    put("01A", GetParam().from);
    const auto later = act("2024-05-20T09:00");
    EXPECT_EQ(outbox.retry("01A", later).has_value(), GetParam().retried);
    EXPECT_EQ(entries("outbox-retry"), GetParam().retried ? 1U : 0U);
    if (!GetParam().retried) {
        EXPECT_EQ(state("01A"), GetParam().from);
        return;
    }
    const auto row = outbox.find("01A").value();
    EXPECT_EQ(row.state, MessageState::ready);
    EXPECT_EQ(row.attempts, 0);
    EXPECT_EQ(row.tries, static_cast<int>(outbox.attempts("01A").size()));
    EXPECT_EQ(row.not_before, later.at);
    EXPECT_GT(row.useful_until, later.at + std::chrono::days(4));
}

TEST_P(ByHand, Drops) {
    put("01A", GetParam().from);
    EXPECT_EQ(outbox.drop("01A", act()).has_value(), GetParam().dropped);
    if (!GetParam().dropped) {
        EXPECT_EQ(state("01A"), GetParam().from);
        return;
    }
    EXPECT_EQ(state("01A"), MessageState::withdrawn);
    EXPECT_EQ(facts("2024-05").recorded.front().fate, scheduler::Fate::withdrawn);
    EXPECT_THAT(outbox.retry("01A", act()).error().words.en, HasSubstr("was dropped"));
}

const Row kByHand[] = {
    {"held", MessageState::held, false, true},
    {"ready", MessageState::ready, true, true},
    {"sending", MessageState::sending, false, false},
    {"accepted", MessageState::accepted, false, false},
    {"uncertain", MessageState::uncertain, true, true},
    {"dead", MessageState::dead, true, true},
    {"withdrawn", MessageState::withdrawn, false, false},
    {"expired", MessageState::expired, true, true},
};

INSTANTIATE_TEST_SUITE_P(Outbox, ByHand, ::testing::ValuesIn(kByHand), RowName{});

TEST_F(OutboxTest, HoldsAChannelUntilItIsReleased) {
    put("01A", MessageState::uncertain);
    remind("01B", june, "01B");
    outbox.hold("mail", "535 sai mật khẩu", now);
    outbox.hold("mail", "535 sai mật khẩu", now);
    EXPECT_EQ(entries("hold"), 1U);
    const auto later = now + std::chrono::hours(1);
    EXPECT_THAT(outbox.claim("mail", later, 10, freezer()).taken, IsEmpty());
    EXPECT_EQ(outbox.next({"mail"}), std::nullopt);
    outbox.release("mail", later);
    EXPECT_EQ(state("01A"), MessageState::uncertain);
    EXPECT_EQ(state("01B"), MessageState::ready);
    EXPECT_EQ(entries("release"), 1U);
    EXPECT_THAT(outbox.claim("mail", later, 10, freezer()).taken, SizeIs(2));
}

TEST_F(OutboxTest, KnowsWhenItsNextMessageIsDue) {
    EXPECT_EQ(outbox.next({"mail"}), std::nullopt);
    put("01A", MessageState::uncertain);
    EXPECT_EQ(outbox.next({"mail"}), now + std::chrono::minutes(15));
    remind("01B", may, "01B");
    EXPECT_EQ(outbox.next({"webhook", "mail"}), now);
    EXPECT_EQ(outbox.next({"webhook"}), std::nullopt);
}

class Alerts : public OutboxTest {
  protected:
    scheduler::Message alert(const std::string& id, const std::string& created,
                             const std::string& text = "kênh mail gặp sự cố") {
        auto made = message(id, {}, created);
        made.kind = scheduler::Message::Kind::alert;
        made.alert = text;
        return made;
    }
    void send_all(plan::Instant when) {
        for (const auto& claim : outbox.claim("mail", when, 10, freezer()).taken)
            ASSERT_TRUE(outbox.finish(claim, {}, when, when));
    }
};

// However often messages fail of one cause.
TEST_F(Alerts, OnceADay) {
    EXPECT_TRUE(outbox.alert(alert("01A", "2024-05-16T08:00"), "channel:mail"));
    send_all(now);
    EXPECT_FALSE(outbox.alert(alert("01B", "2024-05-16T20:00"), "channel:mail"));
    EXPECT_TRUE(outbox.alert(alert("01C", "2024-05-17T08:00"), "channel:mail"));
    const auto rows = outbox.list({});
    ASSERT_THAT(rows, SizeIs(2));
    EXPECT_EQ(rows[0].message.kind, scheduler::Message::Kind::alert);
    EXPECT_EQ(rows[0].message.alert, "kênh mail gặp sự cố");
    EXPECT_EQ(rows[0].not_before, at("2024-05-17T08:00"));
}

TEST_F(Alerts, JoinTheOneThatWaits) {
    EXPECT_TRUE(outbox.alert(alert("01A", "2024-05-16T08:00", "một"), "message:1"));
    EXPECT_TRUE(outbox.alert(alert("01B", "2024-05-16T08:00", "hai"), "message:2"));
    EXPECT_FALSE(outbox.alert(alert("01C", "2024-05-16T08:00", "hai"), "message:2"));
    ASSERT_THAT(outbox.list({}), SizeIs(1));
    EXPECT_EQ(outbox.find("01A")->message.alert, "một\nhai");
    EXPECT_EQ(entries("alert"), 2U);
}

TEST_F(Alerts, AreFiveInTenMinutesAtMost) {
    for (int i = 0; i < 5; ++i) {
        const auto id = "01A" + std::to_string(i);
        EXPECT_TRUE(outbox.alert(alert(id, "2024-05-16T08:00"), "message:" + id));
        EXPECT_EQ(outbox.find(id)->not_before, now);
        send_all(now);
    }
    EXPECT_TRUE(outbox.alert(alert("01B", "2024-05-16T08:01"), "message:6"));
    EXPECT_EQ(outbox.find("01B")->not_before, at("2024-05-16T08:10"));
    EXPECT_TRUE(outbox.alert(alert("01C", "2024-05-16T08:02"), "message:7"));
    EXPECT_THAT(outbox.list({}), SizeIs(6));
}

TEST_F(Alerts, DoNotGrowWithoutEnd) {
    for (int i = 0; i < 200; ++i) {
        outbox.alert(alert("01A" + std::to_string(i), "2024-05-16T08:00", std::string(200, 'x')),
                     "message:" + std::to_string(i));
    }
    ASSERT_THAT(outbox.list({}), SizeIs(1));
    EXPECT_LT(outbox.list({}).front().message.alert.size(), 9000U);
}

}  // namespace
}  // namespace dondoc::store
