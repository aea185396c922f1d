#include "notifiers/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "briefs.h"
#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

using namespace dondoc::testing;
using plan::Bound;
using plan::Language;
using scheduler::Brief;
using scheduler::Letter;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kBefore = "2024-05-19T08:00";  // three days left
const std::string kAfter = "2024-05-24T08:00";   // two days late

Rendered rendered(const Letter& letter, Language language = Language::vi,
                  const plan::Calendar& days = calendar()) {
    const auto templates = Templates::load("", language);
    if (!templates) throw std::runtime_error(templates.error().front().text(Language::en));
    return templates->render(letter, days);
}

Brief escalated(const std::string& unit) {
    auto made = monthly_brief(kAfter);
    made.unit_name = unit;
    made.to_owner = false;
    made.escalation = true;
    made.selector = "unit:ban-giam-doc";
    return made;
}

Brief nudge() {
    auto made = monthly_brief(kBefore);
    made.kind = plan::Kind::continuous;
    made.title = "Gửi thư xin lỗi khi trễ hẹn";
    made.period = {"quý II/2024", "Q2 2024"};
    return made;
}

Brief unreached() {
    auto made = monthly_brief(kBefore);
    made.unit_name = "Phòng Bổ trợ tư pháp";
    made.key.unit = "bttp";
    made.to_owner = false;
    made.unreached = true;
    made.selector = "lead.head";
    made.lack = {scheduler::Lack::Of::contact, "bttp", "head"};
    return made;
}

Letter to_leadership(std::vector<Brief> briefs) {
    auto made = letter(kAfter, std::move(briefs));
    made.to = {"ban-giam-doc", "Ban Giám đốc Sở", "office"};
    return made;
}

struct SubjectCase {
    std::string name;
    Letter letter;
    std::string vi;
    std::string en;
};
void PrintTo(const SubjectCase& each, std::ostream* out) {
    *out << each.name;
}

std::vector<SubjectCase> single_subjects() {
    const auto hour = brief({day("2024-05-23"), plan::TimeOfDay{17 * 60}, Bound::by}, calendar(),
                            "2024-05-23T18:00");
    auto other = monthly_brief(kBefore);
    other.to_owner = false;
    auto said = monthly_brief(kBefore);
    said.title = "Báo cáo Tháng 5/2024";
    return {
        {"three_days", letter(kBefore, {monthly_brief(kBefore)}),
         "[Đôn đốc] Còn 3 ngày: Báo cáo định kỳ tháng 5/2024 (hết ngày 22/5)",
         "[Reminder] 3 days left: Báo cáo định kỳ for May 2024 (last day 22 May)"},
        {"one_day", letter("2024-05-21T08:00", {monthly_brief("2024-05-21T08:00")}),
         "[Đôn đốc] Còn 1 ngày: Báo cáo định kỳ tháng 5/2024 (hết ngày 22/5)",
         "[Reminder] 1 day left: Báo cáo định kỳ for May 2024 (last day 22 May)"},
        {"today", letter("2024-05-22T23:59", {monthly_brief("2024-05-22T23:59")}),
         "[Đôn đốc] Hạn hôm nay: Báo cáo định kỳ tháng 5/2024 (hết ngày 22/5)",
         "[Reminder] Due today: Báo cáo định kỳ for May 2024 (last day 22 May)"},
        {"two_days_late", letter(kAfter, {monthly_brief(kAfter)}),
         "[Đôn đốc] QUÁ HẠN 2 ngày: Báo cáo định kỳ tháng 5/2024 (hạn hết ngày 22/5)",
         "[Reminder] OVERDUE by 2 days: Báo cáo định kỳ for May 2024 "
         "(was due by the end of 22 May)"},
        {"next_year", letter("2025-01-02T08:00", {monthly_brief("2025-01-02T08:00")}),
         "[Đôn đốc] QUÁ HẠN 225 ngày: Báo cáo định kỳ tháng 5/2024 (hạn hết ngày 22/5/2024)",
         "[Reminder] OVERDUE by 225 days: Báo cáo định kỳ for May 2024 "
         "(was due by the end of 22 May 2024)"},
        {"hour_is_over", letter("2024-05-23T18:00", {hour}),
         "[Đôn đốc] QUÁ HẠN: Báo cáo định kỳ tháng 5/2024 (hạn 17 giờ ngày 23/5)",
         "[Reminder] OVERDUE: Báo cáo định kỳ for May 2024 (was due before 17:00 on 23 May)"},
        {"period_in_title", letter(kBefore, {said}),
         "[Đôn đốc] Còn 3 ngày: Báo cáo Tháng 5/2024 (hết ngày 22/5)",
         "[Reminder] 3 days left: Báo cáo Tháng 5/2024 for May 2024 (last day 22 May)"},
        {"another_unit", letter(kBefore, {other}),
         "[Đôn đốc] Còn 3 ngày: Báo cáo định kỳ tháng 5/2024 (Văn phòng Sở, hết ngày 22/5)",
         "[Reminder] 3 days left: Báo cáo định kỳ for May 2024 (Văn phòng Sở, last day 22 May)"},
        {"nudge", letter(kBefore, {nudge()}),
         "[Đôn đốc] Việc thường xuyên: Gửi thư xin lỗi khi trễ hẹn (quý II/2024)",
         "[Reminder] Ongoing task: Gửi thư xin lỗi khi trễ hẹn (Q2 2024)"},
        {"fallback", letter(kBefore, {unreached()}),
         "[Đôn đốc] Chưa có nơi nhận. Còn 3 ngày: Báo cáo định kỳ tháng 5/2024 "
         "(Phòng Bổ trợ tư pháp, hết ngày 22/5)",
         "[Reminder] No recipient. 3 days left: Báo cáo định kỳ for May 2024 "
         "(Phòng Bổ trợ tư pháp, last day 22 May)"},
    };
}

