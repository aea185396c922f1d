#include <gtest/gtest.h>

#include "config/reader.h"
#include "support/world.h"

namespace dondoc::config {
namespace {

using dondoc::testing::unit;
using dondoc::testing::units;

constexpr std::string_view kStart =
    "daemon.database = \"x\"\n[channels.mail]\ntype = \"maildir\"\npath = \"m\"\n"
    "from = \"a@stp.example\"\n";

plan::Problems check(const std::string& rules, const plan::Units& known) {
    const auto settings = read_settings(std::string(kStart) + rules, "dondoc.toml");
    if (!settings) {
        ADD_FAILURE() << settings.error().front().text(plan::Language::en);
        return {};
    }
    return check_against(*settings, known);
}

const plan::Units kUnits = units({unit("van-phong", "Văn phòng Sở"), unit("hctp", "Phòng HCTP")});

TEST(Check, FindsUnitsThatAreNotThere) {
    struct Row {
        const char* name;
        std::string rule;
        std::vector<std::string> words;  ///< one a problem
    };
    const std::string rule = "[[rule]]\nname = \"a\"\n";
    const Row rows[] = {
        {"all there",
         rule +
             "match = { unit = \"hctp\" }\n[[rule.step]]\nwhen = \"0d\"\nto = [\"unit:van-phong\", "
             "\"lead.nobody\"]",
         {}},
        {"a match",
         rule + "match = { unit = [\"hctp\", \"ttg\"] }\nnudge.every = \"week\"",
         {"rule \"a\": match.unit names \"ttg\", and there is no such unit; add it"}},
        {"a match by name",
         rule + "match = { unit = \"văn phòng sở\" }\nnudge.every = \"week\"",
         {"did you mean \"van-phong\"?"}},
        {"a step",
         rule + "[[rule.step]]\nwhen = \"0d\"\nto = \"unit:van-phon.head\"",
         {"to names \"van-phon\", and there is no such unit; did you mean \"van-phong\"?"}},
        {"steps with one unit",
         rule +
             "[[rule.step]]\nwhen = \"0d\"\nto = \"unit:ttg\"\n[[rule.step]]\nwhen = \"1d\"\nto = "
             "[\"unit:ttg\", \"unit:x\"]",
         {"\"ttg\"", "\"x\""}},
        {"a nudge", rule + "nudge = { every = \"week\", to = \"unit:ttg\" }", {"\"ttg\""}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        const auto problems = check(row.rule, kUnits);
        ASSERT_EQ(problems.size(), row.words.size());
        for (std::size_t i = 0; i < problems.size(); ++i) {
            EXPECT_EQ(problems[i].file, "dondoc.toml");
            EXPECT_EQ(problems[i].line, 6u);
            EXPECT_NE(problems[i].words.en.find(row.words[i]), std::string::npos)
                << problems[i].words.en;
        }
    }
}

TEST(Check, FindsContactsOnChannelsThatAreNotThere) {
    auto office = unit("van-phong", "Văn phòng Sở");
    office.contacts.push_back({"deputy", "sms", "https://sms.stp.example/1"});
    const auto problems = check("[[rule]]\nname = \"a\"\nnudge.every = \"week\"", units({office}));
    ASSERT_EQ(problems.size(), 1u);
    for (const char* words : {"\"van-phong\"", "deputy", "https://sms.stp.example/1", "\"sms\""}) {
        EXPECT_NE(problems.front().words.en.find(words), std::string::npos) << words;
        EXPECT_NE(problems.front().words.vi.find(words), std::string::npos) << words;
    }
}

}  // namespace
}  // namespace dondoc::config
