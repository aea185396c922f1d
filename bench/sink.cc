// A mail server or an endpoint that takes everything and counts it, as cheaply as can be: one
// thread, one loop. Its first line says the port; then it answers the lines it is given:
//   report   what has arrived, as one line of JSON
//   wait N   the same as soon as N different messages have arrived
//   reset    counts from nothing
// It ends with its input.

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <iostream>
#include <istream>
#include <string>

#include "dialogue.h"

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using dondoc::bench::Dialogue;
using dondoc::bench::Tally;
using Error = boost::system::error_code;
using MakeDialogue = std::unique_ptr<Dialogue> (*)(Tally&);

/// What the counts are shown to, and what was asked to be told.
struct Desk {
    Tally tally;
    std::size_t wanted = 0;  ///< of `wait`; 0 where nobody waits

    void say_report() {
        wanted = 0;
        std::cout << tally.report() << std::endl;
    }
    void look() {
        if (wanted > 0 && tally.distinct() >= wanted) say_report();
    }
};

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(tcp::socket&& socket, Desk& desk, MakeDialogue make)
        : socket_(std::move(socket)), desk_(desk), dialogue_(make(desk.tally)) {
        desk_.tally.opened();
        socket_.set_option(tcp::no_delay(true));
    }
    ~Connection() { desk_.tally.closed(); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start() {
        if (say(dialogue_->greeting())) read();
    }

  private:
    void read() {
        socket_.async_read_some(asio::buffer(part_),
                                [self = shared_from_this()](Error error, std::size_t size) {
                                    if (!error) self->heard(size);
                                });
    }

    void heard(std::size_t size) {
        desk_.tally.heard();
        in_.append(part_.data(), size);
        out_.clear();
        const bool goes_on = dialogue_->take(in_, out_);
        if (say(out_) && goes_on) read();
        desk_.look();
    }

    /// Answers are short: the socket's buffer takes them at once.
    bool say(std::string_view text) {
        if (text.empty()) return true;
        Error error;
        asio::write(socket_, asio::buffer(text), error);
        return !error;
    }

    tcp::socket socket_;
    Desk& desk_;
    std::unique_ptr<Dialogue> dialogue_;
    std::array<char, 16384> part_;
    std::string in_;
    std::string out_;
};

void take_next(tcp::acceptor& acceptor, Desk& desk, MakeDialogue make) {
    acceptor.async_accept([&acceptor, &desk, make](Error error, tcp::socket socket) {
        if (!error) std::make_shared<Connection>(std::move(socket), desk, make)->start();
        take_next(acceptor, desk, make);
    });
}

class Control {
  public:
    Control(asio::io_context& loop, Desk& desk)
        : loop_(loop), desk_(desk), input_(loop, ::dup(STDIN_FILENO)) {}

    void listen() {
        asio::async_read_until(input_, lines_, '\n', [this](Error error, std::size_t) {
            if (error) {
                loop_.stop();
                return;
            }
            obey();
            listen();
        });
    }

  private:
    void obey() {
        std::istream in(&lines_);
        std::string line;
        std::getline(in, line);
        if (line == "report") desk_.say_report();
        if (line == "reset") desk_.tally.reset();
        if (line.starts_with("wait ")) {
            desk_.wanted = std::stoul(line.substr(5));
            desk_.look();
        }
    }

    asio::io_context& loop_;
    Desk& desk_;
    asio::posix::stream_descriptor input_;
    asio::streambuf lines_;
};

}  // namespace

int main(int count, char** words) {
    const std::string kind = count == 2 ? words[1] : "";
    if (kind != "smtp" && kind != "http") {
        std::cerr << "usage: bench_sink smtp|http\n";
        return 2;
    }
    asio::io_context loop(1);
    Desk desk;
    tcp::acceptor acceptor(loop, {asio::ip::address_v4::loopback(), 0});
    std::cout << acceptor.local_endpoint().port() << std::endl;
    take_next(acceptor, desk,
              kind == "smtp" ? dondoc::bench::smtp_dialogue : dondoc::bench::http_dialogue);
    Control control(loop, desk);
    control.listen();
    loop.run();
    return 0;
}
