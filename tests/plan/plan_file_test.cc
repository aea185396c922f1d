#include "plan/plan_file.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Units office() {
    return *Units::make({{"van-phong", "Văn phòng Sở", {"VP Sở"}, {}, {}, {}},
                         {"bttp", "Phòng Bổ trợ tư pháp", {}, {}, {}, {}},
                         {"phong", "Phòng, đơn vị thuộc Sở", {}, {}, {"bttp", "van-phong"}, {}}});
}

/// A plan of one task with one line more, or with one line instead of another.
std::string plan_with(const std::string& instead_of, const std::string& line) {
    std::string text =
        "[plan]\n"
        "number = \"56/KH-STP\"\n"
        "issued = 2024-03-19\n"
        "\n"
        "[[task]]\n"
        "table = \"12\"\n"
        "no = \"2\"\n"
        "title = \"Báo cáo\"\n"
        "lead = [\"Văn phòng Sở\"]\n"
        "timing = \"Hằng tháng\"\n";
    if (instead_of.empty()) return text + line + "\n";
    const auto at = text.find(instead_of);
    EXPECT_NE(at, std::string::npos) << instead_of;
    return text.replace(at, text.find('\n', at) - at, line);
}

std::vector<std::string> problems_of(const std::string& toml, Language language = Language::en) {
    std::vector<std::string> texts;
    const auto plan = read_plan(toml, "plan.toml", office());
    if (plan) return texts;
    for (const Problem& problem : plan.error()) {
        texts.push_back(problem.text(language));
        EXPECT_EQ(texts.back().find('\n'), std::string::npos) << texts.back();
    }
    return texts;
}

TEST(PlanFile, ReadsAPlan) {
    const auto plan = read_plan(R"(
[plan]
number     = "56/KH-STP"
title      = """Kiểm soát  thủ tục
              hành chính"""
issuer     = "Sở Tư pháp"
issued     = 2024-03-19
valid      = { from = 2024-01-01, until = "2024-12-31" }
supersedes = ["20/KH-STP"]

[[task]]
table   = "12."
no      = "1."
title   = "Ba\u0301o ca\u0301o"
lead    = ["van-phong", "PHÒNG BỔ TRỢ TƯ PHÁP"]
support = "Phòng, đơn vị thuộc Sở"
timing  = "trước ngày 23 hằng tháng"
timings = [
  { kind = "cycle", every = "month", day = 23, bound = "before", data_from = "21 previous" },
  { kind = "once", due = 2024-06-14T17:00:00, bound = "before" },
  { kind = "once", start = "2024-04-01", due = "2024-06-30" },
]
product = "Báo cáo"
note    = "gấp"
tags    = ["bao-cao"]

[[task]]
table  = "12"
title  = "Việc không số"
lead   = ["VP Sở"]
timing = "Theo kế hoạch"
)",
                                "plan.toml", office());
    ASSERT_TRUE(plan) << plan.error().front().text(Language::en);
    EXPECT_EQ(plan->title, "Kiểm soát thủ tục hành chính");
    EXPECT_EQ(plan->valid, (Validity{day_of(2024, 1, 1), day_of(2024, 12, 31)}));
    EXPECT_THAT(plan->supersedes, ElementsAre("20/KH-STP"));
    ASSERT_EQ(plan->tasks.size(), 2U);

    Task report;
    report.table = "12";
    report.no = "1";
    report.key = "12.1";
    report.title = "Báo cáo";
    report.timing_text = "trước ngày 23 hằng tháng";
    Cycle monthly;
    monthly.day = 23;
    monthly.bound = Bound::before;
    monthly.data_from = DataEdge{21, true};
    report.timings = {monthly, Once{{}, {day_of(2024, 6, 14), TimeOfDay{17 * 60}, Bound::before}},
                      Once{day_of(2024, 4, 1), {day_of(2024, 6, 30), {}, Bound::by}}};
    report.lead = {{"van-phong", "van-phong"}, {"PHÒNG BỔ TRỢ TƯ PHÁP", "bttp"}};
    report.support = {{"Phòng, đơn vị thuộc Sở", "phong"}};
    report.product = "Báo cáo";
    report.note = "gấp";
    report.tags = {"bao-cao"};
    EXPECT_EQ(plan->tasks[0], report);
    EXPECT_EQ(plan->tasks[1].key, "12.2");
}

