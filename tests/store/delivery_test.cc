#include "gmock/gmock.h"
#include "office.h"

namespace dondoc::store {
namespace {

using scheduler::Fate;
using scheduler::MessageState;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DeliveryTest : public Office {
  protected:
    DeliveryTest() { sync({may, june}); }
    std::vector<Claim> claim(plan::Instant when) {
        return outbox.claim("mail", when, 10, freezer(&frozen)).taken;
    }
    bool finish(const Claim& of, MessageState state, plan::Instant not_before = {}) {
        AttemptResult result;
        result.state = state;
        result.not_before = not_before;
        result.outcome = "refused_for_now";
        result.detail = "451 bận";
        return outbox.finish(of, result, now, now + minutes(1));
    }
    MessageState state(const std::string& id) { return outbox.find(id).value().state; }
    void digest(const std::string& id) {
        const auto a = reminder(may, "-7d");
        const auto b = reminder(june, "-30d");
        obligations.record({decided(may, {a}), decided(june, {b})}, {message(id, {a, b})}, now);
    }

    const plan::Obligation may = owed("2024-05", "2024-05-22");
    const plan::Obligation june = owed("2024-06", "2024-06-22");
    const plan::Instant now = at("2024-05-16T08:00");
    std::vector<std::string> frozen;
};

TEST_F(DeliveryTest, ClaimsWhatIsDueOnItsChannel) {
    remind("01A", may, "-7d");
    remind("01B", june, "-3d");
    EXPECT_THAT(outbox.claim("webhook", now, 10, freezer()).taken, IsEmpty());
    EXPECT_THAT(claim(now - minutes(1)), IsEmpty());
    const auto first = outbox.claim("mail", now, 1, freezer()).taken;
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0].id, "01A");
    EXPECT_EQ(first[0].channel, "mail");
    EXPECT_EQ(first[0].address, "vp@stp.example");
    EXPECT_EQ(first[0].attempt, 1);
    EXPECT_EQ(first[0].created, now);
    EXPECT_EQ(first[0].useful_until, now + std::chrono::days(5));
    EXPECT_EQ(first[0].frozen.bytes, "01A|2024-05-7d");
    EXPECT_EQ(state("01A"), MessageState::sending);
    EXPECT_EQ(outbox.find("01A")->subject, "subject 01A");
    EXPECT_EQ(outbox.frozen("01A")->bytes, "01A|2024-05-7d");
    EXPECT_EQ(outbox.frozen("01B"), std::nullopt);
    EXPECT_THAT(claim(now), SizeIs(1));
    EXPECT_THAT(claim(now), IsEmpty());
}

struct Ending {
    const char* name;
    MessageState state;
    bool counts;
    int attempts;  ///< afterwards
    bool again;    ///< it is claimed again when its time comes
    bool journalled;
};

class Ends : public DeliveryTest, public ::testing::WithParamInterface<Ending> {};

TEST_P(Ends, AndIsRecorded) {
    const auto& row = GetParam();
    remind("01A", may);
    const auto claims = claim(now);
    AttemptResult result;
    result.state = row.state;
    result.not_before = now + minutes(15);
    result.counts = row.counts;
    result.outcome = "outcome";
    result.detail = "250 ok\xff";
    ASSERT_TRUE(outbox.finish(claims[0], result, now, now + minutes(1)));
    EXPECT_FALSE(outbox.finish(claims[0], result, now, now)) << "it was finished before";
    const auto kept = outbox.find("01A").value();
    EXPECT_EQ(kept.state, row.state);
    EXPECT_EQ(kept.attempts, row.attempts);
    EXPECT_EQ(kept.last_detail, "250 ok\xff");
    const auto attempts = outbox.attempts("01A");
    ASSERT_THAT(attempts, SizeIs(1));
    EXPECT_EQ(attempts[0].attempt, 1);
    EXPECT_EQ(attempts[0].started, now);
    EXPECT_EQ(attempts[0].ended, now + minutes(1));
    EXPECT_EQ(attempts[0].outcome, "outcome");
    EXPECT_EQ(entries(std::string(name_of(row.state))), row.journalled ? 1U : 0U);
    EXPECT_THAT(claim(now + minutes(14)), IsEmpty());
    EXPECT_THAT(claim(now + minutes(15)), SizeIs(row.again ? 1 : 0));
}

