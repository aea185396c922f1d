#include "notifiers/smtp_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery.h"
#include "smtp_peer.h"

namespace dondoc::notifiers {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kHead = "vp@stp.example";

struct World {
    explicit World(SmtpScript script = {})
        : peer(std::move(script)), settings(mail_settings(peer.port())) {}

    std::optional<Attempt> deliver_one(Parcel what = parcel(kHead)) {
        SmtpChannel channel(loop, settings, password);
        return deliver(loop, channel, std::move(what));
    }

    boost::asio::io_context loop;
    SmtpPeer peer;
    config::EmailChannel settings;
    std::string password;
};

TEST(SmtpChannel, brings_the_mail_as_it_is) {
    World world;
    const auto result = world.deliver_one(parcel(kHead, "Subject: x\r\n\r\n.dot\r\n..\r\nend\r\n"));
    ASSERT_TRUE(result);
    EXPECT_EQ(name_of(result->outcome), "accepted");
    EXPECT_EQ(result->detail, "250 2.0.0 queued as 1");
    EXPECT_EQ(result->code, 250);
    const auto heard = world.peer.heard();
    EXPECT_THAT(heard, Contains("MAIL FROM:<bounce@stp.example>\r\n"));
    EXPECT_THAT(heard, Contains("RCPT TO:<vp@stp.example>\r\n"));
    EXPECT_THAT(heard, Contains("Subject: x\r\n\r\n..dot\r\n...\r\nend\r\n.\r\n"));
}

TEST(SmtpChannel, no_bare_line_end_reaches_the_server) {
    World world;
    const auto smuggled = "Subject: x\n\nbody\n.\nMAIL FROM:<evil@x.example>\r.\r\nend";
    ASSERT_TRUE(world.deliver_one(parcel(kHead, smuggled)));
    EXPECT_THAT(world.peer.heard(),
                Contains("Subject: x\r\n\r\nbody\r\n..\r\nMAIL FROM:<evil@x.example>\r\n..\r\nend"
                         "\r\n.\r\n"));
    EXPECT_EQ(world.peer.count("MAIL FROM"), 1u);
}

TEST(SmtpChannel, takes_the_sender_from_the_mailbox_of_the_office) {
    World world;
    world.settings.from = "Văn phòng Sở <don-doc@stp.example>";
    world.settings.envelope_sender.clear();
    ASSERT_TRUE(world.deliver_one());
    EXPECT_THAT(world.peer.heard(), Contains("MAIL FROM:<don-doc@stp.example>\r\n"));
}

TEST(SmtpChannel, keeps_the_connection) {
    World world;
    SmtpChannel channel(world.loop, world.settings, "");
    for (int i = 0; i < 3; ++i) {
        ASSERT_EQ(deliver(world.loop, channel, parcel(kHead))->outcome, Outcome::accepted);
    }
    EXPECT_EQ(world.peer.connections(), 1);
    EXPECT_EQ(world.peer.count("RCPT"), 3u);
}

struct FaultRow {
    std::string name;
    std::string SmtpScript::*step;
    std::string answer;
    Outcome expected;
    std::string detail;
};
void PrintTo(const FaultRow& row, std::ostream* out) {
    *out << row.name;
}

class SmtpFault : public ::testing::TestWithParam<FaultRow> {};

TEST_P(SmtpFault, is_understood) {
    const auto& row = GetParam();
    SmtpScript script;
    script.*row.step = row.answer;
    World world(script);
    const auto result = world.deliver_one();
    ASSERT_TRUE(result) << row.name;
    EXPECT_EQ(name_of(result->outcome), name_of(row.expected)) << row.name;
    EXPECT_THAT(result->detail, HasSubstr(row.detail)) << row.name;
}

const FaultRow kFaults[] = {
    {"greeting 554", &SmtpScript::greeting, "554 not you\r\n", Outcome::channel_trouble, "554 not"},
    {"greeting 421", &SmtpScript::greeting, "421 busy\r\n", Outcome::refused_for_now, "421 busy"},
    {"greeting closed", &SmtpScript::greeting, kClose, Outcome::unreachable,
     "no answer before the server's greeting: the connection was lost"},
    {"EHLO closed", &SmtpScript::hello, kClose, Outcome::unreachable,
     "no answer after EHLO: the connection was lost"},
    {"MAIL 550", &SmtpScript::mail, "550 who\r\n", Outcome::channel_trouble, "550 who"},
    {"MAIL 451", &SmtpScript::mail, "451 later\r\n", Outcome::refused_for_now, "451 later"},
    {"MAIL closed", &SmtpScript::mail, kClose, Outcome::unreachable,
     "no answer after MAIL FROM: the connection was lost"},
    {"RCPT 550", &SmtpScript::rcpt, "550 5.1.1 no such\r\n", Outcome::refused, "550 5.1.1 no such"},
    {"RCPT 450", &SmtpScript::rcpt, "450 grey\r\n", Outcome::refused_for_now, "450 grey"},
    {"RCPT 552", &SmtpScript::rcpt, "552 full\r\n", Outcome::refused_for_now, "552 full"},
    {"RCPT closed", &SmtpScript::rcpt, kClose, Outcome::unreachable,
     "no answer after RCPT TO: the connection was lost"},
    {"DATA 554", &SmtpScript::data, "554 no\r\n", Outcome::refused, "554 no"},
    {"DATA closed", &SmtpScript::data, kClose, Outcome::unreachable,
     "no answer after DATA: the connection was lost"},
    {"dot 451", &SmtpScript::dot, "451 disk\r\n", Outcome::refused_for_now, "451 disk"},
    {"dot 554", &SmtpScript::dot, "554-spam\r\n554 end\r\n", Outcome::refused, "554 end"},
    {"dot closed", &SmtpScript::dot, kClose, Outcome::uncertain, "no answer after"},
};
INSTANTIATE_TEST_SUITE_P(rows, SmtpFault, ::testing::ValuesIn(kFaults));

TEST(SmtpChannel, half_a_reply_after_the_dot_is_uncertain) {
    boost::asio::io_context loop;
    ScriptedPeer peer([](Conversation& c) {
        c.say("220 peer.example\r\n");
        for (const auto* answer : {"250 hi\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n"}) {
            c.read_until("\r\n");
            c.say(answer);
        }
        c.read_until("\r\n.\r\n");
        c.say("250-2.0.0 que");
    });
    SmtpChannel channel(loop, mail_settings(peer.port()), "");
    EXPECT_EQ(deliver(loop, channel, parcel(kHead))->outcome, Outcome::uncertain);
}

TEST(SmtpChannel, a_server_that_is_not_there) {
    World world;
    world.settings.port = 1;
    EXPECT_EQ(world.deliver_one()->outcome, Outcome::unreachable);
}

TEST(SmtpChannel, a_wrong_password_is_the_channels_trouble) {
    SmtpScript script;
    script.hello = "250-peer.example\r\n250 AUTH PLAIN LOGIN\r\n";
    script.auth = "535 5.7.8 bad credentials\r\n";
    World world(script);
    world.settings.username = "don-doc";
    world.password = "mat-khau-bi-mat";
    const auto result = world.deliver_one();
    EXPECT_EQ(result->outcome, Outcome::channel_trouble);
    EXPECT_EQ(result->detail, "535 5.7.8 bad credentials");
    EXPECT_EQ(world.peer.count("MAIL"), 0u);
}

TEST(Promise29, a_password_that_the_server_repeats_is_in_no_detail) {
    SmtpScript script;
    script.hello = "250-peer.example\r\n250 AUTH PLAIN\r\n";
    script.auth = "535 5.7.8 mat-khau-bi-mat (AGRvbi1kb2MAbWF0LWtoYXUtYmktbWF0) is wrong\r\n";
    World world(script);
    world.settings.username = "don-doc";
    world.password = "mat-khau-bi-mat";
    EXPECT_EQ(world.deliver_one()->detail, "535 5.7.8 *** (***) is wrong");
}

TEST(SmtpChannel, logs_in) {
    SmtpScript script;
    script.hello = "250-peer.example\r\n250 AUTH PLAIN\r\n";
    World world(script);
    world.settings.username = "don-doc";
    world.password = "secret";
    EXPECT_EQ(world.deliver_one()->outcome, Outcome::accepted);
    EXPECT_EQ(world.peer.count("AUTH PLAIN"), 1u);
}

/// Promise 13: no way back to plain text.
TEST(SmtpChannel, sends_nothing_without_starttls) {
    World world;
    world.settings.security = config::EmailChannel::Security::starttls;
    EXPECT_EQ(world.deliver_one()->outcome, Outcome::channel_trouble);
    EXPECT_EQ(world.peer.count("MAIL"), 0u);
}

/// Promise 26.
TEST(SmtpChannel, refuses_addresses_that_are_more_than_one) {
    for (const std::string address :
         {"vp@stp.example>\r\nRCPT TO:<evil@x.example", "vp@stp.example\n", "vp@stp.example>", "",
          "a b@stp.example", "vp"}) {
        World world;
        EXPECT_EQ(world.deliver_one(parcel(address))->outcome, Outcome::refused) << address;
        EXPECT_EQ(world.peer.connections(), 0) << address;
    }
}

TEST(SmtpChannel, tries_again_at_once_when_a_kept_connection_has_gone) {
    boost::asio::io_context loop;
    std::atomic<int> mails = 0;
    ScriptedPeer peer([&](Conversation& c) {
        c.say("220 peer.example\r\n");
        for (const auto* answer : {"250 hi\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n"}) {
            c.read_until("\r\n");
            c.say(answer);
        }
        c.read_until("\r\n.\r\n");
        ++mails;
        c.say("250 taken\r\n");
        c.read_until("\r\n");
        c.say("421 idle too long\r\n");
    });
    SmtpChannel channel(loop, mail_settings(peer.port()), "");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(deliver(loop, channel, parcel(kHead))->outcome, Outcome::accepted);
    }
    EXPECT_EQ(mails, 3);
    EXPECT_EQ(peer.connections(), 3);
}

