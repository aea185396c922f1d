#include "gmock/gmock.h"
#include "office.h"

namespace dondoc::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ImportTest : public Office {
  protected:
    ImportReport import(std::vector<plan::Task> tasks, bool dry_run = false) {
        return plans.import(plan_of("56/KH-STP", std::move(tasks)), false, act(), dry_run);
    }
    std::vector<plan::Task> tasks() const { return plans.find("56/KH-STP").value().plan->tasks; }
};

TEST_F(ImportTest, KeepsAPlanWhole) {
    auto full = plan_of("20/KH-STP", {task("I", "1", "Rà soát")});
    full.supersedes = {"19/KH-STP", "18/KH-STP"};
    full.issued.reset();
    auto& one = full.tasks.front();
    one.timings = {plan::Once{day("2024-01-01"),
                              {day("2024-03-31"), plan::TimeOfDay{1020}, plan::Bound::before}},
                   plan::Continuous{}};
    one.lead.push_back({"Phòng «lạ»", ""});
    one.support = {{"Thanh tra", "thanh-tra"}};
    one.product = "Báo cáo";
    one.note = "gửi \"bản giấy\"";
    one.tags = {"bao-cao", "quy"};
    const auto report = plans.import(full, true, act("2024-05-02T10:00"));
    EXPECT_TRUE(report.new_plan);
    EXPECT_THAT(report.added, ElementsAre("I.1"));
    const auto record = plans.find("20/KH-STP").value();
    EXPECT_EQ(*record.plan, full);
    EXPECT_EQ(record.state, PlanState::draft);
    EXPECT_TRUE(record.include_past);
    EXPECT_EQ(record.imported_at, at("2024-05-02T10:00"));
}

TEST_F(ImportTest, ReportsNothingForTheSamePlan) {
    const auto before = entries("import");
    const auto report = import(tasks());
    EXPECT_TRUE(report.nothing());
    EXPECT_EQ(entries("import"), before);
    EXPECT_EQ(plans.find("56/KH-STP").value().state, PlanState::active);
}

TEST_F(ImportTest, SaysThatTheHeadChanged) {
    auto plan = plan_of("56/KH-STP", tasks());
    plan.valid.until = day("2025-12-31");
    const auto report = plans.import(plan, false, act());
    EXPECT_TRUE(report.head_changed);
    EXPECT_FALSE(report.nothing());
    EXPECT_EQ(plans.find("56/KH-STP").value().plan->valid.until, day("2025-12-31"));
}

TEST_F(ImportTest, MatchesByKeyBeforeTitle) {
    // 12.2 has got the title of 12.3, which is gone: by key it is still 12.2.
    const auto report = import({task("12", "2", "Báo cáo quý")});
    EXPECT_THAT(report.changed, ElementsAre("12.2"));
    EXPECT_THAT(report.retired, ElementsAre("12.3"));
    EXPECT_THAT(report.added, IsEmpty());
}

TEST_F(ImportTest, KeepsTheObligationsOfATaskThatWasRenumbered) {
    sync({owed("2024-05", "2024-05-22"), owed("2024-06", "2024-06-22")});
    const auto id = id_of("2024-05");
    obligations.submit(id, at("2024-05-10T09:00"), act());
    plans.add_event({"56/KH-STP", "12.2", day("2024-05-03"), "12/CV", std::nullopt}, act());
    const auto report = import({task("13", "1", "báo cáo  tháng"), task("12", "3", "Báo cáo quý")});
    EXPECT_THAT(report.changed, ElementsAre("13.1"));
    EXPECT_THAT(report.retired, IsEmpty());
    EXPECT_EQ(facts("13.1:2024-05").id, id);
    EXPECT_EQ(state_of("13.1:2024-05"), plan::State::submitted);
    EXPECT_EQ(state_of("13.1:2024-06"), plan::State::open);
    EXPECT_EQ(plans.events("56/KH-STP").front().task, "13.1");
}

TEST_F(ImportTest, AddsATaskWithAnotherKeyAndTitle) {
    const auto report = import({task("12", "2", "Báo cáo tháng"), task("12", "4", "Báo cáo năm")});
    EXPECT_THAT(report.added, ElementsAre("12.4"));
    EXPECT_THAT(report.retired, ElementsAre("12.3"));
}

