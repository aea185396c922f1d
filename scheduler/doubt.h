#pragma once

#include <cstddef>
#include <vector>

#include "scheduler/reminder.h"

namespace dondoc::scheduler {

/// A day of the calendar that an announcement is still to confirm, and what would move if it were
/// not as the calendar has it.
struct Doubt {
    plan::Day day;
    plan::ObligationKey first;  ///< one obligation that counts on it
    std::size_t count = 0;      ///< how many do
};

/// The unsure days from `now` on that a deadline or a reminder between `now` and `horizon` depends
/// on, in order. Found by counting twice, with the day as the calendar has it and as an ordinary
/// day; so a day that moves nothing is not named. Cases that are closed or not in force count on
/// nothing.
std::vector<Doubt> doubts(const std::vector<Case>& cases, const std::vector<config::Rule>& rules,
                          const plan::Calendar& calendar, plan::Instant now, plan::Instant horizon);

}  // namespace dondoc::scheduler
