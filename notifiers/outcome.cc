#include "notifiers/outcome.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>

namespace dondoc::notifiers {
namespace {

using Phase = SmtpEnd::Phase;

constexpr std::chrono::seconds kLongestRetryAfter = std::chrono::hours(1);
constexpr std::size_t kLongestDetail = 300;

/// TLS could not be had, or not as we demand it; 64 is a STARTTLS that the server does not offer.
bool is_tls_error(int curl) {
    switch (curl) {
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_ENGINE_NOTFOUND:
        case CURLE_SSL_ENGINE_SETFAILED:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_ENGINE_INITFAILED:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_SHUTDOWN_FAILED:
        case CURLE_SSL_CRL_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return true;
        default:
            return false;
    }
}

/// What only an administrator can mend, whatever the message is.
bool is_setup_error(int curl) {
    return curl == CURLE_LOGIN_DENIED || curl == CURLE_UNSUPPORTED_PROTOCOL ||
           curl == CURLE_URL_MALFORMAT || curl == CURLE_NOT_BUILT_IN;
}

bool is_broken_connection(int curl) {
    return curl == CURLE_SEND_ERROR || curl == CURLE_RECV_ERROR || curl == CURLE_GOT_NOTHING ||
           curl == CURLE_WEIRD_SERVER_REPLY;
}

/// libcurl's words for these are of files and errno, for people they say nothing.
bool is_lost_connection(int curl) {
    return curl == CURLE_SEND_ERROR || curl == CURLE_RECV_ERROR || curl == CURLE_GOT_NOTHING;
}

std::string_view when(Phase phase) {
    switch (phase) {
        case Phase::connect:
            return "before the server's greeting";
        case Phase::greeting:
            return "after the server's greeting";
        case Phase::hello:
            return "after EHLO";
        case Phase::tls:
            return "after STARTTLS";
        case Phase::auth:
            return "after AUTH";
        case Phase::mail:
            return "after MAIL FROM";
        case Phase::rcpt:
            return "after RCPT TO";
        case Phase::data:
            return "after DATA";
        case Phase::after_dot:
            break;
    }
    return "after the message was sent";
}

std::string curl_words(int curl, const std::string& error) {
    return error.empty() ? curl_easy_strerror(static_cast<CURLcode>(curl)) : error;
}

Outcome outcome_of_5xx(const SmtpEnd& end) {
    if (end.all_sent) return Outcome::refused;
    switch (end.phase) {
        case Phase::rcpt:
            // A full mailbox empties again (promise 5).
            return end.code == 552 ? Outcome::refused_for_now : Outcome::refused;
        case Phase::data:
        case Phase::after_dot:
            return Outcome::refused;
        case Phase::mail:
            // RFC 1870: the answer to the size that MAIL declares, so it is about this message.
            return end.code == 552 ? Outcome::refused : Outcome::channel_trouble;
        default:
            return Outcome::channel_trouble;
    }
}

/// The code alone is never trusted: it is that of the last whole reply, which may be old.
Outcome smtp_outcome(const SmtpEnd& end) {
    if (end.curl == CURLE_OK && end.code == 250) return Outcome::accepted;
    const bool replied = end.code >= 400 && end.code < 600;
    const bool went_away = is_broken_connection(end.curl) && (end.code == 0 || end.code == 421);
    if (went_away && end.new_connections == 0 && !end.any_sent) return Outcome::stale_connection;
    if (replied && end.code < 500) return Outcome::refused_for_now;
    if (replied) return outcome_of_5xx(end);
    // Promise 7: the bytes are out and nobody answered for them.
    if (end.all_sent) return Outcome::uncertain;
    if (is_tls_error(end.curl) || is_setup_error(end.curl)) return Outcome::channel_trouble;
    if (end.curl == CURLE_ABORTED_BY_CALLBACK) return Outcome::stopped;
    return Outcome::unreachable;
}

Outcome http_outcome(const HttpEnd& end) {
    if (end.forbidden) return Outcome::refused;
    if (end.curl == CURLE_OK && end.status >= 200 && end.status < 300) return Outcome::accepted;
    if (end.status == 408 || end.status == 425 || end.status == 429 || end.status >= 500) {
        return Outcome::refused_for_now;
    }
    if (end.status >= 300) return Outcome::refused;
    if (end.curl == CURLE_ABORTED_BY_CALLBACK) return Outcome::stopped;
    const bool silent = end.status == 0 && is_broken_connection(end.curl);
    if (silent && end.new_connections == 0) return Outcome::stale_connection;
    switch (end.curl) {
        case CURLE_SSL_CACERT_BADFILE:
            return Outcome::channel_trouble;
        case CURLE_UNSUPPORTED_PROTOCOL:
            // The URL's, or what an endpoint answered with.
            return end.new_connections == 0 ? Outcome::refused : Outcome::refused_for_now;
        case CURLE_URL_MALFORMAT:
            return Outcome::refused;
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
            return Outcome::unreachable;
        default:
            // Receivers know a repeated message by its id, so a reply that never came is no
            // question. A bad certificate is that of one endpoint; the channel's other endpoints go
            // on.
            return Outcome::refused_for_now;
    }
}

std::string http_detail(const HttpEnd& end) {
    if (end.forbidden) {
        return "not called: the address is not public and not in allow_networks, or the URL is "
               "http:// and it is not in allow_networks";
    }
    std::string detail = "HTTP " + std::to_string(end.status);
    if (end.status >= 300 && end.status < 400) return detail + ": redirects are not followed";
    if (end.curl != CURLE_OK) {
        const auto words = curl_words(end.curl, end.error);
        return end.status == 0 ? words : detail + ", then " + words;
    }
    return end.error.empty() ? detail : detail + ": " + end.error;
}

std::string smtp_detail(const SmtpEnd& end, Outcome outcome) {
    const bool spoke = end.code >= 400 && end.code < 600 && !end.last_line.empty();
    if (outcome == Outcome::accepted || spoke) return end.last_line;
    if (is_lost_connection(end.curl)) {
        return "no answer " + std::string(when(end.phase)) + ": the connection was lost";
    }
    const auto words = curl_words(end.curl, end.error);
    return outcome == Outcome::uncertain ? "no answer after the message was sent: " + words : words;
}

}  // namespace

std::string_view name_of(Outcome outcome) {
    static constexpr std::array<std::string_view, 9> kNames = {
        "accepted",  "refused_for_now",  "refused", "unreachable", "channel_trouble",
        "uncertain", "stale_connection", "stopped", "recalled"};
    return kNames.at(static_cast<std::size_t>(outcome));
}

std::string printable_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (line.size() == kLongestDetail) break;
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (blank && (line.empty() || line.back() == ' ')) continue;
        line += blank ? ' ' : (c > ' ' && c < '\x7f' ? c : '?');
    }
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    return line;
}

Attempt classify_smtp(const SmtpEnd& end) {
    const auto outcome = smtp_outcome(end);
    const bool may_pass = outcome == Outcome::refused_for_now || outcome == Outcome::unreachable;
    return {outcome,
            static_cast<int>(end.code),
            printable_line(smtp_detail(end, outcome)),
            {},
            may_pass && end.phase < Phase::mail};
}

Attempt classify_http(const HttpEnd& end) {
    Attempt attempt{
        http_outcome(end), static_cast<int>(end.status), printable_line(http_detail(end)), {}};
    if (end.retry_after && attempt.outcome == Outcome::refused_for_now) {
        attempt.retry_after = std::min(*end.retry_after, kLongestRetryAfter);
    }
    return attempt;
}

}  // namespace dondoc::notifiers
