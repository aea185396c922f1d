#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/command.h"
#include "daemon/upkeep.h"
#include "store/obligations.h"
#include "store/plans.h"
#include "store/units.h"

namespace dondoc::daemon {

/// What the commands share that change units, contacts and tasks: reading what a person typed,
/// finding what they name, bringing what is owed in line, and saying what came of it.

/// Typed text as it is stored: NFC, white space collapsed. A usage Failure where it is not UTF-8 or
/// has control characters in it.
std::string read_text(const std::string& typed, const char* option);
/// An option that is nothing until it is given, read with `read_text`. `into` must live as long as
/// the command.
void add_text(CLI::App& command, const char* option, std::optional<std::string>& into,
              const std::string& help);
void add_text(CLI::App& command, const char* option, std::string& into, const std::string& help);
/// One that may be given several times; `--option ""` makes the list empty.
void add_texts(CLI::App& command, const char* option, std::optional<std::vector<std::string>>& into,
               const std::string& help);

/// One line on stderr; the command goes on.
void warn(const Program& program, const plan::Words& words);

/// A unit by id, name or alias, or a Failure that says the nearest.
const plan::Unit& find_unit(Session& session, const std::string& named);

/// What people call the state that a plan is in.
plan::Words state_words(store::PlanState state);

/// A task of a plan that is not retired: `56/KH-STP:12.2`, or `12.2` where only one plan has it.
struct NamedTask {
    store::PlanRecord record;
    std::size_t place = 0;  ///< in the plan's tasks

    const plan::Task& task() const { return record.plan->tasks.at(place); }
    /// `56/KH-STP:12.2`.
    std::string reference() const { return record.plan->number + ":" + task().key; }
};
NamedTask find_task(Session& session, const std::string& reference);
/// One of an active plan.
NamedTask find_active_task(Session& session, const std::string& reference);

/// What a change of units brought with it.
struct UnitEffects {
    store::UnitChanges changes;
    std::vector<std::string> placed;  ///< plans in which names now stand for units
    std::vector<PlanSync> synced;
};

/// Saves units; names in plans that stood for no unit and now do are matched, and active plans owe
/// what follows. All of it or nothing; with `dry_run` nothing.
UnitEffects change_units(Session& session, const std::vector<plan::Unit>& units,
                         const store::Act& act, bool dry_run = false);
void say_effects(const Program& program, const UnitEffects& effects);

/// Writes the plan as changed and, where it is active, brings what it owes in line. Answers nothing
/// for a plan that is not active.
std::optional<store::SyncReport> change_plan(Session& session, const store::PlanRecord& record,
                                             const plan::Plan& changed, const store::Act& act);
/// What became owed, moved or was cancelled; silent where nothing did.
void say_sync(const Program& program, const std::string& plan, const store::SyncReport& report);

}  // namespace dondoc::daemon
