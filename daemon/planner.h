#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "config/settings.h"
#include "plan/calendar.h"
#include "plan/unit.h"
#include "scheduler/reach.h"
#include "store/obligations.h"
#include "store/outbox.h"

namespace dondoc::daemon {

/// Carries out the scheduler's decisions: takes what is due out of the store, asks the ladder, and
/// records reminders and messages. Decides nothing itself.
///
/// It works in slices, between which the loop turns: thousands of obligations may come due at one
/// instant. A message is recorded when its recipient's digest is whole; an obligation stays due
/// until all its reminders are recorded, so that a crash between two slices loses none.
class Planner {
  public:
    /// What it is given must outlive it.
    Planner(store::Database& database, store::Outbox& outbox, const config::Settings& settings,
            const plan::Units& units, const plan::Calendar& calendar);

    /// Decides a slice of what is due at `now`; returns the messages that were made.
    std::vector<scheduler::Message> plan(plan::Instant now);
    /// There are further slices of what was due.
    bool busy() const { return !due_.empty(); }
    /// When something is due next.
    std::optional<plan::Instant> next() const;
    /// Units, or who may be told of what, have changed.
    void look_again();

  private:
    struct Slice {
        std::vector<store::Decided> decided;
        std::vector<scheduler::Reminder> ready;
    };
    void begin(plan::Instant now);
    std::vector<store::Due> take_slice();
    Slice decide(const std::vector<scheduler::Case>& cases);
    std::vector<scheduler::Message> record(const Slice& slice);

    store::Database& database_;
    store::Outbox& outbox_;
    const config::Settings& settings_;
    const plan::Units& units_;
    const plan::Calendar& calendar_;
    scheduler::Reach reach_;

    std::deque<store::Due> due_;
    plan::Instant now_{};  ///< of the whole round: its digests are of one minute
    /// Reminders whose recipients may be told of other units' obligations too, and what they are
    /// about: recorded with the last slice.
    std::vector<scheduler::Reminder> waiting_;
    std::vector<store::Decided> unfinished_;
};

}  // namespace dondoc::daemon
