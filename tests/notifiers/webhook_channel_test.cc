#include "notifiers/webhook_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery.h"
#include "scripted_peer.h"

namespace dondoc::notifiers {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string kBody = R"({"type":"ping"})";
const plan::Instant kNow{1718323200s};

/// Reads one request, notes it, answers.
class Endpoint {
  public:
    explicit Endpoint(std::string answer)
        : answer_(std::move(answer)), peer_([this](Conversation& c) { talk(c); }) {}

    std::string url() const { return "http://127.0.0.1:" + std::to_string(peer_.port()) + "/hook"; }
    std::vector<std::string> requests() const { return peer_.notes(); }
    int connections() const { return peer_.connections(); }

  private:
    void talk(Conversation& c) {
        for (auto head = c.read_until("\r\n\r\n"); !head.empty(); head = c.read_until("\r\n\r\n")) {
            peer_.note(head + c.read(kBody.size()));
            c.say(answer_);
            if (answer_.empty()) return c.hang();
            if (answer_.find("content-length") == std::string::npos) return;
        }
    }

    std::string answer_;
    ScriptedPeer peer_;
};

config::WebhookChannel on(unsigned connections) {
    config::WebhookChannel settings;
    settings.max_connections = connections;
    return settings;
}

struct World {
    explicit World(const std::string& answer, std::vector<std::string> allowed = {"127.0.0.0/8"},
                   const config::WebhookChannel& settings = {})
        : endpoint(answer) {
        std::vector<Network> networks;
        for (const auto& text : allowed)
            networks.push_back(parse_network(text).value());
        channel = std::make_unique<WebhookChannel>(loop, settings, NetworkFilter(networks),
                                                   SigningKeys::parse(kSecret).value(),
                                                   [] { return kNow; });
    }
    std::optional<Attempt> call() { return deliver(loop, *channel, parcel(endpoint.url(), kBody)); }

