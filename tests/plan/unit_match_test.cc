#include "plan/document/unit_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::plan {
namespace {

Units office() {
    return *Units::make({{"van-phong", "Văn phòng Sở", {"VP Sở"}, {}, {}, {}},
                         {"bttp", "Phòng Bổ trợ tư pháp", {"BTTP"}, {}, {}, {}},
                         {"huyen", "UBND cấp huyện", {}, {}, {}, {}},
                         {"phong", "Phòng, đơn vị thuộc Sở", {}, {}, {"bttp", "van-phong"}, {}},
                         {"ban", "Phòng Bán", {}, {}, {}, {}},
                         {"ban-2", "Phòng Bạn", {}, {}, {}, {}}});
}

Plan plan_naming(const std::string& lead, const std::string& support = {}) {
    Plan plan;
    Task task;
    task.key = "12.2";
    task.lead = {{lead, {}}};
    if (!support.empty()) task.support = {{support, {}}};
    plan.tasks = {task};
    return plan;
}

TEST(UnitMatch, FindsUnitsByNameAndAlias) {
    const std::pair<const char*, const char*> rows[] = {
        {"Văn phòng Sở", "van-phong"},
        {"văn phòng sở", "van-phong"},
        {"VP Sở", "van-phong"},
        {"VP. Sở", "van-phong"},
        {"Van phong So", "van-phong"},
        {"Văn phòng So", "van-phong"},
        {"van-phong", "van-phong"},
        {"Phong Bo tro tu phap", "bttp"},
        {"Ủy ban nhân dân cấp huyện", "huyen"},
        {"Uỷ ban nhân dân cấp huyện", "huyen"},
        {"Các Phòng, đơn vị thuộc Sở", "phong"},
        // other marks are another name
        {"Phòng Bỏ trợ tư pháp", ""},
        {"Phòng Hỗ trợ tư pháp", ""},
        // without marks it could be either
        {"Phong Ban", ""},
        {"Sở Xây dựng", ""},
    };
    for (const auto& [name, unit] : rows) {
        Plan plan = plan_naming(name);
        const auto unmatched = match_units(plan, office());
        EXPECT_EQ(plan.tasks[0].lead[0].unit, unit) << name;
        EXPECT_EQ(unmatched.empty(), !std::string(unit).empty()) << name;
    }
}

TEST(UnitMatch, SuggestsWhatIsNearlyTheName) {
    Plan plan = plan_naming("Phòng Bỏ trợ tư pháp", "Sở Giao thông vận tải");
    plan.tasks.push_back(plan.tasks[0]);
    plan.tasks[1].key = "12.3";
    const auto unmatched = match_units(plan, office());
    ASSERT_EQ(unmatched.size(), 2U);
    EXPECT_EQ(unmatched[0].suggestion, "Phòng Bổ trợ tư pháp");
    EXPECT_EQ(unmatched[0].tasks, (std::vector<std::string>{"12.2", "12.3"}));
    EXPECT_THAT(unmatched[0].words.vi, ::testing::HasSubstr("có phải \"Phòng Bổ trợ tư pháp\"?"));
    EXPECT_EQ(unmatched[1].suggestion, "");
}

}  // namespace
}  // namespace dondoc::plan
