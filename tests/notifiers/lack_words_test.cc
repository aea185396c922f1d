#include "notifiers/lack_words.h"

#include <gtest/gtest.h>

namespace dondoc::notifiers {
namespace {

using plan::Language;
using scheduler::Lack;

TEST(LackWords, SayWhyAndWhatToDo) {
    struct Row {
        Lack lack;
        const char* cause_vi;
        const char* cause_en;
        const char* remedy_vi;
        const char* command;
    };
    const plan::ObligationKey key{"56/KH-STP", "12.2", "2024-05", "bttp"};
    const Row rows[] = {
        {{Lack::Of::contact, "van-phong", "head"},
         "đơn vị van-phong chưa có đầu mối «head»",
         "unit van-phong has no contact in the role \"head\"",
         "bổ sung đầu mối",
         "dondoc contact add --unit van-phong --role head --channel mail --address ĐỊA_CHỈ"},
        {{Lack::Of::support, "", "office"},
         "việc này không có đơn vị phối hợp",
         "this task has no supporting unit",
         "sửa bậc nhắc hoặc thêm đơn vị phối hợp",
         "dondoc task set 56/KH-STP:12.2 --support ĐƠN_VỊ"},
        {{Lack::Of::known_support, "", "office"},
         "đơn vị phối hợp của việc này chưa có trong danh sách đơn vị",
         "the supporting units of this task are not among the known units",
         "sửa bậc nhắc hoặc thêm đơn vị phối hợp",
         "dondoc task set 56/KH-STP:12.2 --support ĐƠN_VỊ"},
        {{Lack::Of::parent, "bttp", "office"},
         "Phòng Bổ trợ tư pháp không có đơn vị cấp trên",
         "Phòng Bổ trợ tư pháp has no parent unit",
         "sửa bậc nhắc hoặc ghi đơn vị cấp trên",
         "dondoc unit set bttp --parent ĐƠN_VỊ"},
        {{Lack::Of::unit, "khong-co", "office"},
         "không có đơn vị «khong-co»",
         "there is no unit \"khong-co\"",
         "sửa bậc nhắc hoặc thêm đơn vị",
         "dondoc unit add --id khong-co --name TÊN"},
    };
    for (const Row& row : rows) {
        const auto why = cause(row.lack, "Phòng Bổ trợ tư pháp");
        EXPECT_EQ(why.vi, row.cause_vi);
        EXPECT_EQ(why.en, row.cause_en);
        EXPECT_EQ(remedy(row.lack).vi, row.remedy_vi);
        EXPECT_EQ(mending_command(row.lack, key, "mail", Language::vi), row.command);
    }
    EXPECT_EQ(mending_command({Lack::Of::parent, "bttp", "office"}, key, "mail", Language::en),
              "dondoc unit set bttp --parent UNIT");
}

}  // namespace
}  // namespace dondoc::notifiers
