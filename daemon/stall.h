#pragma once

#include <algorithm>
#include <chrono>

namespace dondoc::daemon {

/// The longest time that one handler has kept the loop from turning: meanwhile no peer is heard and
/// no signal.
class Stall {
  public:
    using Clock = std::chrono::steady_clock;

    /// One handler's work, from its making to its end.
    class Watch {
      public:
        explicit Watch(Stall& stall) : stall_(stall) {}
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        ~Watch() { stall_.longest_ = std::max(stall_.longest_, Clock::now() - begun_); }

      private:
        Stall& stall_;
        Clock::time_point begun_ = Clock::now();
    };

    std::chrono::milliseconds longest() const {
        return std::chrono::ceil<std::chrono::milliseconds>(longest_);
    }

  private:
    Clock::duration longest_{};
};

}  // namespace dondoc::daemon
