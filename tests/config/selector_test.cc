#include <gtest/gtest.h>

#include "config/settings.h"

namespace dondoc::config {
namespace {

TEST(Selector, IsReadWithItsRole) {
    struct Row {
        const char* text;
        Audience audience;
        const char* unit;
        const char* role;
    };
    const Row rows[] = {
        {"lead", Audience::lead, "", "office"},
        {"lead.head", Audience::lead, "", "head"},
        {"support", Audience::support, "", "office"},
        {"support.deputy", Audience::support, "", "deputy"},
        {"parent", Audience::parent, "", "office"},
        {"unit:van-phong", Audience::unit, "van-phong", "office"},
        {"unit:van-phong.deputy-2", Audience::unit, "van-phong", "deputy-2"},
        {"unit:lead", Audience::unit, "lead", "office"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        const auto read = parse_selector(row.text);
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, (Selector{row.audience, row.unit, row.role, row.text}));
    }
}

TEST(Selector, TakesNoOtherForm) {
    for (const char* text : {"", "lead.", ".head", "Lead", "leader", "lead head", "lead.Head",
                             "unit", "unit:", "unit:.head", "unit:Văn phòng", "unit:van_phong",
                             "lead:x", "lead.head.x", " lead", "van-phong"}) {
        EXPECT_FALSE(parse_selector(text)) << text;
    }
}

}  // namespace
}  // namespace dondoc::config
