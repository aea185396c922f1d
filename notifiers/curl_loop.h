#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace dondoc::notifiers {

/// Runs libcurl transfers on the loop: one multi handle, whose sockets and timer Asio watches. Loop
/// thread only.
class CurlLoop {
  public:
    /// `ended` is told the easy handle and the CURLcode, from a handler of the loop, when the
    /// handle has left the loop. It must not destroy the CurlLoop.
    using Ended = std::function<void(void* easy, int code)>;

    /// `most_connections` are open at one time, those included that are kept for later.
    CurlLoop(boost::asio::io_context& loop, std::size_t most_connections, Ended ended);
    CurlLoop(const CurlLoop&) = delete;
    CurlLoop& operator=(const CurlLoop&) = delete;
    /// Every handle must have been removed before.
    ~CurlLoop();

    void add(void* easy);
    /// Breaks the transfer off; `ended` is not called for it.
    void remove(void* easy);

  private:
    struct Core;
    std::shared_ptr<Core> core_;
};

}  // namespace dondoc::notifiers
