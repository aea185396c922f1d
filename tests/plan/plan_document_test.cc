#include "plan/document/plan_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "office_files.h"

namespace dondoc::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kHeading = "STT\tNội dung\tThời gian\tĐơn vị chủ trì\tĐơn vị phối hợp\n";

ReadPlan read(const std::string& text, std::optional<int> year = 2024) {
    auto plan = read_plan_document(text, "a.txt", year);
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().front().text(Language::en));
    return plan ? std::move(*plan) : ReadPlan{};
}

/// `table|no title` of each task.
std::vector<std::string> tasks_of(const std::string& text) {
    std::vector<std::string> tasks;
    for (const ReadTask& row : read(text).rows)
        tasks.push_back(row.task.table + "|" + row.task.no + " " + row.task.title);
    return tasks;
}

std::string row(const std::string& no, const std::string& title) {
    return no + "\t" + title + "\tQuý I\tVăn phòng Sở\t\n";
}

TEST(PlanDocument, ReadsTheHead) {
    const ReadPlan plan = read(
        "UBND TỈNH X\nSỞ KẾ HOẠCH VÀ ĐẦU TƯ\nSố: 112/KH-SKHĐT\n\nHà Nam, ngày 05 tháng 02 năm "
        "2025\n\nKẾ HOẠCH\nCải cách hành chính\nnăm 2025\n\nThực hiện Quyết định số 9/QĐ-UBND ngày "
        "10/01/2025.\n\n" +
            std::string(kHeading) + row("1", "a") +
            "Kế hoạch này thay thế Kế hoạch số 98/KH-SKHĐT ngày 02/01/2025.\n",
        std::nullopt);
    EXPECT_EQ(plan.plan.number, "112/KH-SKHĐT");
    EXPECT_EQ(plan.plan.title, "Cải cách hành chính năm 2025");
    EXPECT_EQ(plan.plan.issuer, "Sở Kế hoạch và Đầu tư");
    EXPECT_EQ(plan.plan.issued, day_of(2025, 2, 5));
    EXPECT_EQ(plan.plan.valid, (Validity{day_of(2025, 1, 1), day_of(2025, 12, 31)}));
    EXPECT_THAT(plan.plan.supersedes, ElementsAre("98/KH-SKHĐT"));
    EXPECT_THAT(plan.warnings, IsEmpty());
}

TEST(PlanDocument, TakesTheHeadFromTheAnnexAndTheYearsFromTheTitle) {
    const ReadPlan plan = read(
        "KẾ HOẠCH\nChuyển đổi số giai đoạn 2021 - 2025\nPHỤ LỤC\n(Ban hành "
        "kèm theo Kế hoạch số 7/KH-STC\nngày 29/01/2021 của Sở Tài chính)\n" +
            std::string(kHeading) + row("1", "a"),
        std::nullopt);
    EXPECT_EQ(plan.plan.number, "7/KH-STC");
    EXPECT_EQ(plan.plan.issuer, "Sở Tài chính");
    EXPECT_EQ(plan.plan.issued, day_of(2021, 1, 29));
    EXPECT_EQ(plan.plan.valid, (Validity{day_of(2021, 1, 1), day_of(2025, 12, 31)}));
    EXPECT_EQ(plan.rows.front().task.table, "PL");
}

TEST(PlanDocument, SaysWhatTheHeadLacks) {
    const ReadPlan plan = read(kHeading + row("1", "a"));
    ASSERT_EQ(plan.warnings.size(), 2U);
    EXPECT_THAT(plan.warnings[0].vi, HasSubstr("số của kế hoạch"));
    EXPECT_THAT(plan.warnings[1].vi, HasSubstr("ngày ban hành"));
}

