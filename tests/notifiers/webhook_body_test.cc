#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "briefs.h"
#include "notifiers/mime.h"
#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

using namespace dondoc::testing;
using nlohmann::ordered_json;

const std::string kBefore = "2024-05-19T08:00";
const std::string kAfter = "2024-05-24T08:00";

ordered_json body(const scheduler::Letter& letter) {
    return ordered_json::parse(webhook_body(letter, zone()));
}

TEST(WebhookBody, HasTheFactsInTheirOrder) {
    const auto text = webhook_body(letter(kBefore, {monthly_brief(kBefore)}), zone());
    const std::string expected =
        R"({"type":"reminder.due","timestamp":"2024-05-19T01:00:00Z","data":{)"
        R"("message":"01HZY3M8T6W9X2C4V5B7N8M9K0","recipient":"van-phong","reminders":[{)"
        R"("obligation":"56/KH-STP:12.2:2024-05:van-phong","plan":"56/KH-STP","task":"12.2",)"
        R"("period":"2024-05","due":"2024-05-23","bound":"before","last_good_day":"2024-05-22",)"
        R"("step":"-7d","turn":0,"state":"open","title":"Báo cáo định kỳ.")";
    EXPECT_EQ(text.substr(0, expected.size()), expected);
    EXPECT_EQ(text, webhook_body(letter(kBefore, {monthly_brief(kBefore)}), zone()));
}

TEST(WebhookBody, TypeTellsWhetherAnythingIsLate) {
    auto nudge = monthly_brief(kAfter);
    nudge.kind = plan::Kind::continuous;
    auto alert = letter(kAfter, {});
    alert.kind = scheduler::Message::Kind::alert;
    alert.alert = "Địa chỉ không nhận thư";
    const auto soon = brief({day("2024-06-01"), std::nullopt, plan::Bound::by}, calendar(), kAfter);
    EXPECT_EQ(body(letter(kBefore, {monthly_brief(kBefore)}))["type"], "reminder.due");
    EXPECT_EQ(body(letter(kAfter, {nudge}))["type"], "reminder.due");
    EXPECT_EQ(body(letter(kAfter, {soon, monthly_brief(kAfter)}))["type"], "reminder.overdue");
    EXPECT_EQ(body(alert)["type"], "delivery.dead");
    EXPECT_EQ(body(alert)["data"]["alert"], "Địa chỉ không nhận thư");
}

TEST(WebhookBody, NamesTheRecipient) {
    auto escalated = letter(kAfter, {monthly_brief(kAfter)});
    escalated.to = {"ban-giam-doc", "Ban Giám đốc Sở", "office"};
    auto to_nobodys_contact = letter(kAfter, {monthly_brief(kAfter)});
    to_nobodys_contact.to = {};
    EXPECT_EQ(body(escalated)["data"]["recipient"], "ban-giam-doc");
    EXPECT_TRUE(body(to_nobodys_contact)["data"]["recipient"].is_null());
}

TEST(WebhookBody, SaysTheHour) {
    const auto hour =
        brief({day("2024-05-23"), plan::TimeOfDay{17 * 60}, plan::Bound::by}, calendar(), kBefore);
    const auto reminder = body(letter(kBefore, {hour}))["data"]["reminders"][0];
    EXPECT_EQ(reminder["due"], "2024-05-23T17:00");
    EXPECT_EQ(reminder["deadline"], "2024-05-23T17:00:00+07:00");
}

TEST(WebhookBody, StaysBelowTwentyThousandBytes) {
    auto long_one = monthly_brief(kBefore);
    long_one.title.clear();
    for (int i = 0; i < 90; ++i)
        long_one.title += "đánh giá ";
    for (const std::size_t count : {1U, 10U, 20U, 40U, 300U}) {
        const auto made = letter(kBefore, std::vector(count, long_one));
        const auto text = webhook_body(made, zone());
        EXPECT_LT(text.size(), 20'000U) << count;
        EXPECT_TRUE(plan::is_utf8(text));
        const auto data = ordered_json::parse(text)["data"];
        const auto left_out = data.value("left_out", std::size_t{0});
        EXPECT_EQ(data["reminders"].size() + left_out, count);
        if (count <= 40) {
            EXPECT_EQ(left_out, 0U) << count;
        }
    }
}

TEST(WebhookBody, IsValidUtf8WhateverAPlanHolds) {
    auto broken = monthly_brief(kBefore);
    broken.title = "Báo\xff c\xc3\r\n\"áo\"";
    broken.unit_name = "\xfe";
    broken.step = "\xfe";
    const auto text = webhook_body(letter(kBefore, {broken}), zone());
    EXPECT_TRUE(plan::is_utf8(text));
    EXPECT_TRUE(ordered_json::accept(text));
}

}  // namespace
}  // namespace dondoc::notifiers
