#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/timing.h"
#include "plan/unit.h"

namespace dondoc::plan {

/// A unit as a plan names it. `unit` is the id it was matched to, empty while nobody knows.
struct UnitRef {
    std::string name;
    std::string unit;
    bool operator==(const UnitRef&) const = default;
};

/// One row of a plan.
struct Task {
    std::string table;
    std::string no;   ///< without trailing dot
    std::string key;  ///< `table.no`, unique in the plan; a row without number takes its place
    std::string title;
    std::string timing_text;  ///< the plan's own words
    std::vector<Timing> timings;
    std::vector<UnitRef> lead;
    std::vector<UnitRef> support;
    std::string product;
    std::string note;
    std::vector<std::string> tags;
    bool operator==(const Task&) const = default;
};

struct Validity {
    Day from;
    Day until;  ///< inclusive
    bool operator==(const Validity&) const = default;
};

/// A document with a number, an issuer, a date and a validity.
struct Plan {
    std::string number;  ///< `56/KH-STP`
    std::string title;
    std::string issuer;
    std::optional<Day> issued;
    Validity valid;
    std::vector<std::string> supersedes;
    std::vector<Task> tasks;
    bool operator==(const Plan&) const = default;
};

/// A table's or row's number as printed, without white space around it and trailing dots.
std::string bare_number(std::string_view printed);
/// `table.no` from its parts, with the row's place where there is no number (DESIGN 3).
std::string task_key(std::string_view table, std::string_view no, std::size_t place);

}  // namespace dondoc::plan
