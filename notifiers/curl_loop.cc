#include "notifiers/curl_loop.h"

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <new>
#include <stdexcept>

namespace dondoc::notifiers {
namespace {

namespace asio = boost::asio;
using Descriptor = asio::posix::stream_descriptor;
using Error = boost::system::error_code;

/// One of curl's sockets. Its number is used again at once, so handlers hold this and look at
/// `dead`.
struct Watch {
    Watch(asio::io_context& loop, curl_socket_t fd_given)
        : descriptor(loop, fd_given), fd(fd_given) {}

    Descriptor descriptor;
    curl_socket_t fd;
    int wanted = CURL_POLL_NONE;
    int armed = CURL_POLL_NONE;
    bool dead = false;

    /// The socket is curl's: it is let go, not closed.
    void let_go() {
        dead = true;
        descriptor.cancel();
        descriptor.release();
    }
};

}  // namespace

struct CurlLoop::Core : std::enable_shared_from_this<Core> {
    Core(asio::io_context& loop_given, Ended ended_given)
        : loop(loop_given), ended(std::move(ended_given)), timer(loop), multi(curl_multi_init()) {
        if (multi == nullptr) throw std::bad_alloc();
    }

    static int on_socket(CURL*, curl_socket_t fd, int what, void* user, void*);
    static int on_timer(CURLM*, long milliseconds, void* user);

    void close();
    void arm(const std::shared_ptr<Watch>& watch);
    void arm(const std::shared_ptr<Watch>& watch, int direction);
    void act(curl_socket_t fd, int events);

    asio::io_context& loop;
    Ended ended;
    asio::steady_timer timer;
    CURLM* multi;
    std::map<curl_socket_t, std::shared_ptr<Watch>> watches;
};

int CurlLoop::Core::on_socket(CURL*, curl_socket_t fd, int what, void* user, void*) {
    auto& core = *static_cast<Core*>(user);
    const auto known = core.watches.find(fd);
    if (what == CURL_POLL_REMOVE) {
        if (known == core.watches.end()) return 0;
        const auto watch = known->second;
        core.watches.erase(known);
        watch->let_go();
        return 0;
    }
    auto& watch = known == core.watches.end() ? core.watches[fd] : known->second;
    if (!watch) watch = std::make_shared<Watch>(core.loop, fd);
    watch->wanted = what;
    core.arm(watch);
    return 0;
}

int CurlLoop::Core::on_timer(CURLM*, long milliseconds, void* user) {
    auto& core = *static_cast<Core*>(user);
    if (milliseconds < 0) {
        core.timer.cancel();
        return 0;
    }
    // Even a timer of 0 acts from the loop: curl must not be called from its own callback.
    core.timer.expires_after(std::chrono::milliseconds(milliseconds));
    core.timer.async_wait([weak = core.weak_from_this()](Error error) {
        const auto self = weak.lock();
        if (self && !error) self->act(CURL_SOCKET_TIMEOUT, 0);
    });
    return 0;
}

void CurlLoop::Core::arm(const std::shared_ptr<Watch>& watch) {
    arm(watch, CURL_POLL_IN);
    arm(watch, CURL_POLL_OUT);
}

/// Waits are for one event; curl wants to hear of the next one until it says otherwise.
void CurlLoop::Core::arm(const std::shared_ptr<Watch>& watch, int direction) {
    if (watch->dead || (watch->wanted & direction) == 0 || (watch->armed & direction) != 0) return;
    watch->armed |= direction;
    const bool in = direction == CURL_POLL_IN;
    watch->descriptor.async_wait(
        in ? Descriptor::wait_read : Descriptor::wait_write,
        [weak = weak_from_this(), watch, direction](Error error) {
            const auto self = weak.lock();
            if (!self || watch->dead || error) return;
            watch->armed &= ~direction;
            if ((watch->wanted & direction) == 0) return;
            self->act(watch->fd, direction == CURL_POLL_IN ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
            self->arm(watch);
        });
}

void CurlLoop::Core::act(curl_socket_t fd, int events) {
    int running = 0;
    curl_multi_socket_action(multi, fd, events, &running);
    int left = 0;
    while (multi != nullptr) {
        const CURLMsg* message = curl_multi_info_read(multi, &left);
        if (message == nullptr) return;
        if (message->msg != CURLMSG_DONE) continue;
        CURL* easy = message->easy_handle;
        const int code = message->data.result;
        curl_multi_remove_handle(multi, easy);
        ended(easy, code);
    }
}

void CurlLoop::Core::close() {
    timer.cancel();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, nullptr);
    for (const auto& [fd, watch] : watches)
        watch->let_go();
    watches.clear();
    curl_multi_cleanup(multi);
    multi = nullptr;
}

CurlLoop::CurlLoop(asio::io_context& loop, std::size_t most_connections, Ended ended)
    : core_(std::make_shared<Core>(loop, std::move(ended))) {
    const auto most = static_cast<long>(most_connections);
    // libcurl keeps four times as many as there are transfers just now: too few when several have
    // ended at once, too many when peers are many.
    curl_multi_setopt(core_->multi, CURLMOPT_MAXCONNECTS, most);
    curl_multi_setopt(core_->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, most);
    curl_multi_setopt(core_->multi, CURLMOPT_SOCKETFUNCTION, &Core::on_socket);
    curl_multi_setopt(core_->multi, CURLMOPT_SOCKETDATA, core_.get());
    curl_multi_setopt(core_->multi, CURLMOPT_TIMERFUNCTION, &Core::on_timer);
    curl_multi_setopt(core_->multi, CURLMOPT_TIMERDATA, core_.get());
}

CurlLoop::~CurlLoop() {
    core_->close();
}

void CurlLoop::add(void* easy) {
    const CURLMcode code = curl_multi_add_handle(core_->multi, easy);
    if (code != CURLM_OK) throw std::runtime_error(curl_multi_strerror(code));
}

void CurlLoop::remove(void* easy) {
    curl_multi_remove_handle(core_->multi, easy);
}

}  // namespace dondoc::notifiers
