#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <set>

#include "web/server.h"

/// Private to web/.
namespace dondoc::web {

class Connection;

/// What all connections of a server share; they keep it alive.
struct Server::House {
    boost::asio::io_context& loop;
    const Router& router;
    std::function<void(const plan::Words&)> tell;
    Limits limits;
    std::set<Connection*> connections = {};
};

/// Serves one caller until one of them has had enough. It owns itself.
void serve(std::shared_ptr<Server::House> house, boost::asio::ip::tcp::socket socket);
void close(Connection& connection);

}  // namespace dondoc::web
