#include "scheduler/recipient.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace dondoc::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

plan::Units office() {
    plan::Unit hctp = unit("hctp", "Phòng Hành chính tư pháp");
    hctp.parent = "ban-giam-doc";
    plan::Unit bttp = unit("bttp", "Phòng Bổ trợ tư pháp");
    bttp.contacts.push_back({"office", "hook", "https://bttp.stp.example/don-doc"});
    plan::Unit fax = unit("van-thu", "Văn thư");
    fax.contacts = {{"office", "fax", "van-thu@stp.example"}};
    plan::Unit rooms = unit("cac-phong", "Các Phòng");
    rooms.members = {"hctp", "bttp"};
    plan::Unit all = unit("toan-so", "Các đơn vị thuộc Sở");
    all.members = {"cac-phong", "van-phong", "hctp"};
    return units({hctp, bttp, fax, rooms, all, unit("van-phong", "Văn phòng Sở"),
                  unit("ban-giam-doc", "Ban Giám đốc")});
}

struct Row {
    const char* name;
    std::vector<std::string_view> to;
    std::vector<std::string> support;
    std::vector<std::string> told;  ///< `address < selector`
    std::vector<std::string> unreached;
};

void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

class Resolve : public ::testing::TestWithParam<Row> {};

TEST_P(Resolve, Selectors) {
    const Row& row = GetParam();
    std::vector<plan::UnitRef> support;
    for (const std::string& id : row.support)
        support.push_back({"Đơn vị " + id, id});
    const auto found =
        scheduler::resolve(step("0d", row.to).to, "hctp", support, office(), settings({}));
    std::vector<std::string> told;
    for (const scheduler::Recipient& each : found.told) {
        told.push_back(each.address + " < " + each.selector);
        EXPECT_FALSE(each.fallback);
    }
    EXPECT_EQ(told, row.told);
    EXPECT_EQ(found.unreached, row.unreached);
}

