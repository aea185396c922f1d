#include "notifiers/smtp_dialogue.h"

#include <algorithm>
#include <utility>

#include "notifiers/mime.h"
#include "plan/unit.h"

namespace dondoc::notifiers {

using Phase = SmtpEnd::Phase;

std::string smtp_url(const config::EmailChannel& settings) {
    const bool smtps = settings.security == config::EmailChannel::Security::smtps;
    const bool v6 = settings.host.find(':') != std::string::npos;
    const auto host = v6 ? "[" + settings.host + "]" : settings.host;
    return (smtps ? "smtps://" : "smtp://") + host + ":" + std::to_string(settings.port) + "/";
}

std::string smtp_sender(const config::EmailChannel& settings) {
    return settings.envelope_sender.empty() ? address_of(settings.from) : settings.envelope_sender;
}

Phase phase_after(std::string_view command, Phase phase) {
    static constexpr std::pair<std::string_view, Phase> kCommands[] = {
        {"EHLO ", Phase::hello},  {"HELO ", Phase::hello},     {"STARTTLS\r\n", Phase::tls},
        {"AUTH ", Phase::auth},   {"MAIL FROM:", Phase::mail}, {"RCPT TO:", Phase::rcpt},
        {"DATA\r\n", Phase::data}};
    const auto* found = std::ranges::find_if(
        kCommands, [&](const auto& known) { return command.starts_with(known.first); });
    return found == std::end(kCommands) ? phase : found->second;
}

bool is_safe_address(const std::string& address) {
    return !plan::address_fault(address) && address.find_first_of("<>") == std::string::npos &&
           address.find('@') != std::string::npos;
}

}  // namespace dondoc::notifiers
