#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

namespace dondoc::daemon::log {

enum class Level { info, warn, error, critical };

/// What a line tells of, so that `journalctl MESSAGE_ID=…` finds all of a kind. Each has a 128-bit
/// id that never changes.
enum class Event {
    none,
    attempt_ended,     ///< a message was accepted, refused, …
    channel_set_back,  ///< a channel is held or pauses
    clock_jumped,
    reloaded,
    reload_refused,
    deadline_moved,
    audit_failed,
    alerted,
    restored,  ///< a backup has taken the database's place
};

/// Whom a line is about: fields DONDOC_MESSAGE, DONDOC_CHANNEL and DONDOC_OBLIGATION in the
/// journal. The line itself names them too, for those who read text.
struct About {
    Event event = Event::none;
    std::string message = {};
    std::string channel = {};
    std::string obligation = {};
};

/// From now on lines go where systemd has connected stderr: to the journal with their fields, else
/// to stderr as text.
void open();

/// A line may be written where the daemon has no better place for what went wrong: never throws.
void write(Level level, const About& about, const std::string& line) noexcept;

template <class... Values>
void info(const About& about, fmt::format_string<Values...> text, Values&&... values) {
    write(Level::info, about, fmt::format(text, std::forward<Values>(values)...));
}
template <class... Values>
void warn(const About& about, fmt::format_string<Values...> text, Values&&... values) {
    write(Level::warn, about, fmt::format(text, std::forward<Values>(values)...));
}
template <class... Values>
void error(const About& about, fmt::format_string<Values...> text, Values&&... values) {
    write(Level::error, about, fmt::format(text, std::forward<Values>(values)...));
}

}  // namespace dondoc::daemon::log
