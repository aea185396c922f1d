#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "config/settings.h"
#include "daemon/clock.h"
#include "plan/calendar.h"
#include "plan/unit.h"
#include "store/database.h"
#include "store/journal.h"

namespace dondoc::daemon {

/// DESIGN 6: what a command answers with.
enum class Exit { done = 0, no = 1, usage = 2, failed = 3 };

/// Ends a command: problems for people, and how the program exits.
class Failure : public std::runtime_error {
  public:
    explicit Failure(plan::Problems problems, Exit exit = Exit::failed);
    explicit Failure(plan::Problem problem, Exit exit = Exit::failed);
    const plan::Problems& problems() const { return problems_; }
    Exit exit() const { return exit_; }

  private:
    plan::Problems problems_;
    Exit exit_;
};

/// The value, or a Failure with the problem.
template <class T>
T or_fail(plan::Result<T> result, Exit exit = Exit::failed) {
    if (!result) throw Failure(std::move(result.error()), exit);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}
template <class T>
T or_fail(plan::Checked<T> result, Exit exit = Exit::failed) {
    if (!result) throw Failure(std::move(result.error()), exit);
    return std::move(*result);
}

[[noreturn]] void fail(std::string vi, std::string en, Exit exit = Exit::failed);

/// What a command works with, each opened when it is first asked for: settings, database, units,
/// the calendar, the clock and the reader's language.
class Session {
  public:
    Session(std::string config_path, plan::Language language, const Clock& clock);
    ~Session();

    const std::string& config_path() const { return config_path_; }
    plan::Language language() const { return language_; }
    plan::Instant now() const { return clock_.now(); }
    plan::Day today() { return calendar().zone().day_at(now()); }

    const config::Settings& settings();
    const plan::Calendar& calendar();
    /// Made when it is missing; its owner is its folder's, so that the service can use a database
    /// that root made.
    store::Database& database();
    /// The same, but one that is missing is a Failure.
    store::Database& existing_database();
    const plan::Units& units();
    /// After a command has changed them.
    void forget_units() { units_.reset(); }
    /// Who acts: `by` as given, else the login name.
    store::Act act(const std::string& by, const std::string& note = {}) const;

    /// The text in the reader's language.
    const std::string& say(const plan::Words& words) const { return words.in(language_); }

  private:
    std::string config_path_;
    plan::Language language_;
    const Clock& clock_;
    std::optional<config::Settings> settings_;
    std::optional<plan::Calendar> calendar_;
    std::unique_ptr<store::Database> database_;
    std::optional<plan::Units> units_;
};

/// The calendar that settings describe. The zone was checked when they were read.
plan::Calendar calendar_of(const config::Settings& settings);

/// `--config`, else $DONDOC_CONFIG, else /etc/dondoc/dondoc.toml.
std::string default_config_path();

/// The language before any command has run: $DONDOC_LANG, else that of the settings at
/// `config_path`, else that of the locale, else Vietnamese.
plan::Language language_for(const std::string& config_path);

/// An instant or a day that a person typed (`2024-06-14`, `2024-06-14T08:00`), or a usage Failure.
plan::Instant read_instant(const std::string& text, const plan::Zone& zone, const char* option);
plan::Day read_day(const std::string& text, const char* option);

}  // namespace dondoc::daemon
