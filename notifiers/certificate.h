#pragma once

#include <curl/curl.h>

#include "notifiers/smtp_probe.h"

/// For `.cc` files of this room only.
namespace dondoc::notifiers {

/// Notes in `probe`, which must outlive the transfer, what the server shows and why it is not
/// trusted. The check itself stays what it is.
void watch_certificate(CURL* easy, SmtpProbe& probe);

}  // namespace dondoc::notifiers
