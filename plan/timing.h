#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plan/time.h"

namespace dondoc::plan {

/// `before` D: D itself is too late. `by` D: D still counts (DESIGN 4).
enum class Bound { before, by };

/// A date as the plan states it. With an hour, the deadline is that instant, whatever the bound.
struct DueDate {
    Day day;
    std::optional<TimeOfDay> hour;
    Bound bound = Bound::by;
    bool operator==(const DueDate&) const = default;
};

struct Once {
    std::optional<Day> start;
    DueDate due;
    bool operator==(const Once&) const = default;
};

enum class Every { week, month, quarter, half_year, year };

/// Which month of the period a cycle is due in: its first, its last (which it is too where nothing
/// is said), or a named one (1..12) of the period's calendar year.
struct CycleMonth {
    enum class Which { unsaid, first, last, named } which = Which::unsaid;
    unsigned named = 0;
    bool is_last() const { return which == Which::last || which == Which::unsaid; }
    bool operator==(const CycleMonth&) const = default;
};

/// An edge of a data window: a day of this period's last month, or of the period before
/// ("21 previous", "20 current").
struct DataEdge {
    unsigned day = 1;
    bool previous = false;
    bool operator==(const DataEdge&) const = default;
};

struct Cycle {
    Every every = Every::month;
    std::vector<int> periods;  ///< which of the year's periods, 1-based; empty: all
    CycleMonth month;
    int offset = 0;  ///< due in the offset-th period after the one it is for
    std::optional<unsigned> day;
    std::optional<unsigned> weekday;  ///< 1 (Monday) to 7, weekly cycles only
    Bound bound = Bound::by;
    std::optional<DataEdge> data_from;
    std::optional<DataEdge> data_to;
    bool operator==(const Cycle&) const = default;
};

enum class Count { calendar, working, month };

/// The first day is not counted (Civil Code, Article 147). Negative days: before the event.
struct AfterEvent {
    int days = 0;
    Count unit = Count::calendar;
    std::string event;
    bool operator==(const AfterEvent&) const = default;
};

struct Continuous {
    std::optional<Day> start;
    std::optional<Day> until;
    bool operator==(const Continuous&) const = default;
};

struct OnDemand {
    std::string condition;
    std::optional<Day> start;
    std::optional<Day> until;
    bool operator==(const OnDemand&) const = default;
};

struct Unknown {
    bool operator==(const Unknown&) const = default;
};

using Timing = std::variant<Once, Cycle, AfterEvent, Continuous, OnDemand, Unknown>;

enum class Kind { once, cycle, after_event, continuous, on_demand, unknown };

Kind kind_of(const Timing& timing);
std::string_view name_of(Kind kind);
std::string_view name_of(Every every);
std::string_view name_of(Bound bound);
std::string_view name_of(Count unit);
std::optional<Kind> kind_named(std::string_view name);
std::optional<Every> every_named(std::string_view name);
std::optional<Bound> bound_named(std::string_view name);
std::optional<Count> count_named(std::string_view name);

/// A timing in plain words of an office, in both languages: «mỗi tháng, trước ngày 23».
Words describe(const Timing& timing);

}  // namespace dondoc::plan
