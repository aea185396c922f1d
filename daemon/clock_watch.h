#pragma once

#include <chrono>
#include <optional>

#include "plan/time.h"

namespace dondoc::daemon {

/// Notices when the wall clock has not gone as the steady one has (promise 20).
class ClockWatch {
  public:
    /// By how much it has jumped since it was asked last, where that is an hour or more.
    std::optional<std::chrono::minutes> jump(plan::Instant wall) {
        constexpr std::chrono::hours kWorthTelling{1};
        const auto steady = std::chrono::steady_clock::now();
        std::optional<std::chrono::minutes> found;
        if (last_wall_) {
            const auto off = (wall - *last_wall_) - (steady - last_steady_);
            if (std::chrono::abs(off) >= kWorthTelling) {
                found = std::chrono::duration_cast<std::chrono::minutes>(off);
            }
        }
        last_wall_ = wall;
        last_steady_ = steady;
        return found;
    }

  private:
    std::optional<plan::Instant> last_wall_;
    std::chrono::steady_clock::time_point last_steady_;
};

}  // namespace dondoc::daemon
