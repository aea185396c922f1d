#include "notifiers/text_layout.h"

#include <gtest/gtest.h>

namespace dondoc::notifiers {
namespace {

TEST(TextLayout, ANumberedLineGoesOnAboveWhatIsSaidBelowIt) {
    const std::string words =
        "rà soát, đánh giá thủ tục hành chính thuộc phạm vi chức năng quản lý của Sở Tư pháp";
    struct Row {
        const char* start;
        const char* indent;
    };
    const Row rows[] = {{"1. ", "   "}, {"9. ", "   "}, {"10. ", "   "}, {"125. ", "   "},
                        {"", ""},       {"   ", "   "}, {"2024 ", ""}};
    for (const Row& row : rows) {
        const auto text = lay_out(row.start + words + "\n   Thời hạn:\thôm nay\n");
        const auto second = text.substr(text.find('\n') + 1);
        EXPECT_EQ(second.substr(0, second.find_first_not_of(' ')), row.indent) << text;
        EXPECT_NE(text.find("\n   Thời hạn:  hôm nay\n"), std::string::npos) << text;
    }
}

}  // namespace
}  // namespace dondoc::notifiers
