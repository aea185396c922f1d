#pragma once

#include "daemon/command.h"
#include "plan/plan.h"

namespace dondoc::daemon {

/// `task add`, `task set`, `task remove`.
void add_task_changes(CLI::App& task, Program& program);

/// All timings of a task in plain words.
std::string timings_text(const plan::Task& task, plan::Language language);

}  // namespace dondoc::daemon
