#include "notifiers/channels.h"

#include <stdexcept>

#include "notifiers/maildir_channel.h"
#include "notifiers/mime.h"
#include "notifiers/network_filter.h"
#include "notifiers/signature.h"
#include "notifiers/smtp_channel.h"
#include "notifiers/webhook_channel.h"

namespace dondoc::notifiers {
namespace {

using plan::Words;

std::optional<Words> fault(const config::EmailChannel& mail, const std::string& secret) {
    const auto& sender = mail.envelope_sender;
    if (plan::address_fault(sender.empty() ? address_of(mail.from) : sender)) {
        return Words{"địa chỉ người gửi không dùng được; sửa `from` hoặc `envelope_sender`",
                     "the sender's address cannot be used; mend `from` or `envelope_sender`"};
    }
    if (!mail.username.empty() && secret.empty()) {
        return Words{
            "có `username` nhưng mật khẩu trống; kiểm tra tệp hoặc credential của mật khẩu",
            "there is a `username`, but the password is empty; look at its file or "
            "credential"};
    }
    return std::nullopt;
}

std::optional<Words> fault(const config::WebhookChannel& webhook, const std::string& secret) {
    if (!SigningKeys::parse(secret)) {
        return Words{
            "khóa ký không đúng dạng; ghi `whsec_` rồi đến base64 của 24 đến 64 byte",
            "the signing secret is not in the right form; write `whsec_` and the base64 of "
            "24 to 64 bytes"};
    }
    for (const auto& text : webhook.allow_networks) {
        if (parse_network(text)) continue;
        return Words{
            "`allow_networks`: «" + text + "» không phải là dải mạng; ghi như `10.1.0.0/16`",
            "`allow_networks`: \"" + text +
                "\" is not a network; write it like "
                "`10.1.0.0/16`"};
    }
    return std::nullopt;
}

std::optional<Words> fault(const config::MaildirChannel& maildir, const std::string&) {
    if (maildir.path.starts_with('/')) return std::nullopt;
    return Words{"`path` phải là đường dẫn tuyệt đối, bắt đầu bằng `/`",
                 "`path` must be absolute, beginning with `/`"};
}

/// Makes the channel of each type; `channel_fault` has been asked.
struct Maker {
    boost::asio::io_context& loop;
    std::string secret;
    Now now;

    std::unique_ptr<Channel> operator()(const config::EmailChannel& mail) {
        return std::make_unique<SmtpChannel>(loop, mail, std::move(secret));
    }
    std::unique_ptr<Channel> operator()(const config::WebhookChannel& webhook) {
        std::vector<Network> allowed;
        for (const auto& text : webhook.allow_networks) {
            allowed.push_back(parse_network(text).value());
        }
        return std::make_unique<WebhookChannel>(loop, webhook, NetworkFilter(std::move(allowed)),
                                                SigningKeys::parse(secret).value(), std::move(now));
    }
    std::unique_ptr<Channel> operator()(const config::MaildirChannel& maildir) {
        return std::make_unique<MaildirChannel>(loop, maildir);
    }
};

}  // namespace

std::optional<Words> channel_fault(const config::Channel& settings, const std::string& secret) {
    return std::visit([&](const auto& type) { return fault(type, secret); }, settings.type);
}

std::unique_ptr<Channel> make_channel(boost::asio::io_context& loop,
                                      const config::Channel& settings, std::string secret,
                                      Now now) {
    if (const auto words = channel_fault(settings, secret)) throw std::invalid_argument(words->en);
    return std::visit(Maker{loop, std::move(secret), std::move(now)}, settings.type);
}

}  // namespace dondoc::notifiers
