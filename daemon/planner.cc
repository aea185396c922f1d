#include "daemon/planner.h"

#include "daemon/ulid.h"
#include "scheduler/ladder.h"
#include "store/obligations.h"

namespace dondoc::daemon {
namespace {

/// One transaction's worth; a digest is not torn apart below it.
constexpr std::size_t kDueAtOnce = 5000;

store::Decided decide(const scheduler::Case& facts, const config::Settings& settings,
                      const plan::Units& units, const plan::Calendar& calendar, plan::Instant now) {
    store::Decided decided;
    decided.id = facts.id;
    decided.deadline = facts.obligation.deadline.at;
    const config::Rule* matched = scheduler::rule_for(facts, settings.rules);
    // Ladders 1: `check` and `status` list what no rule matches; there is nothing to wake up for.
    if (matched == nullptr) return decided;
    const config::Rule rule = scheduler::ladder_of(*matched, facts.obligation);
    const auto recipients =
        scheduler::recipients_of(rule, facts.obligation, *facts.task, units, settings);
    scheduler::Ladder ladder(rule, facts.obligation.key, facts.obligation.deadline, recipients,
                             calendar, facts.recorded);
    decided.decision = ladder.advance(now);
    decided.next = ladder.next();
    return decided;
}

}  // namespace

std::vector<scheduler::Message> Planner::plan(plan::Instant now) {
    store::ObligationStore store(database_);
    std::vector<scheduler::Message> made;
    for (;;) {
        const auto due = store.due(now, kDueAtOnce);
        if (due.empty()) return made;
        std::vector<store::Decided> decided;
        std::vector<scheduler::Reminder> reminders;
        for (const scheduler::Case& facts : due) {
            decided.push_back(decide(facts, settings_, units_, calendar_, now));
            const auto& going_out = decided.back().decision.made;
            reminders.insert(reminders.end(), going_out.begin(), going_out.end());
        }
        const auto messages =
            scheduler::digest(std::move(reminders), settings_, now, [&] { return new_ulid(now); });
        for (auto& message : store.record(decided, messages, now)) {
            made.push_back(std::move(message));
        }
        if (due.size() < kDueAtOnce) return made;
    }
}

std::optional<plan::Instant> Planner::next() const {
    return store::ObligationStore(database_).next_due();
}

}  // namespace dondoc::daemon
