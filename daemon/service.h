#pragma once

#include <string>

#include "daemon/clock.h"
#include "plan/words.h"

namespace dondoc::daemon {

/// What a reload came to, in the journal: `dondoc reload` waits for it there.
constexpr const char* kSettingsSubject = "settings";
constexpr const char* kReloaded = "reload";
constexpr const char* kReloadRefused = "reload-refused";

/// `dondoc run`: the daemon in the foreground. Returns when SIGTERM or SIGINT has ended it (0), or
/// with the exit code of a start that was refused (3) or of a fault while running (70, so that
/// systemd starts it again).
int run_service(const std::string& config_path, plan::Language language, const Clock& clock);

}  // namespace dondoc::daemon
