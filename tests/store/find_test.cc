#include "gmock/gmock.h"
#include "office.h"

namespace dondoc::store {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class FindTest : public Office {
  protected:
    FindTest() {
        auto office = unit("van-phong", "Văn phòng Sở");
        office.aliases = {"VP"};
        units.save({office, unit("hctp", "Phòng Hành chính tư pháp")}, act()).value();
        std::vector<plan::Obligation> all;
        for (int month = 5; month <= 11; ++month) {
            const auto number = (month < 10 ? "0" : "") + std::to_string(month);
            all.push_back(owed("2024-" + number, "2024-" + number + "-22"));
        }
        all.push_back(owed("2024-06", "2024-06-22", "hctp"));
        all.push_back(owed("2024-Q2", "2024-06-14", "hctp", "12.3"));
        sync(all);
        plans.import(plan_of("20/KH-UBND", {task("12", "3", "Cũ")}), false, act());
        obligations.sync("20/KH-UBND",
                         {owed("2024-Q2", "2024-06-14", "hctp", "12.3", "20/KH-UBND")},
                         day("2024-05-01"), false, act());
    }
};

struct Row {
    const char* name;
    const char* said;
    const char* found;
};

class Finds : public FindTest, public ::testing::WithParamInterface<Row> {};

TEST_P(Finds, TheOneThatIsMeant) {
    const auto found = obligations.find(GetParam().said);
    ASSERT_TRUE(found) << found.error().words.en;
    EXPECT_EQ(found->obligation.key.text(), GetParam().found);
}

const Row kFound[] = {
    {"whole", "56/KH-STP:12.2:2024-06:van-phong", "56/KH-STP:12.2:2024-06:van-phong"},
    {"short_plan", "56:12.2:2024-06:van-phong", "56/KH-STP:12.2:2024-06:van-phong"},
    {"task_and_period_and_unit", "12.2:2024-06:hctp", "56/KH-STP:12.2:2024-06:hctp"},
    {"period_alone", "2024-07", "56/KH-STP:12.2:2024-07:van-phong"},
    {"unit_by_name", "2024-06:văn phòng sở", "56/KH-STP:12.2:2024-06:van-phong"},
    {"unit_by_alias", "2024-06:vp", "56/KH-STP:12.2:2024-06:van-phong"},
    {"another_order", "hctp:2024-06", "56/KH-STP:12.2:2024-06:hctp"},
    {"another_case", "2024-q2", "56/KH-STP:12.3:2024-Q2:hctp"},
    {"spaces_and_empty_parts", " :2024-07 : ", "56/KH-STP:12.2:2024-07:van-phong"},
    {"a_draft_does_not_stand_in_the_way", "12.3", "56/KH-STP:12.3:2024-Q2:hctp"},
    {"of_a_draft", "20:12.3", "20/KH-UBND:12.3:2024-Q2:hctp"},
};

INSTANTIATE_TEST_SUITE_P(Find, Finds, ::testing::ValuesIn(kFound), RowName{});

class FindsNot : public FindTest, public ::testing::WithParamInterface<Row> {};

TEST_P(FindsNot, AndSaysWhatCouldBeMeant) {
    const auto found = obligations.find(GetParam().said);
    ASSERT_FALSE(found);
    EXPECT_THAT(found.error().words.en, HasSubstr(GetParam().found));
    EXPECT_THAT(found.error().words.vi, Not(HasSubstr("obligation")));
}

const Row kNotFound[] = {
    {"nothing_said", " : ", "PLAN:TASK:PERIOD:UNIT"},
    {"two_units", "2024-06", "56/KH-STP:12.2:2024-06:hctp, 56/KH-STP:12.2:2024-06:van-phong"},
    {"five_and_more", "12.2:van-phong", "56/KH-STP:12.2:2024-09:van-phong and 2 more"},
    {"near_unit", "2024-06:Văn phòng Sỏ", "nearest: «Văn phòng Sở»"},
    {"part_of_a_key", "12.2:2024-0", "«2024-0» is no plan, task, period or unit"},
    {"owes_nothing_then", "12.2:2024-07:hctp",
     "without «hctp» there are: 56/KH-STP:12.2:2024-07:van-phong"},
    {"known_periods", "12.3:hctp:2024-07",
     "without «2024-07» there are: 56/KH-STP:12.3:2024-Q2:hctp"},
};

INSTANTIATE_TEST_SUITE_P(Find, FindsNot, ::testing::ValuesIn(kNotFound), RowName{});

TEST_F(FindTest, OffersWhatIsOpenFirst) {
    for (const char* period : {"2024-05", "2024-06"})
        obligations.submit(id_of(std::string("12.2:van-phong:") + period), act().at, act());
    EXPECT_THAT(obligations.find("12.2:van-phong").error().words.en,
                HasSubstr("could be 56/KH-STP:12.2:2024-07:van-phong"));
}

class NothingYet : public Office {};

TEST_F(NothingYet, SaysHowToBegin) {
    const auto found = obligations.find("12.2");
    ASSERT_FALSE(found);
    EXPECT_THAT(found.error().words.en, HasSubstr("dondoc plan activate"));
}

}  // namespace
}  // namespace dondoc::store
