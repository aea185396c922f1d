#pragma once

#include <map>
#include <memory>
#include <string>

#include "config/settings.h"
#include "daemon/clock.h"
#include "daemon/delay.h"
#include "daemon/planner.h"
#include "daemon/postman.h"
#include "notifiers/render.h"
#include "plan/calendar.h"
#include "plan/unit.h"
#include "store/outbox.h"

namespace boost::asio {
class io_context;
}

namespace dondoc::daemon {

/// Everything that one reading of the settings gives the daemon. A reload makes a new one; the old
/// one lives until nothing of it is on its way.
class Runtime {
  public:
    /// What all runtimes of a daemon share; it outlives them.
    struct House {
        boost::asio::io_context& loop;
        store::Database& database;
        store::Outbox& outbox;
        const Clock& clock;
        Stall& stall;
    };

    /// Problems, if the settings, a secret or a template do not hold; then nothing has changed.
    /// Channels that `before` has with the very same settings and secret are taken over, with their
    /// connections, so that there are never more of these than configured.
    static plan::Checked<std::shared_ptr<Runtime>> make(config::Settings settings,
                                                        const House& house,
                                                        const Runtime* before = nullptr);

    const config::Settings& settings() const { return settings_; }
    const plan::Calendar& calendar() const { return calendar_; }
    const plan::Units& units() const { return units_; }
    Planner& planner() { return planner_; }
    Postman& postman() { return postman_; }
    /// After another process has changed the database.
    void reload_units();
    /// A channel's delivery hangs beyond its own limits.
    bool stuck() const;

  private:
    struct OpenChannel {
        config::Channel settings;
        std::string secret;
        std::shared_ptr<notifiers::Channel> channel;
    };
    using Channels = std::map<std::string, OpenChannel>;
    static plan::Checked<Channels> open(const config::Settings& settings, const House& house,
                                        const Runtime* before);
    Runtime(config::Settings settings, plan::Calendar calendar, notifiers::Templates templates,
            Channels channels, const House& house);

    config::Settings settings_;
    plan::Calendar calendar_;
    plan::Units units_;
    notifiers::Templates templates_;
    Channels channels_;
    store::Database& database_;
    Delay delay_;
    Planner planner_;
    Postman postman_;
};

}  // namespace dondoc::daemon
