#include "daemon/check_connect.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <iostream>
#include <set>

#include "config/reader.h"
#include "daemon/changes.h"
#include "daemon/ulid.h"
#include "notifiers/channel_findings.h"
#include "notifiers/channels.h"
#include "notifiers/mime.h"

namespace dondoc::daemon {
namespace {

using notifiers::Finding;
using Result = Finding::Result;
using plan::Words;

constexpr std::chrono::seconds kWhole{20};

/// Asks one channel; knows whether a secret stayed out of sight.
class Check {
  public:
    Check(Program& program, const config::Settings& settings)
        : program_(program), settings_(settings) {}

    std::vector<Finding> channel(const config::Channel& channel) {
        const auto secret = read_secret(channel);
        if (secret_trouble_) return {*secret_trouble_};
        if (const auto* mail = std::get_if<config::EmailChannel>(&channel.type)) {
            return email(*mail, channel, secret);
        }
        if (std::holds_alternative<config::WebhookChannel>(channel.type)) {
            return webhook(channel, secret);
        }
        const auto& folder = std::get<config::MaildirChannel>(channel.type);
        return {notifiers::maildir_finding(folder.path)};
    }
    bool missed_credential() const { return missed_credential_; }

  private:
    /// Nothing where only the service can see it.
    std::optional<std::string> read_secret(const config::Channel& channel) {
        secret_trouble_.reset();
        const auto source = config::secret_of(channel);
        auto secret = config::read_secret(source);
        if (secret) return *std::move(secret);
        const bool hidden = source.from == config::SecretSource::From::credential &&
                            std::getenv("CREDENTIALS_DIRECTORY") == nullptr;
        if (hidden) {
            missed_credential_ = true;
        } else {
            secret_trouble_ = Finding{Result::failed, "secret", source.name, secret.error().words};
        }
        return std::nullopt;
    }

    std::vector<Finding> email(const config::EmailChannel& mail, const config::Channel& channel,
                               const std::optional<std::string>& password) {
        if (password) {
            if (const auto fault = notifiers::channel_fault(channel, *password)) {
                return {{Result::failed, "settings", mail.host, *fault}};
            }
        }
        const auto probe = notifiers::probe_smtp(mail, password);
        return notifiers::email_findings(mail, probe, password.has_value(), program_.clock.now());
    }

    std::vector<Finding> webhook(const config::Channel& channel,
                                 const std::optional<std::string>& secret) {
        std::vector<std::string> urls;
        try {
            urls = endpoints(channel.name);
        } catch (const Failure& failure) {
            return {{Result::failed, "ping", "", failure.problems().front().words}};
        }
        if (urls.empty()) {
            return {{Result::untested,
                     "ping",
                     "",
                     {"chưa có đầu mối nào trên kênh này", "no contact is on this channel"}}};
        }
        if (!secret) {
            std::vector<Finding> untested;
            for (const auto& url : urls) {
                untested.push_back({Result::untested,
                                    "ping",
                                    url,
                                    {"chưa thử: lệnh này không thấy khóa ký",
                                     "not tried: this command cannot see the signing secret"}});
            }
            return untested;
        }
        if (const auto fault = notifiers::channel_fault(channel, *secret)) {
            return {{Result::failed, "settings", channel.name, *fault}};
        }
        return ping(channel, *secret, urls);
    }

    std::vector<std::string> endpoints(const std::string& channel) {
        std::set<std::string> urls;
        for (const plan::Unit& unit : program_.session().units().all()) {
            for (const plan::Contact& contact : unit.contacts) {
                if (contact.channel == channel) urls.insert(contact.address);
            }
        }
        if (settings_.fallback && settings_.fallback->channel == channel) {
            urls.insert(settings_.fallback->address);
        }
        return {urls.begin(), urls.end()};
    }

