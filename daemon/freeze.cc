#include "daemon/freeze.h"

#include <atomic>
#include <future>

#include "notifiers/mime.h"
#include "scheduler/brief.h"

namespace dondoc::daemon {
namespace {

struct Sender {
    std::string from;
    std::string reply_to;
};

Sender sender_of(const config::Channel& channel) {
    if (const auto* email = std::get_if<config::EmailChannel>(&channel.type)) {
        return {email->from, email->reply_to};
    }
    if (const auto* maildir = std::get_if<config::MaildirChannel>(&channel.type)) {
        return {maildir->from, maildir->reply_to};
    }
    return {};
}

/// DESIGN 8: a calendar attachment for the first reminder of an obligation.
std::string calendar_for(const scheduler::Letter& letter, const notifiers::Rendered& rendered,
                         const Sender& sender) {
    if (letter.briefs.size() != 1) return {};
    const scheduler::Brief& brief = letter.briefs.front();
    const bool first = brief.told.empty() && brief.turn == 0 && brief.to_owner;
    if (!first || brief.days_left < 0 || brief.kind == plan::Kind::continuous) return {};
    return notifiers::calendar_event(brief, letter.now, rendered.event,
                                     notifiers::address_of(sender.from));
}

std::optional<store::Frozen> freeze_one(const store::ToFreeze& what, const Desk& desk,
                                        plan::Instant now) {
    const auto& [message, cases] = what;
    const auto& [settings, units, calendar, templates] = desk;
    const auto channel = settings.channels.find(message.channel);
    if (channel == settings.channels.end()) return std::nullopt;
    const scheduler::Letter letter =
        scheduler::letter_of(message, cases, units, settings, calendar, now);
    const bool alert = message.kind == scheduler::Message::Kind::alert;
    if (!alert && letter.briefs.empty()) return std::nullopt;
    if (std::holds_alternative<config::WebhookChannel>(channel->second.type)) {
        return store::Frozen{notifiers::webhook_body(letter, calendar.zone()),
                             templates.subject(letter, calendar)};
    }
    const notifiers::Rendered rendered = templates.render(letter, calendar);
    const Sender sender = sender_of(channel->second);
    notifiers::MailHeaders headers;
    headers.id = message.id;
    headers.from = sender.from;
    headers.reply_to = sender.reply_to;
    headers.to = message.address;
    headers.date = calendar.zone().local(now);
    headers.language = settings.language;
    if (!alert) headers.calendar = calendar_for(letter, rendered, sender);
    return store::Frozen{notifiers::mail_bytes(headers, rendered), rendered.subject};
}

/// Below it, starting a thread costs more than it spares.
constexpr std::size_t kMuch = 8;

}  // namespace

std::vector<std::optional<store::Frozen>> freeze(const std::vector<store::ToFreeze>& messages,
                                                 const Desk& desk, plan::Instant now) {
    std::vector<std::optional<store::Frozen>> frozen(messages.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < messages.size(); i = next++)
            frozen[i] = freeze_one(messages[i], desk, now);
    };
    if (messages.size() < kMuch) {
        work();
        return frozen;
    }
    auto other = std::async(std::launch::async, work);
    work();
    other.get();
    return frozen;
}

}  // namespace dondoc::daemon
