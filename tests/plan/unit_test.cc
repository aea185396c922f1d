#include "plan/unit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Unit unit(std::string id, std::string name, std::vector<std::string> aliases = {}) {
    return {std::move(id), std::move(name), std::move(aliases), std::nullopt, {}, {}};
}

Unit child(std::string id, std::string parent) {
    Unit made = unit(id, "Đơn vị " + id);
    made.parent = std::move(parent);
    return made;
}

Unit group(std::string id, std::vector<std::string> members) {
    Unit made = unit(id, "Nhóm " + id);
    made.members = std::move(members);
    return made;
}

Unit reached(const std::string& role, const std::string& channel, const std::string& address) {
    Unit made = unit("a", "Văn phòng");
    made.contacts = {{role, channel, address}};
    return made;
}

std::vector<std::string> problems_of(std::vector<Unit> units) {
    std::vector<std::string> texts;
    const auto made = Units::make(std::move(units));
    if (made) return texts;
    for (const Problem& problem : made.error()) {
        EXPECT_FALSE(problem.words.vi.empty());
        EXPECT_EQ(problem.words.vi.find('\n'), std::string::npos);
        texts.push_back(problem.text(Language::en));
    }
    return texts;
}

TEST(Units, SaysWhatIsWrong) {
    struct Row {
        const char* name;
        std::vector<Unit> units;
        std::string expected;
    };
    const Row rows[] = {
        {"same id twice", {unit("a", "A"), unit("a", "B")}, "two units have the id \"a\""},
        {"same name",
         {unit("a", "Văn phòng"), unit("b", "VĂN  PHÒNG")},
         "both unit \"a\" and unit \"b\""},
        {"alias is another's name",
         {unit("a", "Văn phòng"), unit("b", "B", {"Văn pho\u0300ng"})},
         "both unit \"a\" and unit \"b\""},
        {"alias is another's id",
         {unit("a", "Văn phòng"), unit("b", "B", {"A"})},
         "both unit \"a\""},
        {"other place of the tone mark",
         {unit("a", "Ủy ban"), unit("b", "Uỷ ban")},
         "both unit \"a\""},
        {"id with capitals", {unit("HCTP", "Phòng")}, "unit id \"HCTP\" is not valid"},
        {"empty id", {unit("", "Phòng")}, "unit id \"\" is not valid"},
        {"no name", {unit("a", " ")}, "unit \"a\" has no name"},
        {"parent unknown",
         {unit("van-phong", "V"), child("a", "van-phogn")},
         "did you mean \"van-phong\"?"},
        {"parent by name",
         {unit("vp", "Văn phòng"), child("a", "Văn phòng")},
         "did you mean \"vp\"?"},
        {"member unknown", {group("g", {"zzz"})}, "there is no member unit with the id \"zzz\""},
        {"own parent", {child("a", "a")}, "parents go round in a circle: a → a;"},
        {"parents in a circle",
         {child("a", "b"), child("b", "c"), child("c", "a")},
         "circle: a → b → c → a;"},
        {"circle off the start",
         {child("a", "b"), child("b", "c"), child("c", "b")},
         "circle: b → c → b;"},
        {"own member", {group("g", {"g"})}, "circle: g → g;"},
        {"groups in a circle",
         {unit("x", "X"), group("g", {"x", "h"}), group("h", {"g"})},
         "groups contain each other in a circle: g → h → g;"},
        {"bad role", {reached("Head", "mail", "a@x.example")}, "role \"Head\" is not valid"},
        {"no channel", {reached("head", "", "a@x.example")}, "there is no channel"},
        {"bad address", {reached("head", "mail", "a b@x.example")}, "has a space in it"},
    };
    for (const Row& row : rows) {
        EXPECT_THAT(problems_of(row.units), ElementsAre(HasSubstr(row.expected))) << row.name;
    }
}

TEST(Units, SaysEveryProblem) {
    EXPECT_EQ(
        problems_of({unit("A", "A"), child("b", "zzz"), group("g", {"g"}), unit("c", "")}).size(),
        4U);
}

TEST(Units, AcceptsWhatOnlyLooksWrong) {
    const std::vector<Unit> rows[] = {
        {},
        {unit("hctp", "Phòng HCTP", {"HCTP", "phòng hctp"})},
        {unit("a", "Phòng Bổ trợ"), unit("b", "Phòng Bỏ trợ")},
        {child("b", "a"), unit("a", "A"), child("c", "a")},
        {unit("a", "A"), group("g", {"a"}), group("h", {"a", "g"})},
        {reached("ban-2", "mail", "https://x.example/hook?id=1")},
    };
    for (const auto& units : rows)
        EXPECT_THAT(problems_of(units), IsEmpty());
}

