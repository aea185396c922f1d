#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "plan/timing.h"
#include "plan/words.h"

namespace dondoc::daemon {

/// The timing options of `task add` and `task set` that were given, by name without dashes, as
/// typed.
using TimingOptions = std::map<std::string, std::string>;

/// `given` must live as long as the command.
void add_timing_options(CLI::App& command, plan::Language language, TimingOptions& given);

/// The timing they say. A usage Failure where they say none, several at once, or one that a plan
/// file would be refused for as well.
plan::Timing timing_of(const TimingOptions& given);

}  // namespace dondoc::daemon
