#pragma once

#include <optional>
#include <vector>

#include "config/settings.h"
#include "plan/calendar.h"

namespace dondoc::scheduler {

/// One turn of one step of a ladder, for one deadline (Ladders 2).
struct Turn {
    std::size_t step = 0;  ///< place in the ladder
    int turn = 0;
    plan::Day nominal;
    plan::Day fire_day;
    plan::Instant fire;     ///< when it comes due
    plan::Instant release;  ///< when it may go out: `fire`, or the next opening (Ladders 6)
    bool urgent = false;
};

/// The order of Ladders 5: by fire instant, then nominal day, then place in the ladder, then turn.
bool earlier(const Turn& a, const Turn& b);

/// Walks the turns of one step in order. The references must outlive it.
class StepTurns {
  public:
    StepTurns(const config::Rule& rule, std::size_t step, const plan::Deadline& deadline,
              const plan::Calendar& calendar);
    /// The turn that `pop` would go past; nothing when the step has ended.
    const std::optional<Turn>& peek() const { return current_; }
    void pop();

  private:
    Turn make(int turn, plan::Day nominal) const;

    const config::Rule* rule_;
    const config::Step* step_;
    std::size_t index_;
    const plan::Calendar* calendar_;
    std::optional<plan::Day> last_nominal_;  ///< L + `until`
    std::optional<Turn> current_;
};

/// The day that lies `distance` from `from`.
plan::Day step_from(plan::Day from, const config::Distance& distance,
                    const plan::Calendar& calendar);

/// All turns whose fire instant is not after `until`, in the order of Ladders 5.
std::vector<Turn> turns_until(const config::Rule& rule, const plan::Deadline& deadline,
                              const plan::Calendar& calendar, plan::Instant until);

}  // namespace dondoc::scheduler