TEST(PlanFile, ReadsTheYearOfIssueAsTheValidity) {
    const auto plan = read_plan(plan_with("", ""), "plan.toml", office());
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->valid, (Validity{day_of(2024, 1, 1), day_of(2024, 12, 31)}));
    EXPECT_THAT(plan->tasks[0].timings, ElementsAre(Timing{Cycle{}}));
}

TEST(PlanFile, SaysWhatIsWrongWhere) {
    struct Row {
        const char* name;
        const char* instead_of;  // the line of the good plan that goes
        const char* line;
        const char* place;
        const char* expected;
    };
    const Row rows[] = {
        {"unknown key", "", "prodcut = \"Báo cáo\"",
         "plan.toml:11:1: [[task]]: ", "did you mean \"product\"?"},
        {"unknown key far from any", "", "colour = 1",
         "plan.toml:11:1: ", "there is no key colour"},
        {"unknown key with a line end", "", "\"a\\nb\" = 1", "plan.toml:11:1: ", "no key a\uFFFDb"},
        {"unknown table", "", "[rule]", "plan.toml:11:2: ", "there is no key rule"},
        {"unknown key of the plan", "issued", "issued = 2024-03-19\nisuer = \"Sở Tư pháp\"",
         "plan.toml:4:1: [plan]: ", "did you mean \"issuer\"?"},
        {"no number", "number", "", "plan.toml:1:1: [plan]: ", "number is missing"},
        {"empty number", "number", "number = \" \"", "plan.toml:2:10: ", "number is missing"},
        {"colon in the number", "number", "number = \"5:6\"", "plan.toml:2:10: ", "colon"},
        {"neither valid nor issued", "issued", "",
         "plan.toml:1:1: [plan]: ", "the validity is missing"},
        {"valid ends first", "issued", "valid = { from = 2024-02-01, until = 2024-01-31 }",
         "plan.toml:3:38: ", "until = 2024-01-31 is before from = 2024-02-01"},
        {"valid without end", "issued", "valid = { from = 2024-02-01 }",
         "plan.toml:3:9: ", "until is missing"},
        {"valid for ages", "issued", "valid = { from = 1924-02-01, until = 2124-01-31 }",
         "plan.toml:3:38: ", "more than 100 years"},
        {"valid with another key", "issued",
         "valid = { from = 2024-02-01, until = 2024-03-01, to = 1 }",
         "plan.toml:3:50: valid: ", "there is no key to"},
        {"valid as text", "issued", "valid = \"2024\"", "plan.toml:3:9: ", "must be a table"},
        {"issued with an hour", "issued", "issued = 2024-03-19T08:00:00",
         "plan.toml:3:10: ", "must be a date"},
        {"issued on 30 February", "issued", "issued = \"2024-02-30\"",
         "plan.toml:3:10: ", "month 2 of 2024 has 29 days"},
        {"colon in the row", "no = ", "no = \"2:1\"", "plan.toml:7:6: ", "colon"},
        {"row number without quotes", "no = ", "no = 2", "plan.toml:7:6: ", "no = \"2\""},
        {"timing as number", "timing", "timing = 5", "plan.toml:10:10: ", "timing must be a text"},
        {"no title", "title", "", "plan.toml:5:1: ", "title is missing"},
        {"title as number", "title", "title = 2024", "plan.toml:8:9: ", "title = \"2024\""},
        {"nobody leads", "lead", "", "plan.toml:5:1: ", "nobody leads it"},
        {"nobody in the lead", "lead", "lead = []", "plan.toml:9:8: ", "nobody leads it"},
        {"empty name in the lead", "lead", "lead = [\"Văn phòng Sở\", \"\"]",
         "plan.toml:9:25: ", "empty text"},
        {"number in the lead", "lead", "lead = [5]", "plan.toml:9:9: ", "must be a text"},
        {"unit unknown", "lead", "lead = [\"VP Sở\", \"Phòng Bỏ trợ tư pháp\"]",
         "plan.toml:9:18: ", "did you mean \"Phòng Bổ trợ tư pháp\"?"},
        {"unit unknown, what to do", "lead", "lead = \"Công an tỉnh\"",
         "plan.toml:9:8: ", "dondoc unit import"},
        {"supporting unit unknown", "", "support = [\"Công an\"]",
         "plan.toml:11:12: ", "there is no unit \"Công an\""},
        {"no timing", "timing", "", "plan.toml:5:1: ", "it does not say when"},
        {"empty timing", "timing", "timing = \"\"", "plan.toml:10:10: ", "it does not say when"},
        {"empty timing and timings", "timing", "timings = []",
         "plan.toml:5:1: ", "it does not say when"},
        {"timings as a table", "", "timings = { kind = \"unknown\" }",
         "plan.toml:11:11: ", "must be a list of tables"},
        {"timings of texts", "", "timings = [\"hằng tháng\"]",
         "plan.toml:11:12: ", "must be a list of tables"},
        {"field misspelt", "", "timings = [{ kind = \"cycle\", every = \"month\", dya = 5 }]",
         "plan.toml:11:53: timings: ", "did you mean \"day\"?"},
        {"day too high", "", "timings = [{ kind = \"cycle\", every = \"month\", day = 32 }]",
         "plan.toml:11:53: ", "from 1 to 31"},
        {"field missing", "", "timings = [{ kind = \"once\" }]",
         "plan.toml:11:12: ", "due is missing"},
        {"text for a date that is none", "",
         "timings = [{ kind = \"once\", due = \"2024-06-31\" }]",
         "plan.toml:11:35: ", "month 6 of 2024 has 30 days"},
        {"date with a zone", "", "timings = [{ kind = \"once\", due = 2024-06-14T17:00:00Z }]",
         "plan.toml:11:35: ", "local"},
        {"date with seconds", "", "timings = [{ kind = \"once\", due = 2024-06-14T17:00:30 }]",
         "plan.toml:11:35: ", "no odd seconds"},
        {"a yes", "", "timings = [{ kind = \"once\", due = true }]",
         "plan.toml:11:35: ", "due cannot have this value"},
        {"control character", "title", "title = \"Báo\\u001Bcáo\"",
         "plan.toml:8:9: ", "control character"},
        {"control character in a timing", "",
         "timings = [{ kind = \"on_demand\", condition = \"\\u0007\" }]",
         "plan.toml:11:46: ", "condition cannot have this value"},
        {"task as one table", "[[task]]", "[task]", "plan.toml:5:1: ", "start each with [[task]]"},
        {"syntax", "title", "title = Báo cáo", "plan.toml:8:", "not valid TOML here"},
        {"key twice", "", "title = \"Hai\"", "plan.toml:11:", "not valid TOML here"},
        {"date that does not exist", "issued", "issued = 2024-06-31",
         "plan.toml:3:", "there is no day 2024-06-31: month 6 of 2024 has 30 days"},
    };
    for (const Row& row : rows) {
        const auto problems = problems_of(plan_with(row.instead_of, row.line));
        EXPECT_THAT(problems,
                    ElementsAre(::testing::AllOf(StartsWith(row.place), HasSubstr(row.expected))))
            << row.name;
    }
}