TEST(PlanDocument, MakesTableKeys) {
    const std::string head = kHeading;
    // groups, where the numbering starts again in them
    EXPECT_THAT(tasks_of(head + "I\tNhóm\t\t\t\n" + row("1", "a") + row("2", "b") +
                         "II. Nhóm\t\t\t\t\n" + row("1", "c")),
                ElementsAre("I|1 a", "I|2 b", "II|1 c"));
    // … and only labels where it goes on
    EXPECT_THAT(tasks_of("PHỤ LỤC II\n" + head + "I\tNhóm\t\t\t\n" + row("1", "a") +
                         "II\tNhóm\t\t\t\n" + row("2", "b")),
                ElementsAre("PL2|1 a", "PL2|2 b"));
    // groups in groups, rows without number
    EXPECT_THAT(tasks_of(head + "II\tNhóm\t\t\t\n1\tNhóm con\t\t\t\n" + row("", "A") +
                         "2\tNhóm con\t\t\t\n" + row("2.1", "b") + row("2.2", "c") + row("3", "d")),
                ElementsAre("II.1| A", "II.2|2.1 b", "II.2|2.2 c", "II|3 d"));
    // sections of the text
    EXPECT_THAT(tasks_of("9. Chỉ tiêu\n\n9.1. Một\n" + head + row("1", "a") + "\n9.2. Hai\n" +
                         head + row("1", "b") + "\n10. Ba\n" + head + row("1", "c")),
                ElementsAre("9.1|1 a", "9.2|1 b", "10|1 c"));
    // annexes, where their sections are not unique
    EXPECT_THAT(tasks_of("Phụ lục 1\n" + head + "I\tN\t\t\t\n" + row("1", "a") +
                         "\nPHỤ LỤC SỐ 02\n" + head + "I\tN\t\t\t\n" + row("1", "b")),
                ElementsAre("PL1.I|1 a", "PL2.I|1 b"));
    // letters below a number
    EXPECT_THAT(tasks_of(head + row("1", "a") + row("a)", "b") + row("b)", "c") + row("2", "d")),
                ElementsAre("|1 a", "1|a b", "1|b c", "|2 d"));
}

TEST(PlanDocument, GivesEveryTaskItsOwnKey) {
    const ReadPlan plan = read(kHeading + row("1", "a") + row("1", "b") + row("", "C"));
    ASSERT_EQ(plan.rows.size(), 3U);
    EXPECT_EQ(plan.rows[0].task.key, "1");
    EXPECT_EQ(plan.rows[1].task.key, "1-2");
    EXPECT_TRUE(plan.rows[1].needs_person);
    EXPECT_EQ(plan.rows[2].task.key, "3");
    EXPECT_EQ(plan.plan.tasks.size(), 3U);
}

TEST(PlanDocument, JoinsRowsThatAPageBreakCut) {
    const std::string text = std::string(kHeading) +
                             "1.\tRà soát quy định\tThường\tPhòng Hành chính tư\tVăn phòng\n\n- 2 "
                             "-\n\n" +
                             kHeading + "\tvề phí\txuyên\tpháp, Phòng Bổ trợ tư pháp\tSở\n" +
                             "2.\tTích hợp\tQuý I\tVăn phòng Sở\tCác phòng\n" +
                             "\tHệ thống (27/Ct-\t\t\t\n" +
                             "TTg) của tỉnh.\t\t\t\t\n-----\t--\t--\n";
    const ReadPlan plan = read(text);
    ASSERT_EQ(plan.rows.size(), 2U);
    const Task& task = plan.rows[0].task;
    EXPECT_EQ(task.title, "Rà soát quy định về phí");
    EXPECT_EQ(task.timing_text, "Thường xuyên");
    EXPECT_EQ(task.timings, std::vector<Timing>{Continuous{}});
    EXPECT_THAT(task.lead, ElementsAre(UnitRef{"Phòng Hành chính tư pháp", ""},
                                       UnitRef{"Phòng Bổ trợ tư pháp", ""}));
    EXPECT_THAT(task.support, ElementsAre(UnitRef{"Văn phòng Sở", ""}));
}

TEST(PlanDocument, KnowsColumnsByTheirHeadings) {
    const std::string texts[] = {
        "TT\tTiến độ\tGhi chú\tCơ quan chủ trì\tNhiệm vụ\tKết quả\n"
        "1\tQuý I\tn\tVăn phòng Sở\ta\tp\n",
        "Số TT\tNội dung công việc\tĐơn vị thực hiện\tThời hạn hoàn thành\tSản phẩm\tGhi chú\n"
        "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\n1\ta\tVăn phòng Sở\tQuý I\tp\tn\n",
        "Stt\tHoạt động\tThời gian\tĐơn vị\tKết quả\tGhi chú\n\t\tthực hiện\tchủ trì\t\t\n"
        "1\ta\tQuý I\tVăn phòng Sở\tp\tn\n",
        "\tNội dung\tPhân công thực hiện\tThời gian\tĐầu ra\tGhi chú\n"
        "1\ta\tChủ trì: Văn phòng Sở\tQuý I\tp\tn\n",
        "| STT | Nội dung | Thời gian | Cơ quan thực hiện | | Sản phẩm | Ghi chú |\n"
        "| | | | Chủ trì | Phối hợp | | |\n|--|--|\n| 1 | a | Quý I | Văn phòng Sở | | p | n |\n",
    };
    for (const std::string& text : texts) {
        const ReadPlan plan = read(text);
        ASSERT_EQ(plan.rows.size(), 1U) << text;
        const Task& task = plan.rows[0].task;
        EXPECT_EQ(task.no + task.title + task.product + task.note, "1apn") << text;
        EXPECT_EQ(task.timing_text, "Quý I") << text;
        EXPECT_THAT(task.lead, ElementsAre(UnitRef{"Văn phòng Sở", ""})) << text;
    }
}

