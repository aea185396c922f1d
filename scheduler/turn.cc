#include "scheduler/turn.h"

#include <algorithm>
#include <tuple>

namespace dondoc::scheduler {

using std::chrono::days;

bool earlier(const Turn& a, const Turn& b) {
    return std::tie(a.fire, a.nominal, a.step, a.turn) <
           std::tie(b.fire, b.nominal, b.step, b.turn);
}

plan::Day step_from(plan::Day from, const config::Distance& distance,
                    const plan::Calendar& calendar) {
    if (distance.working) return calendar.add_working_days(from, distance.days);
    return from + days{distance.days};
}

StepTurns::StepTurns(const config::Rule& rule, std::size_t step, const plan::Deadline& deadline,
                     const plan::Calendar& calendar)
    : rule_(&rule), step_(&rule.steps.at(step)), index_(step), calendar_(&calendar) {
    if (step_->until) last_nominal_ = step_from(deadline.last_good_day, *step_->until, calendar);
    current_ = make(0, step_from(deadline.last_good_day, step_->when, calendar));
}

void StepTurns::pop() {
    const Turn done = *current_;
    current_.reset();
    if (!step_->repeat) return;
    const plan::Day nominal = step_from(done.nominal, *step_->repeat, *calendar_);
    if (last_nominal_ && nominal > *last_nominal_) return;
    current_ = make(done.turn + 1, nominal);
}

Turn StepTurns::make(int turn, plan::Day nominal) const {
    Turn made;
    made.step = index_;
    made.turn = turn;
    made.nominal = nominal;
    made.fire_day = nominal;
    made.urgent = step_->urgent;
    // Ladders 2: never on a day off; before it while there is time, after it when it is late.
    if (calendar_->facts().working_days_only) {
        made.fire_day = step_->when.days <= 0 ? calendar_->working_at_or_before(nominal)
                                              : calendar_->working_at_or_after(nominal);
    }
    made.fire = calendar_->zone().at(made.fire_day, step_->at.value_or(rule_->at));
    made.release = made.urgent ? made.fire : calendar_->next_open(made.fire);
    return made;
}

std::vector<Turn> turns_until(const config::Rule& rule, const plan::Deadline& deadline,
                              const plan::Calendar& calendar, plan::Instant until) {
    std::vector<Turn> turns;
    for (std::size_t step = 0; step < rule.steps.size(); ++step) {
        StepTurns walk(rule, step, deadline, calendar);
        for (; walk.peek() && walk.peek()->fire <= until; walk.pop())
            turns.push_back(*walk.peek());
    }
    std::ranges::sort(turns, earlier);
    return turns;
}

}  // namespace dondoc::scheduler
