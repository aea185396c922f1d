#include "scheduler/message.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

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

plan::Instant useful_until(const Message& message) {
    const plan::Instant last = message.created + kUsefulFor;
    std::optional<plan::Instant> until;
    for (const Reminder& reminder : message.reminders) {
        const plan::Instant at = std::min(last, reminder.followed_at.value_or(last));
        if (!until || at > *until) until = at;
    }
    return until.value_or(last);
}

std::vector<Message> digest(std::vector<Reminder> reminders, const config::Settings& settings,
                            plan::Instant now, const std::function<std::string()>& new_id) {
    std::vector<Message> messages;
    std::map<std::pair<std::string, std::string>, std::size_t> place_of;
    for (auto& reminder : reminders) {
        const auto& to = reminder.recipient;
        const auto channel = settings.channels.find(to.channel);
        const bool together = channel == settings.channels.end() || channel->second.digest;
        const auto [known, fresh] =
            place_of.try_emplace(std::pair(to.channel, to.address), messages.size());
        if (fresh || !together) {
            Message message;
            message.id = new_id();
            message.channel = to.channel;
            message.address = to.address;
            message.created = now;
            known->second = messages.size();
            messages.push_back(std::move(message));
        }
        messages.at(known->second).reminders.push_back(std::move(reminder));
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
