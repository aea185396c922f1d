#pragma once

#include "daemon/command.h"

namespace dondoc::daemon {

/// `unit import FILE`.
void add_unit_import(CLI::App& unit, Program& program);
/// `unit propose PLAN`.
void add_unit_propose(CLI::App& unit, Program& program);

}  // namespace dondoc::daemon
