#include "scheduler/moved.h"

#include <algorithm>
#include <map>
#include <utility>

#include "scheduler/ladder.h"

namespace dondoc::scheduler {
namespace {

constexpr std::chrono::days kPastTheDeadline{31};

using Turns = std::map<std::pair<std::size_t, int>, plan::Instant>;

Turns turns_by(const config::Rule& ladder, const plan::Deadline& deadline,
               const plan::Calendar& calendar, plan::Instant horizon) {
    Turns turns;
    for (const Turn& turn : turns_until(ladder, deadline, calendar, horizon))
        turns.emplace(std::pair(turn.step, turn.turn), turn.release);
    return turns;
}

bool is_recorded(const Case& facts, const std::string& step, int turn) {
    return std::ranges::any_of(
        facts.recorded, [&](const Recorded& row) { return row.step == step && row.turn == turn; });
}

void compare(const Case& facts, const config::Rule& ladder, const plan::Calendar& before,
             const plan::Calendar& after, plan::Instant now, std::vector<MovedTurn>& moved) {
    const plan::Deadline& old = facts.obligation.deadline;
    // An extension was said by a person, and stays.
    const plan::Deadline fresh = facts.extended_from ? old : after.deadline(old.due);
    const plan::Instant horizon = std::max({now, old.at, fresh.at}) + kPastTheDeadline;
    const Turns earlier = turns_by(ladder, old, before, horizon);
    const Turns later = turns_by(ladder, fresh, after, horizon);
    for (const auto& [turn, from] : earlier) {
        const auto to = later.find(turn);
        if (to == later.end() || to->second == from) continue;
        if (from <= now && to->second <= now) continue;
        const std::string& step = ladder.steps.at(turn.first).key;
        if (is_recorded(facts, step, turn.second)) continue;
        moved.push_back({facts.obligation.key, step, turn.second, from, to->second});
    }
}

}  // namespace

std::vector<MovedTurn> moved_turns(const std::vector<Case>& cases,
                                   const std::vector<config::Rule>& rules,
                                   const plan::Calendar& before, const plan::Calendar& after,
                                   plan::Instant now) {
    std::vector<MovedTurn> moved;
    for (const Case& facts : cases) {
        if (facts.state != plan::State::open || !facts.in_force) continue;
        const config::Rule* rule = rule_for(facts, rules);
        if (rule == nullptr) continue;
        compare(facts, ladder_of(*rule, facts.obligation), before, after, now, moved);
    }
    return moved;
}

}  // namespace dondoc::scheduler
