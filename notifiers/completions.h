#pragma once

#include <cstddef>
#include <memory>

#include "notifiers/channel.h"

namespace boost::asio {
class io_context;
}

namespace dondoc::notifiers {

/// Brings a channel's results to the loop, which has work as long as a delivery is open. What has
/// not been called when this is destroyed is never called.
class Completions {
  public:
    explicit Completions(boost::asio::io_context& loop);

    /// A delivery begins. Loop thread only, as is `open`.
    void begin();
    /// Deliveries whose `done` has not been called yet.
    std::size_t open() const;
    /// Ends a delivery: the loop calls `done` later. From any thread.
    void post(Channel::Done done, Attempt attempt);

  private:
    struct State;
    boost::asio::io_context& loop_;
    std::shared_ptr<State> state_;
};

}  // namespace dondoc::notifiers
