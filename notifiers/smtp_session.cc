#include "notifiers/smtp_session.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "notifiers/curl_options.h"
#include "notifiers/login_words.h"
#include "notifiers/smtp_dialogue.h"

namespace dondoc::notifiers {
namespace {

using Phase = SmtpEnd::Phase;

constexpr long kConnectSeconds = 30;
constexpr long kAnswerSeconds = 600;
/// Shorter than the patience of most servers with a silent client.
constexpr long kIdleSeconds = 30;

/// Every line end is CRLF: a bare LF would reach the server as it is (SMTP smuggling).
std::string with_crlf(std::string_view bytes) {
    const auto ends_line = [](char c) { return c == '\r' || c == '\n'; };
    std::string text;
    text.reserve(bytes.size());
    for (const auto* at = bytes.begin(); at != bytes.end();) {
        const auto* const stop = std::find_if(at, bytes.end(), ends_line);
        text.append(at, stop);
        if (stop == bytes.end()) break;
        text += "\r\n";
        const bool pair = *stop == '\r' && stop + 1 != bytes.end() && stop[1] == '\n';
        at = stop + (pair ? 2 : 1);
    }
    return text;
}

/// The server may have taken the mail, or has said what it thinks of it.
bool is_answer(Outcome outcome) {
    return outcome == Outcome::accepted || outcome == Outcome::uncertain ||
           outcome == Outcome::refused || outcome == Outcome::refused_for_now;
}

}  // namespace

struct SmtpSession::Transfer {
    SmtpSession& session;
    std::string sender;
    std::string body;
    std::size_t given = 0;
    SmtpEnd end{};
    bool quitting = false;  ///< what comes now is not about the mail
    CurlList recipients{};
    std::array<char, CURL_ERROR_SIZE> error{};
};

/// What libcurl calls back, on the session's thread.
struct SmtpSession::Callbacks {
    static std::size_t read(char* to, std::size_t size, std::size_t count, void* user) {
        auto& transfer = *static_cast<Transfer*>(user);
        const auto part = std::min(size * count, transfer.body.size() - transfer.given);
        transfer.body.copy(to, part, transfer.given);
        transfer.given += part;
        transfer.end.any_sent = true;
        transfer.end.all_sent = transfer.given == transfer.body.size();
        if (transfer.end.all_sent) transfer.end.phase = Phase::after_dot;
        return part;
    }

    static std::size_t reply(char* line, std::size_t size, std::size_t count, void* user) {
        auto& transfer = *static_cast<Transfer*>(user);
        auto& end = transfer.end;
        if (end.phase == Phase::connect) {
            end.phase = Phase::greeting;
            transfer.quitting = false;  // it was an old connection that was closed
        }
        if (!transfer.quitting) end.last_line.assign(line, size * count);
        return size * count;
    }

    static int command(CURL*, curl_infotype type, char* text, std::size_t size, void* user) {
        if (type != CURLINFO_HEADER_OUT) return 0;
        auto& transfer = *static_cast<Transfer*>(user);
        const std::string_view command(text, size);
        transfer.end.phase = phase_after(command, transfer.end.phase);
        if (!command.starts_with("QUIT")) return 0;
        transfer.quitting = true;
        transfer.session.stop_listening();
        return 0;
    }

    static int progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        auto& session = *static_cast<SmtpSession*>(user);
        session.sign_.give();  // every second, also while libcurl waits
        return session.aborted_ ? 1 : 0;
    }

    static curl_socket_t open(void* user, curlsocktype, curl_sockaddr* peer) {
        auto& session = *static_cast<SmtpSession*>(user);
        const std::lock_guard lock(session.sockets_mutex_);
        if (session.aborted_) return CURL_SOCKET_BAD;
        const int fd = ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
        if (fd < 0) return CURL_SOCKET_BAD;
        session.sockets_.insert(fd);
        return fd;
    }

    static int close(void* user, curl_socket_t fd) {
        auto& session = *static_cast<SmtpSession*>(user);
        const std::lock_guard lock(session.sockets_mutex_);
        session.sockets_.erase(fd);
        return ::close(fd);
    }
};

void SmtpSession::Cleanup::operator()(void* easy) const {
    curl_easy_reset(easy);  // a transfer that has ended is called back no more
    curl_easy_cleanup(easy);
}

SmtpSession::SmtpSession(const config::EmailChannel& settings, const std::string& password)
    : settings_(settings), password_(password), sender_(smtp_sender(settings)) {}

SmtpSession::~SmtpSession() {
    close();
}

