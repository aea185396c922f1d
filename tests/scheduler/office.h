#pragma once

#include <string>
#include <vector>

#include "scheduler/ladder.h"
#include "support/world.h"

namespace dondoc::testing {

/// An office whose one task is due before Friday 14 June 2024 (L is Thursday the 13th), and a
/// daemon that keeps its ledger but wakes with nothing else in mind, as after a restart.
class Office {
  public:
    explicit Office(std::vector<config::Step> steps);

    /// The ladder of DESIGN 5.
    static std::vector<config::Step> example_ladder();

    config::Settings settings;
    plan::Units units;
    plan::Calendar calendar;
    scheduler::Case facts;
    std::vector<plan::Unit> people;  ///< what `units` was made of

    /// Takes over changes of `people`, of `settings.calendar` or of the rules.
    void reload();
    /// What a daemon that wakes then decides; it goes into the ledger.
    scheduler::Decision wake(std::string_view local_time);
    /// When it would wake next after having woken then, local: `2024-06-06T08:00`.
    std::string next_after(std::string_view local_time) const;

    const config::Rule& rule() const { return settings.rules.front(); }

  private:
    scheduler::Decision decide(plan::Instant now, std::optional<plan::Instant>* next) const;
};

/// `-7d/0 office.hctp@stp.example`, sorted.
std::vector<std::string> said(const std::vector<scheduler::Reminder>& reminders);

}  // namespace dondoc::testing
