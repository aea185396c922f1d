#pragma once

#include <memory>
#include <string>

#include "config/settings.h"
#include "notifiers/channel.h"

namespace boost::asio {
class io_context;
}

namespace dondoc::notifiers {

/// Mail through the office's server. libcurl blocks while a server thinks, so every connection has
/// a thread of its own; threads begin with the first parcel and end when there is nothing to do.
class SmtpChannel final : public Channel {
  public:
    SmtpChannel(boost::asio::io_context& loop, config::EmailChannel settings, std::string password);
    ~SmtpChannel() override;

    std::size_t free() const override;
    void send(Parcel parcel, Done done) override;
    void recall() override;
    void stop() override;
    bool stuck(std::chrono::steady_clock::time_point now) const override;

  private:
    struct Pool;
    std::unique_ptr<Pool> pool_;
};

}  // namespace dondoc::notifiers
