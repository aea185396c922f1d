#pragma once

#include <string>

#include "plan/calendar.h"

namespace dondoc::store {

/// What the journal keeps of a deadline that changed, and of one that was met or missed.
std::string change_detail(const plan::Deadline& from, const plan::Deadline& to);
std::string submit_detail(plan::Instant at, const plan::Deadline& deadline);

}  // namespace dondoc::store
