#include "scheduler/simulate.h"

#include <algorithm>
#include <tuple>

namespace dondoc::scheduler {
namespace {

/// When the obligation stops being open, as far as the simulation knows or assumes.
plan::Instant closing(const Case& facts, plan::Instant until, Assume assume) {
    if (facts.closed_at) return std::min(until, *facts.closed_at);
    const bool owed = facts.obligation.kind != plan::Kind::continuous;
    if (assume == Assume::ontime && owed) return std::min(until, facts.obligation.deadline.at);
    return until;
}

}  // namespace

std::vector<Simulated> simulate(const std::vector<Case>& cases, const plan::Units& units,
                                const config::Settings& settings, const plan::Calendar& calendar,
                                plan::Instant from, plan::Instant until, Assume assume) {
    std::vector<Simulated> sent;
    for (const Case& facts : cases) {
        if (facts.state == plan::State::cancelled) continue;
        const config::Rule* matched = rule_for(facts, settings.rules);
        if (matched == nullptr) continue;
        const config::Rule rule = ladder_of(*matched, facts.obligation);
        const auto recipients = recipients_of(rule, facts.obligation, *facts.task, units, settings);
        Ladder ladder(rule, facts.obligation.key, facts.obligation.deadline, recipients, calendar,
                      {});
        const plan::Instant end = closing(facts, until, assume);
        for (auto next = ladder.next(); next && *next < end; next = ladder.next()) {
            for (Reminder& made : ladder.advance(*next).made) {
                if (*next >= from) sent.push_back({*next, std::move(made), &facts});
            }
        }
    }
    std::ranges::sort(sent, {}, [](const Simulated& each) {
        const Reminder& reminder = each.reminder;
        return std::tie(each.at, reminder.obligation.task, reminder.obligation.unit,
                        reminder.recipient.address, reminder.obligation.plan,
                        reminder.obligation.period, reminder.recipient.channel, reminder.step,
                        reminder.turn);
    });
    return sent;
}

}  // namespace dondoc::scheduler