TEST(PlanDocument, ReadsStartAndEndColumns) {
    const ReadPlan plan = read(
        "Stt\tTên thủ tục\tCơ quan thực hiện\t\tThời gian thực hiện\t\tCơ quan phối hợp giải "
        "quyết\n\t\tChủ trì\tPhối hợp\tBắt đầu\tHoàn thành\t\n"
        "1.\ta\tPhòng A\tPhòng B\tTháng 8/2024\tTháng 9/2024\tCông an tỉnh\n");
    ASSERT_EQ(plan.rows.size(), 1U);
    const Task& task = plan.rows[0].task;
    EXPECT_EQ(task.timing_text, "Tháng 8/2024 - Tháng 9/2024");
    ASSERT_EQ(task.timings.size(), 1U);
    EXPECT_EQ(task.timings[0],
              Timing(Once{day_of(2024, 8, 1), {day_of(2024, 9, 30), {}, Bound::by}}));
    EXPECT_EQ(task.note, "Cơ quan phối hợp giải quyết: Công an tỉnh");
    EXPECT_THAT(task.support, ElementsAre(UnitRef{"Phòng B", ""}));
}

TEST(PlanDocument, InheritsMergedCellsAndDitto) {
    const auto cell = [](const std::string& text, const std::string& properties = {}) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr><w:p><w:r><w:t>" + text +
               "</w:t></w:r></w:p></w:tc>";
    };
    const std::string bytes =
        docx_of("<w:tbl><w:tr>" + cell("STT") + cell("Nội dung") + cell("Thời gian") +
                cell("Chủ trì") + "</w:tr><w:tr>" + cell("1") + cell("a") + cell("Quý I") +
                cell("Văn phòng Sở", "<w:vMerge w:val=\"restart\"/>") + "</w:tr><w:tr>" +
                cell("2") + cell("b") + cell("nt") + cell("", "<w:vMerge/>") + "</w:tr></w:tbl>");
    const ReadPlan plan = read(bytes);
    ASSERT_EQ(plan.rows.size(), 2U);
    EXPECT_EQ(plan.rows[1].task.timing_text, "Quý I");
    EXPECT_THAT(plan.rows[1].task.lead, ElementsAre(UnitRef{"Văn phòng Sở", ""}));
}

TEST(PlanDocument, MakesTasksOfDeadlinesInTheText) {
    const ReadPlan plan = read(
        "II. NỘI DUNG\n" + std::string(kHeading) + row("1", "a") +
        "\nIII. TỔ CHỨC THỰC HIỆN\n1. Giao Văn phòng Sở theo dõi, đôn đốc, báo cáo Giám đốc Sở "
        "trước ngày 15/12/2024. Kinh phí do ngân sách bảo đảm.\n2. Thủ trưởng các đơn vị chịu "
        "trách nhiệm thực hiện Kế hoạch này.\n3. Thanh tra Sở\n- Gửi báo cáo về Văn phòng Sở "
        "trước ngày 05/11/2024.\n\nNơi nhận:\n- Như trên trước ngày 01/01/2024.\n");
    ASSERT_EQ(plan.rows.size(), 3U);
    const Task& first = plan.rows[1].task;
    EXPECT_EQ(first.key, "TCTH.1");
    EXPECT_THAT(first.lead, ElementsAre(UnitRef{"Văn phòng Sở", ""}));
    EXPECT_EQ(first.timings,
              std::vector<Timing>{Timing(Once{{}, {day_of(2024, 12, 15), {}, Bound::before}})});
    EXPECT_EQ(first.title,
              "Giao Văn phòng Sở theo dõi, đôn đốc, báo cáo Giám đốc Sở trước ngày 15/12/2024.");
    EXPECT_EQ(plan.rows[2].task.key, "TCTH.3");
    EXPECT_THAT(plan.rows[2].task.lead, ElementsAre(UnitRef{"Thanh tra Sở", ""}));
}