TEST(PlanFile, KnowsAUnitFile) {
    EXPECT_THAT(problems_of("[[unit]]\nid = \"vp\"\nname = \"Văn phòng\"\n"),
                ElementsAre(HasSubstr("dondoc unit import")));
}

TEST(PlanFile, SaysEveryProblemInTheOrderOfTheFile) {
    const auto problems = problems_of(
        "[[task]]\n"
        "tags = 5\n"
        "lead = [\"X\"]\n"
        "[plan]\n"
        "valid = 3\n"
        "zzzz = 1\n");
    EXPECT_THAT(problems, ElementsAre(HasSubstr("plan.toml:1:1: [[task]]: title is missing"),
                                      HasSubstr("plan.toml:1:1: [[task]]: it does not say when"),
                                      HasSubstr("plan.toml:2:8: [[task]]: tags must be"),
                                      HasSubstr("plan.toml:3:9: there is no unit \"X\""),
                                      HasSubstr("plan.toml:4:1: [plan]: number is missing"),
                                      HasSubstr("plan.toml:5:9: [plan]: valid must be a table"),
                                      HasSubstr("plan.toml:6:1: [plan]: there is no key zzzz")));
}

TEST(PlanFile, SaysWhatAnEmptyFileLacks) {
    EXPECT_THAT(problems_of(""), ElementsAre(HasSubstr("plan.toml: there is nothing in the file")));
    EXPECT_THAT(problems_of("# chỉ có chú thích\n"),
                ElementsAre(HasSubstr("there is nothing in the file")));
    EXPECT_THAT(problems_of("[plan]\nnumber = \"1\"\nissued = 2024-01-01\n"),
                ElementsAre(HasSubstr("plan.toml:1: the plan has no task")));
    EXPECT_THAT(problems_of("task = []"),
                ElementsAre(HasSubstr("[plan] is missing"), HasSubstr("no task")));
}

