#include "store/units.h"

#include "gmock/gmock.h"
#include "office.h"

namespace dondoc::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class UnitsTest : public Office {
  protected:
    static plan::Unit group() {
        auto made = unit("cac-phong", "Các Phòng thuộc Sở");
        made.members = {"hctp", "bttp"};
        made.aliases = {"Các phòng", "Phòng thuộc Sở"};
        return made;
    }
    /// The group stands first: what it refers to comes later in the same file.
    std::vector<plan::Unit> some() {
        auto child = unit("bttp", "Phòng Bổ trợ tư pháp");
        child.parent = "hctp";
        return {group(), child, unit("hctp", "Phòng Hành chính tư pháp")};
    }
};

TEST_F(UnitsTest, LoadsWhatWasSavedInItsOrder) {
    const auto saved = units.save(some(), act());
    ASSERT_TRUE(saved);
    EXPECT_THAT(saved->added, ElementsAre("cac-phong", "bttp", "hctp"));
    EXPECT_EQ(units.load().all(), some());
    EXPECT_EQ(entries("unit-add"), 3U);
}

TEST_F(UnitsTest, SavesOnlyWhatChanged) {
    ASSERT_TRUE(units.save(some(), act()));
    auto again = some();
    again[1].contacts.pop_back();
    again[1].parent.reset();
    again.push_back(unit("ttg", "Trung tâm trợ giúp"));
    const auto saved = units.save(again, act());
    ASSERT_TRUE(saved);
    EXPECT_THAT(saved->added, ElementsAre("ttg"));
    EXPECT_THAT(saved->changed, ElementsAre("bttp"));
    EXPECT_EQ(units.load().all(), again);
    EXPECT_EQ(entries("unit-set"), 1U);
}

TEST_F(UnitsTest, WritesNothingOfASetThatDoesNotHold) {
    ASSERT_TRUE(units.save(some(), act()));
    auto orphan = unit("moi", "Phòng mới");
    orphan.parent = "khong-co";
    EXPECT_FALSE(units.save({unit("ttg", "Trung tâm"), orphan}, act()));
    EXPECT_FALSE(units.save({unit("ttg", "Trung tâm"), unit("ttg", "Trung tâm khác")}, act()));
    EXPECT_FALSE(units.save({unit("hctp", "Phòng HCTP"), unit("hctp", "Phòng Hộ tịch")}, act()));
    EXPECT_EQ(units.load().all(), some());
    EXPECT_EQ(entries("unit-add"), 3U);
}

TEST_F(UnitsTest, RemovesOnlyWhatNobodyNeeds) {
    ASSERT_TRUE(
        units.save({unit("van-phong", "Văn phòng Sở"), unit("thanh-tra", "Thanh tra")}, act()));
    ASSERT_TRUE(units.save(some(), act()));
    sync({owed("2024-06", "2024-06-22", "thanh-tra")});
    struct Row {
        const char* id;
        const char* says;
    };
    const Row rows[] = {{"khong-co", "no unit"},
                        {"hctp", "«bttp»"},
                        {"bttp", "«cac-phong»"},
                        {"thanh-tra", "owes 1 obligation"},
                        {"van-phong", "task 12.2 of plan 56/KH-STP"}};
    for (const auto& row : rows) {
        const auto removed = units.remove(row.id, act());
        ASSERT_FALSE(removed) << row.id;
        EXPECT_THAT(removed.error().words.en, HasSubstr(row.says));
    }
    EXPECT_EQ(units.load().all().size(), 5U);
    EXPECT_TRUE(units.remove("cac-phong", act()));
    EXPECT_EQ(units.load().find("cac-phong"), nullptr);
    EXPECT_EQ(entries("unit-remove"), 1U);
}

TEST_F(UnitsTest, RemovesAUnitThatHasDelivered) {
    ASSERT_TRUE(units.save({unit("thanh-tra", "Thanh tra")}, act()));
    sync({owed("2024-06", "2024-06-22", "thanh-tra")});
    obligations.submit(id_of("thanh-tra"), at("2024-06-01T09:00"), act());
    EXPECT_TRUE(units.remove("thanh-tra", act()));
}

}  // namespace
}  // namespace dondoc::store
