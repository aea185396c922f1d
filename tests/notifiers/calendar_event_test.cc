#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "briefs.h"
#include "notifiers/mime.h"
#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

using namespace dondoc::testing;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kNow = "2024-05-19T08:00";
const std::string kOrganizer = "Văn phòng Sở <don-doc@stp.example>";

std::string event(const scheduler::Brief& about, const std::string& summary = "Hạn: Báo cáo") {
    return calendar_event(about, at(kNow), summary, kOrganizer);
}

std::string unfolded(std::string text) {
    for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) {
        text.erase(at, 3);
    }
    return text;
}

std::string value_of(const std::string& text, const std::string& name) {
    const auto lines = unfolded(text);
    const auto start = lines.find("\r\n" + name + ":") + name.size() + 3;
    return lines.substr(start, lines.find("\r\n", start) - start);
}

TEST(CalendarEvent, IsAWholeDayOnTheLastGoodDay) {
    const auto text = event(monthly_brief(kNow));
    for (const auto* line :
         {"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "METHOD:PUBLISH\r\n",
          "DTSTART;VALUE=DATE:20240522\r\n", "DTEND;VALUE=DATE:20240523\r\n",
          "DTSTAMP:20240519T010000Z\r\n", "ORGANIZER:mailto:don-doc@stp.example\r\n",
          "TRANSP:TRANSPARENT\r\n", "SUMMARY:Hạn: Báo cáo\r\n", "END:VCALENDAR\r\n"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
    EXPECT_THAT(text, Not(HasSubstr("VALARM")));
}

TEST(CalendarEvent, IsTheSameEventForTheSameObligation) {
    const auto first = monthly_brief(kNow);
    auto moved = first;
    moved.extended_from = first.deadline;
    moved.deadline.last_good_day += std::chrono::days{7};
    auto other = first;
    other.key.unit = "hctp";
    EXPECT_EQ(value_of(event(first), "UID"), value_of(event(moved), "UID"));
    EXPECT_NE(value_of(event(first), "UID"), value_of(event(other), "UID"));
    EXPECT_EQ(value_of(event(first), "SEQUENCE"), "0");
    EXPECT_EQ(value_of(event(moved), "SEQUENCE"), "1");
    EXPECT_EQ(event(first), event(first));
}

TEST(CalendarEvent, FoldsAndEscapesAsRfc5545Says) {
    auto about = monthly_brief(kNow);
    about.title = "Rà soát; đánh giá, \\ thủ tục";
    for (int i = 0; i < 20; ++i)
        about.title += " đặc biệt 🎉";
    about.title += "\r\nEND:VEVENT\r\nBEGIN:VALARM";
    const auto text = event(about, about.title);
    std::size_t start = 0;
    while (start < text.size()) {
        const auto end = text.find("\r\n", start);
        ASSERT_NE(end, std::string::npos);
        const auto line = text.substr(start, end - start);
        EXPECT_LE(line.size(), 75U);
        EXPECT_TRUE(plan::is_utf8(line)) << line;
        EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos);
        EXPECT_FALSE(line.starts_with("BEGIN:VALARM"));
        start = end + 2;
    }
    EXPECT_THAT(value_of(text, "SUMMARY"),
                ::testing::StartsWith("Rà soát\\; đánh giá\\, \\\\ thủ tục đặc biệt 🎉"));
}

TEST(CalendarEvent, NeedsNoOrganizer) {
    const auto text = calendar_event(monthly_brief(kNow), at(kNow), "Hạn", "");
    EXPECT_THAT(text, Not(HasSubstr("ORGANIZER")));
    EXPECT_THAT(value_of(text, "UID"), ::testing::EndsWith("@dondoc"));
}

}  // namespace
}  // namespace dondoc::notifiers
