#pragma once

#include <string>
#include <vector>

#include "plan/timing.h"

namespace dondoc::store {

/// Timings as the JSON array of the machine-readable forms (DESIGN 6), which is also how they are
/// stored.
std::string timings_to_json(const std::vector<plan::Timing>& timings);
std::vector<plan::Timing> timings_from_json(const std::string& json);

}  // namespace dondoc::store
