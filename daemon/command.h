#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <string>

#include "daemon/listing.h"
#include "daemon/session.h"

namespace dondoc::daemon {

/// One run of the program: what stands before the subcommand, and how it will exit.
struct Program {
    Program(std::string path, plan::Language reader, const Clock& time)
        : config_path(std::move(path)), language(reader), clock(time) {}

    std::string config_path;
    plan::Language language;
    const Clock& clock;
    Exit exit = Exit::done;

    /// The session of the command that runs; made when it is first asked for, after parsing.
    Session& session();
    std::string say(std::string vi, std::string en) const {
        return language == plan::Language::vi ? std::move(vi) : std::move(en);
    }

  private:
    std::unique_ptr<Session> session_;
};

/// Adds a subcommand with its help in the reader's language.
CLI::App* add_command(CLI::App& parent, const Program& program, const std::string& name,
                      std::string vi, std::string en);
/// An option that takes one of a few words.
template <class Value>
CLI::Option* add_choice(CLI::App& command, const std::string& name,
                        const std::map<std::string, Value>& choices, Value& chosen,
                        std::string description) {
    std::string words;
    for (const auto& [word, value] : choices)
        words += (words.empty() ? "" : "|") + word;
    return command
        .add_option_function<std::string>(
            name, [&choices, &chosen](const std::string& word) { chosen = choices.at(word); },
            std::move(description))
        ->check(CLI::IsMember(&choices).description(""))
        ->type_name(words);
}
/// `--format table|json|jsonl`.
void add_format(CLI::App& command, const Program& program, Format& format);
/// `--by`, `--note`: who did it and why, for the journal.
struct Who {
    std::string by;
    std::string note;
};
void add_who(CLI::App& command, const Program& program, Who& who);

/// Each adds its subcommands; a subcommand's callback does the work and sets `program.exit`.
void add_run(CLI::App& app, Program& program);
void add_reload(CLI::App& app, Program& program);
void add_check(CLI::App& app, Program& program);
void add_backup(CLI::App& app, Program& program);
void add_restore(CLI::App& app, Program& program);
void add_import(CLI::App& app, Program& program);
void add_plan(CLI::App& app, Program& program);
void add_task(CLI::App& app, Program& program);
void add_unit(CLI::App& app, Program& program);
void add_contact(CLI::App& app, Program& program);
void add_obligation(CLI::App& app, Program& program);  ///< submit, reopen, extend, waive, event
void add_status(CLI::App& app, Program& program);      ///< status, upcoming
void add_explain(CLI::App& app, Program& program);
void add_simulate(CLI::App& app, Program& program);
void add_outbox(CLI::App& app, Program& program);
void add_journal(CLI::App& app, Program& program);
void add_timing(CLI::App& app, Program& program);
void add_demo(CLI::App& app, Program& program);

}  // namespace dondoc::daemon
