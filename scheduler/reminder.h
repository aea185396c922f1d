#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plan/obligation.h"
#include "scheduler/recipient.h"

namespace dondoc::scheduler {

/// What became of one turn for one recipient.
enum class Fate {
    made,        ///< its message is in the outbox (or went out)
    superseded,  ///< a later word took its place (Ladders 5)
    withdrawn,   ///< the obligation closed before its message's turn came (Ladders 8)
    silenced,
    unreached,  ///< its selector resolved to nobody (Ladders 3)
};
std::string_view name_of(Fate fate);
std::optional<Fate> fate_named(std::string_view name);

/// A line of the ledger, as far as deciding needs it.
struct Recorded {
    std::string step;  ///< config::Step::key
    int turn = 0;
    std::string channel;
    std::string address;
    Fate fate = Fate::made;
    plan::Instant decided_at;
};

/// One step of one obligation for one recipient. Identity (Ladders 4): obligation, deadline, step,
/// turn, recipient's address and channel.
struct Reminder {
    plan::ObligationKey obligation;
    plan::Instant deadline;
    std::string rule;
    std::string step;  ///< config::Step::key
    int turn = 0;
    Recipient recipient;
    plan::Day nominal;
    plan::Instant fire;  ///< when it came due
    bool urgent = false;
    /// When the recipient's next turn comes, as far as it was known when the reminder was decided;
    /// not kept in the ledger.
    std::optional<plan::Instant> followed_at = std::nullopt;
};

/// Everything that is known of one obligation when its ladder is decided or a message about it is
/// written. `plan` and `task` are shared by all cases of a plan.
struct Case {
    std::int64_t id = 0;
    plan::Obligation obligation;  ///< with the deadline that counts now, extended or not
    plan::State state = plan::State::open;
    std::optional<plan::Instant> closed_at;       ///< submitted, waived or cancelled
    std::optional<plan::Deadline> extended_from;  ///< the deadline before the last extension
    bool in_force = true;                         ///< its plan is active; otherwise nobody is told
    std::shared_ptr<const plan::Plan> plan;
    const plan::Task* task = nullptr;  ///< in `plan`
    std::vector<Recorded> recorded;    ///< of the present deadline
};

/// The first rule that matches (Ladders 1); null when none does.
const config::Rule* rule_for(const Case& facts, const std::vector<config::Rule>& rules);
const config::Rule* rule_for(const plan::Obligation& obligation, const plan::Task& task,
                             const std::vector<config::Rule>& rules);

}  // namespace dondoc::scheduler