Attempt SmtpSession::deliver(const Parcel& parcel) {
    if (!is_safe_address(parcel.address)) {
        return {Outcome::refused, 0, "not an address that mail can be sent to", {}};
    }
    if (!is_safe_address(sender_)) {
        return {Outcome::channel_trouble, 0, "envelope_sender is not an address", {}};
    }
    const LifeSign::Work work(sign_);
    auto attempt = perform(parcel, false);
    if (attempt.outcome == Outcome::stale_connection && !aborted_) attempt = perform(parcel, true);
    // What looks like trouble may be our own doing: a TLS handshake broken off, say.
    if (aborted_ && !is_answer(attempt.outcome)) attempt.outcome = Outcome::stopped;
    return attempt;
}

Attempt SmtpSession::perform(const Parcel& parcel, bool fresh) {
    Transfer transfer{*this, sender_, with_crlf(parcel.bytes)};
    transfer.recipients.append(parcel.address);
    if (!easy_) easy_.reset(curl_easy_init());
    if (!easy_) return {Outcome::unreachable, 0, "libcurl has no memory", {}};
    prepare(transfer, fresh);
    auto& end = transfer.end;
    end.curl = curl_easy_perform(easy_.get());
    end.error = without_password(transfer.error.data(), settings_.username, password_);
    end.last_line = without_password(end.last_line, settings_.username, password_);
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &end.code);
    curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &end.new_connections);
    return classify_smtp(end);
}

void SmtpSession::prepare(Transfer& transfer, bool fresh) {
    curl_easy_reset(easy_.get());  // keeps the connection
    set_connection(fresh);
    set_callbacks(transfer);
    CURL* easy = easy_.get();
    set_option(easy, CURLOPT_MAIL_FROM, transfer.sender.c_str());
    set_option(easy, CURLOPT_MAIL_RCPT, transfer.recipients.get());
    set_option(easy, CURLOPT_UPLOAD, 1L);
    set_option(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(transfer.body.size()));
}

void SmtpSession::set_connection(bool fresh) {
    using Security = config::EmailChannel::Security;
    CURL* easy = easy_.get();
    set_option(easy, CURLOPT_URL, smtp_url(settings_).c_str());
    set_option(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set_option(easy, CURLOPT_PROXY, "");
    set_option(easy, CURLOPT_NOSIGNAL, 1L);
    set_option(easy, CURLOPT_QUICK_EXIT, 1L);  // never waits for a name server when it ends
    set_option(easy, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set_option(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, kAnswerSeconds);
    // A server that stops reading in the middle of a mail.
    set_option(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    set_option(easy, CURLOPT_LOW_SPEED_TIME, kAnswerSeconds);
    set_option(easy, CURLOPT_MAXAGE_CONN, kIdleSeconds);
    set_option(easy, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
    // Promise 13: where TLS is asked for, there is no way back to plain text.
    const bool plain = settings_.security == Security::plain;
    set_option(easy, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (!settings_.ca_file.empty()) set_option(easy, CURLOPT_CAINFO, settings_.ca_file.c_str());
    if (settings_.username.empty()) return;
    set_option(easy, CURLOPT_USERNAME, settings_.username.c_str());
    set_option(easy, CURLOPT_PASSWORD, password_.c_str());
}

void SmtpSession::set_callbacks(Transfer& transfer) {
    CURL* easy = easy_.get();
    void* user = &transfer;
    void* self = this;
    set_option(easy, CURLOPT_READFUNCTION, &Callbacks::read);
    set_option(easy, CURLOPT_READDATA, user);
    set_option(easy, CURLOPT_HEADERFUNCTION, &Callbacks::reply);
    set_option(easy, CURLOPT_HEADERDATA, user);
    set_option(easy, CURLOPT_VERBOSE, 1L);
    set_option(easy, CURLOPT_DEBUGFUNCTION, &Callbacks::command);
    set_option(easy, CURLOPT_DEBUGDATA, user);
    set_option(easy, CURLOPT_NOPROGRESS, 0L);
    set_option(easy, CURLOPT_XFERINFOFUNCTION, &Callbacks::progress);
    set_option(easy, CURLOPT_XFERINFODATA, self);
    set_option(easy, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::open);
    set_option(easy, CURLOPT_OPENSOCKETDATA, self);
    set_option(easy, CURLOPT_CLOSESOCKETFUNCTION, &Callbacks::close);
    set_option(easy, CURLOPT_CLOSESOCKETDATA, self);
    set_option(easy, CURLOPT_ERRORBUFFER, transfer.error.data());
}

void SmtpSession::close() {
    const LifeSign::Work work(sign_);
    stop_listening();
    easy_.reset();
}

/// libcurl waits for the answer to QUIT, however long that takes: it shall find none. There is one
/// connection at a time, and it is the one that ends.
void SmtpSession::stop_listening() {
    const std::lock_guard lock(sockets_mutex_);
    for (const int fd : sockets_)
        ::shutdown(fd, SHUT_RD);
}

void SmtpSession::abort() {
    const std::lock_guard lock(sockets_mutex_);
    aborted_ = true;
    for (const int fd : sockets_)
        ::shutdown(fd, SHUT_RDWR);
}

}  // namespace dondoc::notifiers