const Ending kEndings[] = {
    {"accepted", MessageState::accepted, true, 1, false, true},
    {"ready", MessageState::ready, true, 1, true, false},
    {"not_counted", MessageState::ready, false, 0, true, false},
    {"uncertain", MessageState::uncertain, true, 1, true, false},
    {"dead", MessageState::dead, true, 1, false, true},
    {"expired", MessageState::expired, true, 1, false, true},
    {"held", MessageState::held, true, 1, false, false},
};

INSTANTIATE_TEST_SUITE_P(Delivery, Ends, ::testing::ValuesIn(kEndings), RowName{});

TEST_F(DeliveryTest, JournalsWhoWasToldOfWhat) {
    digest("01A");
    obligations.submit(id_of("2024-06"), now, act());
    finish(claim(now)[0], MessageState::accepted);
    const auto entry = Journal(*database).list("01A", 1).front();
    EXPECT_EQ(entry.what, "accepted");
    EXPECT_EQ(entry.at, now + minutes(1));
    EXPECT_THAT(entry.detail, HasSubstr("vp@stp.example"));
    EXPECT_THAT(entry.detail, HasSubstr(R"(["56/KH-STP:12.2:2024-05:van-phong"])"));
}

// Promise 10: what changed between making and sending counts.
TEST_F(DeliveryTest, LeavesOutWhatWasSubmittedMeanwhile) {
    digest("01A");
    obligations.submit(id_of("2024-05"), now, act());
    claim(now);
    EXPECT_THAT(frozen, ElementsAre("01A|2024-06-30d"));
    EXPECT_EQ(facts("2024-05").recorded.front().fate, Fate::withdrawn);
    EXPECT_EQ(facts("2024-06").recorded.front().fate, Fate::made);
}

TEST_F(DeliveryTest, RendersAnewAfterADefiniteFailure) {
    digest("01A");
    finish(claim(now)[0], MessageState::ready, now + minutes(5));
    obligations.submit(id_of("2024-05"), now, act());
    const auto again = claim(now + minutes(5));
    EXPECT_EQ(again[0].id, "01A");
    EXPECT_EQ(again[0].attempt, 2);
    EXPECT_THAT(frozen, ElementsAre("01A|2024-05-7d|2024-06-30d", "01A|2024-06-30d"));
}

struct Obsolete {
    const char* name;
    std::function<void(Office&, ObligationStore&, PlanStore&, std::int64_t)> happens;
};

class Withdraws : public DeliveryTest, public ::testing::WithParamInterface<Obsolete> {};

TEST_P(Withdraws, WhatIsObsolete) {
    remind("01A", may);
    remind("01B", june, "-30d");
    GetParam().happens(*this, obligations, plans, id_of("2024-05"));
    // The withdrawn one does not take the place of the other.
    const auto claims = outbox.claim("mail", now, 1, freezer()).taken;
    EXPECT_EQ(state("01A"), MessageState::withdrawn);
    for (const auto& each : claims)
        EXPECT_EQ(each.id, "01B");
    EXPECT_THAT(outbox.attempts("01A"), IsEmpty());
}

const Obsolete kObsolete[] = {
    {"submitted", [](Office&, ObligationStore& store, PlanStore&,
                     std::int64_t id) { store.submit(id, at("2024-05-16T07:59"), act()); }},
    {"waived",
     [](Office&, ObligationStore& store, PlanStore&, std::int64_t id) { store.waive(id, act()); }},
    {"extended", [](Office&, ObligationStore& store, PlanStore&,
                    std::int64_t id) { store.extend(id, deadline("2024-05-31"), act()); }},
    {"cancelled",
     [](Office&, ObligationStore& store, PlanStore&, std::int64_t) {
         store.sync("56/KH-STP", {owed("2024-06", "2024-06-22")}, day("2024-05-01"), false, act());
     }},
    {"plan_retired", [](Office&, ObligationStore&, PlanStore& plans,
                        std::int64_t) { plans.set_state("56/KH-STP", PlanState::retired, act()); }},
};

INSTANTIATE_TEST_SUITE_P(Delivery, Withdraws, ::testing::ValuesIn(kObsolete), RowName{});

