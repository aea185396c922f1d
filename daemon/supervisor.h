#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace dondoc::daemon {

/// systemd, as sd_notify(3) reaches it; says nothing to nobody where it did not start us.
class Supervisor {
  public:
    void ready();
    /// Until the next `ready`.
    void reloading();
    void stopping();
    /// To be said more often than `watchdog_limit`.
    void alive();
    /// What `systemctl status` shows; told where it has changed.
    void status(const std::string& text);
    /// Nothing where there is no watchdog.
    static std::optional<std::chrono::milliseconds> watchdog_limit();

  private:
    std::string status_;
};

}  // namespace dondoc::daemon
