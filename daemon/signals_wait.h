#pragma once

#include <pthread.h>

#include <csignal>

namespace dondoc::daemon {

/// Where no service listens, a signal would end the process: as long as this lives, those that a
/// service answers to wait.
class SignalsWait {
  public:
    SignalsWait() {
        sigset_t answered{};
        sigemptyset(&answered);
        for (const int signal : {SIGTERM, SIGINT, SIGHUP})
            sigaddset(&answered, signal);
        pthread_sigmask(SIG_BLOCK, &answered, &before_);
    }
    SignalsWait(const SignalsWait&) = delete;
    SignalsWait& operator=(const SignalsWait&) = delete;
    ~SignalsWait() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  private:
    sigset_t before_{};
};

}  // namespace dondoc::daemon
