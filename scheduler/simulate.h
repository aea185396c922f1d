#pragma once

#include <vector>

#include "scheduler/ladder.h"

namespace dondoc::scheduler {

enum class Assume { never, ontime };

/// A reminder that would be sent, and what it is about.
struct Simulated {
    plan::Instant at;
    Reminder reminder;
    const Case* about;
};

/// Every reminder that would be sent in [from, until), by a service that had been running since
/// before `from`: obligations that are `past` are walked as if they had been imported in time. What
/// was really submitted or waived counts from that instant on; `ontime` assumes of every other
/// obligation that it is submitted just before its deadline. Sorted by `at`, then task, unit,
/// recipient.
std::vector<Simulated> simulate(const std::vector<Case>& cases, const plan::Units& units,
                                const config::Settings& settings, const plan::Calendar& calendar,
                                plan::Instant from, plan::Instant until, Assume assume);

}  // namespace dondoc::scheduler