TEST_F(DeliveryTest, WithdrawsWhatIsNotFrozen) {
    remind("01A", may);
    const Freeze nothing = [](const auto& messages) {
        return std::vector<std::optional<Frozen>>(messages.size());
    };
    EXPECT_THAT(outbox.claim("mail", now, 10, nothing).taken, IsEmpty());
    EXPECT_EQ(state("01A"), MessageState::withdrawn);
    EXPECT_EQ(facts("2024-05").recorded.front().fate, Fate::withdrawn);
}

TEST_F(DeliveryTest, ClaimsNothingWhenFreezingFails) {
    remind("01A", may);
    const Freeze fails = [](const auto&) -> std::vector<std::optional<Frozen>> {
        throw std::runtime_error("template");
    };
    EXPECT_THROW(outbox.claim("mail", now, 10, fails), std::runtime_error);
    EXPECT_EQ(state("01A"), MessageState::ready);
    EXPECT_EQ(outbox.find("01A")->attempts, 0);
}

// Promise 7: the same bytes, whatever happened to a part of them.
TEST_F(DeliveryTest, KeepsTheBytesAfterAnUncertainAttempt) {
    digest("01A");
    finish(claim(now)[0], MessageState::uncertain, now + minutes(15));
    obligations.submit(id_of("2024-05"), now, act());
    const auto second = claim(now + minutes(15));
    ASSERT_THAT(second, SizeIs(1));
    EXPECT_EQ(second[0].uncertain, 1);
    EXPECT_EQ(second[0].attempt, 2);
    EXPECT_EQ(second[0].frozen.bytes, "01A|2024-05-7d|2024-06-30d");
    // Not after a definite failure that follows it either.
    finish(second[0], MessageState::ready, now + hours(1));
    EXPECT_EQ(claim(now + hours(1))[0].frozen.bytes, "01A|2024-05-7d|2024-06-30d");
    EXPECT_THAT(frozen, SizeIs(1));
}

TEST_F(DeliveryTest, WithdrawsAfterAnUncertainAttemptWhenNothingIsLeft) {
    remind("01A", may);
    finish(claim(now)[0], MessageState::uncertain, now + minutes(15));
    obligations.submit(id_of("2024-05"), now, act());
    EXPECT_THAT(claim(now + minutes(15)), IsEmpty());
    EXPECT_EQ(state("01A"), MessageState::withdrawn);
}

TEST_F(DeliveryTest, LeavesNoTraceOfWhatWasTakenBack) {
    remind("01A", may);
    AttemptResult result;
    result.state = MessageState::ready;
    result.not_before = now;
    result.counts = false;
    result.begun = false;
    ASSERT_TRUE(outbox.finish(claim(now)[0], result, now, now));
    EXPECT_EQ(state("01A"), MessageState::ready);
    EXPECT_THAT(outbox.attempts("01A"), IsEmpty());
    EXPECT_EQ(claim(now)[0].attempt, 1);
}

// Promise 11.
TEST_F(DeliveryTest, CallsAnEndpointThatIsGoneNoMore) {
    remind("01A", may);
    AttemptResult gone;
    gone.state = MessageState::dead;
    gone.detail = "HTTP 410";
    gone.endpoint_gone = true;
    ASSERT_TRUE(outbox.finish(claim(now)[0], gone, now, now));
    EXPECT_EQ(entries("endpoint-gone"), 1U);
    ASSERT_THAT(outbox.gone_endpoints(), SizeIs(1));
    remind("01B", june);
    const auto claims = outbox.claim("mail", now, 10, freezer());
    EXPECT_THAT(claims.taken, IsEmpty());
    ASSERT_THAT(claims.dead, SizeIs(1));
    EXPECT_EQ(claims.dead[0].id, "01B");
    EXPECT_EQ(claims.dead[0].why, "HTTP 410");
    EXPECT_EQ(state("01B"), MessageState::dead);
    EXPECT_EQ(entries("dead"), 2U);
    // Whoever asks for another try knows that it is there again.
    ASSERT_TRUE(outbox.retry("01B", act()));
    EXPECT_THAT(outbox.gone_endpoints(), IsEmpty());
    EXPECT_THAT(outbox.claim("mail", at("2030-01-01T00:00"), 10, freezer()).taken, SizeIs(1));
}

// Ladders 5: the earlier message still waits when the later one is made.
TEST_F(DeliveryTest, LeavesOutWhatALaterWordHasOvertaken) {
    remind("01A", may, "-7d");
    remind("01B", may, "-3d");
    const auto claims = claim(now);
    ASSERT_THAT(claims, SizeIs(1));
    EXPECT_EQ(claims[0].id, "01B");
    EXPECT_EQ(state("01A"), MessageState::withdrawn);
}

