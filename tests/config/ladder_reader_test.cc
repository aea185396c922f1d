#include "bad_file.h"

namespace dondoc::config {
namespace {

std::string step(const std::string& lines) {
    return "[[rule]]\nname = \"a\"\n[[rule.step]]\n" + lines;
}

std::string nudge(const std::string& keys) {
    return "[[rule]]\nname = \"a\"\nnudge = { " + keys + " }";
}

std::string match(const std::string& keys) {
    return "[[rule]]\nname = \"a\"\nmatch = { " + keys + " }\nnudge.every = \"week\"";
}

TEST(LadderReader, FindsWhatIsWrongWithAStep) {
    const std::string good = "when = \"+1d\"\nto = \"lead\"\n";
    const Wrong rows[] = {
        {"no when", step("to = \"lead\""), 3, "\"when\" is missing in [[rule.step]]"},
        {"no to", step("when = \"+1d\""), 3, "\"to\" is missing in [[rule.step]]"},
        {"empty to", step("when = \"+1d\"\nto = []"), 5, "the list \"to\" is empty"},
        {"when without unit", step("when = \"-7\"\nto = \"lead\""), 4,
         "when cannot be \"-7\"; write a number with d (days) or wd (working days)"},
        {"when too far", step("when = \"3661d\"\nto = \"lead\""), 4, "when cannot be"},
        {"a person", step("when = \"+1d\"\nto = [\"lead\", \"director\"]"), 5,
         "to cannot hold \"director\"; write lead, support, parent or unit:ID"},
        {"a unit's name", step("when = \"+1d\"\nto = \"unit:Văn phòng\""), 5, "\"unit:van-phong\""},
        {"repeat 0", step(good + "repeat = \"0d\""), 6, "repeat must be one day or more"},
        {"repeat back", step(good + "repeat = \"-1wd\""), 6, "repeat must be one day or more"},
        {"repeat in words", step(good + "repeat = \"daily\""), 6, "repeat cannot be \"daily\""},
        {"until alone", step(good + "until = \"+3d\""), 6, "until goes with repeat only"},
        {"until first", step(good + "repeat = \"1d\"\nuntil = \"0d\""), 7,
         "until = \"0d\" is before when = \"+1d\""},
        {"until in words", step(good + "repeat = \"1d\"\nuntil = \"friday\""), 7,
         "until cannot be"},
        {"at", step(good + "at = \"25:00\""), 6, "at cannot be \"25:00\""},
        {"urgent", step(good + "urgent = 1"), 6, "true or false"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(LadderReader, TakesNearMissesOfAStep) {
    expect_good(step("when = \"+1d\"\nto = \"lead\"\nrepeat = \"1d\"\nuntil = \"+1d\""));
    expect_good(step("when = \"+5wd\"\nto = \"lead\"\nrepeat = \"1d\"\nuntil = \"+4d\""));
    expect_good(step("when = \"-5d\"\nto = \"lead\"\nrepeat = \"1wd\"\nuntil = \"-3d\""));
}

TEST(LadderReader, FindsWhatIsWrongWithANudge) {
    const Wrong rows[] = {
        {"no every", nudge("day = 1"), 3, "\"every\" is missing in nudge"},
        {"no such every", nudge("every = \"day\""), 3, "\"week\", \"month\", \"quarter\""},
        {"day 0", nudge("every = \"month\", day = 0"), 3, "from 1 to 31"},
        {"day 32", nudge("every = \"month\", day = 32"), 3, "from 1 to 31"},
        {"day of a week", nudge("every = \"week\", day = 1"), 3,
         "day does not go with every = \"week\"; write e.g. weekday = 1"},
        {"weekday of a month", nudge("every = \"month\", weekday = 1"), 3,
         "weekday does not go with every = \"month\"; write e.g. day = 1"},
        {"weekday 8", nudge("every = \"week\", weekday = 8"), 3, "from 1 to 7"},
        {"month of a month", nudge("every = \"month\", month = \"first\""), 3, "month is only for"},
        {"named month of a quarter", nudge("every = \"quarter\", month = 2"), 3,
         "month is only for"},
        {"month 13", nudge("every = \"year\", month = 13"), 3, "from 1 to 12"},
        {"month in the middle", nudge("every = \"quarter\", month = \"middle\""), 3,
         "\"last\", \"first\""},
        {"to nobody", nudge("every = \"month\", to = []"), 3, "the list \"to\" is empty"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(LadderReader, GivesANudgeItsDefaults) {
    struct Row {
        std::string keys;
        plan::Every every;
        std::optional<unsigned> day;
        std::optional<unsigned> weekday;
        plan::CycleMonth month;
    };
    using Which = plan::CycleMonth::Which;
    const Row rows[] = {
        {"every = \"week\"", plan::Every::week, {}, 1, {Which::first, 0}},
        {"every = \"week\", weekday = 5", plan::Every::week, {}, 5, {Which::first, 0}},
        {"every = \"month\"", plan::Every::month, 1, {}, {Which::first, 0}},
        {"every = \"quarter\", day = 5", plan::Every::quarter, 5, {}, {Which::first, 0}},
        {"every = \"half_year\", month = \"last\"",
         plan::Every::half_year,
         1,
         {},
         {Which::last, 0}},
        {"every = \"year\", month = 6, day = 31", plan::Every::year, 31, {}, {Which::named, 6}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.keys);
        const auto settings = expect_good(nudge(row.keys));
        ASSERT_FALSE(settings.rules.empty());
        ASSERT_TRUE(settings.rules.front().nudge);
        const Nudge& read = *settings.rules.front().nudge;
        EXPECT_EQ(read.cycle.every, row.every);
        EXPECT_EQ(read.cycle.day, row.day);
        EXPECT_EQ(read.cycle.weekday, row.weekday);
        EXPECT_EQ(read.cycle.month, row.month);
        EXPECT_EQ(read.to, (std::vector{*parse_selector("lead")}));
    }
}

TEST(LadderReader, FindsWhatIsWrongWithAMatch) {
    const Wrong rows[] = {
        {"no such kind", match("kind = \"weekly\""), 3,
         "\"kind\" cannot be \"weekly\"; choose one of"},
        {"one of two kinds", match("kind = [\"continuous\", \"never\"]"), 3, "cannot be \"never\""},
        {"no such every",
         "[[rule]]\nname = \"a\"\nmatch = { every = \"day\" }\n[[rule.step]]\nwhen = \"0d\"\nto = "
         "\"lead\"",
         3, "\"half_year\""},
        {"a number as task", match("task = 12.2"), 3, "must be text in quotes, or a list of texts"},
        {"none of any", match("plan = []"), 3, "the list \"plan\" is empty"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(LadderReader, MatchesLettersHoweverTheyAreEncoded) {
    const auto settings = expect_good(match("tag = \"ba\u0301o ca\u0301o\""));
    ASSERT_FALSE(settings.rules.empty());
    EXPECT_EQ(settings.rules.front().match.tag, (std::vector<std::string>{"báo cáo"}));
}

}  // namespace
}  // namespace dondoc::config
