#include "daemon/status_facts.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dondoc::daemon {
namespace {

using plan::State;
using scheduler::Case;

void count(const Case& facts, plan::Instant now, plan::Day today, Tally& counts) {
    const plan::Deadline& deadline = facts.obligation.deadline;
    if (facts.state == State::open) {
        ++counts.open;
        if (is_overdue(facts, now)) {
            ++counts.overdue;
        } else if (deadline.last_good_day <= today + kSoon) {
            ++counts.due_soon;
        }
    } else if (facts.state == State::submitted) {
        const bool late = facts.closed_at && *facts.closed_at >= deadline.at;
        ++(late ? counts.late : counts.on_time);
    } else if (facts.state == State::waived) {
        ++counts.waived;
    }
}

bool counts_at_all(const Case& facts) {
    return facts.state != State::past && facts.state != State::cancelled;
}

template <class Wanted>
Cases earliest_first(const std::vector<Case>& cases, Wanted wanted) {
    Cases found;
    for (const Case& each : cases) {
        if (wanted(each)) found.push_back(&each);
    }
    std::ranges::sort(found, {}, [](const Case* each) {
        return std::tie(each->obligation.deadline.at, each->obligation.key);
    });
    return found;
}

}  // namespace

bool is_overdue(const Case& facts, plan::Instant now) {
    return facts.state == State::open && now >= facts.obligation.deadline.at;
}

std::vector<Tally> tally(const std::vector<Case>& cases, By by, plan::Instant now,
                         const plan::Zone& zone) {
    const plan::Day today = zone.day_at(now);
    std::map<std::string, Tally> by_key;
    for (const Case& each : cases) {
        if (!counts_at_all(each)) continue;
        const plan::ObligationKey& key = each.obligation.key;
        count(each, now, today, by_key[by == By::unit ? key.unit : key.plan]);
    }
    std::vector<Tally> tallies;
    for (auto& [key, counts] : by_key) {
        counts.key = key;
        tallies.push_back(std::move(counts));
    }
    return tallies;
}

Tally total(const std::vector<Tally>& tallies) {
    Tally all;
    for (const Tally& each : tallies) {
        all.open += each.open;
        all.due_soon += each.due_soon;
        all.overdue += each.overdue;
        all.on_time += each.on_time;
        all.late += each.late;
        all.waived += each.waived;
    }
    return all;
}

Cases overdue(const std::vector<Case>& cases, plan::Instant now) {
    return earliest_first(cases, [&](const Case& each) { return is_overdue(each, now); });
}

Cases upcoming(const std::vector<Case>& cases, plan::Instant now, const plan::Zone& zone,
               std::chrono::days ahead) {
    const plan::Day until = zone.day_at(now) + ahead;
    return earliest_first(cases, [&](const Case& each) {
        return each.state == State::open && !is_overdue(each, now) &&
               each.obligation.deadline.last_good_day <= until;
    });
}

Cases without_rule(const std::vector<Case>& cases, const std::vector<config::Rule>& rules) {
    return earliest_first(cases, [&](const Case& each) {
        return each.state == State::open && scheduler::rule_for(each, rules) == nullptr;
    });
}

std::vector<Unsettled> unsettled(const plan::Plan& plan, const plan::Units& units) {
    std::vector<Unsettled> found;
    for (const plan::Task& task : plan.tasks) {
        Unsettled open{&task, false, task.lead.empty(), {}};
        open.unknown = std::ranges::any_of(task.timings, [](const plan::Timing& timing) {
            return std::holds_alternative<plan::Unknown>(timing);
        });
        for (const auto* refs : {&task.lead, &task.support}) {
            for (const plan::UnitRef& ref : *refs) {
                if (units.find(ref.unit) == nullptr) open.names.push_back(ref.name);
            }
        }
        if (open.unknown || open.nobody || !open.names.empty()) found.push_back(std::move(open));
    }
    return found;
}

}  // namespace dondoc::daemon
