#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace dondoc::daemon {

/// Tells a person at a terminal that work goes on: after a second, one moving line on stderr that
/// is wiped when the object goes. Silent where stderr is no terminal.
class Progress {
  public:
    explicit Progress(std::string doing);

  private:
    void show(const std::stop_token& end);

    std::string doing_;
    std::mutex mutex_;
    std::condition_variable_any ended_;
    std::jthread thread_;
};

}  // namespace dondoc::daemon
