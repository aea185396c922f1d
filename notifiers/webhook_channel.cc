#include "notifiers/webhook_channel.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <vector>

#include "notifiers/completions.h"
#include "notifiers/curl_loop.h"
#include "notifiers/curl_options.h"
#include "plan/unit.h"

#ifndef DONDOC_VERSION
#define DONDOC_VERSION "0"
#endif

namespace dondoc::notifiers {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kWholeSeconds = 30;
constexpr std::size_t kMostOfReply = 64 * 1024;

std::optional<Address> address_of_peer(const curl_sockaddr& peer) {
    Address address;
    if (peer.family == AF_INET && peer.addrlen >= sizeof(sockaddr_in)) {
        sockaddr_in v4{};
        std::memcpy(&v4, &peer.addr, sizeof v4);
        std::memcpy(address.bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
        return address;
    }
    if (peer.family == AF_INET6 && peer.addrlen >= sizeof(sockaddr_in6)) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &peer.addr, sizeof v6);
        std::memcpy(address.bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
        address.v6 = true;
        return address;
    }
    return std::nullopt;
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

/// One transfer at a time; kept for the next.
struct Slot {
    struct Cleanup {
        void operator()(void* handle) const { curl_easy_cleanup(handle); }
    };
    std::unique_ptr<void, Cleanup> easy;
    const NetworkFilter* filter = nullptr;
    bool busy = false;

    Parcel parcel;
    Channel::Done done;
    bool encrypted = true;
    CurlList headers;
    std::string reply;
    std::size_t read = 0;  ///< bytes of the reply, headers included
    bool cut = false;      ///< the reply was longer than we read
    int refused = 0;       ///< addresses that may not be called
    int called = 0;
    std::array<char, CURL_ERROR_SIZE> error{};

    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* user);
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* user);
    static curl_socket_t on_open(void* user, curlsocktype, curl_sockaddr* peer);

    void begin(Parcel parcel_given, Channel::Done done_given);
    void prepare(const SigningKeys& keys, std::chrono::sys_seconds now, const std::string& ca_file);
    void set_safety(const std::string& ca_file);
    HttpEnd end(int code) const;
};

std::size_t Slot::on_body(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& slot = *static_cast<Slot*>(user);
    slot.read += size * count;
    slot.cut = slot.read > kMostOfReply;
    if (slot.cut) return 0;
    slot.reply.append(bytes, size * count);
    return size * count;
}

std::size_t Slot::on_header(char*, std::size_t size, std::size_t count, void* user) {
    auto& slot = *static_cast<Slot*>(user);
    slot.read += size * count;
    return slot.read > kMostOfReply ? 0 : size * count;
}

