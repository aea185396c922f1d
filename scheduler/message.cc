#include "scheduler/message.h"

#include <algorithm>
#include <array>

namespace dondoc::scheduler {
namespace {

constexpr std::array<std::string_view, 8> kStates = {"held",      "ready", "sending",   "accepted",
                                                     "uncertain", "dead",  "withdrawn", "expired"};

}  // namespace

std::string_view name_of(MessageState state) {
    return kStates.at(static_cast<std::size_t>(state));
}

std::optional<MessageState> message_state_named(std::string_view name) {
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        if (kStates.at(i) == name) return static_cast<MessageState>(i);
    }
    return std::nullopt;
}

std::vector<Message> digest(std::vector<Reminder> reminders, const config::Settings& settings,
                            plan::Instant now, const std::function<std::string()>& new_id) {
    std::vector<Message> messages;
    for (auto& reminder : reminders) {
        const auto channel = settings.channels.find(reminder.recipient.channel);
        const bool together = channel == settings.channels.end() || channel->second.digest;
        auto place = messages.end();
        if (together) {
            place = std::find_if(messages.begin(), messages.end(), [&](const Message& message) {
                return message.channel == reminder.recipient.channel &&
                       message.address == reminder.recipient.address;
            });
        }
        if (place == messages.end()) {
            Message message;
            message.id = new_id();
            message.channel = reminder.recipient.channel;
            message.address = reminder.recipient.address;
            message.created = now;
            place = messages.insert(messages.end(), std::move(message));
        }
        place->reminders.push_back(std::move(reminder));
    }
    // Ladders 7: most urgent first.
    for (auto& message : messages) {
        std::stable_sort(
            message.reminders.begin(), message.reminders.end(),
            [](const Reminder& a, const Reminder& b) { return a.deadline < b.deadline; });
    }
    return messages;
}

}  // namespace dondoc::scheduler
