#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dondoc::notifiers {

/// What one attempt to deliver came to (DELIVERY.md, classifier).
enum class Outcome {
    accepted,          ///< the server took it: 250 after the dot, HTTP 2xx; never «delivered»
    refused_for_now,   ///< 4xx; try again
    refused,           ///< 5xx for this recipient or message: dead
    unreachable,       ///< no connection, or broken off before anything could have been taken
    channel_trouble,   ///< greeting, AUTH, MAIL FROM, TLS, bad endpoint: the channel's, not the
                       ///< message's
    uncertain,         ///< no reply after the dot: may have been taken
    stale_connection,  ///< a pooled connection had gone away; try again at once, not counted
    stopped,           ///< we were told to stop before anything was sent
    recalled,          ///< taken back before anybody was called
};
std::string_view name_of(Outcome outcome);

struct Attempt {
    Outcome outcome = Outcome::accepted;
    int code = 0;        ///< SMTP or HTTP
    std::string detail;  ///< the peer's last line or the error, one line, at most 300 characters
    std::optional<std::chrono::seconds> retry_after;  ///< HTTP Retry-After, capped
    /// A mail server that cannot be reached, or puts us off before it has heard of the message: the
    /// next message would fare no better.
    bool of_channel = false;
};

/// What is known when an SMTP transfer has ended.
struct SmtpEnd {
    int curl = 0;              ///< CURLcode
    long code = 0;             ///< the last reply's code
    bool all_sent = false;     ///< the read callback has given its last byte
    bool any_sent = false;     ///< it was asked for a byte at all
    long new_connections = 1;  ///< CURLINFO_NUM_CONNECTS
    std::string last_line;     ///< the last reply line
    std::string error;         ///< curl's own words, where it has some
    enum class Phase {
        connect,
        greeting,
        hello,
        tls,
        auth,
        mail,
        rcpt,
        data,
        after_dot
    } phase = Phase::connect;
};
Attempt classify_smtp(const SmtpEnd& end);

struct HttpEnd {
    int curl = 0;
    long status = 0;  ///< 0: no reply
    long new_connections = 1;
    bool forbidden = false;  ///< every address of the endpoint was refused (promise 14)
    std::string error;       ///< curl's own words, or the first line of the reply
    std::optional<std::chrono::seconds> retry_after;
};
Attempt classify_http(const HttpEnd& end);

/// One line of at most 300 printable ASCII characters, whatever a peer sent.
std::string printable_line(std::string_view text);

}  // namespace dondoc::notifiers
