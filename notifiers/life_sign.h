#pragma once

#include <atomic>
#include <chrono>

namespace dondoc::notifiers {

/// What the thread of a delivery says of itself, for the watchdog: while it works it gives a sign
/// now and then. One that has been silent for two minutes, whatever the peer or the disk does,
/// hangs. Steady clock; one thread writes, others read.
class LifeSign {
  public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::minutes kLongestSilence{2};

    /// Signs are expected while it lives.
    class Work {
      public:
        explicit Work(LifeSign& sign) : sign_(sign) { sign_.give(); }
        Work(const Work&) = delete;
        Work& operator=(const Work&) = delete;
        ~Work() { sign_.last_ = 0; }

      private:
        LifeSign& sign_;
    };

    void give() { last_ = Clock::now().time_since_epoch().count(); }
    bool silent_for_too_long(Clock::time_point now) const {
        const Clock::duration last{last_.load()};
        return last.count() != 0 && now.time_since_epoch() - last > kLongestSilence;
    }

  private:
    std::atomic<Clock::rep> last_ = 0;  ///< 0: nothing is going on
};

}  // namespace dondoc::notifiers
