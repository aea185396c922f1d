#include "daemon/postman.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "daemon/ulid.h"
#include "notifiers/mime.h"
#include "scheduler/brief.h"

namespace dondoc::daemon {
namespace {

notifiers::Transport transport_of(const config::Channel& channel) {
    if (std::holds_alternative<config::EmailChannel>(channel.type)) {
        return notifiers::Transport::email;
    }
    if (std::holds_alternative<config::WebhookChannel>(channel.type)) {
        return notifiers::Transport::webhook;
    }
    return notifiers::Transport::maildir;
}

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

}  // namespace

std::optional<store::Frozen> freeze(const scheduler::Message& message,
                                    const std::vector<scheduler::Case>& cases,
                                    const config::Settings& settings, const plan::Units& units,
                                    const plan::Calendar& calendar,
                                    const notifiers::Templates& templates, plan::Instant now) {
    const auto channel = settings.channels.find(message.channel);
    if (channel == settings.channels.end()) return std::nullopt;
    const scheduler::Letter letter =
        scheduler::letter_of(message, cases, units, settings, calendar, now);
    const bool alert = message.kind == scheduler::Message::Kind::alert;
    if (!alert && letter.briefs.empty()) return std::nullopt;
    const notifiers::Rendered rendered = templates.render(letter, calendar);
    if (std::holds_alternative<config::WebhookChannel>(channel->second.type)) {
        return store::Frozen{notifiers::webhook_body(letter, calendar.zone()), rendered.subject};
    }
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

Postman::Postman(store::Outbox& outbox, World world,
                 std::map<std::string, std::unique_ptr<notifiers::Channel>>&& channels)
    : outbox_(outbox), world_(world), random_(std::random_device{}()) {
    for (auto& [name, channel] : channels) {
        Route route;
        route.channel = std::move(channel);
        route.transport = transport_of(world_.settings.channels.at(name));
        // What an earlier run held is tried again, one message at a time.
        route.probing = true;
        outbox_.release(name, world_.clock.now());
        routes_.emplace(name, std::move(route));
    }
}

void Postman::deliver() {
    record_ended();
    if (stopping_) return;
    const plan::Instant now = world_.clock.now();
    for (auto& [name, route] : routes_) {
        if (route.probe_at && *route.probe_at <= now) {
            route.probe_at.reset();
            outbox_.release(name, now);
        }
        if (!route.probe_at) deliver(name, route);
    }
}

void Postman::deliver(const std::string& name, Route& route) {
    for (;;) {
        std::size_t room = route.channel->free();
        if (route.probing) room = route.on_the_way == 0 ? std::min<std::size_t>(room, 1) : 0;
        if (room == 0) return;
        const plan::Instant now = world_.clock.now();
        const auto claims = outbox_.claim(
            name, now, room,
            [&](const scheduler::Message& message, const std::vector<scheduler::Case>& cases) {
                return freeze(message, cases, world_.settings, world_.units, world_.calendar,
                              world_.templates, now);
            });
        if (claims.empty()) return;
        for (const store::Claim& claim : claims) {
            ++on_the_way_;
            ++route.on_the_way;
            notifiers::Parcel parcel{claim.id, claim.address, claim.frozen.bytes, claim.attempt};
            route.channel->send(std::move(parcel),
                                [this, name, claim, now](const notifiers::Attempt& attempt) {
                                    finished(name, claim, now, attempt);
                                });
        }
    }
}

void Postman::finished(const std::string& name, const store::Claim& claim, plan::Instant started,
                       const notifiers::Attempt& attempt) {
    Route& route = routes_.at(name);
    --on_the_way_;
    --route.on_the_way;
    ended_.push_back(
        {name, claim, attempt, judge(route, claim, attempt), started, world_.clock.now()});
    try {
        deliver();
    } catch (const store::StoreError& error) {
        // Promise 15: until the store takes results nothing new is claimed. The service meets the
        // same fault at its next look around, says it once and tries again.
        using Cause = store::StoreError::Cause;
        if (error.cause() == Cause::io || error.cause() == Cause::corrupt) throw;
    }
}

notifiers::NextMove Postman::judge(const Route& route, const store::Claim& claim,
                                   const notifiers::Attempt& attempt) {
    const bool no_answer = attempt.outcome == notifiers::Outcome::uncertain;
    notifiers::DeliveryFacts facts;
    facts.transport = route.transport;
    facts.attempts = claim.attempt;
    facts.uncertain = claim.uncertain + (no_answer ? 1 : 0);
    facts.useful_until = claim.useful_until;
    facts.now = world_.clock.now();
    facts.jitter = std::uniform_real_distribution<double>(-1.0, 1.0)(random_);
    return notifiers::next_move(attempt, facts);
}

void Postman::record_ended() {
    while (!ended_.empty()) {
        const Ended ended = ended_.front();
        store::AttemptResult result;
        result.state = ended.move.state;
        result.not_before = ended.move.not_before;
        result.counts = ended.move.counts;
        result.outcome = name_of(ended.attempt.outcome);
        result.detail = ended.attempt.detail;
        if (!outbox_.finish(ended.claim, result, ended.started, ended.at)) {
            spdlog::warn("message {}: another daemon has taken over", ended.claim.id);
        }
        ended_.erase(ended_.begin());
        act_on(ended);
    }
}

void Postman::act_on(const Ended& ended) {
    Route& route = routes_.at(ended.channel);
    const store::Claim& claim = ended.claim;
    spdlog::info("message {} to {} on {}: {} {}", claim.id, claim.address, ended.channel,
                 name_of(ended.attempt.outcome), ended.attempt.detail);
    if (ended.attempt.outcome == notifiers::Outcome::accepted) {
        ++accepted_;
        route.probing = false;
        route.holds = 0;
    }
    if (ended.move.hold_channel) {
        hold(ended.channel, route, ended.attempt);
    } else if (ended.move.alert) {
        alert("message:" + claim.id,
              {fmt::format("không gửi được thư tới {} qua kênh {} ({}); xem: dondoc outbox show {}",
                           claim.address, ended.channel, ended.attempt.detail, claim.id),
               fmt::format("the message to {} on channel {} could not be sent ({}); see: dondoc "
                           "outbox show {}",
                           claim.address, ended.channel, ended.attempt.detail, claim.id)});
    }
}

/// Promise 6: the channel's trouble holds its queue; one probe at a time finds out when it is over.
void Postman::hold(const std::string& name, Route& route, const notifiers::Attempt& attempt) {
    const plan::Instant now = world_.clock.now();
    const std::chrono::minutes wait{std::min(60, 5 << std::min(route.holds, 4))};
    ++route.holds;
    route.probing = true;
    route.probe_at = now + wait;
    outbox_.hold(name, attempt.detail, now);
    spdlog::error("channel {} is held: {}; next try in {} min", name, attempt.detail, wait.count());
    alert(
        "channel:" + name,
        {fmt::format("kênh {0} không gửi được ({1}); các thư đang chờ, không mất; kiểm tra máy chủ "
                     "và mục [channels.{0}] trong dondoc.toml",
                     name, attempt.detail),
         fmt::format("channel {0} cannot send ({1}); its messages wait, none is lost; look at the "
                     "server and at [channels.{0}] in dondoc.toml",
                     name, attempt.detail)});
}

void Postman::alert(const std::string& about, const plan::Words& words) {
    spdlog::error("{}", words.en);
    if (!world_.settings.fallback) return;
    scheduler::Message message;
    message.id = new_ulid(world_.clock.now());
    message.kind = scheduler::Message::Kind::alert;
    message.channel = world_.settings.fallback->channel;
    message.address = world_.settings.fallback->address;
    message.created = world_.clock.now();
    message.alert = words.in(world_.settings.language);
    outbox_.alert(message, about);
}

std::optional<plan::Instant> Postman::next() const {
    std::vector<std::string> open;
    std::optional<plan::Instant> earliest;
    const auto sooner = [&](plan::Instant at) {
        if (!earliest || at < *earliest) earliest = at;
    };
    for (const auto& [name, route] : routes_) {
        if (route.probe_at) {
            sooner(*route.probe_at);
        } else if (route.channel->free() > 0 && !(route.probing && route.on_the_way > 0)) {
            open.push_back(name);
        }
    }
    if (const auto at = outbox_.next(open)) sooner(*at);
    return earliest;
}

void Postman::stop() {
    stopping_ = true;
    for (auto& [name, route] : routes_)
        route.channel->stop();
}

}  // namespace dondoc::daemon
