#pragma once

#include <vector>

#include "plan/calendar.h"
#include "scheduler/moved.h"
#include "store/database.h"
#include "store/journal.h"

namespace dondoc::daemon {

/// Which coming reminders go out at another instant under `after`; none where the calendar is the
/// same. To be asked while what is stored still follows from `before`.
std::vector<scheduler::MovedTurn> reminders_that_move(store::Database& database,
                                                      const std::vector<config::Rule>& rules,
                                                      const plan::Calendar& before,
                                                      const plan::Calendar& after,
                                                      plan::Instant now);

/// How many moved, and the first of them: to the log and the journal.
void tell_moved(store::Database& database, const std::vector<scheduler::MovedTurn>& moved,
                const plan::Zone& zone, const store::Act& act);

}  // namespace dondoc::daemon
