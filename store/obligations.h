#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scheduler/ladder.h"
#include "scheduler/message.h"
#include "scheduler/reminder.h"
#include "store/database.h"
#include "store/journal.h"

namespace dondoc::store {

/// What bringing the stored obligations in line with a plan's expansion changed.
struct SyncReport {
    std::size_t added = 0;
    std::size_t past = 0;                ///< of those added: their last good day lay behind
    std::vector<std::string> moved;      ///< obligations whose deadline moved
    std::vector<std::string> cancelled;  ///< open ones that the plan no longer owes
};

struct CaseFilter {
    std::optional<std::string> plan;  ///< number
    std::optional<std::string> unit;
    std::vector<plan::State> states;  ///< empty: all
    bool drafts = false;              ///< also of plans that are not active
    bool nudges = false;              ///< also turns of nudges
};

/// One obligation's decision, to be recorded.
struct Decided {
    std::int64_t id = 0;
    scheduler::Decision decision;
    std::optional<plan::Instant> next;  ///< when to look at it again
    /// The deadline that was decided on (that of the first reminder when not given): where another
    /// one counts by now, nothing is recorded and the obligation is looked at again.
    std::optional<plan::Instant> deadline = std::nullopt;
    /// False: reminders of this decision are still to be recorded, so it stays due meanwhile.
    bool whole = true;
};

/// An obligation that is due to be looked at.
struct Due {
    std::int64_t id = 0;
    std::string unit;
};

/// What units owe, and the ledger of reminders. An obligation that the ladder must look at carries
/// `next_at`, indexed, so that what is due is found without a scan.
class ObligationStore {
  public:
    explicit ObligationStore(Database& database) : database_(database) {}

    /// Adds what is new (as `past` where the last good day lies before `today` and `include_past`
    /// is false), moves deadlines that changed (not those that were extended), cancels open ones
    /// that vanished, revives cancelled ones that came back, and turns `past` to `open` with
    /// `include_past`. Everything added or moved is looked at next. Submitted stays submitted.
    SyncReport sync(const std::string& plan_number, const std::vector<plan::Obligation>& owed,
                    plan::Day today, bool include_past, const Act& act);

    std::vector<scheduler::Case> cases(const CaseFilter& filter) const;
    std::optional<scheduler::Case> case_by_id(std::int64_t id) const;
    /// By `plan:task:period:unit`, or by any parts of it that are unambiguous («12.2:2024-06»). The
    /// problem lists what could be meant.
    plan::Result<scheduler::Case> find(const std::string& reference) const;

    /// Open obligations of active plans whose `next_at` is not after `now`, those of one unit
    /// beside each other, a unit's most overdue first.
    std::vector<Due> due(plan::Instant now) const;
    /// Those of `due` that still are open, in the same order.
    std::vector<scheduler::Case> due_cases(std::span<const Due> due) const;
    std::optional<plan::Instant> next_due() const;
    /// All open obligations are looked at again: rules, calendar or contacts changed.
    void look_again();

    /// T1: ledger, messages and journal in one transaction (Ladders 4). A reminder that is recorded
    /// already is left out of its message, and a message that loses all is not made; returns the
    /// messages that were made.
    std::vector<scheduler::Message> record(const std::vector<Decided>& decided,
                                           const std::vector<scheduler::Message>& messages,
                                           plan::Instant now);

    /// These throw a StoreError where the obligation's state, or that of its plan, forbids them.
    void submit(std::int64_t id, plan::Instant at, const Act& act);
    void reopen(std::int64_t id, const Act& act);
    void waive(std::int64_t id, const Act& act);
    void extend(std::int64_t id, const plan::Deadline& deadline, const Act& act);

  private:
    Database& database_;
};

}  // namespace dondoc::store
