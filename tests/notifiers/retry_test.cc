#include "notifiers/retry.h"

#include <gtest/gtest.h>

namespace dondoc::notifiers {
namespace {

using namespace std::chrono_literals;
using scheduler::MessageState;
using std::chrono::seconds;

const plan::Instant kNow{std::chrono::sys_days(std::chrono::year(2024) / 6 / 14)};

NextMove move_of(Outcome outcome, DeliveryFacts facts,
                 std::optional<seconds> retry_after = std::nullopt) {
    facts.now = kNow;
    if (facts.useful_until == plan::Instant{}) facts.useful_until = kNow + 120h;
    Attempt attempt;
    attempt.outcome = outcome;
    attempt.retry_after = retry_after;
    return next_move(attempt, facts);
}

struct WaitRow {
    std::string name;
    Transport transport;
    Outcome outcome;
    int attempts;
    double jitter;
    std::chrono::milliseconds expected;
};
void PrintTo(const WaitRow& row, std::ostream* out) {
    *out << row.name;
}

class Waits : public ::testing::TestWithParam<WaitRow> {};

TEST_P(Waits, are_those_of_the_schedule) {
    const auto& row = GetParam();
    const auto move = move_of(row.outcome, {.transport = row.transport,
                                            .attempts = row.attempts,
                                            .uncertain = 1,
                                            .jitter = row.jitter});
    EXPECT_EQ(move.not_before - kNow, row.expected) << row.name;
    EXPECT_TRUE(move.counts) << row.name;
    EXPECT_FALSE(move.alert) << row.name;
    EXPECT_FALSE(move.hold_channel) << row.name;
    const bool uncertain = row.outcome == Outcome::uncertain;
    EXPECT_EQ(move.state, uncertain ? MessageState::uncertain : MessageState::ready) << row.name;
}

constexpr auto kMail = Transport::email;
constexpr auto kWebhook = Transport::webhook;
constexpr auto kLater = Outcome::refused_for_now;

const WaitRow kWaitRows[] = {
    {"mail 1", kMail, kLater, 1, 0, 5min},
    {"mail 2", kMail, kLater, 2, 0, 10min},
    {"mail 3", kMail, kLater, 3, 0, 20min},
    {"mail 4", kMail, kLater, 4, 0, 40min},
    {"mail 5", kMail, kLater, 5, 0, 66min},
    {"mail 6", kMail, kLater, 6, 0, 66min},
    {"mail 99", kMail, kLater, 99, 0, 66min},
    {"a count that cannot be", kMail, kLater, 0, 0, 5min},
    {"earliest", kMail, kLater, 1, -1, 4min},
    {"latest", kMail, kLater, 1, 1, 6min},
    {"half", kMail, kLater, 2, 0.5, 11min},
    {"jitter past its bounds", kMail, kLater, 1, 7, 6min},
    {"connect 1", kMail, Outcome::unreachable, 1, 0, 30s},
    {"connect 1, earliest", kMail, Outcome::unreachable, 1, -1, 24s},
    {"connect 2", kMail, Outcome::unreachable, 2, 0, 2min},
    {"connect 3", kMail, Outcome::unreachable, 3, 0, 5min},
    {"connect 7", kMail, Outcome::unreachable, 7, 0, 66min},
    {"connect 8", kMail, Outcome::unreachable, 8, 0, 66min},
    {"maildir, disk full", Transport::maildir, Outcome::unreachable, 1, 0, 30s},
    {"webhook 1", kWebhook, kLater, 1, 0, 5s},
    {"webhook 2", kWebhook, kLater, 2, 0, 5min},
    {"webhook 3", kWebhook, kLater, 3, 0, 30min},
    {"webhook 4", kWebhook, kLater, 4, 0, 2h},
    {"webhook 5", kWebhook, kLater, 5, 0, 5h},
    {"webhook 6", kWebhook, kLater, 6, 0, 10h},
    {"webhook 7", kWebhook, kLater, 7, 0, 14h},
    {"webhook 8", kWebhook, kLater, 8, 0, 20h},
    {"webhook 9", kWebhook, kLater, 9, 0, 24h},
    {"webhook 10", kWebhook, kLater, 10, 1, 28h + 48min},
    {"webhook, no connection", kWebhook, Outcome::unreachable, 2, 0, 5min},
    {"uncertain", kMail, Outcome::uncertain, 1, 0, 15min},
    {"uncertain, whichever attempt", kMail, Outcome::uncertain, 6, 0, 15min},
    {"uncertain, latest", kMail, Outcome::uncertain, 1, 1, 18min},
};
INSTANTIATE_TEST_SUITE_P(rows, Waits, ::testing::ValuesIn(kWaitRows));

struct EndRow {
    std::string name;
    Outcome outcome;
    MessageState state;
    bool counts;
    bool hold;
    bool alert;
};
void PrintTo(const EndRow& row, std::ostream* out) {
    *out << row.name;
}

class Ends : public ::testing::TestWithParam<EndRow> {};

TEST_P(Ends, say_what_becomes_of_message_and_channel) {
    const auto& row = GetParam();
    const auto move = move_of(row.outcome, {.uncertain = 3});
    EXPECT_EQ(name_of(move.state), name_of(row.state)) << row.name;
    EXPECT_EQ(move.not_before, kNow) << row.name;
    EXPECT_EQ(move.counts, row.counts) << row.name;
    EXPECT_EQ(move.hold_channel, row.hold) << row.name;
    EXPECT_EQ(move.alert, row.alert) << row.name;
}

const EndRow kEndRows[] = {
    {"taken", Outcome::accepted, MessageState::accepted, true, false, false},
    {"refused", Outcome::refused, MessageState::dead, true, false, true},
    {"the channel's fault", Outcome::channel_trouble, MessageState::held, false, true, true},
    {"a third copy without an answer", Outcome::uncertain, MessageState::dead, true, false, true},
    {"a stale connection", Outcome::stale_connection, MessageState::ready, false, false, false},
    {"stopped", Outcome::stopped, MessageState::ready, false, false, false},
    {"recalled", Outcome::recalled, MessageState::ready, false, false, false},
};
INSTANTIATE_TEST_SUITE_P(rows, Ends, ::testing::ValuesIn(kEndRows));

TEST(Recalled, is_no_attempt) {
    EXPECT_FALSE(move_of(Outcome::recalled, {}).begun);
    EXPECT_TRUE(move_of(Outcome::stopped, {}).begun);
}

TEST(Gone, is_said_by_a_webhook_with_410) {
    DeliveryFacts webhook;
    webhook.transport = kWebhook;
    Attempt gone{Outcome::refused, 410, {}, {}};
    EXPECT_TRUE(next_move(gone, webhook).endpoint_gone);
    gone.code = 404;
    EXPECT_FALSE(next_move(gone, webhook).endpoint_gone);
    EXPECT_FALSE(next_move({Outcome::refused, 410, {}, {}}, {}).endpoint_gone);
}

TEST(Paused, is_a_channel_whose_server_is_not_there_for_anybody) {
    Attempt attempt{Outcome::unreachable, 0, {}, {}, true};
    EXPECT_TRUE(next_move(attempt, {.useful_until = kNow + 24h, .now = kNow}).pause_channel);
    attempt.of_channel = false;
    EXPECT_FALSE(next_move(attempt, {.useful_until = kNow + 24h, .now = kNow}).pause_channel);
}

TEST(Paused, waits_longer_each_time) {
    EXPECT_EQ(pause_after(1, 0), 30s);
    EXPECT_EQ(pause_after(2, 0), 2min);
    EXPECT_EQ(pause_after(7, 0), 66min);
    EXPECT_EQ(pause_after(99, 0), 66min);
    EXPECT_EQ(hold_after(1), 5min);
    EXPECT_EQ(hold_after(99), 60min);
}

TEST(Uncertain, three_copies_at_most) {
    for (const int copies : {1, 2}) {
        EXPECT_EQ(move_of(Outcome::uncertain, {.uncertain = copies}).state,
                  MessageState::uncertain);
    }
    EXPECT_EQ(move_of(Outcome::uncertain, {.uncertain = 3}).state, MessageState::dead);
    EXPECT_EQ(move_of(Outcome::uncertain, {.uncertain = 4}).state, MessageState::dead);
}

TEST(Expired, when_the_next_try_comes_too_late) {
    struct Row {
        std::string name;
        Outcome outcome;
        std::chrono::milliseconds useful;
        MessageState expected;
    };
    const Row rows[] = {
        {"just in time", kLater, 5min + 1ms, MessageState::ready},
        {"just too late", kLater, 5min, MessageState::expired},
        {"long since", kLater, -1h, MessageState::expired},
        {"unreachable", Outcome::unreachable, 30s, MessageState::expired},
        {"uncertain", Outcome::uncertain, 10min, MessageState::expired},
        {"refused all the same", Outcome::refused, -1h, MessageState::dead},
        {"taken all the same", Outcome::accepted, -1h, MessageState::accepted},
        {"held all the same", Outcome::channel_trouble, -1h, MessageState::held},
    };
    for (const auto& row : rows) {
        const auto move = move_of(row.outcome, {.uncertain = 1, .useful_until = kNow + row.useful});
        EXPECT_EQ(name_of(move.state), name_of(row.expected)) << row.name;
        EXPECT_EQ(move.alert,
                  row.expected != MessageState::ready && row.expected != MessageState::accepted)
            << row.name;
    }
}

TEST(RetryAfter, is_waited_for_and_never_shortens_the_wait) {
    const DeliveryFacts webhook{.transport = kWebhook, .attempts = 1, .jitter = -1};
    EXPECT_EQ(move_of(kLater, webhook, 90s).not_before, kNow + 90s);
    EXPECT_EQ(move_of(kLater, webhook, 1s).not_before, kNow + 4s);
}

}  // namespace
}  // namespace dondoc::notifiers
