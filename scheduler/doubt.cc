#include "scheduler/doubt.h"

#include <tuple>

#include "scheduler/ladder.h"

namespace dondoc::scheduler {
namespace {

/// What a calendar makes of a deadline within a stretch of time: its last good day, and when each
/// turn goes out.
struct Outlook {
    std::optional<plan::Deadline> deadline;
    std::vector<std::tuple<std::size_t, int, plan::Instant>> turns;
    bool operator==(const Outlook&) const = default;
};

Outlook outlook(const config::Rule& ladder, const plan::DueDate& due,
                const plan::Calendar& calendar, plan::Instant now, plan::Instant horizon) {
    Outlook found;
    const plan::Deadline deadline = calendar.deadline(due);
    if (deadline.at >= now && deadline.at <= horizon) found.deadline = deadline;
    for (const Turn& turn : turns_until(ladder, deadline, calendar, horizon)) {
        if (turn.release >= now) found.turns.emplace_back(turn.step, turn.turn, turn.release);
    }
    return found;
}

plan::Calendar without(const plan::Calendar& calendar, plan::Day day) {
    plan::CalendarFacts facts = calendar.facts();
    facts.holidays.erase(day);
    facts.makeup_days.erase(day);
    return {calendar.zone(), std::move(facts)};
}

}  // namespace

std::vector<Doubt> doubts(const std::vector<Case>& cases, const std::vector<config::Rule>& rules,
                          const plan::Calendar& calendar, plan::Instant now,
                          plan::Instant horizon) {
    std::vector<Doubt> found;
    const auto& notes = calendar.facts().notes;
    for (auto note = notes.lower_bound(calendar.zone().day_at(now)); note != notes.end(); ++note) {
        if (note->second.sure) continue;
        const plan::Calendar otherwise = without(calendar, note->first);
        Doubt doubt{note->first, {}, 0};
        for (const Case& facts : cases) {
            if (facts.state != plan::State::open || !facts.in_force) continue;
            const config::Rule* rule = rule_for(facts, rules);
            if (rule == nullptr) continue;
            const config::Rule ladder = ladder_of(*rule, facts.obligation);
            const plan::DueDate& due = facts.obligation.deadline.due;
            if (outlook(ladder, due, calendar, now, horizon) ==
                outlook(ladder, due, otherwise, now, horizon)) {
                continue;
            }
            if (doubt.count++ == 0) doubt.first = facts.obligation.key;
        }
        if (doubt.count > 0) found.push_back(std::move(doubt));
    }
    return found;
}

}  // namespace dondoc::scheduler
