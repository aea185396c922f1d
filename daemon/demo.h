#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "daemon/clock.h"
#include "plan/words.h"

namespace dondoc::daemon {

/// Prints how things stand by the demo's clock, given the settings' path.
using ShowStatus = std::function<void(const std::string& config_path, const Clock& clock)>;

/// The whole job in under a minute: the shipped example plan, from its issue to the year's end,
/// through the real pipeline (import, ladder, outbox, maildir) on a clock that is stepped.
/// `examples` holds plan.toml, units.toml and dondoc.toml; everything is made in `folder`, which
/// must be new or empty.
void run_demo(const std::string& examples, const std::string& folder, plan::Language language,
              std::ostream& out, const ShowStatus& status);

/// Where the shipped example lies: beside the installed program, or in the source tree it was built
/// in. Empty when neither is there.
std::string shipped_example();

}  // namespace dondoc::daemon
