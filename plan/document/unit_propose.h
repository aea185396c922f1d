#pragma once

#include <vector>

#include "plan/plan.h"
#include "plan/unit.h"

namespace dondoc::plan {

/// Units for a file to fill in: every body that the plan names, once, under its commonest name;
/// its other spellings (case, tone marks, faults of text recognition, evident abbreviations) as
/// aliases; groups such as «Các Phòng, Trung tâm thuộc Sở» with those of their members that the
/// plan names. `Units::make` takes the result; matching the plan to it leaves no name over.
std::vector<Unit> propose_units(const Plan& plan);

}  // namespace dondoc::plan