TEST(SmtpChannel, waits_for_no_answer_to_quit) {
    SmtpScript script;
    script.rcpt = "550 no such\r\n";
    script.quit = kHang;
    World world(script);
    const auto result = world.deliver_one();
    ASSERT_TRUE(result);
    EXPECT_EQ(result->detail, "550 no such");
    EXPECT_TRUE(world.peer.hears("QUIT"));
}

struct HangRow {
    std::string name;
    std::string SmtpScript::*step;
    std::string heard;  ///< the last thing the peer hears before it hangs
    Outcome expected;
};
void PrintTo(const HangRow& row, std::ostream* out) {
    *out << row.name;
}

class SmtpHang : public ::testing::TestWithParam<HangRow> {};

/// Promise 9: two seconds, whatever the peer does.
Outcome stopped_when(World& world, const std::function<bool()>& hanging) {
    SmtpChannel channel(world.loop, world.settings, "");
    std::optional<Attempt> result;
    channel.send(parcel(kHead), [&](Attempt attempt) { result = attempt; });
    EXPECT_TRUE(run_until(world.loop, hanging));
    const auto before = std::chrono::steady_clock::now();
    channel.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
    EXPECT_FALSE(result);
    EXPECT_TRUE(run_until(world.loop, [&] { return result.has_value(); }));
    return result.value_or(Attempt{}).outcome;
}

