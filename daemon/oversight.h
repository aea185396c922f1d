#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "config/settings.h"
#include "daemon/clock.h"
#include "daemon/counters.h"
#include "daemon/stall.h"
#include "scheduler/audit.h"
#include "store/outbox.h"
#include "store/tally.h"
#include "web/figures.h"
#include "web/health.h"
#include "web/router.h"

namespace dondoc::daemon {

/// How the daemon watches itself: metrics, health, and once a day the audit. What comes from the
/// database is read when somebody asks, at most once a second.
class Oversight {
  public:
    /// What it is given must outlive it.
    Oversight(store::Database& database, const Clock& clock, Stall& stall,
              std::function<const config::Settings&()> settings);

    Counters& counters() { return counters_; }
    /// The pages of metrics and health.
    void add_pages(web::Router& router);
    /// After a round of work that left nothing due: counts what was recorded, and audits when a day
    /// has passed. Throws StoreError.
    void after_work(store::Outbox& outbox);
    /// Settings or database have changed: nothing that was read before is shown again.
    void forget() { seen_.reset(); }

  private:
    struct Seen {
        std::chrono::steady_clock::time_point at;
        std::vector<store::QueueCount> queues;
        std::vector<scheduler::AuditFacts::Channel> channels;
        std::vector<scheduler::AuditFinding> findings;
        std::vector<plan::Words> troubles;
    };

    const Seen& look();
    Seen read();
    scheduler::AuditFacts facts(const std::vector<scheduler::AuditFacts::Channel>& channels) const;
    std::vector<scheduler::AuditFacts::Channel> channels(
        const std::vector<store::HeldChannel>& held) const;
    std::optional<plan::Words> store_trouble() const;
    web::Figures figures();
    bool audit_is_due() const;
    void audit(store::Outbox& outbox);

    store::Database& database_;
    const Clock& clock_;
    Stall& stall_;
    std::function<const config::Settings&()> settings_;
    store::Tally tally_;
    Counters counters_;
    std::optional<Seen> seen_;
};

}  // namespace dondoc::daemon
