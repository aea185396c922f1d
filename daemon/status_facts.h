#pragma once

#include <string>
#include <vector>

#include "config/settings.h"
#include "plan/unit.h"
#include "scheduler/reminder.h"

namespace dondoc::daemon {

/// How things stand: pure functions of what is stored and of `now`. Pointers they answer point into
/// what they were given.

/// How many days ahead counts as soon.
constexpr std::chrono::days kSoon{7};

/// The obligations of one unit or plan, counted.
struct Tally {
    std::string key;   ///< a unit's id or a plan's number
    int open = 0;      ///< everything still to be handed in, with what is due soon and overdue
    int due_soon = 0;  ///< open and in time, and the last good day is not more than kSoon ahead
    int overdue = 0;
    int on_time = 0;
    int late = 0;  ///< submitted at the deadline's instant or after it
    int waived = 0;

    bool operator==(const Tally&) const = default;
};

enum class By { unit, plan };

/// Open, and its deadline is over: on time means strictly before it (DESIGN 4).
bool is_overdue(const scheduler::Case& facts, plan::Instant now);

/// One for each unit or plan that owes or owed something, by key. What was past when it was
/// imported and what is cancelled does not count.
std::vector<Tally> tally(const std::vector<scheduler::Case>& cases, By by, plan::Instant now,
                         const plan::Zone& zone);
Tally total(const std::vector<Tally>& tallies);

using Cases = std::vector<const scheduler::Case*>;

/// Most late first.
Cases overdue(const std::vector<scheduler::Case>& cases, plan::Instant now);
/// Open and in time, with the last good day within `ahead` of today; nearest first.
Cases upcoming(const std::vector<scheduler::Case>& cases, plan::Instant now, const plan::Zone& zone,
               std::chrono::days ahead);
/// Open ones that no rule matches: nobody is ever told of them (Ladders 1).
Cases without_rule(const std::vector<scheduler::Case>& cases,
                   const std::vector<config::Rule>& rules);

/// A task that owes less than the plan asks until a person settles it (DESIGN 4).
struct Unsettled {
    const plan::Task* task;
    bool unknown = false;            ///< a timing that could not be read
    bool nobody = false;             ///< no unit leads it
    std::vector<std::string> names;  ///< of units that nobody knows
};
std::vector<Unsettled> unsettled(const plan::Plan& plan, const plan::Units& units);

}  // namespace dondoc::daemon
