#include "plan/obligation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace dondoc::plan {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 5> kStates = {"open", "submitted", "waived", "cancelled",
                                                     "past"};

int months_in(Every every) {
    switch (every) {
        case Every::month:
            return 1;
        case Every::quarter:
            return 3;
        case Every::half_year:
            return 6;
        case Every::year:
            return 12;
        case Every::week:
            break;
    }
    return 0;
}

std::string period_key(Every every, int year, int index) {
    switch (every) {
        case Every::week:
            return fmt::format("{:04}-W{:02}", year, index);
        case Every::month:
            return fmt::format("{:04}-{:02}", year, index);
        case Every::quarter:
            return fmt::format("{:04}-Q{}", year, index);
        case Every::half_year:
            return fmt::format("{:04}-H{}", year, index);
        case Every::year:
            return fmt::format("{:04}", year);
    }
    return {};
}

bool chosen(const Cycle& cycle, int index) {
    return cycle.periods.empty() || std::ranges::count(cycle.periods, index) > 0;
}

std::vector<Period> weeks(const Cycle& cycle, const Validity& valid) {
    std::vector<Period> found;
    const Day monday = valid.from - days{iso_weekday(valid.from) - 1};
    for (Day first = monday; first + days{6} <= valid.until; first += days{7}) {
        if (first < valid.from) continue;
        // ISO 8601: the week belongs to the year of its Thursday.
        const Day thursday = first + days{3};
        const int year = static_cast<int>(ymd(thursday).year());
        const int index = static_cast<int>((thursday - day_of(year, 1, 1)) / days{7}) + 1;
        if (chosen(cycle, index)) {
            found.push_back({period_key(Every::week, year, index), first, first + days{6}});
        }
    }
    return found;
}

/// The period `offset` turns after the given one, by its first day.
Day period_start(const Cycle& cycle, const Period& period) {
    if (cycle.every == Every::week) return period.first + days{7 * cycle.offset};
    const auto date = ymd(period.first);
    const auto month =
        date.year() / date.month() + std::chrono::months{months_in(cycle.every) * cycle.offset};
    return day_of(static_cast<int>(month.year()), static_cast<unsigned>(month.month()), 1);
}

/// The keys a task has given out, so that a further timing whose key is taken gets `.2`, `.3`.
class Keys {
  public:
    std::string take(const std::string& key) {
        if (taken_.insert(key).second) return key;
        for (int n = 2;; ++n) {
            std::string further = fmt::format("{}.{}", key, n);
            if (taken_.insert(further).second) return further;
        }
    }

  private:
    std::set<std::string> taken_;
};

/// What a task owes, whoever owes it.
struct Owed {
    std::string period;
    DueDate due;
    Kind kind;
    std::optional<Every> every;
    std::optional<DataWindow> data;
};

void owe_cycle(const Cycle& cycle, const Validity& valid, Keys& keys, std::vector<Owed>& owed) {
    for (const Period& period : periods_of(cycle, valid)) {
        owed.push_back({keys.take(period.key), due_of(cycle, period), Kind::cycle, cycle.every,
                        data_window_of(cycle, period)});
    }
}

/// Events start an obligation each; its period is the day of the event.
void owe_events(const Timing& timing, const Plan& plan, const Task& task, const Calendar& calendar,
                const std::vector<Event>& events, Keys& keys, std::vector<Owed>& owed) {
    for (const Event& event : events) {
        if (event.plan != plan.number || event.task != task.key) continue;
        if (const auto* after = std::get_if<AfterEvent>(&timing); after && !event.due) {
            owed.push_back({keys.take(iso(event.on)),
                            calendar.after_event(event.on, *after),
                            Kind::after_event,
                            {},
                            {}});
        }
        if (std::holds_alternative<OnDemand>(timing) && event.due) {
            owed.push_back({keys.take(iso(event.on)), *event.due, Kind::on_demand, {}, {}});
        }
    }
}

std::vector<Owed> owed_by(const Task& task, const Plan& plan, const Calendar& calendar,
                          const std::vector<Event>& events) {
    std::vector<Owed> owed;
    Keys keys;
    for (const Timing& timing : task.timings) {
        if (const auto* once = std::get_if<Once>(&timing)) {
            owed.push_back({keys.take("once"), once->due, Kind::once, {}, {}});
        } else if (const auto* cycle = std::get_if<Cycle>(&timing)) {
            owe_cycle(*cycle, plan.valid, keys, owed);
        } else {
            owe_events(timing, plan, task, calendar, events, keys, owed);
        }
    }
    return owed;
}

}  // namespace

