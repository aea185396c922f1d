#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// A peer on 127.0.0.1 that says what a test tells it to: the misbehaving mail servers and
/// endpoints of DELIVERY.md. Plain sockets, apart from the loop.
namespace dondoc::testing {

/// One connection, seen from the peer. All reads end when the connection or the peer does.
class Conversation {
  public:
    Conversation(int fd, const std::atomic<bool>& ended) : fd_(fd), ended_(ended) {}
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;
    ~Conversation() { ::close(fd_); }

    /// False when the other side has gone.
    bool say(std::string_view text) {
        while (!text.empty()) {
            const auto sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Up to and with `end`; less when the other side has gone.
    std::string read_until(std::string_view end) {
        while (buffer_.find(end) == std::string::npos && more()) {
        }
        const auto at = buffer_.find(end);
        return take(at == std::string::npos ? buffer_.size() : at + end.size());
    }

    std::string read(std::size_t size) {
        while (buffer_.size() < size && more()) {
        }
        return take(std::min(size, buffer_.size()));
    }

    /// Says nothing until the other side goes away.
    void hang() {
        while (more()) {
        }
    }

  private:
    bool more() {
        pollfd ready{fd_, POLLIN, 0};
        while (!ended_) {
            if (::poll(&ready, 1, 20) == 0) continue;
            char part[4096];
            const auto got = ::recv(fd_, part, sizeof part, 0);
            if (got <= 0) return false;
            buffer_.append(part, static_cast<std::size_t>(got));
            return true;
        }
        return false;
    }

    std::string take(std::size_t size) {
        auto taken = buffer_.substr(0, size);
        buffer_.erase(0, size);
        return taken;
    }

    int fd_;
    const std::atomic<bool>& ended_;
    std::string buffer_;
};

/// Plays the script on each connection, in a thread of its own.
class ScriptedPeer {
  public:
    using Script = std::function<void(Conversation&)>;

    explicit ScriptedPeer(Script script) : script_(std::move(script)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof here;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&here), size);
        ::listen(listener_, 16);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size);
        port_ = ntohs(here.sin_port);
        acceptor_ = std::thread([this] { serve(); });
    }
    ScriptedPeer(const ScriptedPeer&) = delete;
    ScriptedPeer& operator=(const ScriptedPeer&) = delete;
    ~ScriptedPeer() {
        ended_ = true;
        acceptor_.join();
        for (auto& talk : talks_)
            talk.join();
        ::close(listener_);
    }

    unsigned port() const { return port_; }

    /// What scripts put down, from the peer's thread, for the test to look at.
    void note(std::string text) {
        const std::lock_guard lock(mutex_);
        notes_.push_back(std::move(text));
        noted_.notify_all();
    }
    /// Waits for a note that begins so: the peer's thread may come to it later than the channel is
    /// done. False when none came in ten seconds.
    bool wait_for_note(const std::string& beginning) {
        std::unique_lock lock(mutex_);
        return noted_.wait_for(lock, std::chrono::seconds{10}, [&] {
            return std::any_of(notes_.begin(), notes_.end(),
                               [&](const auto& note) { return note.starts_with(beginning); });
        });
    }
    std::vector<std::string> notes() const {
        const std::lock_guard lock(mutex_);
        return notes_;
    }
    int connections() const { return connections_; }

  private:
    void serve() {
        pollfd ready{listener_, POLLIN, 0};
        while (!ended_) {
            if (::poll(&ready, 1, 20) == 0) continue;
            const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (fd < 0) continue;
            ++connections_;
            talks_.emplace_back([this, fd] {
                Conversation conversation(fd, ended_);
                script_(conversation);
            });
        }
    }

    Script script_;
    int listener_ = -1;
    unsigned port_ = 0;
    std::atomic<bool> ended_ = false;
    std::atomic<int> connections_ = 0;
    mutable std::mutex mutex_;
    std::condition_variable noted_;
    std::vector<std::string> notes_;
    std::vector<std::thread> talks_;  ///< the acceptor's, until it has ended
    std::thread acceptor_;
};

}  // namespace dondoc::testing
