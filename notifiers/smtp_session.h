#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "config/settings.h"
#include "notifiers/channel.h"
#include "notifiers/life_sign.h"

namespace dondoc::notifiers {

/// One connection to a mail server, kept from one mail to the next. It belongs to one thread; only
/// `abort` and `stuck` may be called from another.
class SmtpSession {
  public:
    /// Both must outlive it.
    SmtpSession(const config::EmailChannel& settings, const std::string& password);
    SmtpSession(const SmtpSession&) = delete;
    SmtpSession& operator=(const SmtpSession&) = delete;
    ~SmtpSession();

    /// Blocks until the server has answered or the attempt has failed.
    Attempt deliver(const Parcel& parcel);
    /// Says goodbye to the server; the next delivery connects anew.
    void close();
    /// Ends what goes on, at once and for good: no connection is made any more.
    void abort();
    /// Something is going on, and libcurl, which reports every second whatever the server does, has
    /// not done so for two minutes: the thread hangs.
    bool stuck(LifeSign::Clock::time_point now) const { return sign_.silent_for_too_long(now); }

  private:
    struct Transfer;
    struct Callbacks;
    struct Cleanup {
        void operator()(void* easy) const;
    };

    Attempt perform(const Parcel& parcel, bool fresh);
    void prepare(Transfer& transfer, bool fresh);
    void set_connection(bool fresh);
    void set_callbacks(Transfer& transfer);
    void stop_listening();

    const config::EmailChannel& settings_;
    const std::string& password_;
    const std::string sender_;             ///< of the envelope
    std::unique_ptr<void, Cleanup> easy_;  ///< a CURL handle
    std::atomic<bool> aborted_ = false;
    LifeSign sign_;
    std::mutex sockets_mutex_;
    std::set<int> sockets_;
};

}  // namespace dondoc::notifiers
