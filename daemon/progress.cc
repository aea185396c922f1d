#include "daemon/progress.h"

#include <unistd.h>

#include <iostream>

namespace dondoc::daemon {

using std::chrono::seconds;

Progress::Progress(std::string doing) : doing_(std::move(doing)) {
    if (isatty(STDERR_FILENO) == 0) return;
    thread_ = std::jthread([this](const std::stop_token& end) { show(end); });
}

void Progress::show(const std::stop_token& end) {
    std::unique_lock lock(mutex_);
    seconds spent{0};
    while (!ended_.wait_for(lock, end, seconds{1}, [&] { return end.stop_requested(); })) {
        ++spent;
        std::cerr << '\r' << doing_ << " … " << spent.count() << " s" << std::flush;
    }
    if (spent > seconds{0}) std::cerr << "\r\033[K" << std::flush;
}

}  // namespace dondoc::daemon
