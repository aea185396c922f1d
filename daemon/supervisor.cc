#include "daemon/supervisor.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

namespace dondoc::daemon {

void Supervisor::ready() {
    sd_notify(0, "READY=1");
}

void Supervisor::reloading() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    const auto monotonic = std::chrono::duration_cast<std::chrono::microseconds>(since);
    sd_notify(0, fmt::format("RELOADING=1\nMONOTONIC_USEC={}", monotonic.count()).c_str());
}

void Supervisor::stopping() {
    sd_notify(0, "STOPPING=1");
}

void Supervisor::alive() {
    sd_notify(0, "WATCHDOG=1");
}

void Supervisor::status(const std::string& text) {
    if (text == status_) return;
    status_ = text;
    sd_notify(0, ("STATUS=" + text).c_str());
}

std::optional<std::chrono::milliseconds> Supervisor::watchdog_limit() {
    std::uint64_t limit = 0;
    if (sd_watchdog_enabled(0, &limit) <= 0) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds(limit));
}

}  // namespace dondoc::daemon
