#include "daemon/upkeep.h"

#include <algorithm>

#include "daemon/session.h"
#include "store/plans.h"

namespace dondoc::daemon {
namespace {

std::vector<plan::Obligation> owed(const plan::Plan& plan, const std::vector<plan::Event>& events,
                                   const config::Settings& settings, const plan::Units& units,
                                   const plan::Calendar& calendar) {
    auto all = plan::expand(plan, units, calendar, events);
    auto nudges = scheduler::expand_nudges(plan, units, calendar, settings.rules, all);
    std::ranges::move(nudges, std::back_inserter(all));
    return all;
}

store::SyncReport sync_record(store::Database& database, const store::PlanRecord& record,
                              const config::Settings& settings, const plan::Units& units,
                              const plan::Calendar& calendar, const store::Act& act) {
    const std::string& number = record.plan->number;
    const auto events = store::PlanStore(database).events(number);
    return store::ObligationStore(database).sync(
        number, owed(*record.plan, events, settings, units, calendar),
        calendar.zone().day_at(act.at), record.include_past, act);
}

}  // namespace

std::vector<PlanSync> sync_active_plans(store::Database& database, const config::Settings& settings,
                                        const plan::Units& units, const plan::Calendar& calendar,
                                        const store::Act& act) {
    std::vector<PlanSync> all;
    for (const store::PlanRecord& record : store::PlanStore(database).list()) {
        if (record.state != store::PlanState::active) continue;
        all.push_back(
            {record.plan->number, sync_record(database, record, settings, units, calendar, act)});
    }
    return all;
}

store::SyncReport sync_plan(store::Database& database, const std::string& number,
                            const config::Settings& settings, const plan::Units& units,
                            const plan::Calendar& calendar, const store::Act& act) {
    const auto record = or_fail(store::PlanStore(database).find(number));
    return sync_record(database, record, settings, units, calendar, act);
}

std::vector<scheduler::Case> owed_cases(const std::shared_ptr<const plan::Plan>& plan,
                                        const std::vector<plan::Event>& events,
                                        const config::Settings& settings, const plan::Units& units,
                                        const plan::Calendar& calendar) {
    std::vector<scheduler::Case> cases;
    for (plan::Obligation& obligation : owed(*plan, events, settings, units, calendar)) {
        const auto task = std::ranges::find(plan->tasks, obligation.key.task, &plan::Task::key);
        scheduler::Case made;
        made.obligation = std::move(obligation);
        made.plan = plan;
        made.task = &*task;
        cases.push_back(std::move(made));
    }
    return cases;
}

}  // namespace dondoc::daemon
