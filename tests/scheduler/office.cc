#include "office.h"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::testing {

Office::Office(std::vector<config::Step> steps)
    : settings(testing::settings({testing::rule("báo cáo", std::move(steps))})),
      calendar(testing::calendar()) {
    people = {unit("hctp", "Phòng Hành chính tư pháp"), unit("van-phong", "Văn phòng Sở"),
              unit("ban-giam-doc", "Ban Giám đốc")};
    people[0].parent = "ban-giam-doc";
    units = testing::units(people);
    const plan::Once once{{}, {day("2024-06-14"), {}, plan::Bound::before}};
    facts = cases(plan_of({once}, {"hctp"}, {"van-phong"}), units, calendar).at(0);
}

std::vector<config::Step> Office::example_ladder() {
    return {step("-7d", {"lead"}), step("-1wd", {"lead", "lead.head"}),
            step("+1d", {"lead", "lead.head"}, "1d", "+3d"),
            step("+3d", {"lead.head", "unit:van-phong"}, "2wd"),
            step("+7d", {"unit:ban-giam-doc"})};
}

void Office::reload() {
    units = testing::units(people);
    calendar = testing::calendar(settings.calendar);
    facts.obligation.deadline = calendar.deadline(facts.obligation.deadline.due);
}

scheduler::Decision Office::decide(plan::Instant now, std::optional<plan::Instant>* next) const {
    const auto recipients =
        scheduler::recipients_of(rule(), facts.obligation, *facts.task, units, settings);
    scheduler::Ladder ladder(rule(), facts.obligation.key, facts.obligation.deadline, recipients,
                             calendar, facts.recorded);
    scheduler::Decision decision = ladder.advance(now);
    if (next != nullptr) *next = ladder.next();
    return decision;
}

scheduler::Decision Office::wake(std::string_view local_time) {
    const plan::Instant now = at(local_time);
    scheduler::Decision decision = decide(now, nullptr);
    const auto record = [&](const std::vector<scheduler::Reminder>& decided, scheduler::Fate fate) {
        for (const scheduler::Reminder& each : decided) {
            facts.recorded.push_back(
                {each.step, each.turn, each.recipient.channel, each.recipient.address, fate, now});
        }
    };
    record(decision.made, scheduler::Fate::made);
    record(decision.superseded, scheduler::Fate::superseded);
    record(decision.unreached, scheduler::Fate::unreached);
    return decision;
}

std::string Office::next_after(std::string_view local_time) const {
    std::optional<plan::Instant> next;
    decide(at(local_time), &next);
    return next ? calendar.zone().iso(*next).substr(0, 16) : "never";
}

std::vector<std::string> said(const std::vector<scheduler::Reminder>& reminders) {
    std::vector<std::string> texts;
    for (const scheduler::Reminder& each : reminders) {
        texts.push_back(fmt::format("{}/{} {}", each.step, each.turn, each.recipient.address));
    }
    std::ranges::sort(texts);
    return texts;
}

}  // namespace dondoc::testing
