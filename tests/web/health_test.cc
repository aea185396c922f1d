#include "web/health.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace dondoc::web {
namespace {

using plan::Language;
using scheduler::AuditIssue;

TEST(Health, IsGreenWhereNothingIsWrong) {
    const Response answer = health_answer({}, Language::vi, {});
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body, "ok\n");
}

TEST(Health, SaysEachTroubleInALineOfTheLanguageSet) {
    HealthFacts facts;
    facts.store = plan::Words{"ổ đĩa đầy", "the disk is full"};
    facts.held = {{"mail", "535 sai mật khẩu", {}}};
    facts.given_up = {{"mail", 1, "01A"}};
    facts.findings = {{AuditIssue::no_rule, 2, "56/KH-STP:1:once:hctp", {}, {}}};
    const auto lines = troubles(facts);
    ASSERT_EQ(lines.size(), 4U);
    const Response vi = health_answer(lines, Language::vi, {});
    EXPECT_EQ(vi.status, 503U);
    EXPECT_TRUE(vi.body.starts_with("ổ đĩa đầy\nkênh mail không gửi được (535 sai mật khẩu)"));
    const Response en = health_answer(lines, Language::en, {});
    EXPECT_EQ(std::ranges::count(en.body, '\n'), 4);
    EXPECT_NE(en.body.find("1 message on channel mail could not be delivered and was given up, "
                           "such as 01A"),
              std::string::npos)
        << en.body;
}

TEST(Health, AnswersInJsonWhereAsked) {
    Request request;
    request.fields["accept"] = "text/html, application/json;q=0.9";
    // A peer's own words may hold any bytes.
    const Response answer = health_answer({{"a \"b\" \xff", "x"}}, Language::vi, request);
    EXPECT_EQ(answer.type, "application/json");
    EXPECT_EQ(answer.body,
              "{\"status\":\"trouble\",\"troubles\":[\"a \\\"b\\\" \xEF\xBF\xBD\"]}\n");
    EXPECT_EQ(health_answer({}, Language::en, request).body,
              "{\"status\":\"ok\",\"troubles\":[]}\n");
}

TEST(Health, HasWordsOfItsOwnForEveryFinding) {
    std::set<std::string> seen;
    for (const auto issue :
         {AuditIssue::no_rule, AuditIssue::no_next_step, AuditIssue::step_missed,
          AuditIssue::undecided, AuditIssue::not_looking, AuditIssue::unknown_channel,
          AuditIssue::not_moving, AuditIssue::stuck_sending, AuditIssue::server_away}) {
        const bool of_message = issue >= AuditIssue::unknown_channel;
        const auto words = words_of({issue, 1, "S", of_message ? "mail" : "", {}});
        EXPECT_TRUE(seen.insert(words.en).second) << words.en;
        EXPECT_TRUE(seen.insert(words.vi).second) << words.vi;
        EXPECT_EQ(words.vi.find('\n'), std::string::npos);
    }
}

}  // namespace
}  // namespace dondoc::web
