#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "config/settings.h"
#include "plan/result.h"
#include "plan/words.h"
#include "web/router.h"

namespace boost::asio {
class io_context;
}

namespace dondoc::web {

/// How much and how long one caller may take of the daemon; for tests smaller.
struct Limits {
    std::chrono::milliseconds first_byte{10'000};  ///< after connecting
    std::chrono::milliseconds request{10'000};     ///< from its first byte to its last
    std::chrono::milliseconds write{30'000};
    std::chrono::milliseconds idle{30'000};  ///< between two requests
    std::size_t connections = 100;           ///< further callers are told 503 at once
    std::uint32_t header = 8 * 1024;         ///< bytes; more is 431
    std::uint64_t body = 64 * 1024;          ///< bytes; more is 413
};

/// HTTP/1.1 on the daemon's loop: it has no thread, waits for nobody, and whatever a peer sends
/// ends in an answer or a closed connection. Loop thread only; loop and router must outlive it.
class Server {
  public:
    /// `tell` hears of what goes wrong without a caller who could be answered, once a spell.
    Server(boost::asio::io_context& loop, const Router& router,
           std::function<void(const plan::Words&)> tell, Limits limits = {});
    ~Server();

    /// Listens there from now on, and nowhere else; nothing: nowhere. Where that cannot be, the
    /// problem says why and everything is as before. Callers that are connected stay.
    plan::Result<void> listen(const std::optional<config::Web>& where);
    /// Takes nobody any more and closes all connections.
    void stop();
    std::size_t connections() const;

    /// What its connections share; theirs alone.
    struct House;

  private:
    class Acceptor;
    plan::Result<std::shared_ptr<Acceptor>> open(const config::Web& where);

    std::shared_ptr<House> house_;
    std::optional<config::Web> where_;
    std::shared_ptr<Acceptor> acceptor_;
};

}  // namespace dondoc::web
