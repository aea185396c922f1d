#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "scheduler/audit.h"
#include "scheduler/reminder.h"
#include "store/database.h"

namespace dondoc::store {

/// How many messages of a channel are in a state that is not their last, or that a person may still
/// change.
struct QueueCount {
    std::string channel;
    scheduler::MessageState state = scheduler::MessageState::ready;
    std::size_t count = 0;
    plan::Instant oldest;  ///< when the oldest was made
};

struct HeldChannel {
    std::string name;
    std::string why;
    plan::Instant since;
};

/// Messages of a channel that were given up not long ago, and that nobody has dropped or sent
/// again.
struct GivenUp {
    std::string channel;
    std::size_t count = 0;
    std::string first;  ///< id
};

/// Where everything stands, for metrics, health and the self-audit. Every question is answered by
/// an index and in proportion to what waits, not to what once was. All throw StoreError.
class Whereabouts {
  public:
    explicit Whereabouts(Database& database) : database_(database) {}

    /// `held`, `ready`, `sending`, `uncertain`, `dead` and `expired`; the rest has left the outbox.
    std::vector<QueueCount> queues() const;
    std::vector<HeldChannel> held() const;
    std::vector<GivenUp> given_up_since(plan::Instant since) const;
    /// Messages that wait although their turn was at `turn` or before, and those that were handed
    /// over at `claimed` or before.
    std::vector<scheduler::AuditFacts::Queue> waiting_since(plan::Instant turn,
                                                            plan::Instant claimed) const;
    /// What a restore left to be decided, as far as it would still be of use at `now`.
    std::optional<scheduler::AuditFacts::Undecided> undecided(plan::Instant now) const;
    /// Open obligations of active plans, but for nudges, that nothing will look at again.
    std::vector<scheduler::Case> stranded(std::size_t limit) const;
    std::optional<scheduler::AuditFacts::Missed> missed_before(plan::Instant instant) const;
    std::uint64_t database_bytes() const;

  private:
    Database& database_;
};

/// Free for us on the file system of `path`, in bytes; 0 where it cannot say.
std::uint64_t free_bytes(const std::string& path);

}  // namespace dondoc::store
