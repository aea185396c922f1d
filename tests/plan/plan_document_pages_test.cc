#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/document/plan_document.h"

namespace dondoc::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kHeading = "STT\tNội dung\tThời gian\tChủ trì\tPhối hợp\tSản phẩm\tGhi chú\n";

ReadPlan read(const std::string& text) {
    auto plan = read_plan_document(text, "a.txt", 2024);
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().front().text(Language::en));
    return plan ? std::move(*plan) : ReadPlan{};
}

std::vector<std::string> names(const std::vector<UnitRef>& units) {
    std::vector<std::string> all;
    for (const UnitRef& unit : units)
        all.push_back(unit.name);
    return all;
}

/// A row in two pieces, and what it is in one.
struct CutRow {
    const char* first;
    const char* second;
    const char* title;
    const char* timing;
    const char* lead;
    const char* support;
    const char* product;
};

TEST(PlanDocumentPages, JoinsEveryCellOfACutRow) {
    const CutRow rows[] = {
        {"Nâng cấp\tQuý\tVP Sở\tSở Khoa học và\tBiên bản", "\tIV/2024\t\tCông nghệ\t", "Nâng cấp",
         "Quý IV/2024", "VP Sở", "Sở Khoa học và Công nghệ", "Biên bản"},
        {"Kiểm tra\tQuý II,\tĐoàn Kiểm tra\tSở A\tKế hoạch, kết",
         "\tQuý III\tCCHC huyện\t\tluận kiểm tra", "Kiểm tra", "Quý II, Quý III",
         "Đoàn Kiểm tra CCHC huyện", "Sở A", "Kế hoạch, kết luận kiểm tra"},
        {"Họp Ủy ban\tTrước ngày\tPhòng Hành chính\t\tBáo", "Mặt trận\t30/6\ttư pháp\t\tcáo",
         "Họp Ủy ban Mặt trận", "Trước ngày 30/6", "Phòng Hành chính tư pháp", "", "Báo cáo"},
        {"Tập huấn\tQuý I\tVP Sở\t\tLớp", "\tQuý III\t\t\t", "Tập huấn", "Quý I Quý III", "VP Sở",
         "", "Lớp"},
    };
    for (const CutRow& row : rows) {
        for (const std::string& between : {std::string("\n") + kHeading, std::string("\n\n"),
                                           std::string("\n- 3 -\n\n") + kHeading}) {
            const ReadPlan plan =
                read(kHeading + std::string("1\tTrước\tQuý I\tSở A\t\t\t\n2\t") + row.first + "\t" +
                     between + "\t" + row.second + "\t\n3\tSau\tQuý I\tSở A\t\t\t\n");
            ASSERT_EQ(plan.rows.size(), 3U) << row.first << between;
            const Task& task = plan.rows[1].task;
            EXPECT_EQ(task.title, row.title);
            EXPECT_EQ(task.timing_text, row.timing);
            EXPECT_THAT(names(task.lead), ElementsAre(row.lead));
            EXPECT_EQ(task.support.empty() ? "" : task.support[0].name, row.support);
            EXPECT_EQ(task.product, row.product);
            EXPECT_EQ(plan.rows[2].task.key, "3");
        }
    }
}

TEST(PlanDocumentPages, KeepsTwoTimingsOfACutRowApart) {
    const ReadPlan plan = read(std::string(kHeading) + "1\ta\tTrước ngày 15/3\tSở A\t\t\t\n" +
                               "\t\tTrước ngày 15/9\t\t\t\t\n");
    ASSERT_EQ(plan.rows.size(), 1U);
    EXPECT_EQ(plan.rows[0].task.timings.size(), 2U);
}

TEST(PlanDocumentPages, TakesANumberThatIsPrintedAgain) {
    const ReadPlan plan = read(kHeading + std::string("7\tRà soát\tQuý I\tSở A\t\t\t\n\n") +
                               kHeading + "7\tquy định\t\t\t\t\t\n8\tb\tQuý I\tSở A\t\t\t\n");
    ASSERT_EQ(plan.rows.size(), 2U);
    EXPECT_EQ(plan.rows[0].task.title, "Rà soát quy định");
    EXPECT_EQ(plan.rows[1].task.key, "8");
}

TEST(PlanDocumentPages, LeavesATaskWithoutNumberATask) {
    const ReadPlan plan =
        read(kHeading + std::string("1\tRà soát\tQuý I\tSở A\t\t\t\n\n") + kHeading +
             "\tBáo cáo năm\tTháng 12\tSở B\t\t\t\n2\tb\tQuý I\tSở A\t\t\t\n");
    EXPECT_EQ(plan.rows.size(), 3U);
}

TEST(PlanDocumentPages, TakesUnitsFromTheHeadingOfAGroup) {
    const std::string head = "STT\tNội dung\tNgười phụ trách\tThời gian\n";
    const std::string rows = "1\ta\tTrưởng phòng\tQuý I\n2\tb\t\tQuý I\n";
    for (const std::string& text :
         {head + "I\tChủ trì: Phòng Nội vụ; phối hợp: Công an xã\t\t\n" + rows,
          "I. Đơn vị chủ trì: Phòng Nội vụ; phối hợp: Công an xã\n\n" + head + rows}) {
        const ReadPlan plan =
            read(text + "\nII. VIỆC KHÁC\n\n" + head + "1\tc\tChánh Văn phòng\tQuý I\n");
        ASSERT_EQ(plan.rows.size(), 3U) << text;
        for (const int at : {0, 1}) {
            EXPECT_THAT(names(plan.rows[at].task.lead), ElementsAre("Phòng Nội vụ")) << text;
            EXPECT_THAT(names(plan.rows[at].task.support), ElementsAre("Công an xã")) << text;
        }
        EXPECT_EQ(plan.rows[0].task.note, "Người phụ trách: Trưởng phòng");
        EXPECT_THAT(names(plan.rows[2].task.lead), ElementsAre("Chánh Văn phòng"));
    }
}

