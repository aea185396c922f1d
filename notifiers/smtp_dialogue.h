#pragma once

#include <string>
#include <string_view>

#include "config/settings.h"
#include "notifiers/outcome.h"

namespace dondoc::notifiers {

/// What a delivery and a check have in common when they talk to a mail server.

/// `smtp://mail.stp.example:587/`.
std::string smtp_url(const config::EmailChannel& settings);
/// The envelope sender.
std::string smtp_sender(const config::EmailChannel& settings);
/// The phase that a command of ours begins. What AUTH sends has none of these forms.
SmtpEnd::Phase phase_after(std::string_view command, SmtpEnd::Phase phase);
/// libcurl passes on what stands in an address, line ends included (promise 26).
bool is_safe_address(const std::string& address);

}  // namespace dondoc::notifiers
