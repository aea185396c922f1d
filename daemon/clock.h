#pragma once

#include "plan/time.h"

namespace dondoc::daemon {

/// Where `now` comes from: the one place of the program that asks the time.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual plan::Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    plan::Instant now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

/// A clock that its owner moves: the compressed year of `demo`.
class SteppedClock final : public Clock {
  public:
    explicit SteppedClock(plan::Instant start) : now_(start) {}
    plan::Instant now() const override { return now_; }
    void set(plan::Instant now) { now_ = now; }

  private:
    plan::Instant now_;
};

}  // namespace dondoc::daemon