TEST(PlanDocument, SaysWhatAPersonMustLookAt) {
    const ReadPlan plan = read(std::string(kHeading) + "1\ta\t\tVăn phòng Sở\t\n" +
                               "2\tb\tzzz yyy\t\t\n" + row("3", "c"));
    ASSERT_EQ(plan.rows.size(), 3U);
    EXPECT_TRUE(plan.rows[0].needs_person);
    EXPECT_THAT(plan.rows[0].warnings[0].vi, HasSubstr("chưa ghi thời gian"));
    EXPECT_EQ(plan.rows[0].task.timings, std::vector<Timing>{Unknown{}});
    EXPECT_TRUE(plan.rows[1].needs_person);
    EXPECT_THAT(plan.rows[1].warnings.back().vi, HasSubstr("chưa có đơn vị chủ trì"));
    EXPECT_FALSE(plan.rows[2].needs_person);
    EXPECT_THAT(plan.rows[2].warnings, IsEmpty());
}

TEST(PlanDocument, ReadsLabelledParagraphsWhereThereIsNoTable) {
    const ReadPlan plan = read(
        "KẾ HOẠCH\nNăm học 2024-2025\n\nII. NHIỆM VỤ\n\n1. Rà soát trường lớp\n- Đơn vị chủ trì: "
        "Phòng Tổ chức cán bộ.\n- Thời gian hoàn thành: trước ngày 30/11/2024.\n- Sản phẩm: Đề "
        "án.\n\n2. Tập huấn\n- Chủ trì: Văn phòng Sở; phối hợp: các trường.\n- Thời gian: Quý "
        "I/2025.\n",
        std::nullopt);
    ASSERT_EQ(plan.rows.size(), 2U);
    EXPECT_EQ(plan.plan.valid, (Validity{day_of(2024, 1, 1), day_of(2025, 12, 31)}));
    EXPECT_EQ(plan.rows[0].task.key, "II.1");
    EXPECT_EQ(plan.rows[0].task.title, "Rà soát trường lớp");
    EXPECT_EQ(plan.rows[0].task.timing_text, "trước ngày 30/11/2024");
    EXPECT_EQ(plan.rows[0].task.product, "Đề án");
    EXPECT_THAT(plan.rows[1].task.lead, ElementsAre(UnitRef{"Văn phòng Sở", ""}));
    EXPECT_THAT(plan.rows[1].task.support, ElementsAre(UnitRef{"các trường", ""}));
}

TEST(PlanDocument, TellsGroupsFromTasks) {
    const std::string head = kHeading;
    // a number with nothing but a product, and numbers below it
    EXPECT_THAT(
        tasks_of(head + "1\tKê khai\t\t\t\n" + row("1.1", "a") + row("1.2", "b") + row("2", "c")),
        ElementsAre("1|1.1 a", "1|1.2 b", "|2 c"));
    // a task of which the plan says nothing more
    EXPECT_THAT(tasks_of(head + row("1", "a") + "2\tb\t\t\t\n" + row("3", "c")),
                ElementsAre("|1 a", "|2 b", "|3 c"));
    // its name in another column than the title
    EXPECT_THAT(tasks_of("STT\tNội dung\tNơi kiểm tra\tThời gian\tChủ trì\nI\t\tTuyến tỉnh\t\t\n"
                         "1\ta\tx\tQuý I\tVP\nII\t\tTuyến huyện\t\t\n1\tb\tx\tQuý I\tVP\n"),
                ElementsAre("I|1 a", "II|1 b"));
}

TEST(PlanDocument, LeavesTargetsOut) {
    const ReadPlan plan = read(std::string(kHeading) + row("1", "a") +
                               "\nSTT\tChỉ tiêu\tĐơn vị\tCơ quan chủ trì\n1\tTỷ lệ\t%\tPhòng A\n");
    EXPECT_EQ(plan.rows.size(), 1U);
    EXPECT_THAT(plan.warnings.back().en, HasSubstr("1 rows of targets"));
}

TEST(PlanDocument, ReadsAThousandTasksQuickly) {
    std::string text = kHeading;
    for (int no = 1; no < 1000; ++no)
        text += row(std::to_string(no), "Báo cáo kết quả rà soát trước ngày 15/8/2024");
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(read(text).rows.size(), 999U);
    // 0.2 s; sanitizers and a busy machine are given time, a square of the rows is not.
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace dondoc::plan
