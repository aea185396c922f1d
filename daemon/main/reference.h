#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "daemon/command.h"

namespace dondoc::daemon {

/// `dondoc reference WHAT`, hidden from the help: the pages and files that the package is built
/// with, made from the help texts of `app` and from `config::key_tables()`, so that they cannot say
/// anything else than the program. Added last.
void add_reference(CLI::App& app, Program& program);

/// dondoc(1): every command with its options.
std::string command_manual(const CLI::App& app, plan::Language language);
/// dondoc.toml(5): every key.
std::string settings_manual(plan::Language language);
/// JSON Schema of dondoc.toml, for editors.
std::string settings_schema(plan::Language language);
/// Completion of commands, options and the words that an option takes.
std::string bash_completion(const CLI::App& app);
std::string zsh_completion(const CLI::App& app);

}  // namespace dondoc::daemon
