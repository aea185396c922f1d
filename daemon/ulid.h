#pragma once

#include <string>

#include "plan/time.h"

namespace dondoc::daemon {

/// A ULID: 26 characters, sorts by time, 80 random bits from the kernel.
std::string new_ulid(plan::Instant now);

}  // namespace dondoc::daemon
