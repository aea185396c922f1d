#include "notifiers/smtp_probe.h"

#include <curl/curl.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "smtp_peer.h"

namespace dondoc::notifiers {
namespace {

using dondoc::testing::kClose;
using dondoc::testing::kHang;
using dondoc::testing::SmtpPeer;
using dondoc::testing::SmtpScript;
using ::testing::HasSubstr;
using Phase = SmtpEnd::Phase;

constexpr ProbeLimits kQuick{std::chrono::seconds{2}, std::chrono::seconds{2}};

config::EmailChannel channel(const SmtpPeer& peer, const std::string& username = {}) {
    config::EmailChannel made;
    made.security = config::EmailChannel::Security::plain;
    made.host = "127.0.0.1";
    made.port = peer.port();
    made.from = "Sở <don-doc@stp.example>";
    made.username = username;
    return made;
}

SmtpScript with_auth() {
    SmtpScript script;
    script.hello =
        "250-peer.example\r\n250-SIZE 10240000\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n";
    return script;
}

TEST(SmtpProbe, AsksForTheSenderAndSendsNothing) {
    SmtpPeer peer(with_auth());
    const auto probe = probe_smtp(channel(peer), "", kQuick);
    EXPECT_EQ(probe.curl, CURLE_OK);
    EXPECT_TRUE(probe.sender_taken);
    EXPECT_THAT(probe.greeting, HasSubstr("220 peer.example"));
    EXPECT_EQ(probe.size, 10240000U);
    EXPECT_EQ(peer.count("MAIL FROM:<don-doc@stp.example>"), 1U);
    EXPECT_EQ(peer.count("RCPT"), 0U);
    EXPECT_EQ(peer.count("DATA"), 0U);
}

TEST(SmtpProbe, LogsIn) {
    SmtpPeer peer(with_auth());
    const auto probe = probe_smtp(channel(peer, "don-doc"), "bí mật", kQuick);
    EXPECT_TRUE(probe.offers_auth);
    EXPECT_TRUE(probe.authenticated);
    EXPECT_TRUE(probe.sender_taken);
}

TEST(SmtpProbe, WithoutThePasswordItAsksNoFurtherThanEhlo) {
    SmtpPeer peer(with_auth());
    const auto probe = probe_smtp(channel(peer, "don-doc"), std::nullopt, kQuick);
    EXPECT_EQ(probe.curl, CURLE_OK);
    EXPECT_FALSE(probe.authenticated);
    EXPECT_FALSE(probe.sender_taken);
    EXPECT_EQ(probe.size, 10240000U);
    EXPECT_EQ(peer.count("AUTH"), 0U);
    EXPECT_EQ(peer.count("MAIL"), 0U);
}

TEST(SmtpProbe, PassesNoLineEndOn) {
    SmtpPeer peer({});
    auto settings = channel(peer);
    settings.envelope_sender = "a@b.example>\r\nRCPT TO:<evil@b.example";
    const auto probe = probe_smtp(settings, "", kQuick);
    EXPECT_FALSE(probe.sender_taken);
    EXPECT_EQ(peer.count("MAIL"), 0U);
    EXPECT_EQ(peer.count("RCPT"), 0U);
}

TEST(SmtpProbe, KeepsAPercentSignInTheSender) {
    SmtpPeer peer({});
    auto settings = channel(peer);
    settings.envelope_sender = "a%41@b.example";
    EXPECT_TRUE(probe_smtp(settings, "", kQuick).sender_taken);
    EXPECT_EQ(peer.count("MAIL FROM:<a%41@b.example>"), 1U);
}

struct Row {
    const char* name;
    SmtpScript script;
    Phase phase;
    int code;
};

SmtpScript script(std::string SmtpScript::*step, const std::string& answer) {
    auto made = with_auth();
    made.*step = answer;
    return made;
}

class Trouble : public ::testing::TestWithParam<Row> {};

TEST_P(Trouble, IsSeenInItsPhaseAndInTime) {
    SmtpPeer peer(GetParam().script);
    const auto begun = std::chrono::steady_clock::now();
    const auto probe = probe_smtp(channel(peer, "don-doc"), "sai", kQuick);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{8});
    EXPECT_EQ(probe.phase, GetParam().phase);
    EXPECT_EQ(probe.code, GetParam().code);
    EXPECT_FALSE(probe.sender_taken);
    EXPECT_EQ(probe.last_line.find('\n'), std::string::npos);
}

const Row kRows[] = {
    {"greeting_refused", script(&SmtpScript::greeting, "554 go away\r\n"), Phase::greeting, 554},
    {"greeting_hangs", script(&SmtpScript::greeting, kHang), Phase::connect, 0},
    {"ehlo_hangs", script(&SmtpScript::hello, kHang), Phase::hello, 220},
    {"auth_refused", script(&SmtpScript::auth, "535 5.7.8 no\r\n"), Phase::auth, 535},
    {"auth_hangs", script(&SmtpScript::auth, kHang), Phase::auth, 334},
    {"sender_refused", script(&SmtpScript::mail, "553 5.7.1 not yours\r\n"), Phase::mail, 553},
    {"sender_hangs", script(&SmtpScript::mail, kHang), Phase::mail, 235},
    {"sender_closes", script(&SmtpScript::mail, kClose), Phase::mail, 235},
};

INSTANTIATE_TEST_SUITE_P(SmtpProbe, Trouble, ::testing::ValuesIn(kRows),
                         [](const auto& row) { return row.param.name; });

TEST(SmtpProbe, DoesNotWaitForTheAnswerToQuit) {
    SmtpPeer peer(script(&SmtpScript::quit, kHang));
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_TRUE(probe_smtp(channel(peer), "").sender_taken);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{2});
}

}  // namespace
}  // namespace dondoc::notifiers
