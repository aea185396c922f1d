#include "notifiers/smtp_probe.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <memory>
#include <set>

#include "notifiers/certificate.h"
#include "notifiers/curl_options.h"
#include "notifiers/smtp_dialogue.h"

namespace dondoc::notifiers {
namespace {

using Phase = SmtpEnd::Phase;

/// One talk, and what libcurl calls back in it.
struct Talk {
    SmtpProbe probe;
    std::set<int> sockets;
    bool quitting = false;
    std::array<char, CURL_ERROR_SIZE> error{};

    void sent(std::string_view command) {
        // After a refusal it comes within the transfer; what is answered is not about the mail.
        if (command.starts_with("QUIT")) {
            quitting = true;
            stop_listening();
            return;
        }
        probe.phase = phase_after(command, probe.phase);
    }

    /// libcurl says QUIT, at the latest when the handle goes, and waits for the answer, however
    /// long that takes: it shall find none.
    void stop_listening() const {
        for (const int fd : sockets)
            ::shutdown(fd, SHUT_RD);
    }

    void received(std::string_view line) {
        if (quitting) return;
        if (probe.phase == Phase::connect) {
            probe.phase = Phase::greeting;
            probe.greeting = printable_line(line);
        }
        probe.last_line = printable_line(line);
        std::from_chars(line.data(), line.data() + line.size(), probe.code);
        const bool positive = probe.code >= 200 && probe.code < 300;
        if (probe.phase == Phase::hello) capability(line);
        if (probe.phase == Phase::auth && positive) probe.authenticated = true;
        if (probe.phase == Phase::mail && positive) probe.sender_taken = true;
    }

    void capability(std::string_view line) {
        if (line.size() < 4) return;
        const auto word = line.substr(4);
        if (word.starts_with("AUTH")) probe.offers_auth = true;
        if (!word.starts_with("SIZE ")) return;
        std::uint64_t size = 0;
        const auto [end, fault] = std::from_chars(word.data() + 5, word.data() + word.size(), size);
        if (fault == std::errc() && size > 0) probe.size = size;
    }
};

int on_debug(CURL*, curl_infotype type, char* text, std::size_t size, void* user) {
    auto& talk = *static_cast<Talk*>(user);
    if (type == CURLINFO_HEADER_OUT) talk.sent({text, size});
    if (type == CURLINFO_HEADER_IN) talk.received({text, size});
    return 0;
}

curl_socket_t on_open(void* user, curlsocktype, curl_sockaddr* peer) {
    const int fd = ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
    if (fd < 0) return CURL_SOCKET_BAD;
    static_cast<Talk*>(user)->sockets.insert(fd);
    return fd;
}

int on_close(void* user, curl_socket_t fd) {
    static_cast<Talk*>(user)->sockets.erase(fd);
    return ::close(fd);
}

std::size_t on_body(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

struct Cleanup {
    void operator()(void* easy) const { curl_easy_cleanup(easy); }
};

/// libcurl decodes `%` in it.
std::string escaped(CURL* easy, const std::string& command) {
    const std::unique_ptr<char, decltype(&curl_free)> text(
        curl_easy_escape(easy, command.data(), static_cast<int>(command.size())), &curl_free);
    return text ? text.get() : "NOOP";
}

void set_connection(CURL* easy, const config::EmailChannel& settings, const ProbeLimits& limits) {
    using Security = config::EmailChannel::Security;
    set_option(easy, CURLOPT_URL, smtp_url(settings).c_str());
    set_option(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set_option(easy, CURLOPT_PROXY, "");
    set_option(easy, CURLOPT_NOSIGNAL, 1L);
    set_option(easy, CURLOPT_QUICK_EXIT, 1L);
    set_option(easy, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect.count()));
    set_option(easy, CURLOPT_TIMEOUT, static_cast<long>(limits.whole.count()));
    const bool plain = settings.security == Security::plain;
    set_option(easy, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (!settings.ca_file.empty()) set_option(easy, CURLOPT_CAINFO, settings.ca_file.c_str());
}

void set_callbacks(CURL* easy, Talk& talk) {
    void* user = &talk;
    set_option(easy, CURLOPT_VERBOSE, 1L);
    set_option(easy, CURLOPT_DEBUGFUNCTION, &on_debug);
    set_option(easy, CURLOPT_DEBUGDATA, user);
    set_option(easy, CURLOPT_OPENSOCKETFUNCTION, &on_open);
    set_option(easy, CURLOPT_OPENSOCKETDATA, user);
    set_option(easy, CURLOPT_CLOSESOCKETFUNCTION, &on_close);
    set_option(easy, CURLOPT_CLOSESOCKETDATA, user);
    set_option(easy, CURLOPT_WRITEFUNCTION, &on_body);
    set_option(easy, CURLOPT_ERRORBUFFER, talk.error.data());
    watch_certificate(easy, talk.probe);
}

}  // namespace

SmtpProbe probe_smtp(const config::EmailChannel& settings,
                     const std::optional<std::string>& password, const ProbeLimits& limits) {
    start_curl();
    Talk talk;
    const std::unique_ptr<void, Cleanup> easy(curl_easy_init());
    if (!easy) throw std::bad_alloc();
    set_connection(easy.get(), settings, limits);
    set_callbacks(easy.get(), talk);
    const bool named = !settings.username.empty();
    if (named && password) {
        set_option(easy.get(), CURLOPT_USERNAME, settings.username.c_str());
        set_option(easy.get(), CURLOPT_PASSWORD, password->c_str());
    }
    // A sender is asked about only as a delivery would: logged in where there is a user name.
    const bool asks = (!named || password) && is_safe_address(smtp_sender(settings));
    const std::string command =
        asks ? escaped(easy.get(), "MAIL FROM:<" + smtp_sender(settings) + ">") : "NOOP";
    set_option(easy.get(), CURLOPT_CUSTOMREQUEST, command.c_str());
    talk.probe.curl = curl_easy_perform(easy.get());
    talk.probe.error = printable_line(
        talk.error[0] != '\0' ? talk.error.data()
                              : curl_easy_strerror(static_cast<CURLcode>(talk.probe.curl)));
    talk.stop_listening();
    return talk.probe;
}

}  // namespace dondoc::notifiers
