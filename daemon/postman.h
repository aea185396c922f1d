#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "daemon/clock.h"
#include "daemon/freeze.h"
#include "daemon/stall.h"
#include "notifiers/channel.h"
#include "notifiers/retry.h"
#include "store/outbox.h"

namespace dondoc::daemon {

/// Carries the outbox to the channels: claims, hands over, records what came of it (DELIVERY.md, T2
/// and T3). What each outcome means is decided by notifiers::next_move. Results and the next claims
/// share a commit: it closes when a hundred results are there or after a few milliseconds, and does
/// not wait when nothing else is on its way. Loop thread only.
class Postman {
  public:
    struct World {
        Desk desk;
        const Clock& clock;
        Stall& stall;
        /// Calls back on the loop, once, after that long; never after the postman is gone.
        std::function<void(std::chrono::milliseconds, std::function<void()>)> later;
    };

    /// Everything given must outlive it.
    Postman(store::Outbox& outbox, World world);
    /// Messages of this channel go this way. Throws StoreError.
    void serve(const std::string& name, std::shared_ptr<notifiers::Channel> channel);

    /// Records what has ended and hands over what may go now. Throws StoreError.
    void deliver();
    /// When something in the outbox waits for its turn, or a channel for its next probe.
    std::optional<plan::Instant> next() const;
    /// Nothing is on its way.
    bool idle() const { return on_the_way_ == 0 && ended_.empty(); }
    std::size_t accepted() const { return accepted_; }
    /// Takes nothing new and gives back what has not begun; the rest ends in its own time.
    void retire();
    /// Ends every transfer; what was on its way is recorded as it ended.
    void stop();

  private:
    struct Route {
        std::shared_ptr<notifiers::Channel> channel;
        notifiers::Transport transport;
        std::size_t on_the_way = 0;
        bool probing = false;  ///< one message at a time finds out whether the trouble is over
        int failures = 0;      ///< of the channel, in a row
        bool held = false;     ///< promise 6; else only paused
        std::optional<plan::Instant> probe_at;  ///< nothing is claimed before
    };

    /// A delivery that has ended; kept until it is recorded.
    struct Ended {
        std::string channel;
        store::Claim claim;
        notifiers::Attempt attempt;
        notifiers::NextMove move;
        plan::Instant started;
        plan::Instant at;
    };

    void finished(const std::string& name, const store::Claim& claim, plan::Instant started,
                  const notifiers::Attempt& attempt);
    notifiers::NextMove judge(const Route& route, const store::Claim& claim,
                              const notifiers::Attempt& attempt);
    bool is_due() const;
    void commit_soon();
    void commit_now();
    /// One transaction; on return it is committed.
    void record_and_claim(bool claim);
    void record(const Ended& ended);
    void tell_trouble(const Ended& ended);
    void take_note(const Ended& ended);
    void set_back(const std::string& name, Route& route, const Ended& ended);
    bool has_just_failed(const std::string& name) const;
    std::size_t room(const Route& route) const;
    store::Claims claim(const std::string& name, Route& route, plan::Instant now);
    void hand_over(const std::string& name, Route& route, store::Claims claims, plan::Instant now);
    void alert(const std::string& about, const plan::Words& words);
    double jitter() { return std::uniform_real_distribution<double>(-1.0, 1.0)(random_); }

    store::Outbox& outbox_;
    World world_;
    std::map<std::string, Route> routes_;
    std::vector<Ended> ended_;
    std::size_t on_the_way_ = 0;
    std::size_t accepted_ = 0;
    bool commit_is_coming_ = false;
    bool stopping_ = false;
    bool careful_ = false;  ///< the last commit failed: results come first, alone
    std::mt19937_64 random_;
};

}  // namespace dondoc::daemon