TEST_P(SmtpHang, ends_with_stop) {
    const auto& row = GetParam();
    SmtpScript script;
    script.*row.step = kHang;
    World world(script);
    const auto outcome = stopped_when(world, [&] {
        return row.heard.empty() ? world.peer.connections() > 0 : world.peer.count(row.heard) > 0;
    });
    EXPECT_EQ(name_of(outcome), name_of(row.expected)) << row.name;
}

TEST(SmtpChannel, is_stuck_when_libcurl_gives_no_sign_though_not_when_a_server_does_not) {
    using std::chrono::hours, std::chrono::seconds;
    const auto now = [] { return std::chrono::steady_clock::now(); };
    SmtpScript script;
    script.mail = kHang;
    World world(script);
    SmtpChannel channel(world.loop, world.settings, world.password);
    EXPECT_FALSE(channel.stuck(now() + hours(1))) << "nothing is going on";
    bool done = false;
    channel.send(parcel(kHead), [&](const Attempt&) { done = true; });
    ASSERT_TRUE(world.peer.hears("MAIL FROM"));
    const auto begun = now();
    EXPECT_TRUE(channel.stuck(begun + seconds(130))) << "as if libcurl had fallen silent";
    // The server says nothing for longer than the time between two signs.
    ASSERT_TRUE(run_until(world.loop, [&] { return !channel.stuck(begun + seconds(121)); }));
    channel.stop();
    ASSERT_TRUE(run_until(world.loop, [&] { return done; }));
    EXPECT_FALSE(channel.stuck(now() + hours(1))) << "it has ended";
}

TEST(SmtpChannel, a_handshake_broken_off_by_stop_is_no_trouble) {
    SmtpScript script;
    script.greeting = kHang;
    World world(script);
    world.settings.security = config::EmailChannel::Security::smtps;
    const auto outcome = stopped_when(world, [&] { return world.peer.connections() > 0; });
    EXPECT_EQ(name_of(outcome), "stopped");
}

const HangRow kHangs[] = {
    {"greeting", &SmtpScript::greeting, "", Outcome::stopped},
    {"EHLO", &SmtpScript::hello, "EHLO", Outcome::stopped},
    {"MAIL", &SmtpScript::mail, "MAIL", Outcome::stopped},
    {"RCPT", &SmtpScript::rcpt, "RCPT", Outcome::stopped},
    {"DATA", &SmtpScript::data, "DATA", Outcome::stopped},
    {"dot", &SmtpScript::dot, "Subject", Outcome::uncertain},
};
INSTANTIATE_TEST_SUITE_P(rows, SmtpHang, ::testing::ValuesIn(kHangs));

}  // namespace
}  // namespace dondoc::notifiers