std::vector<SubjectCase> other_subjects() {
    const auto late = monthly_brief(kAfter);
    auto soon = brief({day("2024-06-01"), std::nullopt, Bound::by}, calendar(), kAfter);
    auto worse = escalated("Thanh tra Sở");
    worse.days_left = -9;
    auto alert = letter(kAfter, {});
    alert.kind = scheduler::Message::Kind::alert;
    alert.alert = "Máy chủ thư từ chối mật khẩu";
    return {
        {"escalation", to_leadership({escalated("Phòng Bổ trợ tư pháp")}),
         "[Đôn đốc] Báo cáo Ban Giám đốc Sở: 1 nhiệm vụ quá hạn 2 ngày (Phòng Bổ trợ tư pháp)",
         "[Reminder] Report to Ban Giám đốc Sở: 1 task overdue by 2 days (Phòng Bổ trợ tư pháp)"},
        {"escalations", to_leadership({worse, escalated("Phòng Bổ trợ tư pháp")}),
         "[Đôn đốc] Báo cáo Ban Giám đốc Sở: 2 nhiệm vụ quá hạn, lâu nhất 9 ngày "
         "(Thanh tra Sở và Phòng Bổ trợ tư pháp)",
         "[Reminder] Report to Ban Giám đốc Sở: 2 tasks overdue, the longest by 9 days "
         "(Thanh tra Sở and Phòng Bổ trợ tư pháp)"},
        {"several", letter(kAfter, {late, soon, soon, soon}),
         "[Đôn đốc] Văn phòng Sở: 1 việc quá hạn, 3 việc sắp đến hạn",
         "[Reminder] Văn phòng Sở: 1 overdue, 3 due soon"},
        {"own_and_others", letter(kAfter, {late, escalated("Thanh tra Sở")}),
         "[Đôn đốc] Văn phòng Sở: 1 việc quá hạn, 1 việc quá hạn của đơn vị khác",
         "[Reminder] Văn phòng Sở: 1 overdue, 1 overdue at other units"},
        {"alert", alert, "[Đôn đốc] Cần xử lý: Máy chủ thư từ chối mật khẩu",
         "[Reminder] Needs attention: Máy chủ thư từ chối mật khẩu"},
    };
}

