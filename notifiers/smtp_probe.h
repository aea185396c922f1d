#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "config/settings.h"
#include "notifiers/outcome.h"
#include "plan/time.h"

namespace dondoc::notifiers {

/// The certificate that a server showed.
struct Certificate {
    std::string names;  ///< the hosts it is for
    std::string issuer;
    plan::Instant from;
    plan::Instant until;
};

/// How far a talk with a mail server got that sends no mail: greeting, EHLO, TLS, AUTH, MAIL FROM.
struct SmtpProbe {
    SmtpEnd::Phase phase = SmtpEnd::Phase::connect;  ///< the last that began
    std::string greeting;                            ///< the server's first line
    std::string last_line;                           ///< its last reply
    int code = 0;                                    ///< of the last reply
    int curl = 0;                                    ///< CURLcode
    std::string error;                               ///< curl's own words
    std::string tls;                                 ///< `TLSv1.3`, empty before the handshake
    std::optional<Certificate> certificate;
    int verify_error = 0;  ///< X509_V_ERR_…; a wrong name is none of them
    bool offers_auth = false;
    bool authenticated = false;
    bool sender_taken = false;
    std::optional<std::uint64_t> size;  ///< bytes of the largest message, where the server says
};

struct ProbeLimits {
    std::chrono::seconds connect{10};
    std::chrono::seconds whole{20};
};

/// Blocks for `limits.whole` at most. Without a password it logs in nowhere, and asks no further
/// than EHLO and TLS where the settings have a user name. Certificates are checked as for a
/// delivery.
SmtpProbe probe_smtp(const config::EmailChannel& settings,
                     const std::optional<std::string>& password, const ProbeLimits& limits = {});

}  // namespace dondoc::notifiers
