#pragma once

#include <string>
#include <vector>

#include "config/settings.h"
#include "plan/calendar.h"
#include "plan/unit.h"
#include "store/obligations.h"

namespace dondoc::daemon {

struct PlanSync {
    std::string plan;
    store::SyncReport report;
};

/// Brings what is stored in line with what the active plans owe under these settings: after an
/// import, a change of units, an event, and when the daemon starts or reloads. Nudges are part of
/// it.
std::vector<PlanSync> sync_active_plans(store::Database& database, const config::Settings& settings,
                                        const plan::Units& units, const plan::Calendar& calendar,
                                        const store::Act& act);

/// The same for one plan, whatever its state.
store::SyncReport sync_plan(store::Database& database, const std::string& number,
                            const config::Settings& settings, const plan::Units& units,
                            const plan::Calendar& calendar, const store::Act& act);

/// What a plan would owe, not stored: for simulating a plan before it is activated.
std::vector<scheduler::Case> owed_cases(const std::shared_ptr<const plan::Plan>& plan,
                                        const std::vector<plan::Event>& events,
                                        const config::Settings& settings, const plan::Units& units,
                                        const plan::Calendar& calendar);

}  // namespace dondoc::daemon
