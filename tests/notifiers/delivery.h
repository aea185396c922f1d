#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "notifiers/channel.h"

/// Short ways for the tests of channels: send one parcel, run the loop until its result is there.
namespace dondoc::testing {

/// More than any of these deliveries takes; a test that gets there has failed.
constexpr std::chrono::seconds kPatience{10};

inline notifiers::Parcel parcel(std::string address,
                                std::string bytes = "Subject: x\r\n\r\nbody\r\n") {
    return {"01HZX3V5T8Q0J7M2N4P6R8S9TA", std::move(address), std::move(bytes), 1};
}

/// Runs until `done` holds. False when it never did.
template <class Done>
bool run_until(boost::asio::io_context& loop, Done done) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!done() && std::chrono::steady_clock::now() < deadline) {
        loop.restart();
        loop.run_one_for(std::chrono::milliseconds(20));
    }
    return done();
}

/// The result, or nothing when none came.
inline std::optional<notifiers::Attempt> deliver(boost::asio::io_context& loop,
                                                 notifiers::Channel& channel,
                                                 notifiers::Parcel parcel) {
    std::optional<notifiers::Attempt> result;
    channel.send(std::move(parcel), [&](notifiers::Attempt attempt) { result = attempt; });
    run_until(loop, [&] { return result.has_value(); });
    return result;
}

}  // namespace dondoc::testing
