#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "delivery.h"
#include "notifiers/channels.h"
#include "smtp_peer.h"

namespace dondoc::notifiers {
namespace {

using namespace testing;
using namespace std::chrono_literals;

const std::string kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

template <class Type>
config::Channel channel_of(Type type) {
    config::Channel channel;
    channel.type = std::move(type);
    return channel;
}

plan::Instant now() {
    return plan::Instant{1718323200s};
}

/// A channel and a peer that takes what it brings: one of each type.
class ChannelContract : public ::testing::TestWithParam<std::string> {
  protected:
    ChannelContract()
        : mail_({}), endpoint_([](Conversation& c) {
              while (!c.read_until("\r\n\r\n").empty()) {
                  c.say("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
              }
          }) {
        std::string pattern = (std::filesystem::temp_directory_path() / "dondoc-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
        channel_ = make_channel(loop_, settings(), secret(), now);
    }
    ~ChannelContract() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    config::Channel settings() const {
        config::Channel all;
        all.name = GetParam();
        if (GetParam() == "email") {
            all.type = mail_settings(mail_.port());
        } else if (GetParam() == "webhook") {
            config::WebhookChannel webhook;
            webhook.allow_networks = {"127.0.0.0/8"};
            all.type = webhook;
        } else {
            config::MaildirChannel maildir;
            maildir.path = folder_ + "/mail";
            all.type = maildir;
        }
        return all;
    }
    static std::string secret() { return GetParam() == "webhook" ? kSecret : ""; }
    Parcel a_parcel(int number) const {
        auto one = parcel("vp@stp.example", "{}");
        if (GetParam() == "webhook") {
            one.address = "http://127.0.0.1:" + std::to_string(endpoint_.port()) + "/";
            one.bytes.clear();
        }
        one.id = "01HZX3V5T8Q0J7M2N4P6R8S9T" + std::to_string(number);
        return one;
    }

    boost::asio::io_context loop_;
    SmtpPeer mail_;
    ScriptedPeer endpoint_;
    std::string folder_;
    std::unique_ptr<Channel> channel_;
};

TEST_P(ChannelContract, brings_a_parcel_and_says_so_once_and_later) {
    int calls = 0;
    Outcome outcome = Outcome::refused;
    ASSERT_GT(channel_->free(), 0u);
    channel_->send(a_parcel(0), [&](Attempt attempt) {
        ++calls;
        outcome = attempt.outcome;
    });
    EXPECT_EQ(calls, 0);
    ASSERT_TRUE(run_until(loop_, [&] { return calls > 0; }));
    EXPECT_EQ(name_of(outcome), "accepted");
    channel_->stop();
    loop_.restart();
    loop_.run_for(kPatience);
    EXPECT_EQ(calls, 1);
}

TEST_P(ChannelContract, the_loop_has_work_until_all_is_told) {
    int calls = 0;
    std::size_t sent = 0;
    for (; channel_->free() > 0 && sent < 4; ++sent) {
        channel_->send(a_parcel(static_cast<int>(sent)), [&](Attempt) { ++calls; });
    }
    loop_.run_for(kPatience);
    EXPECT_EQ(calls, static_cast<int>(sent));
}

TEST_P(ChannelContract, what_is_free_counts_what_is_open) {
    const auto most = channel_->free();
    std::optional<std::size_t> free_when_done;
    channel_->send(a_parcel(0), [&](Attempt) { free_when_done = channel_->free(); });
    EXPECT_EQ(channel_->free(), most - 1);
    ASSERT_TRUE(run_until(loop_, [&] { return free_when_done.has_value(); }));
    EXPECT_EQ(free_when_done, most);
}

TEST_P(ChannelContract, done_may_send_the_next) {
    int calls = 0;
    std::function<void(Attempt)> next = [&](Attempt) {
        if (++calls < 5) channel_->send(a_parcel(calls), next);
    };
    channel_->send(a_parcel(0), next);
    EXPECT_TRUE(run_until(loop_, [&] { return calls == 5; }));
}

TEST_P(ChannelContract, done_may_destroy_the_channel) {
    bool called = false;
    channel_->send(a_parcel(0), [&](Attempt) {
        channel_.reset();
        called = true;
    });
    EXPECT_TRUE(run_until(loop_, [&] { return called; }));
}

TEST_P(ChannelContract, after_stop_every_parcel_is_told_and_none_is_taken) {
    int calls = 0;
    channel_->send(a_parcel(0), [&](Attempt) { ++calls; });
    channel_->stop();
    EXPECT_EQ(channel_->free(), 0u);
    EXPECT_EQ(calls, 0);
    Outcome outcome = Outcome::accepted;
    channel_->send(a_parcel(1), [&](Attempt attempt) {
        ++calls;
        outcome = attempt.outcome;
    });
    channel_->stop();
    EXPECT_TRUE(run_until(loop_, [&] { return calls == 2; }));
    EXPECT_EQ(name_of(outcome), "recalled");
}

TEST_P(ChannelContract, what_is_recalled_is_told_and_the_rest_goes_on) {
    constexpr int kParcels = 60;
    int accepted = 0;
    int recalled = 0;
    for (int i = 0; i < kParcels; ++i) {
        channel_->send(a_parcel(i), [&](const Attempt& attempt) {
            ++(attempt.outcome == Outcome::recalled ? recalled : accepted);
        });
    }
    channel_->recall();
    EXPECT_TRUE(run_until(loop_, [&] { return accepted + recalled == kParcels; }));
    EXPECT_GT(recalled, 0);
    EXPECT_GT(channel_->free(), 0U);
}

TEST_P(ChannelContract, a_channel_that_is_gone_calls_nobody) {
    int calls = 0;
    channel_->send(a_parcel(0), [&](Attempt) { ++calls; });
    channel_.reset();
    loop_.run_for(kPatience);
    EXPECT_EQ(calls, 0);
}

INSTANTIATE_TEST_SUITE_P(channels, ChannelContract,
                         ::testing::Values("email", "webhook", "maildir"),
                         [](const auto& row) { return row.param; });

TEST(ChannelFault, names_what_the_settings_lack) {
    config::EmailChannel mail = mail_settings(25);
    config::EmailChannel with_user = mail;
    with_user.username = "don-doc";
    config::EmailChannel no_sender = mail;
    no_sender.envelope_sender = "a b@stp.example";
    config::WebhookChannel webhook;
    config::WebhookChannel bad_network;
    bad_network.allow_networks = {"10.0.0.0/8", "10.0.0.1/8"};
    config::MaildirChannel maildir;
    maildir.path = "/var/mail/x";
    config::MaildirChannel relative;
    relative.path = "mail/x";
    struct Row {
        std::string name;
        config::Channel settings;
        std::string secret;
        std::string expected;  ///< part of the English words; empty: no fault
    };
    const Row rows[] = {
        {"mail", channel_of(mail), "", ""},
        {"mail with a user", channel_of(with_user), "secret", ""},
        {"a user without a password", channel_of(with_user), "", "password is empty"},
        {"no sender", channel_of(no_sender), "", "envelope_sender"},
        {"webhook", channel_of(webhook), kSecret, ""},
        {"webhook without a secret", channel_of(webhook), "", "whsec_"},
        {"a secret of another form", channel_of(webhook), "bi-mat", "whsec_"},
        {"a network that is none", channel_of(bad_network), kSecret, "10.0.0.1/8"},
        {"maildir", channel_of(maildir), "", ""},
        {"a relative maildir", channel_of(relative), "", "absolute"},
    };
    for (const auto& row : rows) {
        const auto words = channel_fault(row.settings, row.secret);
        EXPECT_EQ(words.has_value(), !row.expected.empty()) << row.name;
        if (!words) continue;
        EXPECT_THAT(words->en, ::testing::HasSubstr(row.expected)) << row.name;
        EXPECT_EQ(words->vi.find("bi-mat"), std::string::npos) << row.name;
        boost::asio::io_context loop;
        EXPECT_THROW(make_channel(loop, row.settings, row.secret, now), std::invalid_argument);
    }
}

}  // namespace
}  // namespace dondoc::notifiers
