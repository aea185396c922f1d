#include "plan/document/headings.h"

#include <gtest/gtest.h>

namespace dondoc::plan {
namespace {

TEST(Headings, KnowsWhatColumnsAreFor) {
    const std::pair<const char*, Role> rows[] = {
        {"STT", Role::no},
        {"Số TT", Role::no},
        {"TT.", Role::no},
        {"Nội dung", Role::title},
        {"NỘI DUNG CÔNG VIỆC", Role::title},
        {"Nhiệm vụ, hoạt động", Role::title},
        {"Tên TTHC thực hiện rà soát", Role::title},
        {"Chỉ tiêu", Role::target},
        {"Thời gian thực hiện", Role::timing},
        {"Thời hạn hoàn thành", Role::timing},
        {"Tiến độ", Role::timing},
        {"Hoàn thành", Role::timing},
        {"Bắt đầu", Role::start},
        {"Kết thúc", Role::end},
        {"Đơn vị chủ trì", Role::lead},
        {"Cơ quan thực hiện", Role::lead},
        {"Phân công", Role::lead},
        {"Đơn vị chủ trì, phối hợp", Role::lead},
        {"Cơ quan phối hợp", Role::support},
        {"Đơn vị phối hợp thực hiện nhiệm vụ", Role::support},
        {"Sản phẩm", Role::product},
        {"Kết quả thực hiện nhiệm vụ", Role::product},
        {"Ghi chú", Role::note},
        {"Kinh phí thực hiện", Role::other},
        {"Lãnh đạo phụ trách", Role::other},
        {"Nơi nhận báo cáo", Role::other},
        {"", Role::none},
        {"Rà soát, trình công bố danh mục thủ tục hành chính được ban hành mới hoặc sửa đổi, bổ "
         "sung; thay thế, bãi bỏ, huỷ bỏ thuộc thẩm quyền quản lý và giải quyết của Sở",
         Role::none},
    };
    for (const auto& [heading, role] : rows)
        EXPECT_EQ(role_of_heading(heading), role) << heading;
}

Row row(const std::vector<std::string>& texts) {
    Row cells;
    for (const std::string& text : texts)
        cells.push_back({text, false, false});
    return cells;
}

TEST(Headings, TellsAHeadingFromATask) {
    EXPECT_TRUE(heading_roles(row({"STT", "Nội dung", "Thời gian", "Đơn vị chủ trì"})));
    EXPECT_TRUE(heading_roles(row({"Nhiệm vụ", "Cơ quan thực hiện", "Thời hạn"})));
    EXPECT_TRUE(heading_roles(row({"", "Nội dung", "Thời gian", "Đơn vị"})));
    EXPECT_FALSE(heading_roles(row({"1", "Nội dung kế hoạch", "Thời gian tới", "Đơn vị chủ trì"})));
    EXPECT_FALSE(heading_roles(row({"2.", "Báo cáo kết quả", "Tháng 5", "Văn phòng Sở"})));
    EXPECT_FALSE(heading_roles(row({"Nơi nhận", "GIÁM ĐỐC"})));
    EXPECT_FALSE(heading_roles(row({"STT", "Họ và tên", "Chức vụ"})));
    EXPECT_FALSE(heading_roles(row({"STT", "Nội dung", "Đơn giá", "Thành tiền"})));
    EXPECT_FALSE(heading_roles({}));
}

TEST(Headings, KnowsColumnNumbers) {
    EXPECT_TRUE(is_column_numbers(row({"(1)", "(2)", "(3)"})));
    EXPECT_TRUE(is_column_numbers(row({"A", "B", "1", "2"})));
    EXPECT_FALSE(is_column_numbers(row({"1", "Nội dung", "2"})));
    EXPECT_FALSE(is_column_numbers(row({"1", "5", "9"})));
}

}  // namespace
}  // namespace dondoc::plan
