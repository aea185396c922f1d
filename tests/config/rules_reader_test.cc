#include "bad_file.h"

namespace dondoc::config {
namespace {

const std::string kStep = "[[rule.step]]\nwhen = \"-1d\"\nto = \"lead\"\n";

std::string rule(const std::string& name, const std::string& more) {
    return "[[rule]]\nname = \"" + name + "\"\n" + more;
}

TEST(RulesReader, FindsWhatIsWrong) {
    const Wrong rows[] = {
        {"no rule", "# rule", 0, "there is no rule; add [[rule]] with name = \"everything\""},
        {"an empty list", "rule = []", 0, "there is no rule"},
        {"no name", "[[rule]]\n" + kStep, 1, "\"name\" is missing in [[rule]]"},
        {"a name twice", rule("a", "match = { kind = \"once\" }\n" + kStep) + rule("a", kStep), 8,
         "there is a rule \"a\" in line 1 already"},
        {"nothing to do", rule("a", "at = \"08:00\""), 1, "this rule tells nobody"},
        {"the last minute and one", rule("a", "at = \"24:00\"\n" + kStep), 3,
         "from 00:00 to 23:59, e.g. at = \"08:00\""},
        {"no time", rule("a", "at = \"8 giờ\"\n" + kStep), 3, "at cannot be \"8 giờ\""},
        {"after a rule for all",
         rule("tất cả", kStep) + "\n" + rule("a", "match = { tag = \"x\" }\n" + kStep), 7,
         "this rule can never match, since rule \"tất cả\" above has no match"},
        {"nudge and a kind",
         rule("a", "match = { kind = [\"once\", \"cycle\"] }\nnudge.every = \"week\""), 1,
         "nudge is for continuous tasks, and match leaves them out"},
        {"nudge and a cycle", rule("a", "match = { every = \"month\" }\nnudge.every = \"week\""), 1,
         "nudge is for continuous tasks"},
        {"steps for continuous tasks", rule("a", "match = { kind = \"continuous\" }\n" + kStep), 1,
         "so steps never come due"},
        {"a step twice",
         rule("a", kStep + "[[rule.step]]\nwhen = \"-1d\"\nto = [\"lead\"]\nrepeat = \"1d\""), 6,
         "the same as the one in line 3"},
        {"a step twice, its time said", rule("a", kStep + kStep + "at = \"08:00\""), 6,
         "the same as the one in line 3"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(RulesReader, TakesNearMisses) {
    expect_good(rule(
        "a", "match = { kind = [\"once\", \"continuous\"] }\nnudge.every = \"week\"\n" + kStep));
    expect_good(rule("a", kStep + kStep + "at = \"14:00\""));
    expect_good(rule("a", kStep + "[[rule.step]]\nwhen = \"-1wd\"\nto = \"lead\"\n"));
    expect_good(rule("a", kStep + "[[rule.step]]\nwhen = \"-1d\"\nto = \"lead.head\"\n"));
    expect_good(rule("a", "match = { tag = \"x\" }\n" + kStep) + rule("b", kStep));
    EXPECT_EQ(expect_good(rule("a", "at = \"23:59\"\n" + kStep)).rules.front().at,
              std::chrono::minutes(1439));
}

TEST(RulesReader, TakesAnEmptyMatchForNone) {
    expect_wrong({"match = {}", rule("tất cả", "match = {}\n" + kStep) + rule("a", kStep), 7,
                  "can never match"});
}

TEST(RulesReader, KeysStepsByTheirDistance) {
    const auto settings = expect_good(
        rule("a", kStep + "[[rule.step]]\nwhen = \"3d\"\nto = \"lead\"\n"
                          "[[rule.step]]\nwhen = \"+3d\"\nto = \"parent\"\n"
                          "[[rule.step]]\nwhen = \"+3wd\"\nto = \"parent\"\n"
                          "[[rule.step]]\nwhen = \"+3d\"\nto = \"unit:ban-giam-doc\"\n"));
    std::vector<std::string> keys;
    for (const auto& step : settings.rules.front().steps)
        keys.push_back(step.key);
    EXPECT_EQ(keys, (std::vector<std::string>{"-1d", "+3d", "+3d#2", "+3wd", "+3d#3"}));
}

}  // namespace
}  // namespace dondoc::config
