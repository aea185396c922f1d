#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/settings.h"
#include "plan/obligation.h"
#include "plan/plan.h"
#include "scheduler/simulate.h"

namespace dondoc::testing {

/// All the facts that a simulation depends on.
struct World {
    plan::Plan plan;
    std::vector<plan::Unit> units;
    std::vector<plan::Event> events;
    config::Settings settings;  ///< zone, calendar, channels, fallback, rules
    std::map<plan::ObligationKey, plan::Instant> closed;  ///< what was submitted, and when
    plan::Instant from;
    plan::Instant until;
    scheduler::Assume assume = scheduler::Assume::never;
};

/// A reminder in the terms of `simulate --format jsonl` (DESIGN 6).
struct Line {
    plan::Instant at;
    std::string task;
    std::string unit;
    std::string recipient;
    std::string text;  ///< every field
    bool operator==(const Line&) const = default;
};

/// A second reading of DESIGN 3 to 6, as plain and slow as it can be, to hold the scheduler
/// against: it walks day by day over `date`'s zones and shares no code with `plan/` and
/// `scheduler/`.
std::vector<Line> naive_simulate(const World& world);

}  // namespace dondoc::testing
