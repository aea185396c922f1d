#include "notifiers/letter_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "briefs.h"
#include "notifiers/render.h"
#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

using namespace dondoc::testing;
using plan::Language;
using scheduler::Brief;
using scheduler::Lack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kNow = "2024-05-19T08:00";

Brief told_to_fallback(const std::string& selector, const Lack& lack) {
    auto made = monthly_brief(kNow);
    made.to_owner = false;
    made.unreached = true;
    made.selector = selector;
    made.lack = lack;
    return made;
}

const Lack kNoHead{Lack::Of::contact, "van-phong", "head"};
const Lack kNoSupport{Lack::Of::support, "", "office"};

/// Of each task its notice, as far as it goes, and its command: `notice | command`.
std::vector<std::string> notices(const std::vector<Brief>& briefs) {
    const auto facts =
        facts_of(letter(kNow, briefs), calendar(), *wording_in(Language::vi), Language::vi);
    std::vector<std::string> found;
    for (const auto& task : std::get<std::vector<Facts>>(facts.named.at("tasks"))) {
        const auto notice = std::get<std::string>(task.named.at("notice"));
        found.push_back(notice.substr(0, notice.find(" cho ")) + " | " +
                        std::get<std::string>(task.named.at("command")));
    }
    return found;
}

TEST(LetterFacts, SayOnceWhatIsMissing) {
    auto other = told_to_fallback("support", kNoSupport);
    other.key.task = "12.3";
    const std::string head =
        "Không tìm được đầu mối nhận | dondoc contact add --unit van-phong --role head "
        "--channel mail --address ĐỊA_CHỈ";
    const std::string support = "Lời nhắc | dondoc task set 56/KH-STP:";
    EXPECT_THAT(notices({told_to_fallback("lead.head", kNoHead), monthly_brief(kNow),
                         told_to_fallback("support", kNoSupport),
                         told_to_fallback("unit:van-phong.head", kNoHead), other,
                         told_to_fallback("support", kNoSupport)}),
                ElementsAre(head, " | ", support + "12.2 --support ĐƠN_VỊ",
                            "Chưa có nơi nhận: xem việc 1. | ", support + "12.3 --support ĐƠN_VỊ",
                            "Chưa có nơi nhận: xem việc 3. | "));
}

TEST(LetterFacts, ATaskWithoutSupportIsNotSaidToLackAContact) {
    struct Row {
        Language language;
        const char* notice;
        const char* subject;
    };
    const Row rows[] = {
        {Language::vi,
         "Lời nhắc cho «support» trong việc của Văn phòng Sở không có nơi nhận, do việc này không "
         "có đơn vị phối hợp, nên thư này gửi tới địa chỉ dự phòng. Xin chuyển tới nơi cần nhận "
         "(nếu có), rồi sửa bậc nhắc hoặc thêm đơn vị phối hợp bằng lệnh: "
         "dondoc task set 56/KH-STP:12.2 --support ĐƠN_VỊ ",
         "Chưa có nơi nhận. Còn 3 ngày"},
        {Language::en,
         "\"support\" reached nobody for a task of Văn phòng Sở: this task has no supporting unit. "
         "So this mail comes to the fallback address instead. Please pass it on, and change the "
         "step or add a supporting unit: dondoc task set 56/KH-STP:12.2 --support UNIT ",
         "No recipient. 3 days left"},
    };
    for (const Row& row : rows) {
        const auto templates = Templates::load("", row.language);
        ASSERT_TRUE(templates);
        const auto made =
            templates->render(letter(kNow, {told_to_fallback("support", kNoSupport)}), calendar());
        EXPECT_THAT(plan::collapse_space(made.text), HasSubstr(row.notice));
        EXPECT_THAT(made.subject, HasSubstr(row.subject));
    }
}

TEST(LetterFacts, ADigestShowsACommandOnce) {
    const std::vector<Brief> briefs(11, told_to_fallback("lead.head", kNoHead));
    const std::string command = "dondoc contact add --unit van-phong --role head";
    for (const auto language : {Language::vi, Language::en}) {
        const auto templates = Templates::load("", language);
        ASSERT_TRUE(templates);
        const auto made = templates->render(letter(kNow, briefs), calendar());
        for (const auto* part : {&made.text, &made.html}) {
            const auto first = part->find(command);
            ASSERT_NE(first, std::string::npos);
            EXPECT_EQ(part->find(command, first + 1), std::string::npos) << *part;
        }
    }
}

}  // namespace
}  // namespace dondoc::notifiers