TEST_F(ImportTest, KeepsWhatARetiredTaskHad) {
    sync({owed("2024-05", "2024-05-22")});
    obligations.submit(id_of("2024-05"), at("2024-05-10T09:00"), act());
    import({task("12", "3", "Báo cáo quý")});
    EXPECT_EQ(tasks().size(), 1U);
    sync({});
    const auto kept = facts("12.2:2024-05");
    EXPECT_EQ(kept.state, plan::State::submitted);
    ASSERT_NE(kept.task, nullptr);
    EXPECT_EQ(kept.task->title, "Báo cáo tháng");
}

TEST_F(ImportTest, BringsARetiredTaskBackByItsKey) {
    sync({owed("2024-05", "2024-05-22")});
    import({task("12", "3", "Báo cáo quý")});
    sync({});
    EXPECT_EQ(state_of("2024-05"), plan::State::cancelled);
    const auto report = import({task("12", "2", "Báo cáo tháng"), task("12", "3", "Báo cáo quý")});
    EXPECT_THAT(report.added, ElementsAre("12.2"));
    sync({owed("2024-05", "2024-05-22")});
    EXPECT_EQ(state_of("2024-05"), plan::State::open);
}

TEST_F(ImportTest, MakesRoomWhereARetiredTaskHadTheKey) {
    sync({owed("2024-05", "2024-05-22"), owed("2024-Q2", "2024-06-14", "van-phong", "12.3")});
    obligations.submit(id_of("2024-05"), at("2024-05-10T09:00"), act());
    import({task("12", "3", "Báo cáo quý")});
    import({task("12", "2", "Báo cáo quý")});
    EXPECT_EQ(state_of("12.2:2024-Q2"), plan::State::open);
    EXPECT_EQ(state_of("2024-05"), plan::State::submitted);
    EXPECT_EQ(facts("2024-05").task->title, "Báo cáo tháng");
}

/// Rows without a number have their place as key: another row above must not move what was done.
TEST_F(ImportTest, RowsWithoutANumberAreKnownByTheirTitle) {
    const auto rows = [](const std::vector<std::string>& titles) {
        std::vector<plan::Task> made;
        for (const std::string& title : titles) {
            made.push_back(task("II", "", title));
            made.back().key = plan::task_key("II", "", made.size());
        }
        return made;
    };
    struct Row {
        const char* name;
        std::vector<std::string> titles;
        const char* alpha;  ///< the key that Alpha has then
    };
    const Row table[] = {
        {"one above", {"Mới", "Alpha", "Beta", "Gamma"}, "II.2"},
        {"turned round", {"Gamma", "Beta", "Alpha"}, "II.3"},
        {"one below", {"Alpha", "Beta", "Gamma", "Mới"}, "II.1"},
        {"another gone", {"Alpha", "Gamma"}, "II.1"},
        {"gone", {"Beta", "Gamma"}, nullptr},
        {"gone, and another one", {"Beta", "Gamma", "Mới"}, nullptr},
    };
    for (const Row& each : table) {
        SCOPED_TRACE(each.name);
        import(rows({"Alpha", "Beta", "Gamma"}));
        sync({owed("2024-05", "2024-05-22", "van-phong", "II.1")});
        obligations.submit(id_of("II.1:2024-05"), at("2024-05-10T09:00"), act());
        import(rows(each.titles));
        std::vector<std::string> submitted;
        for (const auto& facts : obligations.cases({})) {
            if (facts.state == plan::State::submitted) submitted.push_back(facts.task->title);
        }
        EXPECT_THAT(submitted, ElementsAre("Alpha"));
        if (each.alpha != nullptr) {
            EXPECT_EQ(state_of(std::string(each.alpha) + ":2024-05"), plan::State::submitted);
        }
        import({});
        database->execute("DELETE FROM reminder; DELETE FROM obligation; DELETE FROM task");
    }
}

TEST_F(ImportTest, WritesNothingInADryRun) {
    const auto report = import({task("12", "9", "Khác")}, true);
    EXPECT_THAT(report.added, ElementsAre("12.9"));
    EXPECT_THAT(report.retired, ElementsAre("12.2", "12.3"));
    EXPECT_EQ(tasks().size(), 2U);
    EXPECT_EQ(tasks().front().key, "12.2");
    plans.import(plan_of("99/KH-STP", {}), false, act(), true);
    EXPECT_FALSE(plans.find("99/KH-STP"));
}

}  // namespace
}  // namespace dondoc::store
