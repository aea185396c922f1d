#pragma once

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "config/settings.h"
#include "daemon/clock.h"
#include "notifiers/channel.h"
#include "notifiers/render.h"
#include "notifiers/retry.h"
#include "plan/calendar.h"
#include "plan/unit.h"
#include "store/outbox.h"

namespace dondoc::daemon {

/// Renders a message's facts as its channel sends them, with the bytes frozen.
std::optional<store::Frozen> freeze(const scheduler::Message& message,
                                    const std::vector<scheduler::Case>& cases,
                                    const config::Settings& settings, const plan::Units& units,
                                    const plan::Calendar& calendar,
                                    const notifiers::Templates& templates, plan::Instant now);

/// Carries the outbox to the channels: claims, hands over, records what came of it (DELIVERY.md, T2
/// and T3). What each outcome means is decided by notifiers::next_move. Loop thread only.
class Postman {
  public:
    struct World {
        const config::Settings& settings;
        const plan::Units& units;
        const plan::Calendar& calendar;
        const notifiers::Templates& templates;
        const Clock& clock;
    };

    /// Everything given must outlive it.
    Postman(store::Outbox& outbox, World world,
            std::map<std::string, std::unique_ptr<notifiers::Channel>>&& channels);

    /// Hands over what may go now. Throws StoreError.
    void deliver();
    /// When something in the outbox waits for its turn, or a held channel for its next probe.
    std::optional<plan::Instant> next() const;
    /// Nothing is on its way.
    bool idle() const { return on_the_way_ == 0 && ended_.empty(); }
    std::size_t accepted() const { return accepted_; }
    /// Ends every transfer; what was on its way is recorded as it ended.
    void stop();

  private:
    struct Route {
        std::unique_ptr<notifiers::Channel> channel;
        notifiers::Transport transport;
        bool probing = false;  ///< after a hold: one message at a time
        std::size_t on_the_way = 0;
        int holds = 0;                          ///< in a row
        std::optional<plan::Instant> probe_at;  ///< held until then
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

    void deliver(const std::string& name, Route& route);
    void finished(const std::string& name, const store::Claim& claim, plan::Instant started,
                  const notifiers::Attempt& attempt);
    notifiers::NextMove judge(const Route& route, const store::Claim& claim,
                              const notifiers::Attempt& attempt);
    /// Throws StoreError while the store cannot take results, which wait: then nothing new is
    /// claimed (promise 15).
    void record_ended();
    void act_on(const Ended& ended);
    void hold(const std::string& name, Route& route, const notifiers::Attempt& attempt);
    void alert(const std::string& about, const plan::Words& words);

    store::Outbox& outbox_;
    World world_;
    std::map<std::string, Route> routes_;
    std::vector<Ended> ended_;
    std::size_t on_the_way_ = 0;
    std::size_t accepted_ = 0;
    bool stopping_ = false;
    std::mt19937_64 random_;
};

}  // namespace dondoc::daemon
