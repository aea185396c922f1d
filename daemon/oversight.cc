#include "daemon/oversight.h"

#include <algorithm>

#include "daemon/log.h"
#include "daemon/ulid.h"
#include "notifiers/outcome.h"
#include "store/database_file.h"

namespace dondoc::daemon {
namespace {

constexpr std::chrono::seconds kFresh{1};
constexpr std::chrono::hours kAuditEvery{24};
constexpr std::chrono::hours kRecently{24};
/// Rows that are counted in one go: a few milliseconds at most.
constexpr std::size_t kCountedAfterWork = 1000;
constexpr std::size_t kCountedWhenAsked = 10'000;
/// Whoever is told of that many knows where to look.
constexpr std::size_t kStrandedShown = 200;

scheduler::Message alert_of(const config::Fallback& fallback, std::string text, plan::Instant now) {
    scheduler::Message message;
    message.id = new_ulid(now);
    message.kind = scheduler::Message::Kind::alert;
    message.channel = fallback.channel;
    message.address = fallback.address;
    message.created = now;
    message.alert = std::move(text);
    return message;
}

}  // namespace

Oversight::Oversight(store::Database& database, const Clock& clock, Stall& stall,
                     std::function<const config::Settings&()> settings)
    : database_(database),
      clock_(clock),
      stall_(stall),
      settings_(std::move(settings)),
      tally_(database) {
    counters_.started = counters_.at_work_since = counters_.looked_at = clock_.now();
}

void Oversight::add_pages(web::Router& router) {
    router.add("GET", "/metrics", [this](const web::Request&) {
        const Stall::Watch watch(stall_);
        return web::Response{200, web::kMetricsType, web::metrics_text(figures())};
    });
    router.add("GET", "/healthz", [this](const web::Request& request) {
        const Stall::Watch watch(stall_);
        return web::health_answer(look().troubles, settings_().language, request);
    });
}

const Oversight::Seen& Oversight::look() {
    if (!seen_ || std::chrono::steady_clock::now() - seen_->at >= kFresh) seen_ = read();
    return *seen_;
}

Oversight::Seen Oversight::read() {
    tally_.catch_up(kCountedWhenAsked);
    Seen seen;
    seen.at = std::chrono::steady_clock::now();
    const store::Whereabouts where(database_);
    web::HealthFacts health;
    health.held = where.held();
    health.given_up = where.given_up_since(clock_.now() - kRecently);
    health.store = store_trouble();
    seen.queues = where.queues();
    seen.channels = channels(health.held);
    health.findings = scheduler::audit(facts(seen.channels), clock_.now());
    seen.troubles = web::troubles(health);
    seen.findings = std::move(health.findings);
    return seen;
}

std::vector<scheduler::AuditFacts::Channel> Oversight::channels(
    const std::vector<store::HeldChannel>& held) const {
    const auto away = notifiers::name_of(notifiers::Outcome::unreachable);
    std::vector<scheduler::AuditFacts::Channel> all;
    for (const auto& [name, unused] : settings_().channels) {
        const auto tally = tally_.channels().find(name);
        all.push_back({name, std::ranges::count(held, name, &store::HeldChannel::name) > 0,
                       tally != tally_.channels().end() && tally->second.last_outcome == away});
    }
    return all;
}

scheduler::AuditFacts Oversight::facts(
    const std::vector<scheduler::AuditFacts::Channel>& channels) const {
    const store::Whereabouts where(database_);
    const plan::Instant now = clock_.now();
    scheduler::AuditFacts facts;
    for (const scheduler::Case& each : where.stranded(kStrandedShown)) {
        const bool has_rule = scheduler::rule_for(each, settings_().rules) != nullptr;
        facts.stranded.push_back({each.obligation.key.text(), has_rule});
    }
    facts.missed = where.missed_before(now - scheduler::kLateAfter);
    facts.queues =
        where.waiting_since(now - scheduler::kLateAfter, now - scheduler::kLongestSending);
    facts.undecided = where.undecided(now);
    facts.channels = channels;
    facts.at_work_since = counters_.at_work_since;
    facts.looked_at = counters_.looked_at;
    return facts;
}

std::optional<plan::Words> Oversight::store_trouble() const {
    if (counters_.trouble) return counters_.trouble;
    if (store::has_room(database_.path())) return std::nullopt;
    return store::no_room(database_.path()).problem().words;
}

web::Figures Oversight::figures() {
    const Seen& seen = look();
    web::Figures figures;
    figures.version = DONDOC_VERSION;
    figures.now = clock_.now();
    figures.started = counters_.started;
    figures.epoch = counters_.epoch;
    figures.tally = &tally_;
    figures.queues = seen.queues;
    figures.channels = seen.channels;
    figures.next_wake = counters_.next_wake;
    figures.database_bytes = store::Whereabouts(database_).database_bytes();
    figures.disk_free_bytes = store::free_bytes(database_.path());
    figures.longest_stall = stall_.longest();
    figures.stalls = &stall_.histogram();
    figures.clock_jumps = counters_.clock_jumps;
    figures.reloads_taken = counters_.reloads_taken;
    figures.reloads_refused = counters_.reloads_refused;
    figures.last_sync = counters_.last_sync;
    figures.last_audit = counters_.last_audit;
    figures.troubles = seen.troubles.size();
    return figures;
}

void Oversight::after_work(store::Outbox& outbox) {
    counters_.looked_at = clock_.now();
    if (settings_().web) tally_.catch_up(kCountedAfterWork);
    if (audit_is_due()) audit(outbox);
}

bool Oversight::audit_is_due() const {
    if (!counters_.last_audit) return true;
    const plan::Instant now = clock_.now();
    // Also when the clock was set back.
    return now >= *counters_.last_audit + kAuditEvery || now < *counters_.last_audit;
}

void Oversight::audit(store::Outbox& outbox) {
    seen_ = read();
    const plan::Language language = settings_().language;
    std::string text;
    for (const scheduler::AuditFinding& each : seen_->findings) {
        if (!scheduler::fails_audit(each.issue)) continue;
        const plan::Words words = web::words_of(each);
        const bool of_message =
            !each.channel.empty() || each.issue == scheduler::AuditIssue::undecided;
        log::error({log::Event::audit_failed, of_message ? each.subject : "", each.channel,
                    of_message ? "" : each.subject},
                   "self-audit: {}", words.en);
        text += (text.empty() ? "" : "\n") + words.in(language);
    }
    const auto& fallback = settings_().fallback;
    if (!text.empty() && fallback) {
        outbox.alert(alert_of(*fallback, text, clock_.now()), "audit");
    }
    counters_.last_audit = clock_.now();
}

}  // namespace dondoc::daemon
