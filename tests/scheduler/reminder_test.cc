#include "scheduler/reminder.h"

#include <gtest/gtest.h>

#include "support/world.h"

namespace dondoc::testing {
namespace {

using config::Match;
using plan::Every;
using plan::Kind;
using scheduler::Fate;

plan::Obligation monthly() {
    plan::Obligation owed;
    owed.key = {"56/KH-STP", "12.2", "2024-05", "hctp"};
    owed.kind = Kind::cycle;
    owed.every = Every::month;
    return owed;
}

plan::Task tagged() {
    plan::Task task;
    task.key = "12.2";
    task.tags = {"bao-cao", "quan-trong"};
    return task;
}

struct Row {
    const char* name;
    Match match;
    bool matches;
};

void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

class RuleFor : public ::testing::TestWithParam<Row> {};

TEST_P(RuleFor, AMonthlyReport) {
    config::Rule rule;
    rule.match = GetParam().match;
    const std::vector<config::Rule> rules{rule};
    EXPECT_EQ(scheduler::rule_for(monthly(), tagged(), rules) == &rules[0], GetParam().matches);
}

Match with(auto Match::*key, auto value) {
    Match match;
    (match.*key).push_back(value);
    return match;
}

Match both(Match match, auto Match::*key, auto value) {
    (match.*key).push_back(value);
    return match;
}

INSTANTIATE_TEST_SUITE_P(
    Reminder, RuleFor,
    ::testing::Values(
        Row{"WithoutMatch", {}, true}, Row{"Plan", with(&Match::plan, "56/KH-STP"), true},
        Row{"AnotherPlan", with(&Match::plan, "56"), false},
        Row{"Task", with(&Match::task, "12.2"), true},
        Row{"AnotherTask", with(&Match::task, "12.20"), false},
        Row{"Unit", with(&Match::unit, "hctp"), true},
        Row{"AnotherUnit", with(&Match::unit, "bttp"), false},
        Row{"Kind", with(&Match::kind, Kind::cycle), true},
        Row{"AnotherKind", with(&Match::kind, Kind::once), false},
        Row{"Every", with(&Match::every, Every::month), true},
        Row{"AnotherEvery", with(&Match::every, Every::quarter), false},
        Row{"Tag", with(&Match::tag, "quan-trong"), true},
        Row{"AnotherTag", with(&Match::tag, "gap"), false},
        Row{"AnyOfSeveral", both(with(&Match::unit, "bttp"), &Match::unit, "hctp"), true},
        Row{"NoneOfSeveral", both(with(&Match::unit, "bttp"), &Match::unit, "ttg"), false},
        Row{"AllKeysHold", both(with(&Match::unit, "hctp"), &Match::tag, "bao-cao"), true},
        Row{"OneKeyDoesNotHold", both(with(&Match::unit, "hctp"), &Match::tag, "gap"), false}),
    [](const auto& tested) { return tested.param.name; });

TEST(RuleFor, TheFirstThatMatches) {
    std::vector<config::Rule> rules(3);
    rules[0].match.unit = {"bttp"};
    rules[1].match.kind = {Kind::cycle};
    EXPECT_EQ(scheduler::rule_for(monthly(), tagged(), rules), &rules[1]);
    rules[0].match.unit = {"hctp"};
    EXPECT_EQ(scheduler::rule_for(monthly(), tagged(), rules), &rules[0]);
    rules.resize(1);
    rules[0].match.unit = {"bttp"};
    EXPECT_EQ(scheduler::rule_for(monthly(), tagged(), rules), nullptr);
    EXPECT_EQ(scheduler::rule_for(monthly(), tagged(), {}), nullptr);
}

TEST(RuleFor, WhatIsNoCycleHasNoEvery) {
    plan::Obligation once = monthly();
    once.kind = Kind::once;
    once.every = {};
    std::vector<config::Rule> rules(1);
    rules[0].match.every = {Every::month};
    EXPECT_EQ(scheduler::rule_for(once, tagged(), rules), nullptr);
    plan::Task bare = tagged();
    bare.tags.clear();
    rules[0].match = {};
    rules[0].match.tag = {"bao-cao"};
    EXPECT_EQ(scheduler::rule_for(once, bare, rules), nullptr);
}

TEST(Fate, NamesGoBothWays) {
    for (const Fate fate :
         {Fate::made, Fate::superseded, Fate::withdrawn, Fate::silenced, Fate::unreached})
        EXPECT_EQ(scheduler::fate_named(scheduler::name_of(fate)), fate);
    EXPECT_FALSE(scheduler::fate_named("sent"));
}

}  // namespace
}  // namespace dondoc::testing