TEST(PlanDocumentPages, AsksForAPersonWhereOnlyTheTitleNamesTheDay) {
    struct Row {
        const char* title;
        const char* timing;
        bool person;
    };
    const Row rows[] = {
        {"Báo cáo, gửi trước ngày 23 hằng tháng", "Hằng tháng", true},
        {"Báo cáo, gửi trước ngày 23 hằng tháng", "Trước ngày 23 hằng tháng", false},
        {"Báo cáo, hoàn thành trước ngày 15/8/2024", "Thường xuyên", true},
        {"Báo cáo, hoàn thành trước ngày 15/8/2024", "Trước ngày 15/8/2024", false},
        {"Báo cáo đột xuất khi có yêu cầu", "Hằng tháng", false},
        {"Trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận đơn", "Thường xuyên", false},
    };
    for (const Row& row : rows) {
        const ReadPlan plan =
            read(kHeading + std::string("1\t") + row.title + "\t" + row.timing + "\tSở A\t\t\t\n");
        ASSERT_EQ(plan.rows.size(), 1U);
        EXPECT_EQ(plan.rows[0].needs_person, row.person) << row.title << " | " << row.timing;
    }
}

TEST(PlanDocumentPages, FindsTheDataWindowOfAReportInItsTitle) {
    const ReadPlan plan =
        read(kHeading + std::string("1\tBáo cáo tháng (số liệu tính từ ngày 15 tháng trước đến "
                                    "ngày 14 của tháng báo cáo), gửi Sở trước ngày 17 hằng "
                                    "tháng\tHằng tháng\tSở A\t\t\t\n"));
    ASSERT_EQ(plan.rows.size(), 1U);
    ASSERT_EQ(plan.rows[0].timings_elsewhere.size(), 1U);
    const auto& cycle = std::get<Cycle>(plan.rows[0].timings_elsewhere[0]);
    EXPECT_EQ(cycle.day, 17U);
    EXPECT_EQ(cycle.data_from, (DataEdge{15, true}));
    EXPECT_EQ(cycle.data_to, (DataEdge{14, false}));
}

/// Who, and the words that say when.
TEST(PlanDocumentPages, CutsProseToWhoAndWhen) {
    struct Sentence {
        const char* text;
        const char* lead;
        const char* timing;
    };
    const Sentence sentences[] = {
        {"Phòng Tài chính - Kế hoạch thẩm định, tham mưu UBND huyện bố trí kinh phí, hoàn thành "
         "trong tháng 02/2024.",
         "Phòng Tài chính - Kế hoạch", "hoàn thành trong tháng 02/2024"},
        {"Giao Phòng Nội vụ theo dõi, đôn đốc, tổng hợp, báo cáo Sở Nội vụ chậm nhất ngày 10 của "
         "tháng cuối quý để tổng hợp chung.",
         "Phòng Nội vụ", "chậm nhất ngày 10 của tháng cuối quý"},
        {"Trưởng các phòng căn cứ Kế hoạch này xây dựng kế hoạch chi tiết gửi về Văn phòng Sở "
         "trước ngày 20/02/2024 để theo dõi./.",
         "Trưởng các phòng", "trước ngày 20/02/2024"},
        {"Hội đồng phối hợp phổ biến, giáo dục pháp luật huyện chủ trì sơ kết trước ngày "
         "15/6/2024 (báo cáo 6 tháng).",
         "Hội đồng phối hợp phổ biến, giáo dục pháp luật huyện",
         "trước ngày 15/6/2024 (báo cáo 6 tháng)"},
        {"Văn phòng HĐND và UBND huyện công khai kết quả trước ngày 25/12/2024.",
         "Văn phòng HĐND và UBND huyện", "trước ngày 25/12/2024"},
    };
    for (const Sentence& sentence : sentences) {
        const ReadPlan plan = read(kHeading + std::string("1\ta\tQuý I\tSở A\t\t\t\n") +
                                   "\nIII. TỔ CHỨC THỰC HIỆN\n1. " + sentence.text + "\n");
        ASSERT_EQ(plan.rows.size(), 2U) << sentence.text;
        EXPECT_THAT(names(plan.rows[1].task.lead), ElementsAre(sentence.lead));
        EXPECT_EQ(plan.rows[1].task.timing_text, sentence.timing);
    }
}

TEST(PlanDocumentPages, TellsPersonsFromUnits) {
    const ReadPlan plan = read(
        "Nội dung\tNgười phụ trách\tĐơn vị chủ trì\tThời gian (bắt đầu – kết thúc)\n"
        "a\tHiệu trưởng\tTổ Chuyên môn\t15/9/2024 – 30/9/2024\n");
    ASSERT_EQ(plan.rows.size(), 1U);
    const ReadTask& row = plan.rows[0];
    EXPECT_THAT(names(row.task.lead), ElementsAre("Tổ Chuyên môn"));
    EXPECT_EQ(row.task.note, "Người phụ trách: Hiệu trưởng");
    EXPECT_EQ(row.task.timings, std::vector<Timing>{Timing(Once{
                                    day_of(2024, 9, 15), {day_of(2024, 9, 30), {}, Bound::by}})});
    EXPECT_THAT(row.warnings, IsEmpty());
}

}  // namespace
}  // namespace dondoc::plan