TEST(Units, LongChainsOfGroupsEnd) {
    std::vector<Unit> units;
    constexpr int kLength = 100'000;
    for (int i = 0; i < kLength; ++i)
        units.push_back(group("g" + std::to_string(i), {"g" + std::to_string(i + 1)}));
    units.push_back(unit("g" + std::to_string(kLength), "Cuối"));
    const auto made = Units::make(std::move(units));
    ASSERT_TRUE(made);
    const auto members = made->standing_for(made->all().front());
    ASSERT_EQ(members.size(), 1U);
    EXPECT_EQ(members.front()->name, "Cuối");
}

class KnownUnits : public ::testing::Test {
  protected:
    Units units_ = *Units::make(
        {unit("van-phong", "Văn phòng Sở", {"VP Sở"}), unit("ubnd", "Ủy ban nhân dân"),
         unit("bttp", "Phòng Bổ trợ tư pháp"), unit("ttg", "Trung tâm Trợ giúp"),
         group("phong", {"bttp"}), group("tat-ca", {"ttg", "phong", "bttp", "van-phong"})});
};

TEST_F(KnownUnits, AreFoundByIdNameAndAlias) {
    const std::pair<const char*, const char*> rows[] = {
        {"van-phong", "van-phong"},          {"VAN-PHONG", "van-phong"},
        {"văn phòng sở", "van-phong"},       {"VP  SỞ", "van-phong"},
        {"Va\u0306n phòng Sở", "van-phong"}, {"Uỷ ban nhân dân", "ubnd"},
    };
    for (const auto& [name, id] : rows) {
        ASSERT_NE(units_.named(name), nullptr) << name;
        EXPECT_EQ(units_.named(name)->id, id);
    }
    for (const char* name : {"", "Văn phòng", "Phòng Bỏ trợ tư pháp"})
        EXPECT_EQ(units_.named(name), nullptr) << name;
    EXPECT_EQ(units_.find("Văn phòng Sở"), nullptr);
    EXPECT_EQ(units_.find("bttp")->name, "Phòng Bổ trợ tư pháp");
}

TEST_F(KnownUnits, HaveANearestName) {
    EXPECT_EQ(units_.nearest("Phòng Bỏ trợ tư pháp"), "Phòng Bổ trợ tư pháp");
    EXPECT_EQ(units_.nearest("Văn phòng S"), "Văn phòng Sở");
    EXPECT_EQ(units_.nearest("van-phogn"), "van-phong");
    EXPECT_EQ(units_.nearest("Công an tỉnh"), "");
}

TEST_F(KnownUnits, GroupsStandForTheirMembersOnceInOrder) {
    std::vector<std::string> ids;
    for (const Unit* member : units_.standing_for(*units_.find("tat-ca")))
        ids.push_back(member->id);
    EXPECT_THAT(ids, ElementsAre("ttg", "bttp", "van-phong"));
    EXPECT_THAT(units_.standing_for(*units_.find("bttp")), ElementsAre(units_.find("bttp")));
}

TEST(Units, AddressFaults) {
    struct Row {
        std::string address;
        std::string expected;  // part of the English words; empty: no fault
    };
    const Row rows[] = {
        {"vanphong@stp.example", ""},
        {"o'hara+x_y@mail.stp.example", ""},
        {"http://10.0.0.1:8080/x", ""},
        {"https://hook.example/a@b", ""},
        {"https://hook.example?x=a@b", ""},
        {"https://don-doc:mat-khau@hook.example/x", "password"},
        {"http://token@hook.example", "password"},
        {"https://hook.example\\@10.0.0.1/", "password"},
        {"", "there is no address"},
        {"vanphong", "is not valid"},
        {"@stp.example", "is not valid"},
        {"vanphong@", "is not valid"},
        {"a@b@c.example", "is not valid"},
        {"a@x.example,b@x.example", "is not valid"},
        {"<a@x.example>", "is not valid"},
        {"https://", "is not valid"},
        {"ftp://x.example", "is not valid"},
        {"van phong@stp.example", "space"},
        {"vănphòng@stp.example", "plain ASCII"},
        {"a@x.example\r\nRCPT TO:<b@x.example>", "control character"},
        {"a@x.example\t", "control character"},
        {std::string("a@x.example\0", 12), "control character"},
        {"a@x.example\x7F", "control character"},
    };
    for (const Row& row : rows) {
        const auto fault = address_fault(row.address);
        EXPECT_EQ(fault.has_value(), !row.expected.empty()) << row.address;
        if (!fault) continue;
        EXPECT_THAT(fault->en, HasSubstr(row.expected));
        EXPECT_EQ(fault->en.find("mat-khau"), std::string::npos);
        EXPECT_EQ(fault->vi.find('\n'), std::string::npos);
    }
}

TEST(Units, Identifiers) {
    for (const char* good : {"a", "van-phong", "2", "p-2", "stp2024"})
        EXPECT_TRUE(is_identifier(good)) << good;
    for (const char* bad : {"", "-a", "A", "văn", "a b", "a_b", "a.b", "a:b"})
        EXPECT_FALSE(is_identifier(bad)) << bad;
}

}  // namespace
}  // namespace dondoc::plan
