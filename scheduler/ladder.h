#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scheduler/reminder.h"
#include "scheduler/turn.h"

namespace dondoc::scheduler {

/// What to do at one instant about one obligation.
struct Decision {
    std::vector<Reminder> made;        ///< go out now
    std::vector<Reminder> superseded;  ///< a later word goes out, or went out, instead
    /// Selectors that reached nobody when their turn came due, for ledger and journal: the
    /// recipient's address is the selector, its channel is empty.
    std::vector<Reminder> unreached;
};

/// The decision that `run`, `simulate` and `explain` share (DESIGN 5, Ladders 2 to 6): a walk along
/// one obligation's ladder. It knows the time only from `advance`; the same facts and the same
/// instants give the same decisions. References given to it must outlive it.
class Ladder {
  public:
    /// `recorded` are the turns decided earlier for this deadline: none is decided twice, and a
    /// turn that was decided when its time came stays closed to addresses that were added later.
    Ladder(const config::Rule& rule, const plan::ObligationKey& key, const plan::Deadline& deadline,
           const std::vector<Recipients>& recipients_of_step, const plan::Calendar& calendar,
           const std::vector<Recorded>& recorded);

    /// Decides everything that came due up to and including `now`. `now` never goes back.
    Decision advance(plan::Instant now);

    /// When to look again: the next turn, or the next opening that a due turn waits for. Nothing
    /// when the ladder has ended.
    std::optional<plan::Instant> next() const;

  private:
    struct Candidate {
        Turn turn;
        std::size_t recipient;  ///< index into recipients_
        const Recipient* as;    ///< with the selector of this step
    };
    struct Known {
        Recipient recipient;
        std::optional<Turn> said;  ///< the latest turn that went out
    };

    std::size_t recipient_index(const Recipient& recipient);
    const Recorded* record_of(const Turn& turn, const Recipient& recipient) const;
    bool is_closed(const Turn& turn) const;
    void admit(const Turn& turn, Decision& decision);
    void admit_unreached(const Turn& turn, Decision& decision) const;
    void settle(std::size_t recipient, plan::Instant now, Decision& decision);
    Reminder reminder(const Turn& turn, const Recipient& recipient) const;
    std::optional<plan::Instant> next_for(const Recipient& recipient) const;

    const config::Rule& rule_;
    const plan::ObligationKey& key_;
    const plan::Deadline& deadline_;
    const std::vector<Recipients>& recipients_of_step_;
    const plan::Calendar& calendar_;
    /// The ledger by step key and turn.
    std::multimap<std::pair<std::string_view, int>, const Recorded*> recorded_;
    std::vector<StepTurns> cursors_;
    std::vector<Known> recipients_;
    std::vector<Candidate> pending_;
    std::optional<plan::Instant> waiting_;  ///< the opening that pending turns wait for
};

/// The ladder that a rule gives an obligation: its steps, or for a continuous task the one step
/// `nudge` on its day (Ladders 9).
config::Rule ladder_of(const config::Rule& rule, const plan::Obligation& obligation);
/// What nudges a plan's continuous tasks get: one per period of the nudge and lead unit, as
/// obligations of kind `continuous` whose deadline only carries the day. `owed` is the plan's
/// expansion, sorted by key: a nudge never takes the key of something that is owed.
std::vector<plan::Obligation> expand_nudges(const plan::Plan& plan, const plan::Units& units,
                                            const plan::Calendar& calendar,
                                            const std::vector<config::Rule>& rules,
                                            const std::vector<plan::Obligation>& owed);

/// The recipients of each step of a rule for what an obligation's unit owes.
std::vector<Recipients> recipients_of(const config::Rule& rule, const plan::Obligation& obligation,
                                      const plan::Task& task, const plan::Units& units,
                                      const config::Settings& settings);

}  // namespace dondoc::scheduler
