#include "notifiers/retry.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace dondoc::notifiers {
namespace {

using namespace std::chrono_literals;
using scheduler::MessageState;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kUncertain = 15min;
constexpr int kCopies = 3;
constexpr double kJitter = 0.2;
constexpr int kHttpGone = 410;

constexpr seconds kMail[] = {5min, 10min, 20min, 40min, 66min};
constexpr seconds kConnect[] = {30s, 2min, 5min, 10min, 20min, 40min, 66min};
constexpr seconds kWebhook[] = {5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};

std::span<const seconds> schedule(Transport transport, Outcome outcome) {
    if (transport == Transport::webhook) return kWebhook;
    if (outcome == Outcome::unreachable) return kConnect;
    return kMail;
}

milliseconds jittered(seconds wait, double jitter) {
    const double factor = 1 + kJitter * std::clamp(jitter, -1.0, 1.0);
    return milliseconds(std::llround(static_cast<double>(milliseconds(wait).count()) * factor));
}

/// Waits, unless the wait is longer than the message is of use.
NextMove wait(MessageState state, milliseconds pause, const DeliveryFacts& facts) {
    NextMove move{state, facts.now + pause};
    if (move.not_before >= facts.useful_until) {
        move.state = MessageState::expired;
        move.alert = true;
    }
    return move;
}

NextMove again(const Attempt& attempt, const DeliveryFacts& facts) {
    const auto waits = schedule(facts.transport, attempt.outcome);
    const auto turn = std::min(static_cast<std::size_t>(std::max(facts.attempts, 1)), waits.size());
    milliseconds pause = jittered(waits[turn - 1], facts.jitter);
    if (attempt.retry_after) pause = std::max<milliseconds>(pause, *attempt.retry_after);
    return wait(MessageState::ready, pause, facts);
}

template <std::size_t N>
seconds at_turn(const seconds (&waits)[N], int turn) {
    return waits[std::min(static_cast<std::size_t>(std::max(turn, 1)), N) - 1];
}

}  // namespace

milliseconds pause_after(int failures, double jitter) {
    return jittered(at_turn(kConnect, failures), jitter);
}

milliseconds hold_after(int failures) {
    constexpr seconds kHold[] = {5min, 10min, 20min, 40min, 60min};
    return at_turn(kHold, failures);
}

NextMove next_move(const Attempt& attempt, const DeliveryFacts& facts) {
    switch (attempt.outcome) {
        case Outcome::accepted:
            return {MessageState::accepted, facts.now};
        case Outcome::refused:
            return {
                .state = MessageState::dead,
                .not_before = facts.now,
                .endpoint_gone = facts.transport == Transport::webhook && attempt.code == kHttpGone,
                .alert = true};
        case Outcome::refused_for_now:
        case Outcome::unreachable: {
            NextMove move = again(attempt, facts);
            move.pause_channel = attempt.of_channel;
            return move;
        }
        case Outcome::channel_trouble:
            // Promise 6: the message waits unharmed until somebody has mended the channel.
            return {.state = MessageState::held,
                    .not_before = facts.now,
                    .counts = false,
                    .hold_channel = true,
                    .alert = true};
        case Outcome::uncertain:
            if (facts.uncertain >= kCopies) {
                return {.state = MessageState::dead, .not_before = facts.now, .alert = true};
            }
            return wait(MessageState::uncertain, jittered(kUncertain, facts.jitter), facts);
        case Outcome::stale_connection:
        case Outcome::stopped:
            return {.state = MessageState::ready, .not_before = facts.now, .counts = false};
        case Outcome::recalled:
            return {.state = MessageState::ready,
                    .not_before = facts.now,
                    .counts = false,
                    .begun = false};
    }
    return again(attempt, facts);
}

}  // namespace dondoc::notifiers
