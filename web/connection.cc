#include "web/connection.h"

#include <algorithm>
#include <array>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>

#include "store/database.h"

namespace dondoc::web {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

using Error = boost::system::error_code;
using Text = http::string_body;

namespace {

/// A caller that was refused in the middle of its words gets to read why: closing at once would
/// reset the connection.
constexpr std::chrono::seconds kLinger{2};
constexpr std::size_t kLingerBytes = 1024 * 1024;

std::string small(std::string_view name) {
    std::string text(name);
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return text;
}

Request request_from(const http::request<Text>& message, const std::string& peer) {
    Request request;
    request.method = std::string(message.method_string());
    request.peer = peer;
    std::string target(message.target());
    // The absolute form, as proxies are asked: what stands behind the host.
    if (const auto scheme = target.find("://"); target.front() != '/' && scheme < 6) {
        const auto path = target.find('/', scheme + 3);
        target = path == std::string::npos ? "/" : target.substr(path);
    }
    const auto question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) request.query = target.substr(question + 1);
    for (const auto& field : message) {
        std::string& value = request.fields[small(field.name_string())];
        if (!value.empty()) value += ", ";
        value += field.value();
    }
    request.body = message.body();
    return request;
}

/// What the parser lets pass and HTTP forbids: 400; 417 for a caller that would wait for our word
/// before it sends its body. 0: nothing.
unsigned objection(const http::request_parser<Text>& parser) {
    const auto& message = parser.get();
    if (message.target().empty()) return 400;
    const auto hosts = message.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && message.version() >= 11)) return 400;
    // A body whose end two readers see at two places.
    if (message.count(http::field::transfer_encoding) > 0 && !parser.chunked()) return 400;
    if (message.count(http::field::transfer_encoding) > 0 && message.version() < 11) return 400;
    if (message.count(http::field::expect) > 0) return 417;
    return 0;
}

/// 0: there is nobody to answer.
unsigned status_for(const Error& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
    return error.category() == http::make_error_code(http::error::bad_method).category() ? 400 : 0;
}

Response refusal(unsigned status) {
    return {status, "text/plain; charset=utf-8",
            std::string(http::obsolete_reason(static_cast<http::status>(status))) + "\n"};
}

}  // namespace

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(std::shared_ptr<Server::House> house, asio::ip::tcp::socket socket)
        : house_(std::move(house)), stream_(std::move(socket)) {
        Error ignored;
        peer_ = stream_.socket().remote_endpoint(ignored).address().to_string();
        house_->connections.insert(this);
    }
    ~Connection() { house_->connections.erase(this); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void begin() { wait(house_->limits.first_byte); }
    void close() {
        Error ignored;
        stream_.socket().close(ignored);
    }

  private:
    /// For the first byte of a request.
    void wait(std::chrono::milliseconds limit) {
        if (buffer_.size() > 0) return read();
        stream_.expires_after(limit);
        stream_.async_read_some(buffer_.prepare(kFirstRead),
                                [self = shared_from_this()](const Error& error, std::size_t size) {
                                    if (error) return;
                                    self->buffer_.commit(size);
                                    self->read();
                                });
    }

    void read() {
        parser_.emplace();
        parser_->header_limit(house_->limits.header);
        parser_->body_limit(house_->limits.body);
        // For the whole of it: drops that keep coming buy no time.
        stream_.expires_after(house_->limits.request);
        http::async_read_header(stream_, buffer_, *parser_,
                                [self = shared_from_this()](const Error& error, std::size_t) {
                                    if (error) return self->refuse(status_for(error));
                                    self->read_body();
                                });
    }

    void read_body() {
        if (const unsigned status = objection(*parser_)) return refuse(status);
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](const Error& error, std::size_t) {
                             if (error) return self->refuse(status_for(error));
                             self->answer();
                         });
    }

    void refuse(unsigned status) {
        if (status == 0) return linger();
        last_ = true;
        write(refusal(status), false, 11);
    }

    void answer() {
        const http::request<Text> message = parser_->release();
        last_ = !message.keep_alive();
        write(ask(request_from(message, peer_)), message.method() == http::verb::head,
              message.version());
    }

    Response ask(const Request& request) {
        try {
            return house_->router.answer(request);
        } catch (const store::StoreError& error) {
            if (store::ends_the_daemon(error.cause())) throw;
            return {503, "text/plain; charset=utf-8",
                    error.problem().text(plan::Language::vi) + "\n" +
                        error.problem().text(plan::Language::en) + "\n"};
        } catch (const std::exception& error) {
            house_->tell({"trang " + request.path + " bị lỗi: " + error.what(),
                          "page " + request.path + " failed: " + error.what()});
            return refusal(500);
        }
    }

    void write(Response response, bool head_only, unsigned version) {
        reply_.emplace(static_cast<http::status>(response.status), version);
        reply_->set(http::field::cache_control, "no-store");
        reply_->set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        reply_->set("X-Content-Type-Options", "nosniff");
        reply_->set(http::field::content_type, response.type);
        for (const auto& [name, value] : response.fields)
            reply_->set(name, value);
        reply_->content_length(response.body.size());
        reply_->keep_alive(!last_);
        reply_->body() = std::move(response.body);
        serializer_.emplace(*reply_);
        stream_.expires_after(house_->limits.write);
        const auto done = [self = shared_from_this()](const Error& error, std::size_t) {
            self->written(error);
        };
        if (head_only) {
            http::async_write_header(stream_, *serializer_, done);
        } else {
            http::async_write(stream_, *serializer_, done);
        }
    }

    void written(const Error& error) {
        if (error) return;
        if (last_) return linger();
        wait(house_->limits.idle);
    }

    void linger() {
        Error ignored;
        stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        stream_.expires_after(kLinger);
        drain();
    }

    void drain() {
        stream_.async_read_some(asio::buffer(waste_),
                                [self = shared_from_this()](const Error& error, std::size_t size) {
                                    self->drained_ += size;
                                    if (!error && self->drained_ < kLingerBytes) self->drain();
                                });
    }

    static constexpr std::size_t kFirstRead = 2048;

    std::shared_ptr<Server::House> house_;
    beast::tcp_stream stream_;
    std::string peer_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<Text>> parser_;
    std::optional<http::response<Text>> reply_;
    std::optional<http::response_serializer<Text>> serializer_;
    bool last_ = false;  ///< the connection ends with this answer
    std::array<char, 4096> waste_{};
    std::size_t drained_ = 0;
};

void serve(std::shared_ptr<Server::House> house, asio::ip::tcp::socket socket) {
    std::make_shared<Connection>(std::move(house), std::move(socket))->begin();
}

void close(Connection& connection) {
    connection.close();
}

}  // namespace dondoc::web
