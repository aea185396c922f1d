#include "plan/document/unit_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::plan {
namespace {

using Names = std::vector<std::string>;

struct Row {
    const char* cell;
    Names units;
};

TEST(UnitNames, SplitsCells) {
    const Row rows[] = {
        {"Văn phòng Sở", {"Văn phòng Sở"}},
        {"", {}},
        {" ; \n", {}},
        {"Văn phòng Sở; Phòng Hành chính tư pháp", {"Văn phòng Sở", "Phòng Hành chính tư pháp"}},
        {"Phòng Hành chính tư pháp, Phòng Bổ trợ tư pháp; Phòng Công chứng số 1",
         {"Phòng Hành chính tư pháp", "Phòng Bổ trợ tư pháp", "Phòng Công chứng số 1"}},
        {"- Văn phòng Sở\n- Thanh tra Sở", {"Văn phòng Sở", "Thanh tra Sở"}},
        {"1. Văn phòng Sở\n2. Thanh tra Sở.", {"Văn phòng Sở", "Thanh tra Sở"}},
        {"Văn phòng, Thanh tra", {"Văn phòng", "Thanh tra"}},
        {"Văn phòng Sở và các đơn vị thuộc Sở", {"Văn phòng Sở", "các đơn vị thuộc Sở"}},
        {"Văn phòng Sở/Thanh tra Sở", {"Văn phòng Sở", "Thanh tra Sở"}},
        {"VP. UBND tỉnh; Sở Nội vụ", {"VP. UBND tỉnh", "Sở Nội vụ"}},
        // groups stay whole
        {"Các Phòng, Trung tâm thuộc Sở", {"Các Phòng, Trung tâm thuộc Sở"}},
        {"Phòng, đơn vị thuộc Sở", {"Phòng, đơn vị thuộc Sở"}},
        {"Các cơ quan, đơn vị có liên quan", {"Các cơ quan, đơn vị có liên quan"}},
        {"Các sở, ban, ngành; UBND các huyện, thị xã, thành phố",
         {"Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"}},
        {"Các phòng và trung tâm thuộc Sở", {"Các phòng và trung tâm thuộc Sở"}},
        {"Các phòng, Văn phòng Sở", {"Các phòng", "Văn phòng Sở"}},
        {"Sở, ban ngành, UBND cấp huyện, xã", {"Sở, ban ngành", "UBND cấp huyện", "UBND cấp xã"}},
        {"Các Sở, ban, ngành tỉnh, UBND cấp huyện", {"Các Sở, ban, ngành tỉnh", "UBND cấp huyện"}},
        // shortened enumerations are written out
        {"UBND cấp huyện, xã", {"UBND cấp huyện", "UBND cấp xã"}},
        {"UBND cấp huyện, cấp xã", {"UBND cấp huyện", "UBND cấp xã"}},
        {"UBND cấp huyện và cấp xã", {"UBND cấp huyện", "UBND cấp xã"}},
        {"UBND tỉnh, huyện, xã", {"UBND tỉnh", "UBND huyện", "UBND xã"}},
        {"UBND các xã, phường", {"UBND các xã, phường"}},
        {"Các Phòng: Hành chính tư pháp, Bổ trợ tư pháp, Phòng Công chứng số 1",
         {"Phòng Hành chính tư pháp", "Phòng Bổ trợ tư pháp", "Phòng Công chứng số 1"}},
        {"Phòng Hành chính tư pháp, Bổ trợ tư pháp",
         {"Phòng Hành chính tư pháp", "Phòng Bổ trợ tư pháp"}},
        {"Phòng Hành chính tư pháp, Bộ trợ tư pháp",
         {"Phòng Hành chính tư pháp", "Phòng Bộ trợ tư pháp"}},
        {"Phòng HCTP, BTTP", {"Phòng HCTP", "Phòng BTTP"}},
        {"Sở Tài chính, Kế hoạch và Đầu tư, Tư pháp",
         {"Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Tư pháp"}},
        {"Các Sở: Tài chính, Nội vụ và Tư pháp", {"Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp"}},
        // commas, «và» and dashes inside names
        {"Phòng Phổ biến, giáo dục pháp luật", {"Phòng Phổ biến, giáo dục pháp luật"}},
        {"Phòng Xây dựng, Kiểm tra và Theo dõi thi hành pháp luật",
         {"Phòng Xây dựng, Kiểm tra và Theo dõi thi hành pháp luật"}},
        {"Phòng Xây dựng, kiểm tra và theo dõi thi hành pháp luật",
         {"Phòng Xây dựng, kiểm tra và theo dõi thi hành pháp luật"}},
        {"Phòng Xây dựng & Kiểm tra VBQPPL", {"Phòng Xây dựng & Kiểm tra VBQPPL"}},
        {"Sở Văn hóa, Thể thao và Du lịch; Sở Y tế",
         {"Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"}},
        {"Sở Lao động - Thương binh và Xã hội, Sở Y tế",
         {"Sở Lao động - Thương binh và Xã hội", "Sở Y tế"}},
        {"Sở Thông tin và Truyền thông; Các đơn vị có liên quan",
         {"Sở Thông tin và Truyền thông", "Các đơn vị có liên quan"}},
        {"Phòng Tổ chức, cán bộ", {"Phòng Tổ chức, cán bộ"}},
        {"Văn phòng HĐND và UBND huyện, Phòng Nội vụ",
         {"Văn phòng HĐND và UBND huyện", "Phòng Nội vụ"}},
        {"Văn phòng Đoàn ĐBQH và HĐND tỉnh", {"Văn phòng Đoàn ĐBQH và HĐND tỉnh"}},
        {"Đoàn ĐBQH và HĐND tỉnh", {"Đoàn ĐBQH và HĐND tỉnh"}},
        {"HĐND huyện và UBND huyện", {"HĐND huyện", "UBND huyện"}},
        {"Văn phòng UBND tỉnh và Sở Nội vụ", {"Văn phòng UBND tỉnh", "Sở Nội vụ"}},
        {"VĂN PHÒNG HĐND VÀ UBND PHƯỜNG", {"VĂN PHÒNG HĐND VÀ UBND PHƯỜNG"}},
        {"Phòng Hành chính và Tổ chức", {"Phòng Hành chính và Tổ chức"}},
        {"Ban Tiếp công dân và Xử lý đơn thư", {"Ban Tiếp công dân và Xử lý đơn thư"}},
        {"Ban Tiếp công dân và Văn phòng Sở", {"Ban Tiếp công dân", "Văn phòng Sở"}},
        {"Sở Khoa học và Công nghệ, Sở Thông tin và Truyền thông",
         {"Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông"}},
        {"Ủy ban Mặt trận Tổ quốc Việt Nam huyện và các tổ chức chính trị - xã hội",
         {"Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "các tổ chức chính trị - xã hội"}},
        {"Thành viên Hội đồng phối hợp PBGDPL tỉnh", {"Thành viên Hội đồng phối hợp PBGDPL tỉnh"}},
        {"Hiệu trưởng, Phó Hiệu trưởng", {"Hiệu trưởng", "Phó Hiệu trưởng"}},
        {"Công chức, viên chức được giao nhiệm vụ tiếp nhận hồ sơ",
         {"Công chức, viên chức được giao nhiệm vụ tiếp nhận hồ sơ"}},
        // of a sentence only the unit
        {"Văn phòng Sở phối hợp theo dõi, đôn đốc, kiểm soát chất lượng dự thảo.",
         {"Văn phòng Sở"}},
        {"Các Phòng, Trung tâm thuộc Sở có liên quan chủ trì thực hiện, định kỳ gửi báo cáo qua "
         "Văn phòng Sở tổng hợp, trình Lãnh đạo Sở.",
         {"Các Phòng, Trung tâm thuộc Sở có liên quan"}},
        {"Phòng Hành chính tư pháp tham mưu Ban Giám đốc Sở chỉ đạo", {"Phòng Hành chính tư pháp"}},
        {"Ban Quản lý dự án đầu tư xây dựng công trình giao thông",
         {"Ban Quản lý dự án đầu tư xây dựng công trình giao thông"}},
        {"Phòng Kế hoạch tổng hợp", {"Phòng Kế hoạch tổng hợp"}},
        {"Sở Thông tin và Truyền thông (Trung tâm Chuyển đổi số, Công báo)",
         {"Sở Thông tin và Truyền thông (Trung tâm Chuyển đổi số, Công báo)"}},
    };
    for (const Row& row : rows)
        EXPECT_EQ(UnitSplitter().split(row.cell), row.units) << row.cell;
}

TEST(UnitNames, LearnsFromOtherCells) {
    UnitSplitter splitter;
    splitter.learn("Phòng Quản trị");
    splitter.learn("Phòng Tổ chức; Phòng Kế hoạch, Tài chính");
    EXPECT_EQ(splitter.split("Phòng Quản trị, Kế toán"),
              (Names{"Phòng Quản trị", "Phòng Kế toán"}));
    EXPECT_EQ(splitter.split("Phòng Vật tư, Quản trị"), (Names{"Phòng Vật tư", "Phòng Quản trị"}));
}

TEST(UnitNames, SaysWhereItGuessed) {
    const UnitSplitter splitter;
    bool guessed = false;
    EXPECT_EQ(splitter.split("Phòng Tổ chức, Hành chính", &guessed),
              Names{"Phòng Tổ chức, Hành chính"});
    EXPECT_TRUE(guessed);
    guessed = false;
    (void)splitter.split("Phòng Hành chính tư pháp, Phòng Bổ trợ tư pháp", &guessed);
    EXPECT_FALSE(guessed);
}

TEST(UnitNames, TakesLeadAndSupportApart) {
    const auto parts = lead_and_support("Chủ trì: Văn phòng Sở; Phối hợp: các phòng, đơn vị");
    EXPECT_EQ(UnitSplitter().split(parts.lead), Names{"Văn phòng Sở"});
    EXPECT_EQ(UnitSplitter().split(parts.support), Names{"các phòng, đơn vị"});
    const auto lines = lead_and_support("- Đơn vị chủ trì: Sở A\n- Đơn vị phối hợp: Sở B, Sở C");
    EXPECT_EQ(UnitSplitter().split(lines.lead), Names{"Sở A"});
    EXPECT_EQ(UnitSplitter().split(lines.support), (Names{"Sở B", "Sở C"}));
    EXPECT_EQ(lead_and_support("Văn phòng Sở").lead, "Văn phòng Sở");
    EXPECT_EQ(lead_and_support("Văn phòng Sở").support, "");
}

TEST(UnitNames, KnowsGroups) {
    for (const char* group : {"Các Phòng, Trung tâm thuộc Sở", "Phòng, đơn vị thuộc Sở",
                              "các phòng", "Sở, ban ngành", "Các đơn vị có liên quan"})
        EXPECT_TRUE(is_group_name(group)) << group;
    for (const char* unit : {"Văn phòng Sở", "Văn phòng", "Phòng Phổ biến, giáo dục pháp luật",
                             "Sở Văn hóa, Thể thao và Du lịch", "Công chức tại Trung tâm"})
        EXPECT_FALSE(is_group_name(unit)) << unit;
}

}  // namespace
}  // namespace dondoc::plan