class Subject : public ::testing::TestWithParam<SubjectCase> {};

TEST_P(Subject, SaysWhatAndByWhen) {
    EXPECT_EQ(rendered(GetParam().letter).subject, GetParam().vi);
    EXPECT_EQ(rendered(GetParam().letter, Language::en).subject, GetParam().en);
}

constexpr auto kName = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(One, Subject, ::testing::ValuesIn(single_subjects()), kName);
INSTANTIATE_TEST_SUITE_P(Others, Subject, ::testing::ValuesIn(other_subjects()), kName);

TEST(Subject, ShortensALongTitleAtAWordAndKeepsTheRest) {
    auto long_one = monthly_brief(kBefore);
    for (int i = 0; i < 60; ++i)
        long_one.title += " rà soát, đánh giá";
    const auto made = rendered(letter(kBefore, {long_one}));
    EXPECT_LE(plan::display_width(made.subject), 120U);
    EXPECT_GE(plan::display_width(made.subject), 100U);
    EXPECT_THAT(made.subject, ::testing::EndsWith("… tháng 5/2024 (hết ngày 22/5)"));
    EXPECT_THAT(made.subject, Not(HasSubstr(",…")));
    EXPECT_THAT(made.html, HasSubstr(long_one.title));
}

struct TextCase {
    std::string name;
    Letter letter;
    std::string expected;
};
void PrintTo(const TextCase& each, std::ostream* out) {
    *out << each.name;
}

std::vector<TextCase> texts() {
    auto rolled_facts = plan::CalendarFacts{};
    rolled_facts.roll = plan::Roll::earlier;
    auto rolled =
        brief({day("2024-06-23"), std::nullopt, Bound::before}, calendar(rolled_facts), kBefore);
    rolled.rolled = true;
    const auto by = brief({day("2024-05-23"), std::nullopt, Bound::by}, calendar(), kBefore);
    const auto hour =
        brief({day("2024-05-23"), plan::TimeOfDay{17 * 60 + 30}, Bound::by}, calendar(), kBefore);
    auto data = monthly_brief(kBefore);
    data.data = plan::DataWindow{day("2024-04-21"), day("2024-05-20")};
    auto extended = monthly_brief(kBefore);
    extended.extended_from = calendar().deadline({day("2024-05-10"), std::nullopt, Bound::by});
    auto told = monthly_brief(kAfter);
    told.told = {day("2024-05-15"), day("2024-05-21"), day("2024-05-23")};
    const auto soon = brief({day("2024-06-01"), std::nullopt, Bound::by}, calendar(), kAfter);
    auto prose = monthly_brief(kBefore);
    prose.table = "TCTH";
    auto annex = monthly_brief(kBefore);
    annex.table = "PL2";
    auto decision = monthly_brief(kBefore);
    decision.key.plan = "933/QĐ-TTg";
    auto head = letter(kBefore, {by});
    head.to = {"bttp", "Phòng Bổ trợ tư pháp", "head"};
    auto deputy = letter(kBefore, {by});
    deputy.to = {"van-phong", "Văn phòng Sở", "deputy"};
    auto board = letter(kBefore, {by});
    board.to = {"hoi-dong", "Hội đồng thi đua", "head"};
    return {
        {"greeting", letter(kBefore, {by}), "Kính gửi: Văn phòng Sở Còn 4 ngày nữa đến hạn"},
        {"head", head, "Kính gửi: Trưởng phòng Bổ trợ tư pháp "},
        {"deputy", deputy, "Kính gửi: Phó Chánh Văn phòng Sở "},
        {"head_of_another_body", board, "Kính gửi: Lãnh đạo Hội đồng thi đua "},
        {"before", letter(kBefore, {data}),
         "trước ngày 23/5/2024 (chậm nhất hết thứ Tư, ngày 22/5/2024) "},
        {"by", letter(kBefore, {by}), "chậm nhất hết thứ Năm, ngày 23/5/2024 "},
        {"hour", letter(kBefore, {hour}), "trước 17 giờ 30 thứ Năm, ngày 23/5/2024 "},
        {"rolled", letter(kBefore, {rolled}), "do ngày 22/6/2024 là ngày nghỉ)"},
        {"data", letter(kBefore, {data}), " Số liệu: từ ngày 21/4/2024 đến ngày 20/5/2024 "},
        {"extended", letter(kBefore, {extended}),
         " Gia hạn: từ hết ngày 10/5/2024 đến hết ngày 22/5/2024 "},
        {"clause", letter(kBefore, {by}),
         "Kế hoạch số 56/KH-STP ngày 19/3/2024, mục 12, việc số 2 "},
        {"prose", letter(kBefore, {prose}), "phần Tổ chức thực hiện, điểm 2"},
        {"annex", letter(kBefore, {annex}), "19/3/2024, Phụ lục 2, việc số 2"},
        {"decision", letter(kBefore, {decision}), "Quyết định số 933/QĐ-TTg ngày 19/3/2024"},
        {"told", letter(kAfter, {told}), "Đã nhắc: ngày 15/5, 21/5 và 23/5 "},
        {"late", letter(kAfter, {told}), "Đến 8 giờ ngày 24/5/2024, chưa nhận được xác nhận"},
        {"escalation", to_leadership({escalated("Thanh tra Sở")}), "chưa gia hạn lần nào"},
        {"escalation_asks", to_leadership({escalated("Thanh tra Sở")}), "Ý kiến chỉ đạo, xin"},
        {"answer", letter(kBefore, {by}), "Đã hoàn thành, xin trả lời thư này (ghi mã việc)"},
        {"reference", letter(kBefore, {by}), "Mã việc: 56/KH-STP:12.2:2024-05:van-phong "},
        {"rule", letter(kBefore, {by}), "theo quy tắc «báo cáo định kỳ» (việc 56/KH-STP:12.2"},
        {"fallback", letter(kBefore, {unreached()}),
         "Kính gửi: Văn phòng Sở Không tìm được đầu mối nhận cho «lead.head» trong việc của "
         "Phòng Bổ trợ tư pháp"},
        {"fallback_command", letter(kBefore, {unreached()}),
         " dondoc contact add --unit bttp --role head --channel mail --address ĐỊA_CHỈ "},
        {"numbered", letter(kAfter, {told, soon}), " 2. Còn 8 ngày: Báo cáo định kỳ tháng"},
    };
}

