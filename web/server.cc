#include "web/server.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "web/connection.h"

namespace dondoc::web {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::system::error_code;

namespace {

/// Where not even a connection can be taken (no file descriptor is left), trying at once would only
/// burn the processor.
constexpr std::chrono::seconds kBreath{1};
constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\n"
    "Content-Length: 0\r\n\r\n";

void turn_away(tcp::socket socket) {
    Error ignored;
    // Into the empty buffer of a fresh socket: this never waits.
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(kFull), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

plan::Problem cannot_listen(const config::Web& where, const Error& error) {
    return {{fmt::format("[web] listen = \"{}\": không mở được ({}); chọn cổng khác hoặc dừng "
                         "chương trình đang dùng cổng này",
                         where.text, error.message()),
             fmt::format("[web] listen = \"{}\": cannot listen there ({}); choose another port or "
                         "stop the program that uses it",
                         where.text, error.message())},
            {},
            0,
            0};
}

}  // namespace

class Server::Acceptor : public std::enable_shared_from_this<Acceptor> {
  public:
    explicit Acceptor(std::shared_ptr<House> house)
        : house_(std::move(house)), acceptor_(house_->loop), breath_(house_->loop) {}

    Error open(const config::Web& where) {
        Error error;
        const auto address = asio::ip::make_address(where.address, error);
        if (error) return error;
        const tcp::endpoint endpoint(address, where.port);
        acceptor_.open(endpoint.protocol(), error);
        if (error) return error;
        acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        return error;
    }

    void accept() {
        acceptor_.async_accept([self = shared_from_this()](const Error& error, tcp::socket socket) {
            if (!self->acceptor_.is_open()) return;
            if (error) return self->catch_breath(error);
            self->told_ = false;
            if (self->house_->connections.size() < self->house_->limits.connections) {
                serve(self->house_, std::move(socket));
            } else {
                turn_away(std::move(socket));
            }
            self->accept();
        });
    }

    void close() {
        Error ignored;
        acceptor_.close(ignored);
        breath_.cancel();
    }

  private:
    void catch_breath(const Error& error) {
        // The caller went away before it was taken: no trouble of ours.
        if (error == asio::error::connection_aborted) return accept();
        if (!told_) {
            house_->tell({fmt::format("[web] không nhận được kết nối: {}", error.message()),
                          fmt::format("[web] cannot take a connection: {}", error.message())});
        }
        told_ = true;
        breath_.expires_after(kBreath);
        breath_.async_wait([self = shared_from_this()](const Error& cancelled) {
            if (!cancelled && self->acceptor_.is_open()) self->accept();
        });
    }

    std::shared_ptr<House> house_;
    tcp::acceptor acceptor_;
    asio::steady_timer breath_;
    bool told_ = false;
};

Server::Server(asio::io_context& loop, const Router& router,
               std::function<void(const plan::Words&)> tell, Limits limits)
    : house_(std::make_shared<House>(House{loop, router, std::move(tell), limits})) {}

Server::~Server() {
    stop();
}

plan::Result<std::shared_ptr<Server::Acceptor>> Server::open(const config::Web& where) {
    auto acceptor = std::make_shared<Acceptor>(house_);
    if (const Error error = acceptor->open(where)) {
        return tl::unexpected(cannot_listen(where, error));
    }
    return acceptor;
}

plan::Result<void> Server::listen(const std::optional<config::Web>& where) {
    const auto place = [](const config::Web& web) { return std::pair(web.address, web.port); };
    if (where && where_ && acceptor_ && place(*where) == place(*where_)) return {};
    std::shared_ptr<Acceptor> fresh;
    if (where) {
        auto opened = open(*where);
        // One port on more or fewer addresses: the old listener is what stands in the way.
        if (!opened && acceptor_ && where_->port == where->port) {
            acceptor_->close();
            opened = open(*where);
            if (!opened) {
                if (auto again = open(*where_)) acceptor_ = std::move(*again);
                acceptor_->accept();
            }
        }
        if (!opened) return tl::unexpected(std::move(opened.error()));
        fresh = std::move(*opened);
    }
    if (acceptor_) acceptor_->close();
    acceptor_ = std::move(fresh);
    where_ = where;
    if (acceptor_) acceptor_->accept();
    return {};
}

void Server::stop() {
    if (acceptor_) acceptor_->close();
    acceptor_.reset();
    where_.reset();
    for (Connection* each : house_->connections)
        close(*each);
}

std::size_t Server::connections() const {
    return house_->connections.size();
}

}  // namespace dondoc::web
