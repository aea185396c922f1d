#pragma once

#include <string>
#include <string_view>

#include "config/settings.h"
#include "plan/result.h"
#include "plan/unit.h"

namespace dondoc::config {

/// Reads and checks a dondoc.toml: every problem at once, each with file, line, column and what to
/// write instead (unknown keys with the nearest known one). Relative paths are relative to the
/// file's folder. `file` is the path given; holidays named as a file are read from there.
plan::Checked<Settings> read_settings(std::string_view toml, const std::string& file);

/// Opens the file, then as above. A file that is missing or may not be read is one problem.
plan::Checked<Settings> load_settings(const std::string& file);

/// What only the database can tell: rules whose `match.unit` or selectors name no unit, and
/// contacts on channels that the settings do not have.
plan::Problems check_against(const Settings& settings, const plan::Units& units);

/// Where a channel's password or signing secret is kept.
SecretSource secret_of(const Channel& channel);

/// The secret a source names: `$CREDENTIALS_DIRECTORY/<name>` or `…/cred_<name>`, or the file,
/// without the line end. The error never holds a part of the secret.
plan::Result<std::string> read_secret(const SecretSource& source);

}  // namespace dondoc::config
