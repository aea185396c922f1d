#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "config/settings.h"
#include "notifiers/channel.h"
#include "plan/time.h"

namespace boost::asio {
class io_context;
}

namespace dondoc::notifiers {

/// Tells the time: the timestamp of a webhook is that of its attempt.
using Now = std::function<plan::Instant()>;

/// Why no channel can be made of these settings and this secret, or nothing. Never quotes the
/// secret.
std::optional<plan::Words> channel_fault(const config::Channel& settings,
                                         const std::string& secret);

/// Makes the channel that `settings` describes, on the daemon's loop, which must outlive it.
/// `secret` is the password or signing secret, empty where there is none. Settings with a
/// `channel_fault` throw `std::invalid_argument`.
std::unique_ptr<Channel> make_channel(boost::asio::io_context& loop,
                                      const config::Channel& settings, std::string secret, Now now);

}  // namespace dondoc::notifiers
