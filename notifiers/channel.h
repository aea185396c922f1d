#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "notifiers/outcome.h"

namespace dondoc::notifiers {

/// Something to deliver: bytes that were frozen and stored before.
struct Parcel {
    std::string id;       ///< ULID
    std::string address;  ///< mail address or URL
    std::string bytes;
    int attempt = 1;
};

/// How many parcels wait in a channel behind those that are being delivered.
constexpr std::size_t kChannelQueue = 300;

/// Takes parcels to one channel's peers. Used on the loop thread only. A channel that is destroyed
/// calls nobody any more: to hear of every parcel, `stop()` it, run the loop until it has no work,
/// destroy it.
class Channel {
  public:
    using Done = std::function<void(Attempt)>;
    virtual ~Channel() = default;

    /// How many more parcels it takes now: behind those that it delivers at once stands a queue, so
    /// that no connection waits for the loop to claim and commit.
    virtual std::size_t free() const = 0;
    /// Starts a delivery; `done` is called on the loop, once, later. Only while `free()` > 0.
    virtual void send(Parcel parcel, Done done) = 0;
    /// Gives back what nobody has begun to deliver: each comes back as `recalled`, by the loop.
    virtual void recall() = 0;
    /// Ends every transfer within two seconds, whatever the peers do. Each `done` is still called,
    /// by the loop, which must run on for that; a parcel sent afterwards comes back as `recalled`.
    virtual void stop() = 0;
    /// A delivery has given no sign of life for longer than its own limits allow, so that nothing
    /// but a new start of the program will help: the watchdog is no longer fed.
    virtual bool stuck(std::chrono::steady_clock::time_point) const { return false; }
};

}  // namespace dondoc::notifiers
