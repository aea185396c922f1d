#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"
#include "plan/unit.h"

namespace dondoc::plan {

/// A name in a plan that no known unit has.
struct UnmatchedUnit {
    std::string name;
    std::string suggestion;          ///< the name of the nearest unit; empty where none is near
    std::vector<std::string> tasks;  ///< keys of the tasks that name it
    Words words;                     ///< what is wrong and what to do, in one line
};

/// Sets `UnitRef::unit`, where it is empty, of every lead and supporting unit that is known by id,
/// name or alias, also
/// where the plan leaves out tone marks, writes «UBND» or «VP» for the words, or «Các» before a
/// group; never where other marks stand («Bỏ» is not «Bổ»): that is a suggestion. What is not
/// matched has an empty `unit` and is returned, in the order of the plan.
std::vector<UnmatchedUnit> match_units(Plan& plan, const Units& units);

/// What is compared: folded, abbreviations of every office written out, without «các» in front.
std::string unit_key(std::string_view name);

}  // namespace dondoc::plan
