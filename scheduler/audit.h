#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "plan/time.h"
#include "scheduler/message.h"

namespace dondoc::scheduler {

/// Past its time by this much, something has stopped.
constexpr std::chrono::hours kLateAfter{1};
/// Longer than a message can be with a channel: every phase of its transfer at its longest, and
/// those that stood before it.
constexpr std::chrono::hours kLongestSending{2};

/// What the store, the settings and the daemon say of everything that should be moving.
struct AuditFacts {
    /// An open obligation of an active plan that nothing will look at again.
    struct Stranded {
        std::string obligation;
        bool has_rule = false;
    };
    /// Open obligations whose next step has come, and lies there.
    struct Missed {
        std::size_t count = 0;
        std::string first;
        plan::Instant since;
    };
    /// Messages of one channel in one state, `held`, `ready`, `sending` or `uncertain`.
    struct Queue {
        std::string channel;
        MessageState state = MessageState::ready;
        std::size_t count = 0;
        std::string first;    ///< the id of the one that has waited longest
        plan::Instant since;  ///< its turn, or when it was handed over
    };
    /// Messages of which a restore left open whether they went out, and that would still be of use.
    struct Undecided {
        std::size_t count = 0;
        std::string first;  ///< id
        plan::Instant since;
    };
    /// What a channel says of itself.
    struct Channel {
        std::string name;
        bool held = false;  ///< promise 6
        bool away = false;  ///< its server could not be reached at the last attempt
    };

    std::vector<Stranded> stranded;
    std::optional<Missed> missed;
    std::vector<Queue> queues;
    std::optional<Undecided> undecided;
    std::vector<Channel> channels;  ///< that the settings have
    /// Since when the daemon has been at work on this clock: it cannot be late for longer.
    plan::Instant at_work_since;
    /// When everything that was due had been looked at, the last time.
    plan::Instant looked_at;
};

enum class AuditIssue {
    no_rule,          ///< an open obligation that no rule matches
    no_next_step,     ///< its ladder has ended, and it is still open
    step_missed,      ///< its next step has come, and nothing was decided
    undecided,        ///< a person has yet to say whether messages go out again
    not_looking,      ///< the daemon does not get to look at what is due
    unknown_channel,  ///< messages for a channel that the settings do not have
    not_moving,       ///< a message is past its turn, and its channel is well
    stuck_sending,    ///< a channel does not give a message back
    server_away,      ///< messages wait for a server that is tried again and again
};

struct AuditFinding {
    AuditIssue issue;
    std::size_t count = 1;
    std::string subject;  ///< the first obligation, message or the channel
    std::string channel;  ///< of messages
    plan::Instant since;
    bool operator==(const AuditFinding&) const = default;
};

/// The daemon's daily look at itself (never silent): every open obligation has its next step, every
/// message is moving. A pure function; at most one finding for each issue and channel.
std::vector<AuditFinding> audit(const AuditFacts& facts, plan::Instant now);

/// Whether it is the audit's to tell. A server that is away, or a held channel, is known already.
bool fails_audit(AuditIssue issue);

}  // namespace dondoc::scheduler