    /// Through the very channel of the service, so that what holds here holds there.
    std::vector<Finding> ping(const config::Channel& channel, const std::string& secret,
                              const std::vector<std::string>& urls) {
        boost::asio::io_context loop;
        const auto now = [this] { return program_.clock.now(); };
        const auto made = notifiers::make_channel(loop, channel, secret, now);
        std::map<std::string, notifiers::Attempt> ended;
        std::size_t begun = 0;
        const auto end = std::chrono::steady_clock::now() + kWhole;
        while (ended.size() < urls.size() && std::chrono::steady_clock::now() < end) {
            for (; begun < urls.size() && made->free() > 0; ++begun) {
                const std::string& url = urls[begun];
                const std::string id = new_ulid(now());
                made->send({id, url, notifiers::webhook_ping(id, now()), 1},
                           [&ended, url](notifiers::Attempt attempt) {
                               ended.emplace(url, std::move(attempt));
                           });
            }
            loop.run_one_until(end);
            loop.restart();
        }
        made->stop();
        loop.run();
        std::vector<Finding> findings;
        for (const std::string& url : urls) {
            const auto found = ended.find(url);
            const notifiers::Attempt stopped{notifiers::Outcome::stopped, 0, {}, {}};
            findings.push_back(
                notifiers::webhook_finding(url, found == ended.end() ? stopped : found->second));
        }
        return findings;
    }

    Program& program_;
    const config::Settings& settings_;
    std::optional<Finding> secret_trouble_;
    bool missed_credential_ = false;
};

Words check_words(const std::string& check) {
    static const std::map<std::string, Words> kWords = {
        {"connect", {"kết nối", "connection"}}, {"tls", {"mã hóa", "encryption"}},
        {"auth", {"đăng nhập", "login"}},       {"sender", {"người gửi", "sender"}},
        {"size", {"cỡ thư", "size"}},           {"ping", {"gọi thử", "ping"}},
        {"folder", {"thư mục", "folder"}},      {"secret", {"bí mật", "secret"}},
        {"settings", {"cấu hình", "settings"}}};
    return kWords.at(check);
}

Cell result_cell(Result result, Session& session) {
    switch (result) {
        case Result::ok:
            return {session.say({"được", "ok"}), "ok", Style::good};
        case Result::failed:
            return {session.say({"HỎNG", "FAILED"}), "failed", Style::bad};
        case Result::untested:
            break;
    }
    return {"–", "untested", Style::dim};
}

/// systemd hands the credentials to nobody but the service and to whom is started like it.
void say_how_to_see_credentials(const Program& program) {
    // The command that systemd starts begins in another folder.
    const std::string path = std::filesystem::absolute(program.config_path).string();
    const std::string config = path == "/etc/dondoc/dondoc.toml" ? "" : " --config " + path;
    const std::string command = fmt::format(
        "systemd-run --pipe --wait -p User=_dondoc -p "
        "LoadCredential=cred:/etc/dondoc/credentials dondoc{} check --connect",
        config);
    warn(program, {"mật khẩu nằm ở systemd, lệnh này không thấy; để thử cả đăng nhập: " + command,
                   "the secrets are with systemd, where this command cannot see them; to try them "
                   "too: " +
                       command});
}

}  // namespace

bool check_connections(Program& program, const config::Settings& settings, Format format) {
    Listing listing({{"channel", {"Kênh", "Channel"}},
                     {"check", {"Mục", "Check"}},
                     {"target", {"Nơi", "Where"}, false, true},
                     {"result", {"Kết quả", "Result"}},
                     {"text", {"Chi tiết", "Detail"}, false, true, false, true}});
    Session& session = program.session();
    Check check(program, settings);
    bool whole = true;
    for (const auto& [name, channel] : settings.channels) {
        for (const Finding& each : check.channel(channel)) {
            whole = whole && each.result != Result::failed;
            listing.add({name, Cell(session.say(check_words(each.check)), each.check), each.target,
                         result_cell(each.result, session), session.say(each.words)});
        }
    }
    listing.print(std::cout, format, session.language(),
                  {"Chưa có kênh nào.", "There is no channel."});
    if (check.missed_credential()) say_how_to_see_credentials(program);
    return whole;
}

}  // namespace dondoc::daemon
