#pragma once

#include "notifiers/outcome.h"
#include "plan/time.h"
#include "scheduler/message.h"

namespace dondoc::notifiers {

enum class Transport { email, webhook, maildir };

/// What is known of a message when an attempt has ended.
struct DeliveryFacts {
    Transport transport = Transport::email;
    int attempts = 1;   ///< including this one
    int uncertain = 0;  ///< attempts that ended without an answer, including this one
    plan::Instant useful_until{};
    plan::Instant now{};
    double jitter = 0;  ///< -1 … 1, from the caller's random source
};

/// What comes next for the message, and what its channel must do.
struct NextMove {
    scheduler::MessageState state = scheduler::MessageState::accepted;
    plan::Instant not_before{};
    bool counts = true;
    bool begun = true;           ///< somebody was called, or tried to be
    bool endpoint_gone = false;  ///< promise 11: 410, the address is not called again
    bool hold_channel = false;   ///< promise 6
    bool pause_channel = false;  ///< one probe at a time finds out when it is over
    bool alert = false;  ///< dead, expired or held: word to the administrator and the fallback
};

/// DELIVERY.md, retry schedules: a pure function of what happened.
NextMove next_move(const Attempt& attempt, const DeliveryFacts& facts);

/// How long a paused channel waits before its next probe: `failures` in a row, the first is 1.
std::chrono::milliseconds pause_after(int failures, double jitter);
/// Of a held channel, whose trouble only a person can mend.
std::chrono::milliseconds hold_after(int failures);

}  // namespace dondoc::notifiers
