#include "scheduler/explain.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.h"

namespace dondoc::testing {
namespace {

using scheduler::Fate;
using scheduler::Why;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string word(Why why) {
    switch (why) {
        case Why::told:
            return "told";
        case Why::superseded:
            return "superseded";
        case Why::withdrawn:
            return "withdrawn";
        case Why::silenced:
            return "silenced";
        case Why::will_be_told:
            return "will be told";
        case Why::will_be_superseded:
            return "will be superseded";
        case Why::closed:
            return "closed";
        case Why::not_in_force:
            return "not in force";
        case Why::past:
            return "past";
        case Why::closed_turn:
            return "closed turn";
        case Why::unreached:
            return "unreached";
    }
    return "?";
}

/// `-7d/0 office.hctp@stp.example told 06-06T08:00`, in the order of the explanation.
std::vector<std::string> explained(const Office& office, const char* now, const char* horizon) {
    const auto explanation = scheduler::explain(office.facts, office.units, office.settings,
                                                office.calendar, at(now), at(horizon));
    std::vector<std::string> lines;
    for (const scheduler::ExplainedTurn& each : explanation.turns) {
        lines.push_back(fmt::format("{}/{} {} {} {}", each.step, each.turn.turn,
                                    each.recipient.address, word(each.why),
                                    each.at ? zone().iso(*each.at).substr(5, 11) : "-"));
    }
    return lines;
}

TEST(Explain, WhatWentOutAndWhatWill) {
    Office office(Office::example_ladder());
    office.wake("2024-06-06T08:00");
    office.wake("2024-06-12T08:00");
    EXPECT_THAT(explained(office, "2024-06-12T10:00", "2024-06-17T23:00"),
                ElementsAre("-7d/0 office.hctp@stp.example told 06-06T08:00",
                            "-1wd/0 office.hctp@stp.example told 06-12T08:00",
                            "-1wd/0 head.hctp@stp.example told 06-12T08:00",
                            "+1d/0 office.hctp@stp.example will be told 06-14T08:00",
                            "+1d/0 head.hctp@stp.example will be told 06-14T08:00",
                            "+1d/1 office.hctp@stp.example will be superseded 06-17T08:00",
                            "+1d/1 head.hctp@stp.example will be superseded 06-17T08:00",
                            "+1d/2 office.hctp@stp.example will be told 06-17T08:00",
                            "+1d/2 head.hctp@stp.example will be superseded 06-17T08:00",
                            "+3d/0 head.hctp@stp.example will be told 06-17T08:00",
                            "+3d/0 office.van-phong@stp.example will be told 06-17T08:00"));
}

TEST(Explain, WhatIsDueNowAndWaits) {
    Office office({step("-7d", {"lead"}), step("-6d", {"lead"})});
    EXPECT_THAT(explained(office, "2024-06-08T10:00", "2024-06-30T00:00"),
                ElementsAre("-7d/0 office.hctp@stp.example will be superseded 06-10T07:30",
                            "-6d/0 office.hctp@stp.example will be told 06-10T07:30"));
}

TEST(Explain, EachFateOfTheLedger) {
    struct Row {
        Fate fate;
        const char* word;
    };
    const Row rows[] = {{Fate::made, "told"},
                        {Fate::superseded, "superseded"},
                        {Fate::withdrawn, "withdrawn"},
                        {Fate::silenced, "silenced"}};
    for (const Row& row : rows) {
        Office office({step("-7d", {"lead"})});
        office.facts.recorded = {
            {"-7d", 0, "mail", "office.hctp@stp.example", row.fate, at("2024-06-06T08:00")}};
        EXPECT_THAT(
            explained(office, "2024-06-07T00:00", "2024-06-30T00:00"),
            ElementsAre(std::string("-7d/0 office.hctp@stp.example ") + row.word + " 06-06T08:00"));
    }
}

TEST(Explain, WhyNobodyIsToldAnyMore) {
    struct Row {
        plan::State state;
        const char* closed_at;
        const char* expected;
    };
    const Row rows[] = {
        {plan::State::submitted, "2024-06-11T09:00",
         "-1wd/0 office.hctp@stp.example closed 06-11T09:00"},
        {plan::State::waived, "2024-06-11T09:00",
         "-1wd/0 office.hctp@stp.example closed 06-11T09:00"},
        {plan::State::past, nullptr, "-1wd/0 office.hctp@stp.example past -"},
    };
    for (const Row& row : rows) {
        Office office({step("-1wd", {"lead"})});
        office.facts.state = row.state;
        if (row.closed_at != nullptr) office.facts.closed_at = at(row.closed_at);
        EXPECT_THAT(explained(office, "2024-06-20T00:00", "2024-06-30T00:00"),
                    ElementsAre(row.expected));
    }
}

TEST(Explain, APlanThatIsNotInForceTellsNobody) {
    Office office({step("-7d", {"lead"}), step("-1d", {"lead", "lead.deputy"})});
    office.wake("2024-06-06T08:00");
    office.facts.in_force = false;
    EXPECT_THAT(explained(office, "2024-06-06T10:00", "2024-06-30T00:00"),
                ElementsAre("-7d/0 office.hctp@stp.example told 06-06T08:00",
                            "-1d/0 office.hctp@stp.example not in force -",
                            "-1d/0 lead.deputy not in force -"));
}

TEST(Explain, AnAddressThatCameTooLate) {
    Office office({step("-7d", {"lead"}), step("-1d", {"lead"})});
    office.wake("2024-06-06T08:00");
    office.people[0].contacts.push_back({"office", "mail", "van-thu@stp.example"});
    office.reload();
    EXPECT_THAT(explained(office, "2024-06-06T10:00", "2024-06-30T00:00"),
                ElementsAre("-7d/0 office.hctp@stp.example told 06-06T08:00",
                            "-7d/0 van-thu@stp.example closed turn -",
                            "-1d/0 office.hctp@stp.example will be told 06-12T08:00",
                            "-1d/0 van-thu@stp.example will be told 06-12T08:00"));
}

TEST(Explain, AnAddressThatIsNoLongerThere) {
    Office office({step("-7d", {"lead"}), step("-1d", {"lead"})});
    office.wake("2024-06-06T08:00");
    office.people[0].contacts[0].address = "moi.hctp@stp.example";
    office.reload();
    EXPECT_THAT(explained(office, "2024-06-06T10:00", "2024-06-30T00:00"),
                ElementsAre("-7d/0 office.hctp@stp.example told 06-06T08:00",
                            "-7d/0 moi.hctp@stp.example closed turn -",
                            "-1d/0 moi.hctp@stp.example will be told 06-12T08:00"));
}

TEST(Explain, ASelectorThatReachesNobody) {
    Office office({step("-7d", {"lead.deputy"}), step("-1d", {"lead.deputy"})});
    office.wake("2024-06-06T08:00");
    EXPECT_THAT(
        explained(office, "2024-06-06T10:00", "2024-06-30T00:00"),
        ElementsAre("-7d/0 lead.deputy unreached 06-06T08:00", "-1d/0 lead.deputy unreached -"));
    office.settings.fallback = config::Fallback{"mail", "van-thu@stp.example"};
    EXPECT_THAT(explained(office, "2024-06-06T10:00", "2024-06-30T00:00"),
                ElementsAre("-7d/0 van-thu@stp.example will be told 06-06T10:00",
                            "-1d/0 van-thu@stp.example will be told 06-12T08:00"));
}

TEST(Explain, TheFallbackStandsInForEverySelectorOfATurn) {
    Office office({step("-1d", {"lead.deputy", "lead", "parent.deputy"})});
    office.settings.fallback = config::Fallback{"mail", "van-thu@stp.example"};
    const auto explanation =
        scheduler::explain(office.facts, office.units, office.settings, office.calendar,
                           at("2024-06-06T10:00"), at("2024-06-30T00:00"));
    ASSERT_EQ(explanation.turns.size(), 2u);
    EXPECT_EQ(explanation.turns[0].recipient.selector, "lead.deputy, parent.deputy");
    EXPECT_EQ(explanation.turns[1].recipient.selector, "lead");
}

TEST(Explain, ForetellsWhatTheLadderDoes) {
    Office office(Office::example_ladder());
    const auto foretold = explained(office, "2024-06-01T00:00", "2024-06-27T00:00");
    for (const char* wake :
         {"2024-06-06T08:00", "2024-06-12T08:00", "2024-06-14T08:00", "2024-06-17T08:00",
          "2024-06-18T08:00", "2024-06-20T08:00", "2024-06-24T08:00", "2024-06-26T08:00"})
        office.wake(wake);
    auto told = explained(office, "2024-06-27T00:00", "2024-06-27T00:00");
    ASSERT_EQ(foretold.size(), told.size());
    const auto past_tense = [](std::string line) {
        for (const auto& [future, past] :
             {std::pair{"will be told", "told"}, std::pair{"will be superseded", "superseded"}}) {
            if (const auto found = line.find(future); found != std::string::npos)
                line.replace(found, std::string_view(future).size(), past);
        }
        return line;
    };
    auto expected = foretold;
    for (std::string& line : expected)
        line = past_tense(line);
    std::ranges::sort(expected);
    std::ranges::sort(told);
    EXPECT_EQ(told, expected);
}

TEST(Explain, KnowsWhoseAnAddressIs) {
    Office office({step("-7d", {"lead.head"})});
    office.wake("2024-06-06T08:00");
    const auto explanation =
        scheduler::explain(office.facts, office.units, office.settings, office.calendar,
                           at("2024-06-07T00:00"), at("2024-06-30T00:00"));
    ASSERT_EQ(explanation.turns.size(), 1u);
    EXPECT_EQ(explanation.turns[0].recipient.unit, "hctp");
    EXPECT_EQ(explanation.turns[0].recipient.selector, "lead.head");
}

TEST(Explain, NamesTheRule) {
    Office office({step("-7d", {"lead"})});
    const auto explain = [&] {
        return scheduler::explain(office.facts, office.units, office.settings, office.calendar,
                                  at("2024-06-01T00:00"), at("2024-06-30T00:00"));
    };
    EXPECT_EQ(explain().rule, &office.settings.rules[0]);
    office.settings.rules[0].match.kind = {plan::Kind::cycle};
    EXPECT_EQ(explain().rule, nullptr);
    EXPECT_THAT(explain().turns, IsEmpty());
}

}  // namespace
}  // namespace dondoc::testing
