#pragma once

#include <string>
#include <string_view>

#include "plan/plan.h"

namespace dondoc::plan {

/// Plan files and unit files in TOML (DESIGN 7). Readers say every problem at once, each with file,
/// line, column and what to write instead; they take what a file holds and write nothing.

/// `file` is the name for messages. Units are matched by id, name or alias; a name that matches
/// none is a problem, with the nearest name. A task without `timings` needs `timing` words: they
/// are read as a phrase (plan/phrase/phrase.h) in the year the plan begins. A task with `open =
/// true` may name units that nobody knows, or none: it waits for a person.
Checked<Plan> read_plan(std::string_view toml, const std::string& file, const Units& units);

/// What `plan show --format toml` prints: reading it again gives the same plan.
std::string write_plan(const Plan& plan);

/// Units of one file, not yet checked against those that are known (Units::make does that).
Checked<std::vector<Unit>> read_units(std::string_view toml, const std::string& file);
/// The same columns as CSV: id, name, aliases (;), parent, members (;), role, channel, address; a
/// further contact of a unit is a further row with its id.
Checked<std::vector<Unit>> read_units_csv(std::string_view csv, const std::string& file);
std::string write_units(const std::vector<Unit>& units);

/// Reads a whole file: at most 16 MiB.
Result<std::string> read_file(const std::string& path);
/// The same for a text: UTF-8, not empty; without its byte order mark.
Result<std::string> read_text_file(const std::string& path);

}  // namespace dondoc::plan
