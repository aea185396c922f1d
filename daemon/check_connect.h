#pragma once

#include "daemon/command.h"

namespace dondoc::daemon {

/// `check --connect`: talks to every channel (no mail is sent, endpoints get a `ping`) and prints
/// what it found. False when a channel failed; what could not be tried is no failure, but is said.
bool check_connections(Program& program, const config::Settings& settings, Format format);

}  // namespace dondoc::daemon
