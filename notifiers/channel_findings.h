#pragma once

#include <string>
#include <vector>

#include "config/settings.h"
#include "notifiers/outcome.h"
#include "notifiers/smtp_probe.h"
#include "plan/words.h"

namespace dondoc::notifiers {

/// One thing that was tried on a channel, in words that an administrator can act on.
struct Finding {
    enum class Result { ok, failed, untested } result = Result::ok;
    std::string check;   ///< `connect`, `tls`, `auth`, `sender`, `size`, `ping`, `folder`
    std::string target;  ///< host and port, URL, folder
    plan::Words words;
};

/// In the order of the talk; it ends with the first that failed. `with_password`: one was at hand,
/// or none is needed.
std::vector<Finding> email_findings(const config::EmailChannel& settings, const SmtpProbe& probe,
                                    bool with_password, plan::Instant now);
/// What became of a ping.
Finding webhook_finding(const std::string& url, const Attempt& attempt);
/// Whether mails can be put into the folder, or it can be made; leaves nothing behind.
Finding maildir_finding(const std::string& path);

}  // namespace dondoc::notifiers
