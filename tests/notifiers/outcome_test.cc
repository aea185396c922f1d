#include "notifiers/outcome.h"

#include <curl/curl.h>
#include <gtest/gtest.h>

namespace dondoc::notifiers {
namespace {

using namespace std::chrono_literals;
using Phase = SmtpEnd::Phase;

struct SmtpRow {
    std::string name;
    int curl;
    long code;
    Phase phase;
    bool any_sent;
    bool all_sent;
    long new_connections;
    Outcome expected;
};
void PrintTo(const SmtpRow& row, std::ostream* out) {
    *out << row.name;
}

class ClassifySmtp : public ::testing::TestWithParam<SmtpRow> {};

TEST_P(ClassifySmtp, says_what_it_came_to) {
    const auto& row = GetParam();
    SmtpEnd end;
    end.curl = row.curl;
    end.code = row.code;
    end.phase = row.phase;
    end.any_sent = row.any_sent;
    end.all_sent = row.all_sent;
    end.new_connections = row.new_connections;
    EXPECT_EQ(name_of(classify_smtp(end).outcome), name_of(row.expected)) << row.name;
}

const SmtpRow kSmtpRows[] = {
    {"taken", 0, 250, Phase::after_dot, true, true, 1, Outcome::accepted},
    {"taken on a pooled connection", 0, 250, Phase::after_dot, true, true, 0, Outcome::accepted},
    // Promise 3: never on the code alone.
    {"55 with an old 250", 55, 250, Phase::rcpt, false, false, 1, Outcome::unreachable},
    {"64 with an old 250", 64, 250, Phase::hello, false, false, 1, Outcome::channel_trouble},
    {"28 with an old 220", 28, 220, Phase::greeting, false, false, 1, Outcome::unreachable},
    {"28 with an old 250", 28, 250, Phase::mail, false, false, 1, Outcome::unreachable},
    {"250 and an error after the dot", 56, 250, Phase::after_dot, true, true, 1,
     Outcome::uncertain},
    // Promise 7: what was sent and not answered.
    {"hung after the dot", 28, 354, Phase::after_dot, true, true, 1, Outcome::uncertain},
    {"closed after the dot", 56, 354, Phase::after_dot, true, true, 1, Outcome::uncertain},
    {"half a reply after the dot", 56, 0, Phase::after_dot, true, true, 1, Outcome::uncertain},
    {"aborted after the dot", 42, 354, Phase::after_dot, true, true, 1, Outcome::uncertain},
    {"TLS broken after the dot", 35, 354, Phase::after_dot, true, true, 1, Outcome::uncertain},
    {"pooled, closed after the dot", 56, 354, Phase::after_dot, true, true, 0, Outcome::uncertain},
    {"broken off in the body", 55, 354, Phase::data, true, false, 1, Outcome::unreachable},
    {"hung in the body", 28, 354, Phase::data, true, false, 1, Outcome::unreachable},
    {"aborted in the body", 42, 354, Phase::data, true, false, 1, Outcome::stopped},
    {"aborted before it", 42, 250, Phase::mail, false, false, 1, Outcome::stopped},
    // Promises 4 and 5: about the message.
    {"550 at RCPT", 55, 550, Phase::rcpt, false, false, 1, Outcome::refused},
    {"450 at RCPT", 55, 450, Phase::rcpt, false, false, 1, Outcome::refused_for_now},
    {"552 at RCPT, mailbox full", 55, 552, Phase::rcpt, false, false, 1, Outcome::refused_for_now},
    {"554 at DATA", 55, 554, Phase::data, false, false, 1, Outcome::refused},
    {"554 after the dot", 8, 554, Phase::after_dot, true, true, 1, Outcome::refused},
    {"552 after the dot", 8, 552, Phase::after_dot, true, true, 1, Outcome::refused},
    {"451 after the dot", 8, 451, Phase::after_dot, true, true, 1, Outcome::refused_for_now},
    {"421 after the dot", 8, 421, Phase::after_dot, true, true, 0, Outcome::refused_for_now},
    {"552 at MAIL, too large", 55, 552, Phase::mail, false, false, 1, Outcome::refused},
    // Promise 6: about the channel.
    {"554 greeting", 8, 554, Phase::greeting, false, false, 1, Outcome::channel_trouble},
    {"502 at EHLO", 9, 502, Phase::hello, false, false, 1, Outcome::channel_trouble},
    {"535 at AUTH", 67, 535, Phase::auth, false, false, 1, Outcome::channel_trouble},
    {"454 at AUTH", 67, 454, Phase::auth, false, false, 1, Outcome::refused_for_now},
    {"no AUTH we know", 67, 250, Phase::hello, false, false, 1, Outcome::channel_trouble},
    {"550 at MAIL", 55, 550, Phase::mail, false, false, 1, Outcome::channel_trouble},
    {"530 at MAIL", 55, 530, Phase::mail, false, false, 1, Outcome::channel_trouble},
    {"451 at MAIL", 55, 451, Phase::mail, false, false, 1, Outcome::refused_for_now},
    {"421 greeting", 8, 421, Phase::greeting, false, false, 1, Outcome::refused_for_now},
    {"bad certificate", 60, 220, Phase::tls, false, false, 1, Outcome::channel_trouble},
    {"no handshake", 35, 220, Phase::tls, false, false, 1, Outcome::channel_trouble},
    {"no CA file", 77, 220, Phase::tls, false, false, 1, Outcome::channel_trouble},
    // No connection.
    {"no such host", 6, 0, Phase::connect, false, false, 0, Outcome::unreachable},
    {"nobody listens", 7, 0, Phase::connect, false, false, 0, Outcome::unreachable},
    {"no greeting", 28, 0, Phase::connect, false, false, 1, Outcome::unreachable},
    {"gone before the greeting", 56, 0, Phase::connect, false, false, 1, Outcome::unreachable},
    // A pooled connection that had gone away.
    {"pooled, 421 at MAIL", 55, 421, Phase::mail, false, false, 0, Outcome::stale_connection},
    {"pooled, gone without a word", 55, 0, Phase::mail, false, false, 0, Outcome::stale_connection},
    {"new, 421 at MAIL", 55, 421, Phase::mail, false, false, 1, Outcome::refused_for_now},
    {"pooled, 450 at MAIL", 55, 450, Phase::mail, false, false, 0, Outcome::refused_for_now},
    {"pooled, hung at MAIL", 28, 0, Phase::mail, false, false, 0, Outcome::unreachable},
    {"pooled, 421 in the body", 55, 421, Phase::data, true, false, 0, Outcome::refused_for_now},
};
INSTANTIATE_TEST_SUITE_P(rows, ClassifySmtp, ::testing::ValuesIn(kSmtpRows));

struct HttpRow {
    std::string name;
    int curl;
    long status;
    long new_connections;
    bool forbidden;
    Outcome expected;
};
void PrintTo(const HttpRow& row, std::ostream* out) {
    *out << row.name;
}

class ClassifyHttp : public ::testing::TestWithParam<HttpRow> {};

TEST_P(ClassifyHttp, says_what_it_came_to) {
    const auto& row = GetParam();
    HttpEnd end;
    end.curl = row.curl;
    end.status = row.status;
    end.new_connections = row.new_connections;
    end.forbidden = row.forbidden;
    EXPECT_EQ(name_of(classify_http(end).outcome), name_of(row.expected)) << row.name;
}

const HttpRow kHttpRows[] = {
    {"200", 0, 200, 1, false, Outcome::accepted},
    {"204", 0, 204, 0, false, Outcome::accepted},
    {"200, and the body never ends", 28, 200, 1, false, Outcome::refused_for_now},
    {"302", 0, 302, 1, false, Outcome::refused},
    {"308", 0, 308, 1, false, Outcome::refused},
    {"400", 0, 400, 1, false, Outcome::refused},
    {"404", 0, 404, 1, false, Outcome::refused},
    {"408", 0, 408, 1, false, Outcome::refused_for_now},
    {"410", 0, 410, 1, false, Outcome::refused},
    {"425", 0, 425, 1, false, Outcome::refused_for_now},
    {"429", 0, 429, 1, false, Outcome::refused_for_now},
    {"500", 0, 500, 1, false, Outcome::refused_for_now},
    {"503, cut short", 18, 503, 1, false, Outcome::refused_for_now},
    {"no such host", 6, 0, 0, false, Outcome::unreachable},
    {"nobody listens", 7, 0, 0, false, Outcome::unreachable},
    {"a forbidden address", 7, 0, 0, true, Outcome::refused},
    {"no reply in time", 28, 0, 1, false, Outcome::refused_for_now},
    {"closed without a reply", 52, 0, 1, false, Outcome::refused_for_now},
    {"pooled, closed without a reply", 52, 0, 0, false, Outcome::stale_connection},
    {"bad certificate", 60, 0, 1, false, Outcome::refused_for_now},
    {"no CA file", 77, 0, 1, false, Outcome::channel_trouble},
    {"not a URL", 3, 0, 0, false, Outcome::refused},
    {"ftp", 1, 0, 0, false, Outcome::refused},
    {"an answer that is not HTTP", 1, 0, 1, false, Outcome::refused_for_now},
    {"aborted", 42, 0, 1, false, Outcome::stopped},
};
INSTANTIATE_TEST_SUITE_P(rows, ClassifyHttp, ::testing::ValuesIn(kHttpRows));

TEST(ClassifyHttp, retry_after_is_honoured_up_to_an_hour) {
    const auto retry_after = [](long status, std::optional<std::chrono::seconds> given) {
        HttpEnd end;
        end.status = status;
        end.retry_after = given;
        return classify_http(end).retry_after;
    };
    EXPECT_EQ(retry_after(429, 90s), 90s);
    EXPECT_EQ(retry_after(503, 48h), 1h);
    EXPECT_EQ(retry_after(503, std::nullopt), std::nullopt);
    EXPECT_EQ(retry_after(404, 90s), std::nullopt);
}

TEST(Detail, is_the_peers_last_line) {
    SmtpEnd end;
    end.curl = CURLE_SEND_ERROR;
    end.code = 550;
    end.phase = Phase::rcpt;
    end.last_line = "550 5.1.1 no such user\r\n";
    end.error = "RCPT failed: 550";
    EXPECT_EQ(classify_smtp(end).detail, "550 5.1.1 no such user");
    EXPECT_EQ(classify_smtp(end).code, 550);
}

TEST(Detail, is_curls_error_where_the_last_line_is_old) {
    SmtpEnd end;
    end.curl = CURLE_OPERATION_TIMEDOUT;
    end.code = 250;
    end.last_line = "250 ok\r\n";
    end.error = "Timeout was reached";
    EXPECT_EQ(classify_smtp(end).detail, "Timeout was reached");
}

TEST(Detail, says_why_a_redirect_failed) {
    HttpEnd end;
    end.status = 302;
    EXPECT_EQ(classify_http(end).detail, "HTTP 302: redirects are not followed");
}

TEST(PrintableLine, is_short_and_harmless) {
    const std::pair<std::string, std::string> rows[] = {
        {"plain", "plain"},
        {"two\r\nlines\r\n", "two lines"},
        {"  blanks \t between ", "blanks between"},
        {"\x1b[31mred", "?[31mred"},
        {std::string("nul\0l", 5), "nul?l"},
        {"\xc2\x9bq \x7f", "??q ?"},
        {"", ""},
        {std::string(299, 'x') + "yz", std::string(299, 'x') + "y"},
    };
    for (const auto& [given, expected] : rows)
        EXPECT_EQ(printable_line(given), expected);
}

TEST(NameOf, outcomes_have_the_names_of_the_ledger) {
    EXPECT_EQ(name_of(Outcome::accepted), "accepted");
    EXPECT_EQ(name_of(Outcome::channel_trouble), "channel_trouble");
    EXPECT_EQ(name_of(Outcome::stopped), "stopped");
    EXPECT_EQ(name_of(Outcome::recalled), "recalled");
}

}  // namespace
}  // namespace dondoc::notifiers
