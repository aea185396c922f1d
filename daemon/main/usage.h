#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "daemon/command.h"

namespace dondoc::daemon {

/// What is wrong with a command line, in one line in the reader's language, and where to look.
/// CLI11's own messages are English, and some say what the parser did instead of what to write.
std::string usage_text(const CLI::ParseError& error, const CLI::App& app, const Program& program);

}  // namespace dondoc::daemon
