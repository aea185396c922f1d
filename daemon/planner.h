#pragma once

#include <optional>
#include <vector>

#include "config/settings.h"
#include "plan/calendar.h"
#include "plan/unit.h"
#include "scheduler/message.h"
#include "store/database.h"

namespace dondoc::daemon {

/// Carries out the scheduler's decisions: takes what is due out of the store, asks the ladder, and
/// records reminders and messages. Decides nothing itself.
class Planner {
  public:
    /// What it is given must outlive it.
    Planner(store::Database& database, const config::Settings& settings, const plan::Units& units,
            const plan::Calendar& calendar)
        : database_(database), settings_(settings), units_(units), calendar_(calendar) {}

    /// Decides everything that is due at `now`; returns the messages that were made.
    std::vector<scheduler::Message> plan(plan::Instant now);
    /// When something is due next.
    std::optional<plan::Instant> next() const;

  private:
    store::Database& database_;
    const config::Settings& settings_;
    const plan::Units& units_;
    const plan::Calendar& calendar_;
};

}  // namespace dondoc::daemon
