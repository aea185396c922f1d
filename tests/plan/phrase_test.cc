#include "plan/phrase/phrase.h"

#include <gtest/gtest.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "support/readings.h"

namespace dondoc::plan {
namespace {

using dondoc::testing::shown;

std::string changed(const std::string& text,
                    const std::function<void(icu::UnicodeString&)>& change) {
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
    change(wide);
    std::string out;
    return wide.toUTF8String(out);
}

void decompose(icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    text = icu::Normalizer2::getNFDInstance(status)->normalize(text, status);
    EXPECT_TRUE(U_SUCCESS(status));
}

void widen(icu::UnicodeString& text) {
    for (std::int32_t i = 0; i < text.length(); ++i) {
        if (text[i] >= u'0' && text[i] <= u'9')
            text.setCharAt(i, static_cast<char16_t>(text[i] - u'0' + 0xFF10));
    }
}

/// Words of events keep the phrase's own case and form; what they name is one.
std::string comparable(std::vector<Timing> timings) {
    for (Timing& timing : timings) {
        if (auto* after = std::get_if<AfterEvent>(&timing)) after->event.clear();
        if (auto* demand = std::get_if<OnDemand>(&timing)) demand->condition.clear();
    }
    return shown(timings);
}

TEST(Phrase, CaseAndUnicodeFormMakeNoDifference) {
    std::ifstream in(std::string(DONDOC_SOURCE_DIR) + "/tests/plan/data/phrases.jsonl");
    ASSERT_TRUE(in);
    for (std::string line; std::getline(in, line);) {
        const auto row = nlohmann::json::parse(line);
        const std::string phrase = row["phrase"];
        const int year = row["year"];
        const std::string expected = comparable(read_phrase(phrase, year).timings);
        const std::string variants[] = {
            changed(phrase, [](auto& text) { text.toUpper(icu::Locale("vi")); }),
            changed(phrase, [](auto& text) { text.toLower(icu::Locale("vi")); }),
            changed(phrase, decompose),
            changed(phrase, widen),
            changed(phrase, [](auto& text) { text.findAndReplace(u" ", u"\u00A0 "); }),
            "  " + phrase + " ",
        };
        for (const std::string& variant : variants)
            EXPECT_EQ(comparable(read_phrase(variant, year).timings), expected) << variant;
    }
}

TEST(Phrase, AnyTextIsAnsweredAndUnknownSaysWhatWasNotUnderstood) {
    for (const char* text : {"", " ", "-", "…", "\xff\xfe", "abc", "()", "1/2/3/4", "31/4/2024"}) {
        const PhraseReading reading = read_phrase(text, 2024);
        ASSERT_EQ(reading.timings.size(), 1U) << text;
        EXPECT_EQ(kind_of(reading.timings.front()), Kind::unknown) << text;
        EXPECT_FALSE(reading.warnings.empty()) << text;
    }
    EXPECT_NE(read_phrase("lúa chín", 2024).warnings.front().vi.find("lúa chín"),
              std::string::npos);
}

TEST(Phrase, YearsAreThePlansOwn) {
    EXPECT_EQ(shown(read_phrase("trước 30/6", 2021).timings), "once due=2021-06-30 bound=before");
    EXPECT_EQ(shown(read_phrase("Quý II, III", 2022).timings),
              "once start=2022-04-01 due=2022-09-30 bound=by");
    EXPECT_EQ(shown(read_phrase("Tháng 2", 2023).timings),
              "once start=2023-02-01 due=2023-02-28 bound=by");
    EXPECT_FALSE(read_phrase("trước 30/6", -5).timings.empty());
    EXPECT_FALSE(read_phrase("trước 30/6", 1'000'000).timings.empty());
}

TEST(Phrase, LongTextTakesNoLongerByTheWord) {
    std::string text;
    for (int i = 0; i < 20'000; ++i)
        text += "1/sau khi có, trước ngày 15/6 và ( hằng tháng ";
    EXPECT_FALSE(read_phrase(text, 2024).timings.empty());
    EXPECT_FALSE(deadlines_in(text, 2024).empty());
}

struct ProseRow {
    const char* prose;
    const char* deadlines;
};

TEST(Prose, OnlyWhatLimitsRepeatsOrFollowsAnEventCounts) {
    const ProseRow rows[] = {
        {"gửi hồ sơ trình Chủ tịch UBND tỉnh phê duyệt trong thời hạn 30 ngày kể từ ngày công bố.",
         "after_event days=30 unit=calendar event=kể từ ngày công bố"},
        {"Các đơn vị báo cáo kết quả định kỳ hằng quý (trước ngày 05 tháng cuối quý), 6 tháng đầu "
         "năm (trước ngày 05/6), năm (trước ngày 20/11) về Sở để tổng hợp.",
         "cycle every=quarter month=last day=5 bound=before; cycle every=half_year periods=1 "
         "month=6 day=5 bound=before; cycle every=year month=11 day=20 bound=before"},
        {"Chậm nhất thứ Sáu hằng tuần, gửi lịch công tác tuần sau về Văn phòng.",
         "cycle every=week weekday=5 bound=by"},
        {"Định kỳ hằng quý (trừ quý IV), các đơn vị báo cáo trước ngày 15 tháng cuối quý.",
         "cycle every=quarter periods=1,2,3 month=last day=15 bound=before"},
        {"Ngay sau khi biết có Quyết định (chậm nhất sau 03 ngày).",
         "after_event days=3 unit=calendar event=sau khi biết có Quyết định"},
        {"Số liệu từ ngày 21 tháng trước đến ngày 20 tháng sau, gửi báo cáo trước ngày 23 hằng "
         "tháng",
         "cycle every=month day=23 bound=before data_from=21 previous data_to=20 current"},
        {"gửi báo cáo về UBND tỉnh chậm nhất là ngày 19 của tháng cuối quý.",
         "cycle every=quarter month=last day=19 bound=by"},
        {"tổng hợp tại cuộc họp giao ban hằng tuần", "cycle every=week bound=by"},
        {"Đề xuất gửi Văn phòng Sở tổng hợp trước ngày 25/5/2024",
         "once due=2024-05-25 bound=before"},
        {"hoàn thành trong quý II/2024", "once start=2024-04-01 due=2024-06-30 bound=by"},
        // No deadlines: documents and their dates, years, counts.
        {"theo Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Văn phòng Chính phủ", ""},
        {"Kế hoạch kiểm soát thủ tục hành chính năm 2024 của Sở Tư pháp", ""},
        {"Nghị định số 61/2018/NĐ-CP ngày 23/4/2018; Điều 25, 26, 27", ""},
        {"dịch vụ công trực tuyến mức độ 3, 4; đạt 80% trong năm 2024", ""},
        {"Thường xuyên rà soát các quy định", ""},
        {"", ""},
    };
    for (const ProseRow& row : rows)
        EXPECT_EQ(shown(deadlines_in(row.prose, 2024)), row.deadlines) << row.prose;
}

}  // namespace
}  // namespace dondoc::plan
