#pragma once

#include <memory>

#include "config/settings.h"
#include "notifiers/channels.h"
#include "notifiers/network_filter.h"
#include "notifiers/signature.h"

namespace dondoc::notifiers {

/// Posts signed JSON to the endpoint that a parcel's address names (Standard Webhooks). On the
/// loop.
class WebhookChannel final : public Channel {
  public:
    WebhookChannel(boost::asio::io_context& loop, config::WebhookChannel settings,
                   NetworkFilter filter, SigningKeys keys, Now now);
    ~WebhookChannel() override;

    std::size_t free() const override;
    void send(Parcel parcel, Done done) override;
    void recall() override;
    void stop() override;

  private:
    struct Pool;
    std::unique_ptr<Pool> pool_;
};

}  // namespace dondoc::notifiers
