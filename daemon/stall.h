#pragma once

#include <algorithm>
#include <chrono>

#include "store/histogram.h"

namespace dondoc::daemon {

/// The longest time that one handler has kept the loop from turning: meanwhile no peer is heard and
/// no signal. Also how often handlers took how long.
class Stall {
  public:
    using Clock = std::chrono::steady_clock;

    /// One handler's work, from its making to its end.
    class Watch {
      public:
        explicit Watch(Stall& stall) : stall_(stall) {}
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        ~Watch() {
            const auto took = Clock::now() - begun_;
            stall_.longest_ = std::max(stall_.longest_, took);
            stall_.histogram_.note(took);
        }

      private:
        Stall& stall_;
        Clock::time_point begun_ = Clock::now();
    };

    std::chrono::milliseconds longest() const {
        return std::chrono::ceil<std::chrono::milliseconds>(longest_);
    }

    const store::Histogram& histogram() const { return histogram_; }

  private:
    Clock::duration longest_{};
    store::Histogram histogram_{{0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1}};
};

}  // namespace dondoc::daemon
