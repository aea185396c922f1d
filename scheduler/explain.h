#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scheduler/ladder.h"

namespace dondoc::scheduler {

/// Why one turn of a ladder did, will or will not reach one recipient.
enum class Why {
    told,        ///< went out; `at` says when it was decided
    superseded,  ///< a later word took its place
    withdrawn,   ///< the obligation closed first
    silenced,
    will_be_told,        ///< at `at`, if the obligation stays open
    will_be_superseded,  ///< another turn takes its place
    closed,              ///< the obligation is submitted, waived or cancelled
    not_in_force,        ///< its plan is not active
    past,                ///< its last good day lay behind when it was imported
    closed_turn,         ///< decided before this address was known
    unreached,           ///< the selector reaches nobody, and there is no fallback to be told
};

struct ExplainedTurn {
    Turn turn;
    std::string step;  ///< config::Step::key
    /// Of Why::unreached: address is the selector, channel is empty. Of the fallback: the selector
    /// is the list of all that it stands in for.
    Recipient recipient;
    Why why;
    std::optional<plan::Instant> at;
};

struct Explanation {
    const config::Rule* rule = nullptr;  ///< null: no rule matches
    config::Rule ladder;                 ///< the rule, or the nudge's one-step ladder
    std::vector<ExplainedTurn> turns;    ///< in the order of Ladders 5
};

/// Every turn of an obligation's ladder up to `horizon`, with what became of it for each recipient.
Explanation explain(const Case& facts, const plan::Units& units, const config::Settings& settings,
                    const plan::Calendar& calendar, plan::Instant now, plan::Instant horizon);

}  // namespace dondoc::scheduler
