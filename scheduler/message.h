#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scheduler/reminder.h"

namespace dondoc::scheduler {

/// What is sent: one or several reminders for one recipient on one channel (Ladders 7), or word to
/// the administrator that something cannot be delivered.
struct Message {
    std::string id;  ///< ULID
    enum class Kind { reminders, alert } kind = Kind::reminders;
    std::string channel;
    std::string address;
    plan::Instant created;
    std::vector<Reminder> reminders;
    std::string alert;  ///< of an alert: what happened, a line each, in the language set
};

/// DELIVERY.md, outbox.
enum class MessageState { held, ready, sending, accepted, uncertain, dead, withdrawn, expired };
std::string_view name_of(MessageState state);
std::optional<MessageState> message_state_named(std::string_view name);

/// The turn of a message that only a person lets go on: after a restore nobody can know whether it
/// went out (DELIVERY.md, promise 31). It is `uncertain`, and later than any instant that comes.
constexpr plan::Instant kWhenAsked{std::chrono::milliseconds{253'402'214'400'000}};  // 9999-12-31

/// Nobody is helped by what comes later than that.
constexpr std::chrono::days kUsefulFor{5};
/// Until when trying to deliver it makes sense: the recipient's next turn of any of its reminders
/// takes its place; five days at most (DELIVERY.md, Retry).
plan::Instant useful_until(const Message& message);

/// Groups what was decided in one minute into messages: one per recipient and channel, or one per
/// reminder where the channel's digest is off. `new_id` gives a fresh ULID for each.
std::vector<Message> digest(std::vector<Reminder> reminders, const config::Settings& settings,
                            plan::Instant now, const std::function<std::string()>& new_id);

}  // namespace dondoc::scheduler
