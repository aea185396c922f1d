#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/calendar.h"
#include "plan/plan.h"

namespace dondoc::plan {

/// One turn of a cycle. Sorts by key.
struct Period {
    std::string key;  ///< `2024-05`, `2024-Q2`, `2024-H1`, `2024-W23`, `2024`, `once`, with `.2` …
    Day first;
    Day last;  ///< inclusive
    bool operator==(const Period&) const = default;
};

/// Identity (DESIGN 3). `task` is the task's key.
struct ObligationKey {
    std::string plan;
    std::string task;
    std::string period;
    std::string unit;
    auto operator<=>(const ObligationKey&) const = default;
    /// `56/KH-STP:12.2:2024-06:van-phong`.
    std::string text() const;
};

struct DataWindow {
    Day from;
    Day to;  ///< inclusive
    bool operator==(const DataWindow&) const = default;
};

enum class State { open, submitted, waived, cancelled, past };
std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);

/// What ONE unit owes for ONE task in ONE period, as it follows from the plan alone.
struct Obligation {
    ObligationKey key;
    Deadline deadline;
    Kind kind = Kind::once;
    std::optional<Every> every;  ///< of a cycle
    std::optional<DataWindow> data;
    bool operator==(const Obligation&) const = default;
};

/// An event that someone recorded: it starts an `after_event` limit, or sets the date of a task
/// that is `on_demand` (then `due` is set).
struct Event {
    std::string plan;
    std::string task;
    Day on;
    std::string ref;
    std::optional<DueDate> due;
    bool operator==(const Event&) const = default;
};

/// All turns of a cycle within the validity, in order.
std::vector<Period> periods_of(const Cycle& cycle, const Validity& valid);
/// The date a cycle is due for one of its periods.
DueDate due_of(const Cycle& cycle, const Period& period);
std::optional<DataWindow> data_window_of(const Cycle& cycle, const Period& period);

/// The ids of those who owe what a task asks: its lead units, groups replaced by their members,
/// each once. Names that were matched to no unit owe nothing yet.
std::vector<std::string> lead_units(const Task& task, const Units& units);

/// Everything a plan owes, one obligation for each lead unit (a group's members each owe), sorted
/// by key. Continuous and unknown timings owe nothing; `after_event` and `on_demand` owe what
/// `events` started. The identity of an obligation does not depend on the calendar.
std::vector<Obligation> expand(const Plan& plan, const Units& units, const Calendar& calendar,
                               const std::vector<Event>& events);

}  // namespace dondoc::plan
