#include "daemon/planner.h"

#include <algorithm>
#include <iterator>

#include "daemon/ulid.h"
#include "scheduler/ladder.h"

namespace dondoc::daemon {
namespace {

/// Some ten milliseconds' work. All that one unit owes is decided in one slice.
constexpr std::size_t kSlice = 100;

store::Decided decide_one(const scheduler::Case& facts, const config::Settings& settings,
                          const plan::Units& units, const plan::Calendar& calendar,
                          plan::Instant now) {
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

Planner::Planner(store::Database& database, store::Outbox& outbox, const config::Settings& settings,
                 const plan::Units& units, const plan::Calendar& calendar)
    : database_(database),
      outbox_(outbox),
      settings_(settings),
      units_(units),
      calendar_(calendar),
      reach_(units, settings.rules, settings.fallback) {}

std::vector<scheduler::Message> Planner::plan(plan::Instant now) {
    if (due_.empty()) begin(now);
    if (due_.empty()) return {};
    const auto slice = take_slice();
    const auto cases = store::ObligationStore(database_).due_cases(slice);
    try {
        return record(decide(cases));
    } catch (...) {
        // Nothing of the round is forgotten: what was not recorded is still due.
        due_.clear();
        throw;
    }
}

void Planner::begin(plan::Instant now) {
    now_ = now;
    waiting_.clear();
    unfinished_.clear();
    const auto due = store::ObligationStore(database_).due(now);
    due_.assign(due.begin(), due.end());
}

std::vector<store::Due> Planner::take_slice() {
    std::vector<store::Due> slice;
    while (!due_.empty() && (slice.size() < kSlice || due_.front().unit == slice.back().unit)) {
        slice.push_back(std::move(due_.front()));
        due_.pop_front();
    }
    return slice;
}

Planner::Slice Planner::decide(const std::vector<scheduler::Case>& cases) {
    Slice slice;
    for (const scheduler::Case& facts : cases) {
        store::Decided decided = decide_one(facts, settings_, units_, calendar_, now_);
        const auto before = waiting_.size();
        for (scheduler::Reminder& made : decided.decision.made) {
            const bool whole = reach_.only_of(made.recipient, facts.obligation.key.unit);
            (whole ? slice.ready : waiting_).push_back(std::move(made));
        }
        decided.decision.made.clear();
        if (waiting_.size() > before) {
            store::Decided rest = decided;
            rest.decision = {};
            unfinished_.push_back(std::move(rest));
            decided.whole = false;
        }
        slice.decided.push_back(std::move(decided));
    }
    if (due_.empty()) {
        std::ranges::move(waiting_, std::back_inserter(slice.ready));
        std::ranges::move(unfinished_, std::back_inserter(slice.decided));
        waiting_.clear();
        unfinished_.clear();
    }
    return slice;
}

std::vector<scheduler::Message> Planner::record(const Slice& slice) {
    const auto messages =
        scheduler::digest(slice.ready, settings_, now_, [&] { return new_ulid(now_); });
    std::vector<scheduler::Message> made;
    outbox_.together(
        [&] { made = store::ObligationStore(database_).record(slice.decided, messages, now_); });
    return made;
}

std::optional<plan::Instant> Planner::next() const {
    return store::ObligationStore(database_).next_due();
}

void Planner::look_again() {
    reach_ = scheduler::Reach(units_, settings_.rules, settings_.fallback);
    due_.clear();
}

}  // namespace dondoc::daemon
