#pragma once

#include <string>
#include <vector>

#include "scheduler/reminder.h"

namespace dondoc::scheduler {

/// A coming reminder that goes out at another instant than it would have.
struct MovedTurn {
    plan::ObligationKey obligation;
    std::string step;  ///< config::Step::key
    int turn = 0;
    plan::Instant from;
    plan::Instant to;
    bool operator==(const MovedTurn&) const = default;
};

/// What another calendar makes of the coming reminders of open obligations: turns that would go out
/// after `now` by one of the two, and do so at different instants. Turns that are recorded are done
/// with. Ladders that never end are followed for a month past the deadline. In the order of the
/// cases.
std::vector<MovedTurn> moved_turns(const std::vector<Case>& cases,
                                   const std::vector<config::Rule>& rules,
                                   const plan::Calendar& before, const plan::Calendar& after,
                                   plan::Instant now);

}  // namespace dondoc::scheduler
