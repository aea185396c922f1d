#include "daemon/postman.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "daemon/ulid.h"

namespace dondoc::daemon {
namespace {

using std::chrono::milliseconds;

/// Results, and claims of one channel, in one commit.
constexpr std::size_t kGroup = 100;
constexpr milliseconds kGroupCloses{5};
/// A channel that fails to connect this often in a row (some eight minutes) is worth a word.
constexpr int kFailuresWorthTelling = 3;

notifiers::Transport transport_of(const config::Channel& channel) {
    if (std::holds_alternative<config::EmailChannel>(channel.type)) {
        return notifiers::Transport::email;
    }
    if (std::holds_alternative<config::WebhookChannel>(channel.type)) {
        return notifiers::Transport::webhook;
    }
    return notifiers::Transport::maildir;
}

plan::Words undeliverable(const std::string& subject, const std::string& address,
                          const std::string& channel, const std::string& why,
                          const std::string& id) {
    return {fmt::format("không gửi được «{}» tới {} qua kênh {} ({}); xem: dondoc outbox show {}",
                        subject, address, channel, why, id),
            fmt::format("\"{}\" could not be sent to {} on channel {} ({}); see: dondoc outbox "
                        "show {}",
                        subject, address, channel, why, id)};
}

plan::Words held(const std::string& channel, const std::string& why) {
    return {fmt::format("kênh {0} không gửi được ({1}); các thư đang chờ, không mất; kiểm tra máy "
                        "chủ và mục [channels.{0}] trong dondoc.toml",
                        channel, why),
            fmt::format("channel {0} cannot send ({1}); its messages wait, none is lost; look at "
                        "the server and at [channels.{0}] in dondoc.toml",
                        channel, why)};
}

}  // namespace

Postman::Postman(store::Outbox& outbox, World world)
    : outbox_(outbox), world_(std::move(world)), random_(std::random_device{}()) {}

void Postman::serve(const std::string& name, std::shared_ptr<notifiers::Channel> channel) {
    Route route;
    route.channel = std::move(channel);
    route.transport = transport_of(world_.desk.settings.channels.at(name));
    // What an earlier run held is tried again, and a mail server may be gone, or changed: one
    // message at a time. The endpoints of a webhook channel have nothing to do with each other.
    const bool was_held = outbox_.release(name, world_.clock.now());
    route.probing = was_held || route.transport == notifiers::Transport::email;
    routes_.emplace(name, std::move(route));
}

void Postman::deliver() {
    if (ended_.empty() && (stopping_ || !is_due())) return;
    const bool alone = careful_ || !outbox_.has_room();
    if (alone || stopping_) record_and_claim(false);
    if (stopping_) return;
    // Promise 15: until the store takes results, nothing new is claimed.
    outbox_.require_room();
    record_and_claim(true);
}

bool Postman::is_due() const {
    const auto at = next();
    return at && *at <= world_.clock.now();
}

void Postman::record_and_claim(bool with_claims) {
    const plan::Instant now = world_.clock.now();
    std::vector<std::pair<std::string, store::Claims>> claimed;
    std::vector<std::string> released;
    careful_ = true;
    outbox_.together([&] {
        claimed.clear();
        released.clear();
        for (const Ended& each : ended_)
            record(each);
        for (auto& [name, route] : routes_) {
            if (!with_claims) break;
            if (has_just_failed(name)) continue;
            if (route.probe_at && *route.probe_at <= now) {
                if (route.held) outbox_.release(name, now);
                released.push_back(name);
            } else if (route.probe_at) {
                continue;
            }
            claimed.emplace_back(name, claim(name, route, now));
        }
    });
    careful_ = false;
    for (const std::string& name : released) {
        routes_.at(name).probe_at.reset();
        routes_.at(name).held = false;
    }
    const std::vector<Ended> recorded = std::exchange(ended_, {});
    for (const Ended& each : recorded)
        take_note(each);
    for (auto& [name, claims] : claimed)
        hand_over(name, routes_.at(name), std::move(claims), now);
}

/// What the results that are being recorded say of a channel comes before what it held until now.
bool Postman::has_just_failed(const std::string& name) const {
    return std::ranges::any_of(ended_, [&](const Ended& each) {
        return each.channel == name && (each.move.hold_channel || each.move.pause_channel);
    });
}

/// Large groups: a channel that still has work waits until it has room for many.
std::size_t Postman::room(const Route& route) const {
    const std::size_t free = route.channel->free();
    if (route.probing) return route.on_the_way == 0 ? std::min<std::size_t>(free, 1) : 0;
    if (route.on_the_way > 0 && free < kGroup) return 0;
    return std::min(free, kGroup);
}

store::Claims Postman::claim(const std::string& name, Route& route, plan::Instant now) {
    const std::size_t most = room(route);
    if (most == 0) return {};
    const auto render = [&](const auto& messages) { return freeze(messages, world_.desk, now); };
    auto claims = outbox_.claim(name, now, most, render);
    for (const auto& each : claims.dead) {
        alert("message:" + each.id,
              undeliverable(each.subject, each.address, name, each.why, each.id));
    }
    return claims;
}

void Postman::hand_over(const std::string& name, Route& route, store::Claims claims,
                        plan::Instant now) {
    for (store::Claim& claim : claims.taken) {
        ++on_the_way_;
        ++route.on_the_way;
        notifiers::Parcel parcel{claim.id, claim.address, claim.frozen.bytes, claim.attempt};
        claim.frozen.bytes.clear();
        route.channel->send(std::move(parcel), [this, name, claim = std::move(claim),
                                                now](const notifiers::Attempt& attempt) {
            finished(name, claim, now, attempt);
        });
    }
}

void Postman::finished(const std::string& name, const store::Claim& claim, plan::Instant started,
                       const notifiers::Attempt& attempt) {
    Route& route = routes_.at(name);
    --on_the_way_;
    --route.on_the_way;
    ended_.push_back(
        {name, claim, attempt, judge(route, claim, attempt), started, world_.clock.now()});
    const notifiers::NextMove& move = ended_.back().move;
    // The next message would fare no better.
    if (move.hold_channel || move.pause_channel) route.channel->recall();
    if (on_the_way_ == 0 || ended_.size() >= kGroup) {
        commit_now();
    } else {
        commit_soon();
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
    facts.jitter = jitter();
    return notifiers::next_move(attempt, facts);
}

void Postman::commit_soon() {
    if (commit_is_coming_) return;
    commit_is_coming_ = true;
    world_.later(kGroupCloses, [this] {
        commit_is_coming_ = false;
        commit_now();
    });
}

void Postman::commit_now() {
    const Stall::Watch watch(world_.stall);
    try {
        deliver();
    } catch (const store::StoreError& error) {
        // The service meets the same fault at its next look around, says it once and tries again.
        if (store::ends_the_daemon(error.cause())) throw;
    }
}

void Postman::record(const Ended& ended) {
    store::AttemptResult result;
    result.state = ended.move.state;
    result.not_before = ended.move.not_before;
    result.counts = ended.move.counts;
    result.begun = ended.move.begun;
    result.endpoint_gone = ended.move.endpoint_gone;
    result.outcome = name_of(ended.attempt.outcome);
    result.detail = ended.attempt.detail;
    if (!outbox_.finish(ended.claim, result, ended.started, ended.at)) return;
    tell_trouble(ended);
}

void Postman::tell_trouble(const Ended& ended) {
    const store::Claim& claim = ended.claim;
    const Route& route = routes_.at(ended.channel);
    const std::string& why = ended.attempt.detail;
    if (ended.move.hold_channel) outbox_.hold(ended.channel, why, ended.at);
    const bool worth_telling =
        ended.move.pause_channel && route.failures + 1 >= kFailuresWorthTelling;
    if (ended.move.hold_channel || worth_telling) {
        alert("channel:" + ended.channel, held(ended.channel, why));
    }
    // Promise 30: an alert that fails makes no alert.
    if (!ended.move.alert || ended.move.hold_channel || claim.is_alert) return;
    alert("message:" + claim.id,
          undeliverable(claim.frozen.subject, claim.address, ended.channel, why, claim.id));
}

/// What a recorded result means for the next messages of its channel.
void Postman::take_note(const Ended& ended) {
    Route& route = routes_.at(ended.channel);
    if (!ended.move.begun) return;
    spdlog::info("message {} to {} on {}: {} {}", ended.claim.id, ended.claim.address,
                 ended.channel, name_of(ended.attempt.outcome), ended.attempt.detail);
    if (ended.attempt.outcome == notifiers::Outcome::accepted) {
        ++accepted_;
        route.probing = false;
        route.failures = 0;
    }
    if (ended.move.hold_channel || ended.move.pause_channel) set_back(ended.channel, route, ended);
}

/// Promise 6, and connections that fail: one probe at a time finds out when the trouble is over.
void Postman::set_back(const std::string& name, Route& route, const Ended& ended) {
    route.probing = true;
    // Connections that failed at one time are one failure.
    if (route.probe_at && !(ended.move.hold_channel && !route.held)) return;
    ++route.failures;
    route.held = ended.move.hold_channel;
    const milliseconds wait = route.held ? notifiers::hold_after(route.failures)
                                         : notifiers::pause_after(route.failures, jitter());
    route.probe_at = ended.at + wait;
    spdlog::log(route.held ? spdlog::level::err : spdlog::level::warn,
                "channel {} {}: {}; next try in {} s", name, route.held ? "is held" : "pauses",
                ended.attempt.detail,
                std::chrono::duration_cast<std::chrono::seconds>(wait).count());
}

void Postman::alert(const std::string& about, const plan::Words& words) {
    const auto& settings = world_.desk.settings;
    if (!settings.fallback) return spdlog::error("{}", words.en);
    scheduler::Message message;
    message.id = new_ulid(world_.clock.now());
    message.kind = scheduler::Message::Kind::alert;
    message.channel = settings.fallback->channel;
    message.address = settings.fallback->address;
    message.created = world_.clock.now();
    message.alert = words.in(settings.language);
    if (outbox_.alert(message, about)) spdlog::error("{}", words.en);
}

std::optional<plan::Instant> Postman::next() const {
    std::vector<std::string> open;
    std::optional<plan::Instant> earliest;
    for (const auto& [name, route] : routes_) {
        if (route.probe_at) {
            if (!earliest || *route.probe_at < *earliest) earliest = route.probe_at;
        } else if (room(route) > 0) {
            open.push_back(name);
        }
    }
    const auto at = outbox_.next(open);
    if (at && (!earliest || *at < *earliest)) earliest = at;
    return earliest;
}

void Postman::retire() {
    stopping_ = true;
    for (auto& [name, route] : routes_)
        route.channel->recall();
}

void Postman::stop() {
    stopping_ = true;
    for (auto& [name, route] : routes_)
        route.channel->stop();
}

}  // namespace dondoc::daemon