TEST_F(DeliveryTest, WritesAGroupTogetherOrNotAtAll) {
    remind("01A", may);
    const auto claims = claim(now);
    EXPECT_THROW(outbox.together([&] {
        outbox.finish(claims[0], {}, now, now);
        throw std::runtime_error("in between");
    }),
                 std::runtime_error);
    EXPECT_EQ(state("01A"), MessageState::sending);
    EXPECT_THAT(outbox.attempts("01A"), IsEmpty());
}

TEST_F(DeliveryTest, WaitsUnderAHoldThatCameDuringTheAttempt) {
    remind("01A", may);
    const auto claims = claim(now);
    outbox.hold("mail", "535", now);
    ASSERT_TRUE(finish(claims[0], MessageState::ready, now + minutes(5)));
    EXPECT_EQ(state("01A"), MessageState::held);
    outbox.release("mail", now);
    EXPECT_EQ(state("01A"), MessageState::ready);
    EXPECT_EQ(outbox.next({"mail"}), now + minutes(5));
}

// Promise 1: what a dead daemon was sending may have arrived.
TEST_F(DeliveryTest, RecoversWhatADeadDaemonWasSending) {
    remind("01A", may);
    claim(now);
    EXPECT_EQ(outbox.recover(now, now + minutes(15)), 0U) << "its own attempts are alive";
    Outbox next(*database, 2);
    EXPECT_EQ(next.recover(now + minutes(1), now + minutes(16)), 1U);
    EXPECT_EQ(state("01A"), MessageState::uncertain);
    EXPECT_THAT(next.claim("mail", now + minutes(15), 10, freezer(&frozen)).taken, IsEmpty());
    const auto again = next.claim("mail", now + minutes(16), 10, freezer(&frozen)).taken;
    ASSERT_THAT(again, SizeIs(1));
    EXPECT_EQ(again[0].uncertain, 1);
    EXPECT_EQ(again[0].frozen.bytes, "01A|2024-05-7d");
    EXPECT_THAT(frozen, SizeIs(1));
    ASSERT_THAT(outbox.attempts("01A"), SizeIs(1));
    EXPECT_EQ(outbox.attempts("01A")[0].outcome, "uncertain");
    EXPECT_EQ(outbox.attempts("01A")[0].started, now);
}

// Promise 18: a daemon that was stopped and woke up writes nothing.
TEST_F(DeliveryTest, LetsNoStaleDaemonWrite) {
    remind("01A", may);
    remind("01B", june, "-3d");
    const auto epoch = DaemonLock::take(*database).value().epoch();
    Outbox stale(*database, epoch);
    const auto claims = stale.claim("mail", now, 1, freezer()).taken;
    ASSERT_THAT(claims, SizeIs(1));
    const auto next = DaemonLock::take(*database).value().epoch();
    AttemptResult result;
    const auto refused = [](auto write) {
        try {
            write();
        } catch (const StoreError& error) {
            return error.cause() == StoreError::Cause::taken_over;
        }
        return false;
    };
    EXPECT_TRUE(refused([&] { stale.finish(claims[0], result, now, now); }));
    EXPECT_TRUE(refused([&] { stale.claim("mail", now, 10, freezer()); }));
    EXPECT_TRUE(refused([&] { stale.recover(now, now); }));
    EXPECT_TRUE(refused([&] { stale.hold("mail", "535", now); }));
    EXPECT_TRUE(refused([&] { stale.alert(message("01Z", {}), "channel:mail"); }));
    EXPECT_TRUE(refused([&] { stale.together([] {}); }));
    EXPECT_EQ(state("01A"), MessageState::sending);
    EXPECT_EQ(state("01B"), MessageState::ready);
    EXPECT_THAT(outbox.attempts("01A"), IsEmpty());
    Outbox fresh(*database, next);
    EXPECT_EQ(fresh.recover(now, now), 1U);
    EXPECT_THAT(fresh.claim("mail", now, 10, freezer()).taken, SizeIs(2));
    EXPECT_TRUE(refused([&] { stale.finish(claims[0], result, now, now); }));
}

}  // namespace
}  // namespace dondoc::store