TEST(PlanFile, SaysItInVietnameseToo) {
    EXPECT_THAT(
        problems_of(plan_with("lead", "lead = [\"Phòng Bỏ trợ tư pháp\"]"), Language::vi),
        ElementsAre(
            "plan.toml:9:9: chưa có đơn vị nào tên \"Phòng Bỏ trợ tư pháp\": hãy thêm bằng dondoc "
            "unit add hoặc dondoc unit import, ghi tên này vào aliases của một đơn vị, hoặc để ngỏ "
            "với open = true; có phải \"Phòng Bổ trợ tư pháp\"?"));
}

TEST(PlanFile, AnOpenTaskMayNameWhoNobodyKnows) {
    for (const char* lead : {"lead = [\"Phòng Bỏ trợ tư pháp\"]\nopen = true",
                             "lead = []\nopen = true", "lead = []\nsupport = \"A\"\nopen = true"}) {
        const auto plan = read_plan(plan_with("lead", lead), "plan.toml", office());
        ASSERT_TRUE(plan) << lead;
        const auto again = read_plan(write_plan(*plan), "plan.toml", office());
        ASSERT_TRUE(again) << write_plan(*plan);
        EXPECT_EQ(*again, *plan);
    }
    EXPECT_THAT(problems_of(plan_with("lead", "lead = []\nopen = \"yes\"")),
                ElementsAre(HasSubstr("nobody leads it"), HasSubstr("open must be true or false")));
}

TEST(PlanFile, ReadsThePlansOwnWords) {
    const auto timings_of = [](const char* words) {
        const auto line = fmt::format("timing = \"{}\"", words);
        return read_plan(plan_with("timing", line), "plan.toml", office())->tasks[0].timings;
    };
    EXPECT_THAT(timings_of("trước ngày 05/9"),
                ElementsAre(Timing{Once{{}, {day_of(2024, 9, 5), {}, Bound::before}}}));
    EXPECT_THAT(timings_of("xem phụ lục"), ElementsAre(Timing{Unknown{}}));
}

TEST(PlanFile, NamesBothLinesOfATaskThatStandsTwice) {
    const std::string row = "\n[[task]]\ntitle = \"B\"\nlead = [\"VP Sở\"]\ntiming = \"Quý I\"\n";
    EXPECT_THAT(problems_of(plan_with("", row + "table = \"12\"\nno = \"2.\"\n")),
                ElementsAre("plan.toml:17:6: [[task]]: two tasks are 12.2, in lines 7 and 17: "
                            "change table or no of one "
                            "of them"));
    // The second row of table 12 has no number: its place makes it 12.2 too.
    EXPECT_THAT(problems_of(plan_with("", row + "table = \"12\"\n")),
                ElementsAre(HasSubstr("in lines 7 and 12:")));
    // The key counts, however it is put together.
    EXPECT_THAT(problems_of(plan_with("", row + "no = \"12.2\"\n")),
                ElementsAre(HasSubstr("two tasks are 12.2")));
    EXPECT_THAT(problems_of(plan_with("", row + "table = \"1\"\nno = \"2\"\n")),
                ::testing::IsEmpty());
}

TEST(PlanFile, TaskKeys) {
    EXPECT_EQ(task_key("12", "2", 7), "12.2");
    EXPECT_EQ(task_key("12.", " 2. ", 7), "12.2");
    EXPECT_EQ(task_key("II.1", "1.2.", 7), "II.1.1.2");
    EXPECT_EQ(task_key("", "3", 7), "3");
    EXPECT_EQ(task_key("TCTH", "", 7), "TCTH.7");
    EXPECT_EQ(task_key("", "", 7), "7");
}

}  // namespace
}  // namespace dondoc::plan