INSTANTIATE_TEST_SUITE_P(
    Recipient, Resolve,
    ::testing::Values(
        Row{"Lead", {"lead"}, {}, {"office.hctp@stp.example < lead"}, {}},
        Row{"LeadHead", {"lead.head"}, {}, {"head.hctp@stp.example < lead.head"}, {}},
        Row{"ARoleNobodyHas", {"lead.deputy"}, {}, {}, {"lead.deputy"}},
        Row{"Parent", {"parent"}, {}, {"office.ban-giam-doc@stp.example < parent"}, {}},
        Row{"Unit",
            {"unit:van-phong.head"},
            {},
            {"head.van-phong@stp.example < unit:van-phong.head"},
            {}},
        Row{"AUnitNobodyKnows", {"unit:khong-co"}, {}, {}, {"unit:khong-co"}},
        Row{"AChannelNobodyHas", {"unit:van-thu"}, {}, {}, {"unit:van-thu"}},
        Row{"Support",
            {"support"},
            {"van-phong", "ban-giam-doc"},
            {"office.van-phong@stp.example < support", "office.ban-giam-doc@stp.example < support"},
            {}},
        Row{"SupportThatIsPartlyUnknown",
            {"support"},
            {"", "van-phong"},
            {"office.van-phong@stp.example < support"},
            {}},
        Row{"NoSupport", {"support"}, {}, {}, {"support"}},
        Row{"AGroupStandsForItsMembers",
            {"unit:toan-so"},
            {},
            {"office.hctp@stp.example < unit:toan-so", "office.bttp@stp.example < unit:toan-so",
             "https://bttp.stp.example/don-doc < unit:toan-so",
             "office.van-phong@stp.example < unit:toan-so"},
            {}},
        Row{"NamedTwiceIsOnce",
            {"lead", "unit:cac-phong.head", "lead.head", "lead"},
            {},
            {"office.hctp@stp.example < lead", "head.hctp@stp.example < unit:cac-phong.head",
             "head.bttp@stp.example < unit:cac-phong.head"},
            {}},
        Row{"SomeReachedSomeNot",
            {"lead.deputy", "lead", "unit:khong-co"},
            {},
            {"office.hctp@stp.example < lead"},
            {"lead.deputy", "unit:khong-co"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(Recipient, CarriesWhoseItIs) {
    const auto found = scheduler::resolve(step("0d", {"unit:cac-phong.head"}).to, "van-phong", {},
                                          office(), settings({}));
    ASSERT_EQ(found.told.size(), 2u);
    EXPECT_EQ(found.told[1].unit, "bttp");
    EXPECT_EQ(found.told[1].role, "head");
    EXPECT_EQ(found.told[1].channel, "mail");
}

TEST(Recipient, TheFallbackStandsInOnceATurn) {
    config::Settings with = settings({});
    with.fallback = config::Fallback{"mail", "van-thu@stp.example"};
    const auto found = scheduler::resolve(step("0d", {"lead.deputy", "parent", "lead"}).to,
                                          "van-phong", {}, office(), with);
    EXPECT_THAT(found.unreached, ElementsAre("lead.deputy", "parent"));
    ASSERT_EQ(found.told.size(), 2u);
    EXPECT_EQ(found.told[0].address, "van-thu@stp.example");
    EXPECT_EQ(found.told[0].selector, "lead.deputy");
    EXPECT_EQ(found.told[0].unit, "");
    EXPECT_TRUE(found.told[0].fallback);
    EXPECT_FALSE(found.told[1].fallback);
}

TEST(Recipient, AUnitWithoutParentHasNone) {
    EXPECT_THAT(
        scheduler::resolve(step("0d", {"parent"}).to, "van-phong", {}, office(), settings({})).told,
        IsEmpty());
}

TEST(Recipient, WhatASelectorThatReachesNobodyLacks) {
    using Of = scheduler::Lack::Of;
    struct LackRow {
        const char* selector;
        const char* unit;
        std::vector<plan::UnitRef> support;
        scheduler::Lack expected;
    };
    const LackRow rows[] = {
        {"lead.deputy", "hctp", {}, {Of::contact, "hctp", "deputy"}},
        {"unit:van-thu", "hctp", {}, {Of::contact, "van-thu", "office"}},
        {"unit:toan-so.deputy", "hctp", {}, {Of::contact, "hctp", "deputy"}},
        {"parent.deputy", "hctp", {}, {Of::contact, "ban-giam-doc", "deputy"}},
        {"support", "hctp", {}, {Of::support, "", "office"}},
        {"support", "hctp", {{"Các ngành", ""}}, {Of::known_support, "", "office"}},
        {"support.deputy",
         "hctp",
         {{"Các ngành", ""}, {"Văn phòng", "van-phong"}},
         {Of::contact, "van-phong", "deputy"}},
        {"parent", "van-phong", {}, {Of::parent, "van-phong", "office"}},
        {"unit:khong-co", "hctp", {}, {Of::unit, "khong-co", "office"}},
        {"lead", "khong-co", {}, {Of::unit, "khong-co", "office"}},
    };
    for (const LackRow& row : rows) {
        const auto selector = config::parse_selector(row.selector);
        ASSERT_TRUE(selector);
        EXPECT_EQ(scheduler::lack_of(*selector, row.unit, row.support, office()), row.expected)
            << row.selector << " of " << row.unit;
    }
}

TEST(Recipient, IsAnAddressOnAChannel) {
    const scheduler::Recipient mail{"mail", "a@stp.example", "hctp", "office", "lead", false};
    scheduler::Recipient other = mail;
    other.unit = "bttp";
    other.selector = "parent";
    EXPECT_TRUE(mail.same(other));
    other.channel = "hook";
    EXPECT_FALSE(mail.same(other));
}

}  // namespace
}  // namespace dondoc::testing
