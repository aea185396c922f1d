#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace dondoc::daemon {

/// Calls back on the loop, later. What has not been called when it is destroyed is never called.
class Delay {
  public:
    explicit Delay(boost::asio::io_context& loop);
    void after(std::chrono::milliseconds wait, std::function<void()> work);

  private:
    boost::asio::io_context& loop_;
    std::shared_ptr<bool> alive_;
};

}  // namespace dondoc::daemon