std::string ObligationKey::text() const {
    return fmt::format("{}:{}:{}:{}", plan, task, period, unit);
}

std::string_view name_of(State state) {
    return kStates.at(static_cast<std::size_t>(state));
}

std::optional<State> state_named(std::string_view name) {
    const auto found = std::ranges::find(kStates, name);
    if (found == kStates.end()) return std::nullopt;
    return static_cast<State>(found - kStates.begin());
}

std::vector<Period> periods_of(const Cycle& cycle, const Validity& valid) {
    if (cycle.every == Every::week) return weeks(cycle, valid);
    std::vector<Period> found;
    const int months = months_in(cycle.every);
    const int last_year = static_cast<int>(ymd(valid.until).year());
    for (int year = static_cast<int>(ymd(valid.from).year()); year <= last_year; ++year) {
        for (int index = 1; index <= 12 / months; ++index) {
            const auto first_month = static_cast<unsigned>((index - 1) * months + 1);
            const Day first = day_of(year, first_month, 1);
            const Day last = day_clamped(year, first_month + static_cast<unsigned>(months) - 1, 31);
            // DESIGN 4: a period belongs to the plan when it lies in the plan's validity.
            if (first < valid.from || last > valid.until || !chosen(cycle, index)) continue;
            found.push_back({period_key(cycle.every, year, index), first, last});
        }
    }
    return found;
}

DueDate due_of(const Cycle& cycle, const Period& period) {
    const Day start = period_start(cycle, period);
    if (cycle.every == Every::week) {
        const unsigned weekday = cycle.weekday.value_or(7);
        return {start + days{weekday - 1}, std::nullopt, cycle.weekday ? cycle.bound : Bound::by};
    }
    const auto date = ymd(start);
    auto month = static_cast<unsigned>(date.month());
    if (cycle.month.which == CycleMonth::Which::named) month = cycle.month.named;
    if (cycle.month.is_last()) {
        month += static_cast<unsigned>(months_in(cycle.every)) - 1;
    }
    const Day day = day_clamped(static_cast<int>(date.year()), month, cycle.day.value_or(31));
    // No day means by the end of that month or period, whatever bound stands beside it.
    return {day, std::nullopt, cycle.day ? cycle.bound : Bound::by};
}

std::optional<DataWindow> data_window_of(const Cycle& cycle, const Period& period) {
    if (!cycle.data_from || !cycle.data_to || cycle.every == Every::week) return std::nullopt;
    const auto edge = [&](const DataEdge& wanted) {
        const auto last = ymd(wanted.previous ? period.first - days{1} : period.last);
        return day_clamped(static_cast<int>(last.year()), static_cast<unsigned>(last.month()),
                           wanted.day);
    };
    return DataWindow{edge(*cycle.data_from), edge(*cycle.data_to)};
}

std::vector<Obligation> expand(const Plan& plan, const Units& units, const Calendar& calendar,
                               const std::vector<Event>& events) {
    std::vector<Obligation> obligations;
    for (const Task& task : plan.tasks) {
        const std::vector<Owed> owed = owed_by(task, plan, calendar, events);
        if (owed.empty()) continue;
        for (const std::string& unit : lead_units(task, units)) {
            for (const Owed& what : owed) {
                obligations.push_back({{plan.number, task.key, what.period, unit},
                                       calendar.deadline(what.due),
                                       what.kind,
                                       what.every,
                                       what.data});
            }
        }
    }
    std::ranges::sort(obligations, {}, &Obligation::key);
    return obligations;
}

std::vector<std::string> lead_units(const Task& task, const Units& units) {
    std::vector<std::string> leads;
    for (const UnitRef& lead : task.lead) {
        const Unit* unit = units.find(lead.unit);
        if (unit == nullptr) continue;
        for (const Unit* member : units.standing_for(*unit)) {
            if (std::ranges::count(leads, member->id) == 0) leads.push_back(member->id);
        }
    }
    return leads;
}

}  // namespace dondoc::plan
