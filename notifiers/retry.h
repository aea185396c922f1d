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
    bool hold_channel = false;  ///< promise 6
    bool alert = false;  ///< dead, expired or held: word to the administrator and the fallback
};

/// DELIVERY.md, retry schedules: a pure function of what happened.
NextMove next_move(const Attempt& attempt, const DeliveryFacts& facts);

}  // namespace dondoc::notifiers
