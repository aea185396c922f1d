#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "config/settings.h"
#include "notifiers/channel.h"

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
    bool stuck(std::chrono::steady_clock::time_point now) const;

  private:
    struct Transfer;
    struct Callbacks;
    class Busy;
    using Ticks = std::chrono::steady_clock::rep;
    struct Cleanup {
        void operator()(void* easy) const;
    };

    Attempt perform(const Parcel& parcel, bool fresh);
    void prepare(Transfer& transfer, bool fresh);
    void set_connection(bool fresh);
    void set_callbacks(Transfer& transfer);
    void stop_listening();
    void give_sign() { last_sign_ = std::chrono::steady_clock::now().time_since_epoch().count(); }

    const config::EmailChannel& settings_;
    const std::string& password_;
    const std::string sender_;             ///< of the envelope
    std::unique_ptr<void, Cleanup> easy_;  ///< a CURL handle
    std::atomic<bool> aborted_ = false;
    std::atomic<Ticks> last_sign_ = 0;  ///< steady clock; 0: nothing is going on
    std::mutex sockets_mutex_;
    std::set<int> sockets_;
};

}  // namespace dondoc::notifiers