/// Promise 14: the address is judged when it is connected to, whatever a name resolved to before.
curl_socket_t Slot::on_open(void* user, curlsocktype, curl_sockaddr* peer) {
    auto& slot = *static_cast<Slot*>(user);
    const auto address = address_of_peer(*peer);
    if (!address || !slot.filter->may_call(*address, slot.encrypted)) {
        ++slot.refused;
        return CURL_SOCKET_BAD;
    }
    ++slot.called;
    return ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

void Slot::begin(Parcel parcel_given, Channel::Done done_given) {
    busy = true;
    parcel = std::move(parcel_given);
    done = std::move(done_given);
    encrypted = parcel.address.starts_with("https://");
    headers = {};
    reply.clear();
    read = 0;
    cut = false;
    refused = 0;
    called = 0;
    error[0] = '\0';
}

void Slot::prepare(const SigningKeys& keys, std::chrono::sys_seconds now,
                   const std::string& ca_file) {
    if (!easy) easy.reset(curl_easy_init());
    if (!easy) throw std::bad_alloc();
    curl_easy_reset(easy.get());  // keeps the connection
    const std::string id = "msg_" + parcel.id;
    headers.append("content-type: application/json");
    headers.append("webhook-id: " + id);
    headers.append("webhook-timestamp: " + std::to_string(now.time_since_epoch().count()));
    headers.append("webhook-signature: " + keys.sign(id, now, parcel.bytes));
    headers.append("expect:");  // no waiting for leave to send so little
    void* self = this;
    set_option(easy.get(), CURLOPT_URL, parcel.address.c_str());
    set_option(easy.get(), CURLOPT_POST, 1L);
    set_option(easy.get(), CURLOPT_POSTFIELDS, parcel.bytes.c_str());
    set_option(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE,
               static_cast<curl_off_t>(parcel.bytes.size()));
    set_option(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    set_option(easy.get(), CURLOPT_USERAGENT, "dondoc/" DONDOC_VERSION);
    set_option(easy.get(), CURLOPT_WRITEFUNCTION, &Slot::on_body);
    set_option(easy.get(), CURLOPT_WRITEDATA, self);
    set_option(easy.get(), CURLOPT_HEADERFUNCTION, &Slot::on_header);
    set_option(easy.get(), CURLOPT_HEADERDATA, self);
    set_option(easy.get(), CURLOPT_ERRORBUFFER, error.data());
    set_option(easy.get(), CURLOPT_PRIVATE, self);
    set_safety(ca_file);
}

void Slot::set_safety(const std::string& ca_file) {
    void* self = this;
    set_option(easy.get(), CURLOPT_OPENSOCKETFUNCTION, &Slot::on_open);
    set_option(easy.get(), CURLOPT_OPENSOCKETDATA, self);
    // The one that `encrypted` was judged by, so that no spelling of a URL slips through.
    set_option(easy.get(), CURLOPT_PROTOCOLS_STR, encrypted ? "https" : "http");
    set_option(easy.get(), CURLOPT_FOLLOWLOCATION, 0L);
    set_option(easy.get(), CURLOPT_PROXY, "");
    set_option(easy.get(), CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set_option(easy.get(), CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set_option(easy.get(), CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set_option(easy.get(), CURLOPT_TIMEOUT, kWholeSeconds);
    set_option(easy.get(), CURLOPT_NOSIGNAL, 1L);
    set_option(easy.get(), CURLOPT_QUICK_EXIT, 1L);  // never waits for a name server when it ends
    if (!ca_file.empty()) set_option(easy.get(), CURLOPT_CAINFO, ca_file.c_str());
}

HttpEnd Slot::end(int code) const {
    HttpEnd end;
    // We have read of the reply what we wanted to read.
    end.curl = cut ? static_cast<int>(CURLE_OK) : code;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &end.status);
    curl_easy_getinfo(easy.get(), CURLINFO_NUM_CONNECTS, &end.new_connections);
    curl_off_t wait = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RETRY_AFTER, &wait);
    if (wait > 0) end.retry_after = std::chrono::seconds(wait);
    end.forbidden = refused > 0 && called == 0;
    end.error = end.curl == CURLE_OK ? first_line(reply) : std::string(error.data());
    return end;
}

}  // namespace

struct WebhookChannel::Pool {
    Pool(boost::asio::io_context& loop, config::WebhookChannel settings_given,
         NetworkFilter filter_given, SigningKeys keys_given, Now now_given)
        : settings(std::move(settings_given)),
          filter(std::move(filter_given)),
          keys(std::move(keys_given)),
          now(std::move(now_given)),
          completions(loop),
          slots(settings.max_connections),
          transfers(loop, slots.size(), [this](void* easy, int code) { ended(easy, code); }) {
        for (auto& slot : slots)
            slot.filter = &filter;
    }

    struct Job {
        Parcel parcel;
        Channel::Done done;
    };

    void ended(void* easy, int code);
    void finish(Slot& slot, Attempt attempt);
    void start_next();
    void start(Slot& slot, Job job);
    void give_back_queue();

    const config::WebhookChannel settings;
    const NetworkFilter filter;
    const SigningKeys keys;
    const Now now;
    Completions completions;
    std::vector<Slot> slots;
    std::deque<Job> queue;
    CurlLoop transfers;  ///< before the slots go
    bool stopped = false;
};

void WebhookChannel::Pool::ended(void* easy, int code) {
    char* self = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
    auto& slot = *reinterpret_cast<Slot*>(self);
    finish(slot, classify_http(slot.end(code)));
    start_next();
}

void WebhookChannel::Pool::finish(Slot& slot, Attempt attempt) {
    slot.busy = false;
    completions.post(std::move(slot.done), std::move(attempt));
}

void WebhookChannel::Pool::start_next() {
    while (!queue.empty()) {
        const auto slot = std::ranges::find(slots, false, &Slot::busy);
        if (slot == slots.end()) return;
        Job job = std::move(queue.front());
        queue.pop_front();
        start(*slot, std::move(job));
    }
}

void WebhookChannel::Pool::start(Slot& slot, Job job) {
    slot.begin(std::move(job.parcel), std::move(job.done));
    if (plan::address_fault(slot.parcel.address)) {
        finish(slot, {Outcome::refused, 0, "not a URL that can be called", {}});
        return;
    }
    try {
        slot.prepare(keys, std::chrono::floor<std::chrono::seconds>(now()), settings.ca_file);
        transfers.add(slot.easy.get());
    } catch (const std::exception& error) {
        finish(slot, {Outcome::unreachable, 0, printable_line(error.what()), {}});
    }
}

void WebhookChannel::Pool::give_back_queue() {
    for (auto& job : queue)
        completions.post(std::move(job.done), {Outcome::recalled, 0, {}, {}});
    queue.clear();
}

WebhookChannel::WebhookChannel(boost::asio::io_context& loop, config::WebhookChannel settings,
                               NetworkFilter filter, SigningKeys keys, Now now) {
    start_curl();
    pool_ = std::make_unique<Pool>(loop, std::move(settings), std::move(filter), std::move(keys),
                                   std::move(now));
}

WebhookChannel::~WebhookChannel() {
    stop();
}

std::size_t WebhookChannel::free() const {
    const auto open = pool_->completions.open();
    const auto most = pool_->slots.size() + kChannelQueue;
    return pool_->stopped || open >= most ? 0 : most - open;
}

void WebhookChannel::send(Parcel parcel, Done done) {
    pool_->completions.begin();
    if (pool_->stopped) {
        pool_->completions.post(std::move(done), {Outcome::recalled, 0, {}, {}});
        return;
    }
    pool_->queue.push_back({std::move(parcel), std::move(done)});
    pool_->start_next();
}

void WebhookChannel::recall() {
    pool_->give_back_queue();
}

void WebhookChannel::stop() {
    pool_->stopped = true;
    pool_->give_back_queue();
    for (auto& slot : pool_->slots) {
        if (!slot.busy) continue;
        // Whether it was sent makes no difference: receivers know a repeated message by its id.
        pool_->transfers.remove(slot.easy.get());
        pool_->finish(slot, {Outcome::stopped, 0, {}, {}});
    }
}

}  // namespace dondoc::notifiers