    boost::asio::io_context loop;
    Endpoint endpoint;
    std::unique_ptr<WebhookChannel> channel;
};

const std::string kOk = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

TEST(WebhookChannel, posts_the_body_signed) {
    World world(kOk);
    const auto result = world.call();
    ASSERT_TRUE(result);
    EXPECT_EQ(name_of(result->outcome), "accepted");
    EXPECT_EQ(result->code, 200);
    EXPECT_EQ(result->detail, "HTTP 200: ok");
    ASSERT_EQ(world.endpoint.requests().size(), 1u);
    const auto request = world.endpoint.requests()[0];
    const std::string id = "msg_01HZX3V5T8Q0J7M2N4P6R8S9TA";
    const auto signature = SigningKeys::parse(kSecret)->sign(
        id, std::chrono::floor<std::chrono::seconds>(kNow), kBody);
    EXPECT_TRUE(request.starts_with("POST /hook HTTP/1.1\r\n")) << request;
    EXPECT_THAT(request, HasSubstr("\r\ncontent-type: application/json\r\n"));
    EXPECT_THAT(request, HasSubstr("\r\nUser-Agent: dondoc/"));
    EXPECT_THAT(request, HasSubstr("\r\nwebhook-id: " + id + "\r\n"));
    EXPECT_THAT(request, HasSubstr("\r\nwebhook-timestamp: 1718323200\r\n"));
    EXPECT_THAT(request, HasSubstr("\r\nwebhook-signature: " + signature + "\r\n"));
    EXPECT_TRUE(request.ends_with("\r\n\r\n" + kBody)) << request;
}

TEST(WebhookChannel, keeps_the_connection) {
    World world(kOk);
    for (int i = 0; i < 3; ++i)
        ASSERT_EQ(world.call()->outcome, Outcome::accepted);
    EXPECT_EQ(world.endpoint.connections(), 1);
}

TEST(WebhookChannel, keeps_all_connections_from_one_wave_to_the_next) {
    World world(kOk, {"127.0.0.0/8"}, on(10));
    int accepted = 0;
    for (int wave = 1; wave <= 5; ++wave) {
        for (int i = 0; i < 10; ++i) {
            world.channel->send(parcel(world.endpoint.url(), kBody), [&](const Attempt& attempt) {
                accepted += attempt.outcome == Outcome::accepted ? 1 : 0;
            });
        }
        ASSERT_TRUE(run_until(world.loop, [&] { return accepted == 10 * wave; }));
    }
    EXPECT_LE(world.endpoint.connections(), 10);
}

TEST(WebhookChannel, counts_the_connections_that_it_keeps) {
    World world(kOk, {"127.0.0.0/8"}, on(1));
    Endpoint other(kOk);
    ASSERT_EQ(world.call()->outcome, Outcome::accepted);
    ASSERT_EQ(deliver(world.loop, *world.channel, parcel(other.url(), kBody))->outcome,
              Outcome::accepted);
    ASSERT_EQ(world.call()->outcome, Outcome::accepted);
    // The first one had to go before there could be one to the other endpoint.
    EXPECT_EQ(world.endpoint.connections(), 2);
}

struct ReplyRow {
    std::string name;
    std::string answer;
    Outcome expected;
    std::string detail;
};
void PrintTo(const ReplyRow& row, std::ostream* out) {
    *out << row.name;
}

class WebhookReply : public ::testing::TestWithParam<ReplyRow> {};

TEST_P(WebhookReply, is_understood) {
    const auto& row = GetParam();
    World world(row.answer);
    const auto result = world.call();
    ASSERT_TRUE(result) << row.name;
    EXPECT_EQ(name_of(result->outcome), name_of(row.expected)) << row.name;
    EXPECT_THAT(result->detail, HasSubstr(row.detail)) << row.name;
    EXPECT_EQ(world.endpoint.requests().size(), 1u) << row.name;
}

const ReplyRow kReplies[] = {
    {"204", "HTTP/1.1 204 No Content\r\n\r\n", Outcome::accepted, "HTTP 204"},
    {"302", "HTTP/1.1 302 Found\r\nlocation: /hook\r\ncontent-length: 0\r\n\r\n", Outcome::refused,
     "redirects are not followed"},
    {"404", "HTTP/1.1 404 Not Found\r\ncontent-length: 7\r\n\r\nunknown", Outcome::refused,
     "HTTP 404: unknown"},
    {"410", "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n", Outcome::refused, "HTTP 410"},
    {"500", "HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n", Outcome::refused_for_now, "HTTP 500"},
    {"headers past 64 KiB", "HTTP/1.1 200 OK\r\nx: " + std::string(90000, 'x') + "\r\n\r\n",
     Outcome::refused_for_now, "HTTP 200, then"},
    {"half a reply", "HTTP/1.1 200 O", Outcome::refused_for_now, ""},
    {"not HTTP", "220 mail.example ESMTP\r\n\r\n", Outcome::refused_for_now, ""},
};
INSTANTIATE_TEST_SUITE_P(rows, WebhookReply, ::testing::ValuesIn(kReplies));

/// Promise 12: an answer that never ends.
TEST(WebhookChannel, reads_no_more_than_64_kib) {
    World world(kOk);
    ScriptedPeer endless([](Conversation& c) {
        c.read_until("\r\n\r\n" + kBody);
        c.say("HTTP/1.1 200 OK\r\n\r\n");
        while (c.say(std::string(4096, 'x'))) {
        }
    });
    const auto url = "http://127.0.0.1:" + std::to_string(endless.port()) + "/";
    const auto result = deliver(world.loop, *world.channel, parcel(url, kBody));
    ASSERT_TRUE(result);
    EXPECT_EQ(name_of(result->outcome), "accepted");
}

TEST(WebhookChannel, hears_when_to_come_back) {
    World world("HTTP/1.1 429 Slow\r\nretry-after: 120\r\ncontent-length: 0\r\n\r\n");
    const auto result = world.call();
    EXPECT_EQ(result->outcome, Outcome::refused_for_now);
    EXPECT_EQ(result->retry_after, 120s);
}

/// Promise 14.
TEST(WebhookChannel, calls_no_address_that_is_not_allowed) {
    struct Row {
        std::string url;
        std::vector<std::string> allowed;
    };
    World listening(kOk);
    const auto port = listening.endpoint.url().substr(std::string("http://127.0.0.1").size());
    const Row rows[] = {
        {"http://127.0.0.1" + port, {}},  {"http://127.0.0.1" + port, {"127.0.0.2"}},
        {"http://localhost" + port, {}},  {"http://2130706433" + port, {}},
        {"http://0x7f.1" + port, {}},     {"http://[::ffff:127.0.0.1]" + port, {"127.0.0.0/8"}},
        {"https://127.0.0.1" + port, {}},
    };
    for (const auto& row : rows) {
        World world(kOk, row.allowed);
        const auto result = deliver(world.loop, *world.channel, parcel(row.url, kBody));
        ASSERT_TRUE(result) << row.url;
        EXPECT_EQ(name_of(result->outcome), "refused") << row.url;
        EXPECT_THAT(result->detail, HasSubstr("allow_networks")) << row.url;
    }
    EXPECT_EQ(listening.endpoint.connections(), 0);
}

TEST(WebhookChannel, calls_no_other_protocol) {
    World world(kOk);
    for (const std::string url :
         {"file:///etc/hostname", "ftp://127.0.0.1/x", "HTTPS://127.0.0.1/", "HTTP://127.0.0.1/",
          "127.0.0.1", "http://127.0.0.1/\r\nx: y", ""}) {
        const auto result = deliver(world.loop, *world.channel, parcel(url, kBody));
        ASSERT_TRUE(result) << url;
        EXPECT_EQ(name_of(result->outcome), "refused") << url;
    }
}

TEST(WebhookChannel, an_endpoint_that_is_not_there) {
    World world(kOk);
    const auto result = deliver(world.loop, *world.channel, parcel("http://127.0.0.1:1/", kBody));
    EXPECT_EQ(result->outcome, Outcome::unreachable);
}

TEST(WebhookChannel, an_endpoint_that_does_not_speak_tls) {
    World world(kOk);
    ScriptedPeer plain([](Conversation& c) { c.say("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    const auto url = "https://127.0.0.1:" + std::to_string(plain.port()) + "/";
    const auto result = deliver(world.loop, *world.channel, parcel(url, kBody));
    ASSERT_TRUE(result);
    EXPECT_EQ(name_of(result->outcome), "refused_for_now");
}

TEST(WebhookChannel, takes_a_queue_behind_its_connections) {
    World world("");
    int ended = 0;
    const auto most = world.channel->free();
    for (std::size_t i = 0; i < most; ++i) {
        EXPECT_EQ(world.channel->free(), most - i);
        world.channel->send(parcel(world.endpoint.url(), kBody), [&](Attempt) { ++ended; });
    }
    EXPECT_EQ(world.channel->free(), 0u);
    world.channel->stop();
    EXPECT_TRUE(run_until(world.loop, [&] { return ended == static_cast<int>(most); }));
}

TEST(WebhookChannel, stop_ends_a_call_that_hangs) {
    World world("");
    std::optional<Attempt> result;
    world.channel->send(parcel(world.endpoint.url(), kBody), [&](Attempt a) { result = a; });
    ASSERT_TRUE(run_until(world.loop, [&] { return !world.endpoint.requests().empty(); }));
    world.channel->stop();
    EXPECT_FALSE(result);
    EXPECT_TRUE(run_until(world.loop, [&] { return result.has_value(); }));
    EXPECT_EQ(name_of(result->outcome), "stopped");
}

}  // namespace
}  // namespace dondoc::notifiers
