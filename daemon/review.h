#pragma once

#include <ostream>
#include <vector>

#include "daemon/listing.h"
#include "plan/document/plan_document.h"
#include "plan/document/unit_match.h"

namespace dondoc::daemon {

/// What an import understood, for a clerk to check in two minutes: first the rows that need a
/// person and why, then the names that are no known unit, then all other rows with the plan's words
/// beside what was understood. For programs one object a task (DESIGN 6).
void print_review(std::ostream& out, const plan::ReadPlan& read,
                  const std::vector<plan::UnmatchedUnit>& unmatched, Format format,
                  plan::Language language);

}  // namespace dondoc::daemon
