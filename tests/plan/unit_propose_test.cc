#include "plan/document/unit_propose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "plan/document/unit_match.h"
#include "plan_score.h"

namespace dondoc::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Plan plan_naming(const std::vector<std::string>& names) {
    Plan plan;
    for (const std::string& name : names) {
        Task task;
        task.lead = {{name, {}}};
        plan.tasks.push_back(task);
    }
    return plan;
}

std::map<std::string, Unit> by_name(const std::vector<Unit>& units) {
    std::map<std::string, Unit> map;
    for (const Unit& unit : units)
        map[unit.name] = unit;
    return map;
}

TEST(UnitPropose, GathersSpellings) {
    auto units = by_name(propose_units(plan_naming(
        {"Phòng Bổ trợ tư pháp", "Phòng Bổ trợ tư pháp", "phòng Bổ trợ Tư pháp",
         "Phòng Bỏ trợ tư pháp", "Phòng Hỗ trợ tư pháp", "Phòng BTTP", "Phòng Công chứng số 1",
         "Phòng Công chứng số 2", "UBND xã An Phú", "UBND xã An Phúc", "Văn phòng Sở"})));
    EXPECT_THAT(units["Phòng Bổ trợ tư pháp"].aliases,
                UnorderedElementsAre("Phòng Bỏ trợ tư pháp", "Phòng Hỗ trợ tư pháp", "Phòng BTTP"));
    EXPECT_EQ(units["Phòng Bổ trợ tư pháp"].id, "bttp");
    EXPECT_EQ(units["Phòng Công chứng số 1"].id, "ccs1");
    EXPECT_EQ(units["Phòng Công chứng số 2"].id, "ccs2");
    EXPECT_THAT(units["UBND xã An Phú"].aliases, IsEmpty());
    EXPECT_EQ(units["Văn phòng Sở"].id, "van-phong-so");
    EXPECT_EQ(units.size(), 6U);
}

TEST(UnitPropose, FindsMembersOfGroups) {
    auto units = by_name(propose_units(
        plan_naming({"Các Phòng, Trung tâm thuộc Sở", "Văn phòng Sở", "Phòng Hành chính tư pháp",
                     "Trung tâm Trợ giúp pháp lý", "Văn phòng UBND tỉnh", "Sở Nội vụ",
                     "UBND cấp huyện", "Phòng Tư pháp cấp huyện", "Các đơn vị có liên quan"})));
    EXPECT_THAT(units["Các Phòng, Trung tâm thuộc Sở"].members,
                ElementsAre("van-phong-so", "hctp", "tgpl"));
    EXPECT_FALSE(units["Các đơn vị có liên quan"].is_group());
    EXPECT_FALSE(units["UBND cấp huyện"].is_group());
}

TEST(UnitPropose, MakesUnitsThatMatchEveryNameOfAPlan) {
    for (const std::string name : {"143-KH-STP-2021", "56-KH-STP-2024"}) {
        auto read = read_plan_document(data_file(name + ".txt"), name, std::nullopt);
        ASSERT_TRUE(read) << name;
        const auto units = Units::make(propose_units(read->plan));
        ASSERT_TRUE(units) << units.error().front().text(Language::en);
        EXPECT_THAT(match_units(read->plan, *units), IsEmpty()) << name;
    }
}

TEST(UnitPropose, MakesIdsForAnyName) {
    const auto units = propose_units(
        plan_naming({"***", "123", "Phòng", "phòng", "Phòng A", "PHÒNG A", "a-b", "Ａ", "日本"}));
    for (const Unit& unit : units)
        EXPECT_TRUE(is_identifier(unit.id)) << unit.name;
    EXPECT_TRUE(Units::make(units));
}

}  // namespace
}  // namespace dondoc::plan
