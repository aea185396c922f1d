#include <gtest/gtest.h>

#include "plan/plan_file.h"

namespace dondoc::plan {
namespace {

Units office() {
    return *Units::make({{"van-phong", "Văn phòng Sở", {"VP Sở"}, {}, {}, {}},
                         {"bttp", "Phòng Bổ trợ tư pháp", {}, {}, {}, {}},
                         {"phong", "Phòng, đơn vị thuộc Sở", {}, {}, {"bttp", "van-phong"}, {}}});
}

Plan rich_plan() {
    Plan plan{"56/KH-STP",
              "Tiêu đề \"trích\" \\ 100%",
              "",
              {},
              {day_of(2024, 1, 1), day_of(2025, 12, 31)},
              {},
              {}};
    Task task{"12", "2", "12.2", "Báo cáo", "Hằng tháng", {}, {{"Văn phòng Sở", "van-phong"}},
              {},   "",  "",     {}};
    Cycle quarterly{.every = Every::quarter,
                    .periods = {1, 3},
                    .month = {},
                    .offset = 1,
                    .day = 14,
                    .weekday = {},
                    .bound = Bound::before,
                    .data_from = DataEdge{21, true},
                    .data_to = DataEdge{20, false}};
    Cycle weekly;
    weekly.every = Every::week;
    weekly.weekday = 5;
    task.timings = {
        quarterly,
        weekly,
        Once{day_of(2024, 5, 1), {day_of(2024, 6, 14), TimeOfDay{17 * 60}, Bound::before}},
        Once{{}, {day_of(2024, 6, 14), TimeOfDay{1440}, Bound::by}},
        AfterEvent{-3, Count::working, "trước \"ngày\""},
        Continuous{day_of(2024, 1, 1), {}},
        OnDemand{"khi có yêu cầu", {}, day_of(2024, 12, 31)},
        Unknown{}};
    plan.tasks.push_back(task);
    task = {"",
            "",
            "1",
            "Không số, không bảng",
            "Không rõ",
            {Unknown{}},
            {{"VP Sở", "van-phong"}},
            {},
            "Báo cáo",
            "",
            {"a", "b"}};
    plan.tasks.push_back(task);
    task = {"PL2",
            "",
            "PL2.1",
            "Không lời",
            "",
            {Unknown{}},
            {{"phong", "phong"}},
            {{"bttp", "bttp"}},
            "",
            "ghi chú",
            {}};
    plan.tasks.push_back(task);
    return plan;
}

TEST(PlanFile, WritesWhatItReads) {
    const Plan plan = rich_plan();
    const std::string text = write_plan(plan);
    const auto again = read_plan(text, "plan.toml", office());
    ASSERT_TRUE(again) << again.error().front().text(Language::en) << "\n" << text;
    EXPECT_EQ(*again, plan) << text;
}

TEST(PlanFile, WritesForPeople) {
    Plan plan = rich_plan();
    plan.tasks.resize(2);
    plan.tasks[0].timings.resize(3);
    EXPECT_EQ(write_plan(plan), R"([plan]
number     = "56/KH-STP"
title      = "Tiêu đề \"trích\" \\ 100%"
valid      = { from = 2024-01-01, until = 2025-12-31 }

[[task]]
table   = "12"
no      = "2"
title   = "Báo cáo"
lead    = ["Văn phòng Sở"]
timing  = "Hằng tháng"
timings = [
  { kind = "cycle", every = "quarter", periods = [1, 3], offset = 1, day = 14, bound = "before", data_from = "21 previous", data_to = "20 current" },
  { kind = "cycle", every = "week", weekday = 5, bound = "by" },
  { kind = "once", start = 2024-05-01, due = 2024-06-14T17:00:00, bound = "before" },
]

[[task]]
title   = "Không số, không bảng"
lead    = ["VP Sở"]
timing  = "Không rõ"
product = "Báo cáo"
tags    = ["a", "b"]
)");
}

#ifdef DONDOC_SOURCE_DIR
TEST(PlanFile, ReadsTheExampleAndWritesItBack) {
    const std::string folder = std::string(DONDOC_SOURCE_DIR) + "/examples/an-giang-2024/";
    const auto units_text = read_text_file(folder + "units.toml");
    ASSERT_TRUE(units_text);
    auto listed = read_units(*units_text, "units.toml");
    ASSERT_TRUE(listed) << listed.error().front().text(Language::en);
    EXPECT_EQ(read_units(write_units(*listed), "again.toml"), *listed);
    const auto units = Units::make(*listed);
    ASSERT_TRUE(units) << units.error().front().text(Language::en);

    const auto plan_text = read_text_file(folder + "plan.toml");
    ASSERT_TRUE(plan_text);
    const auto plan = read_plan(*plan_text, "plan.toml", *units);
    ASSERT_TRUE(plan) << plan.error().front().text(Language::en);
    EXPECT_EQ(plan->number, "56/KH-STP");
    EXPECT_EQ(plan->tasks.size(), 70U);
    const auto again = read_plan(write_plan(*plan), "again.toml", *units);
    ASSERT_TRUE(again) << again.error().front().text(Language::en);
    EXPECT_EQ(*again, *plan);
}
#endif

}  // namespace
}  // namespace dondoc::plan
