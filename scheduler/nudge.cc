#include <algorithm>

#include "scheduler/ladder.h"

namespace dondoc::scheduler {

using std::chrono::days;

config::Rule ladder_of(const config::Rule& rule, const plan::Obligation& obligation) {
    if (obligation.kind != plan::Kind::continuous) return rule;
    config::Rule ladder = rule;
    ladder.steps.clear();
    if (!rule.nudge) return ladder;
    config::Step step;
    step.to = rule.nudge->to;
    step.key = "nudge";
    step.line = rule.line;
    ladder.steps.push_back(std::move(step));
    return ladder;
}

namespace {

/// A nudge has no deadline to come before: its day, or the next working day.
plan::Day nudge_day(const config::Nudge& nudge, const plan::Period& period,
                    const plan::Calendar& calendar) {
    const plan::Day day = plan::due_of(nudge.cycle, period).day;
    return calendar.facts().working_days_only ? calendar.working_at_or_after(day) : day;
}

plan::Validity within(const plan::Validity& valid, const plan::Continuous& continuous) {
    return {std::max(valid.from, continuous.start.value_or(valid.from)),
            std::min(valid.until, continuous.until.value_or(valid.until))};
}

/// DESIGN 3: a period whose key another timing of the task has taken gets `.2`, `.3`.
plan::ObligationKey free_key(plan::ObligationKey key, const std::vector<plan::Obligation>& owed) {
    const std::string period = key.period;
    for (int n = 2; std::ranges::binary_search(owed, key, {}, &plan::Obligation::key); ++n) {
        key.period = period + "." + std::to_string(n);
    }
    return key;
}

}  // namespace

std::vector<plan::Obligation> expand_nudges(const plan::Plan& plan, const plan::Units& units,
                                            const plan::Calendar& calendar,
                                            const std::vector<config::Rule>& rules,
                                            const std::vector<plan::Obligation>& owed) {
    std::vector<plan::Obligation> nudges;
    for (const plan::Task& task : plan.tasks) {
        const auto timing = std::ranges::find_if(task.timings, [](const plan::Timing& each) {
            return std::holds_alternative<plan::Continuous>(each);
        });
        if (timing == task.timings.end()) continue;
        for (const std::string& unit : plan::lead_units(task, units)) {
            plan::Obligation turn;
            turn.key = {plan.number, task.key, {}, unit};
            turn.kind = plan::Kind::continuous;
            const config::Rule* rule = rule_for(turn, task, rules);
            if (rule == nullptr || !rule->nudge) continue;
            const auto valid = within(plan.valid, std::get<plan::Continuous>(*timing));
            for (const plan::Period& period : plan::periods_of(rule->nudge->cycle, valid)) {
                const plan::Day day = nudge_day(*rule->nudge, period, calendar);
                turn.key = free_key({plan.number, task.key, period.key, unit}, owed);
                turn.deadline = {{day, std::nullopt, plan::Bound::by},
                                 day,
                                 calendar.zone().at(day + days{1}, plan::TimeOfDay{0})};
                nudges.push_back(turn);
            }
        }
    }
    return nudges;
}

}  // namespace dondoc::scheduler