class Text : public ::testing::TestWithParam<TextCase> {};

TEST_P(Text, HasTheFact) {
    EXPECT_THAT(plan::collapse_space(rendered(GetParam().letter).text),
                HasSubstr(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Vietnamese, Text, ::testing::ValuesIn(texts()), kName);

struct NextCase {
    std::string name;
    std::string now;
    std::optional<scheduler::NextStep> next;
    std::string vi;
    std::string en;
};
void PrintTo(const NextCase& each, std::ostream* out) {
    *out << each.name;
}

std::vector<NextCase> next_steps() {
    using scheduler::NextStep;
    return {
        {"reminder", kBefore, NextStep{at("2024-05-22T08:00"), {"Văn phòng Sở"}, false, false},
         "Tiếp theo: nếu chưa có xác nhận, 8 giờ thứ Tư, ngày 22/5, hệ thống nhắc lại; từ ngày "
         "23/5 "
         "nhiệm vụ được ghi nhận là quá hạn.",
         "Next: unless it is confirmed, at 08:00 on Wednesday, 22 May, another reminder goes out; "
         "from 23 May the task counts as overdue."},
        {"also_to", kBefore,
         NextStep{at("2024-05-22T08:00"), {"Văn phòng Sở", "Thanh tra Sở"}, false, false},
         "hệ thống nhắc lại, đồng gửi Thanh tra Sở; từ", "goes out, also to Thanh tra Sở; from"},
        {"after_the_deadline", kBefore,
         NextStep{at("2024-05-24T08:00"), {"Ban Giám đốc Sở"}, true, true},
         "từ ngày 23/5 nhiệm vụ được ghi nhận là quá hạn; 8 giờ thứ Sáu, ngày 24/5, việc này được "
         "báo cáo Ban Giám đốc Sở.",
         "from 23 May the task counts as overdue; at 08:00 on Friday, 24 May, it will be reported "
         "to Ban Giám đốc Sở."},
        {"none", kBefore, std::nullopt,
         "Tiếp theo: nếu chưa có xác nhận, từ ngày 23/5 nhiệm vụ được ghi nhận là quá hạn.",
         "Next: unless it is confirmed, from 23 May the task counts as overdue."},
        {"late", kAfter, NextStep{at("2024-05-27T08:00"), {"Ban Giám đốc Sở"}, true, true},
         "Tiếp theo: 8 giờ thứ Hai, ngày 27/5, việc này được báo cáo Ban Giám đốc Sở.",
         "Next: at 08:00 on Monday, 27 May, it will be reported to Ban Giám đốc Sở."},
    };
}

class Next : public ::testing::TestWithParam<NextCase> {};

TEST_P(Next, IsSaid) {
    auto one = monthly_brief(GetParam().now);
    one.next = GetParam().next;
    const auto about = letter(GetParam().now, {one});
    EXPECT_THAT(plan::collapse_space(rendered(about).text), HasSubstr(GetParam().vi));
    EXPECT_THAT(plan::collapse_space(rendered(about, Language::en).text), HasSubstr(GetParam().en));
}

INSTANTIATE_TEST_SUITE_P(Both, Next, ::testing::ValuesIn(next_steps()), kName);

TEST(Text, IsLaidOutAsALetter) {
    auto one = monthly_brief(kAfter);
    one.told = {day("2024-05-15"), day("2024-05-21")};
    one.next = scheduler::NextStep{at("2024-05-27T08:00"), {"Ban Giám đốc Sở"}, true, true};
    EXPECT_EQ(rendered(letter(kAfter, {one})).text, R"(Kính gửi: Văn phòng Sở

Đến 8 giờ ngày 24/5/2024, chưa nhận được xác nhận hoàn thành nhiệm vụ do đơn
vị chủ trì, quá hạn 2 ngày:

   Báo cáo định kỳ tháng 5/2024
   Thời hạn:         trước ngày 23/5/2024 (chậm nhất hết thứ Tư,
                     ngày 22/5/2024)
   Kết quả:          Báo cáo
   Đơn vị phối hợp:  Phòng, đơn vị thuộc Sở
   Căn cứ:           Kế hoạch số 56/KH-STP ngày 19/3/2024, mục 12, việc số 2
   Mã việc:          56/KH-STP:12.2:2024-05:van-phong
   Đã nhắc:          ngày 15/5 và 21/5

Đã hoàn thành, xin trả lời thư này (ghi mã việc) để Văn phòng ghi nhận.
Cần thêm thời gian, xin trả lời thư này, nêu lý do và ngày đề nghị.

Tiếp theo: 8 giờ thứ Hai, ngày 27/5, việc này được báo cáo Ban Giám đốc Sở.

Thư này gửi tới đầu mối của Văn phòng Sở theo quy tắc «báo cáo định kỳ» (việc
56/KH-STP:12.2:2024-05:van-phong). Mọi trao đổi xin trả lời thư này.
)");
}

TEST(Text, WrapsAt78ColumnsWithoutTwoBlankLines) {
    auto long_one = monthly_brief(kBefore);
    for (int i = 0; i < 30; ++i)
        long_one.title += " rà soát, đánh giá thủ tục";
    for (const auto language : {Language::vi, Language::en}) {
        const auto text =
            rendered(letter(kBefore, {long_one, monthly_brief(kBefore)}), language).text;
        EXPECT_THAT(text, Not(HasSubstr("\n\n\n")));
        EXPECT_THAT(text, Not(HasSubstr("\t")));
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(plan::display_width(line), 78U) << line;
            EXPECT_FALSE(line.ends_with(' ')) << line;
        }
    }
}

TEST(Html, EscapesWhatPlansSay) {
    auto sly = monthly_brief(kBefore);
    sly.title = "<script>alert(1)</script> & \"x\" 'y'";
    sly.unit_name = "<b>Phòng</b>";
    sly.to_owner = false;
    const auto made = rendered(letter(kBefore, {sly}));
    EXPECT_THAT(made.html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"));
    EXPECT_THAT(made.html, Not(HasSubstr("<script")));
    EXPECT_THAT(made.html, Not(HasSubstr("<b>Ph")));
    EXPECT_THAT(made.html, HasSubstr("<html lang=\"vi\">"));
    EXPECT_THAT(made.text, HasSubstr("<script>alert(1)</script> & \"x\" 'y'"));
    EXPECT_THAT(made.subject, HasSubstr("<script>"));
}

TEST(Render, TurnsControlCharactersIntoSpaces) {
    auto sly = monthly_brief(kBefore);
    sly.title = std::string("Báo\r\nBcc: x@y.example\tcáo\0\x7f\xff", 30) + "\xc2\x85 hết";
    const auto made = rendered(letter(kBefore, {sly}));
    EXPECT_THAT(made.subject, HasSubstr("Báo Bcc: x@y.example cáo"));
    for (const auto* part : {&made.subject, &made.text, &made.html}) {
        EXPECT_TRUE(plan::is_utf8(*part));
        EXPECT_EQ(part->find_first_of(std::string("\r\t\0\x7f", 4)), std::string::npos);
    }
    EXPECT_EQ(made.subject.find('\n'), std::string::npos);
}

TEST(Render, NamesOneThreadForAnObligationAndNoneForSeveral) {
    const auto first = rendered(letter(kBefore, {monthly_brief(kBefore)}));
    EXPECT_FALSE(first.thread.empty());
    EXPECT_EQ(rendered(letter(kAfter, {monthly_brief(kAfter)})).thread, first.thread);
    auto other = monthly_brief(kBefore);
    other.key.unit = "hctp";
    EXPECT_NE(rendered(letter(kBefore, {other})).thread, first.thread);
    EXPECT_EQ(rendered(letter(kBefore, {monthly_brief(kBefore), other})).thread, "");
    EXPECT_EQ(first.event, "Hạn: Báo cáo định kỳ tháng 5/2024");
}

TEST(Render, IsOverdueOnlyWhenSomethingIsLate) {
    EXPECT_FALSE(rendered(letter(kBefore, {monthly_brief(kBefore)})).overdue);
    EXPECT_TRUE(rendered(letter(kAfter, {nudge(), monthly_brief(kAfter)})).overdue);
    EXPECT_FALSE(rendered(letter(kAfter, {nudge()})).overdue);
}

TEST(Text, TellsEachMatterOfAnAlertInALineOfItsOwn) {
    auto alert = letter(kAfter, {});
    alert.kind = scheduler::Message::Kind::alert;
    alert.alert = "kênh mail không gửi được\nkhông gửi được «x\r» tới hctp@stp.example\n";
    const auto made = rendered(alert);
    EXPECT_EQ(made.subject, "[Đôn đốc] Cần xử lý: 2 vấn đề: kênh mail không gửi được");
    EXPECT_THAT(made.text, HasSubstr("\n  - kênh mail không gửi được\n"));
    EXPECT_THAT(made.text, HasSubstr("\n  - không gửi được «x » tới hctp@stp.example\n"));
}

TEST(Render, AlertSaysWhatHappenedAndWhatToDo) {
    auto alert = letter(kAfter, {});
    alert.kind = scheduler::Message::Kind::alert;
    alert.to = {};
    alert.alert = "Máy chủ thư từ chối hctp@stp.example";
    const auto made = rendered(alert);
    EXPECT_THAT(made.text, HasSubstr("  - Máy chủ thư từ chối hctp@stp.example\n"));
    EXPECT_THAT(made.text, HasSubstr("\n    dondoc outbox list\n"));
}

}  // namespace
}  // namespace dondoc::notifiers
