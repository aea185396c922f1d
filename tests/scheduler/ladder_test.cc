#include "scheduler/ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.h"

namespace dondoc::testing {
namespace {

using scheduler::Decision;
using scheduler::Fate;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* lead = "office.hctp@stp.example";

bool nothing(const Decision& decision) {
    return decision.made.empty() && decision.superseded.empty() && decision.unreached.empty();
}

TEST(Ladder, ClimbsStepByStep) {
    Office office(Office::example_ladder());
    struct Row {
        const char* wake;
        std::vector<std::string> made;
        std::vector<std::string> superseded;
    };
    const Row rows[] = {
        {"2024-06-06T07:59", {}, {}},
        {"2024-06-06T08:00", {"-7d/0 office.hctp@stp.example"}, {}},
        {"2024-06-07T08:00", {}, {}},
        {"2024-06-12T08:00",
         {"-1wd/0 head.hctp@stp.example", "-1wd/0 office.hctp@stp.example"},
         {}},
        {"2024-06-14T08:00", {"+1d/0 head.hctp@stp.example", "+1d/0 office.hctp@stp.example"}, {}},
        {"2024-06-15T08:00", {}, {}},
        // The weekend's turns and the step after them all fall on Monday: one word each.
        {"2024-06-17T08:00",
         {"+1d/2 office.hctp@stp.example", "+3d/0 head.hctp@stp.example",
          "+3d/0 office.van-phong@stp.example"},
         {"+1d/1 head.hctp@stp.example", "+1d/1 office.hctp@stp.example",
          "+1d/2 head.hctp@stp.example"}},
        {"2024-06-18T08:00",
         {"+3d/1 head.hctp@stp.example", "+3d/1 office.van-phong@stp.example"},
         {}},
        {"2024-06-20T08:00",
         {"+3d/2 head.hctp@stp.example", "+3d/2 office.van-phong@stp.example",
          "+7d/0 office.ban-giam-doc@stp.example"},
         {}},
    };
    for (const Row& row : rows) {
        const Decision decision = office.wake(row.wake);
        EXPECT_EQ(said(decision.made), row.made) << row.wake;
        EXPECT_EQ(said(decision.superseded), row.superseded) << row.wake;
    }
}

TEST(Ladder, SaysWhenToLookAgain) {
    Office office(Office::example_ladder());
    EXPECT_EQ(office.next_after("2024-01-01T00:00"), "2024-06-06T08:00");
    EXPECT_EQ(office.next_after("2024-06-06T07:59"), "2024-06-06T08:00");
    EXPECT_EQ(office.next_after("2024-06-06T08:00"), "2024-06-12T08:00");
    EXPECT_EQ(office.next_after("2024-06-14T08:00"), "2024-06-17T08:00");
    // Due, but it is evening: the next opening comes before the next turn.
    EXPECT_EQ(office.next_after("2024-06-06T18:00"), "2024-06-07T07:30");
    Office ends({step("-7d", {"lead"}), step("+1d", {"lead"}, "1d", "+3d")});
    EXPECT_EQ(ends.next_after("2024-06-17T08:00"), "never");
}

TEST(Ladder, TheLatestWordAfterAMonthOfDowntime) {
    Office office(Office::example_ladder());
    const Decision decision = office.wake("2024-07-15T09:12");
    EXPECT_THAT(said(decision.made),
                ElementsAre("+1d/2 office.hctp@stp.example", "+3d/10 head.hctp@stp.example",
                            "+3d/10 office.van-phong@stp.example",
                            "+7d/0 office.ban-giam-doc@stp.example"));
    // lead: -7d, -1wd, +1d twice; head: -1wd, +1d three times, +3d ten times; van-phong: ten.
    EXPECT_THAT(decision.superseded, SizeIs(4 + 14 + 10));
    EXPECT_TRUE(nothing(office.wake("2024-07-15T09:13")));
}

TEST(Ladder, NothingTwice) {
    Office office(Office::example_ladder());
    EXPECT_THAT(office.wake("2024-06-06T08:00").made, SizeIs(1));
    for (const char* again : {"2024-06-06T08:00", "2024-06-06T08:01", "2024-06-11T16:59"})
        EXPECT_TRUE(nothing(office.wake(again))) << again;
}

TEST(Ladder, AClockThatGoesBackSaysNothingTwice) {
    Office office(Office::example_ladder());
    office.wake("2024-06-14T08:00");
    for (const char* earlier : {"2024-06-13T08:00", "2024-06-06T08:00", "2024-06-14T08:00"})
        EXPECT_TRUE(nothing(office.wake(earlier))) << earlier;
    EXPECT_THAT(office.wake("2024-06-17T08:00").made, SizeIs(3));
}

TEST(Ladder, EveryFateIsOnce) {
    for (const Fate fate : {Fate::made, Fate::superseded, Fate::withdrawn, Fate::silenced}) {
        Office office({step("-7d", {"lead"})});
        office.facts.recorded = {{"-7d", 0, "mail", lead, fate, at("2024-06-06T08:00")}};
        EXPECT_TRUE(nothing(office.wake("2024-06-10T08:00"))) << name_of(fate);
    }
    Office other({step("-7d", {"lead"})});
    other.facts.recorded = {{"-7d", 1, "mail", lead, Fate::made, at("2024-06-06T08:00")},
                            {"-3d", 0, "mail", lead, Fate::made, at("2024-06-06T08:00")}};
    EXPECT_THAT(other.wake("2024-06-10T08:00").made, SizeIs(1)) << "other turns are not this one";
}

TEST(Ladder, AStepKeepsItsIdentityWhenOthersAreAdded) {
    Office office({step("-7d", {"lead"}), step("-1d", {"lead"})});
    office.wake("2024-06-06T08:00");
    office.settings = settings(
        {rule("báo cáo", {step("-14d", {"lead"}), step("-7d", {"lead"}), step("-1d", {"lead"})})});
    const Decision decision = office.wake("2024-06-06T08:05");
    EXPECT_THAT(decision.made, IsEmpty()) << "a later word went out before";
    EXPECT_THAT(said(decision.superseded), ElementsAre(std::string("-14d/0 ") + lead));
}

TEST(Ladder, AnAddressAddedLaterDoesNotGetOldTurns) {
    Office office(Office::example_ladder());
    office.wake("2024-06-06T08:00");
    office.people[0].contacts.push_back({"office", "mail", "van-thu@stp.example"});
    office.reload();
    EXPECT_TRUE(nothing(office.wake("2024-06-06T09:00")));
    EXPECT_THAT(said(office.wake("2024-06-12T08:00").made),
                ElementsAre("-1wd/0 head.hctp@stp.example", "-1wd/0 office.hctp@stp.example",
                            "-1wd/0 van-thu@stp.example"));
}

TEST(Ladder, AChangedAddressCountsFromTheNextTurn) {
    Office office(Office::example_ladder());
    office.wake("2024-06-06T08:00");
    office.people[0].contacts[0].address = "moi.hctp@stp.example";
    office.reload();
    EXPECT_TRUE(nothing(office.wake("2024-06-10T08:00")));
    EXPECT_THAT(said(office.wake("2024-06-12T08:00").made),
                ElementsAre("-1wd/0 head.hctp@stp.example", "-1wd/0 moi.hctp@stp.example"));
}

TEST(Ladder, ATurnThatACalendarChangeMovesIntoThePastStillFires) {
    Office office({step("-2wd", {"lead"})});
    EXPECT_EQ(office.next_after("2024-06-10T08:00"), "2024-06-11T08:00");
    // Announced on Monday: Tuesday and Wednesday are days off, so the step was due last Friday.
    office.settings.calendar.holidays = {day("2024-06-11"), day("2024-06-12")};
    office.reload();
    EXPECT_THAT(said(office.wake("2024-06-10T10:00").made),
                ElementsAre("-2wd/0 office.hctp@stp.example"));
}

TEST(Ladder, AnExtendedObligationStartsAnew) {
    Office office({step("-7d", {"lead"})});
    office.wake("2024-06-06T08:00");
    // The ledger that the ladder is given is that of the present deadline.
    office.facts.recorded.clear();
    office.facts.obligation.deadline =
        office.calendar.deadline({day("2024-06-28"), {}, plan::Bound::before});
    EXPECT_EQ(office.next_after("2024-06-13T08:00"), "2024-06-20T08:00");
    EXPECT_THAT(office.wake("2024-06-20T08:00").made, SizeIs(1));
}

TEST(Ladder, OutsideHoursItWaitsForTheOpening) {
    Office office({step("-7d", {"lead"})});
    EXPECT_TRUE(nothing(office.wake("2024-06-06T17:00")));
    EXPECT_EQ(office.next_after("2024-06-06T17:00"), "2024-06-07T07:30");
    EXPECT_TRUE(nothing(office.wake("2024-06-07T07:29")));
    EXPECT_THAT(office.wake("2024-06-07T07:30").made, SizeIs(1));
    Office weekend({step("-7d", {"lead"})});
    EXPECT_EQ(weekend.next_after("2024-06-07T17:00"), "2024-06-10T07:30");
    EXPECT_TRUE(nothing(weekend.wake("2024-06-08T09:00"))) << "a day off, though within the hours";
}

TEST(Ladder, UrgentDoesNotWait) {
    Office office({step("-7d", {"lead"})});
    office.settings.rules[0].steps[0].urgent = true;
    EXPECT_THAT(office.wake("2024-06-08T23:00").made, SizeIs(1));
}

TEST(Ladder, AnUrgentWordSupersedesThoseThatWait) {
    Office office({step("-2d", {"lead"}), step("-1d", {"lead"})});
    office.settings.rules[0].steps[0].at = plan::TimeOfDay(20 * 60);
    office.settings.rules[0].steps[1].at = plan::TimeOfDay(60);
    office.settings.rules[0].steps[1].urgent = true;
    EXPECT_TRUE(nothing(office.wake("2024-06-11T20:00")));
    const Decision night = office.wake("2024-06-12T01:00");
    EXPECT_THAT(said(night.made), ElementsAre("-1d/0 office.hctp@stp.example"));
    EXPECT_THAT(said(night.superseded), ElementsAre("-2d/0 office.hctp@stp.example"));
    EXPECT_TRUE(nothing(office.wake("2024-06-12T07:30")));
}

TEST(Ladder, ALatestWordThatIsNotUrgentWaitsWithThoseBeforeIt) {
    Office office({step("-2d", {"lead"}), step("-1d", {"lead"})});
    office.settings.rules[0].steps[0].urgent = true;
    EXPECT_TRUE(nothing(office.wake("2024-06-12T18:00")));
    const Decision morning = office.wake("2024-06-13T07:30");
    EXPECT_THAT(said(morning.made), ElementsAre("-1d/0 office.hctp@stp.example"));
    EXPECT_THAT(said(morning.superseded), ElementsAre("-2d/0 office.hctp@stp.example"));
}

TEST(Ladder, OneInstantOneWord) {
    struct Row {
        const char* name;
        std::vector<config::Step> steps;
        const char* made;
    };
    // In each, two turns fire on Thursday the 13th at 08:00, or for the first on Monday the 17th.
    const Row rows[] = {
        {"later nominal day", {step("+2d", {"lead"}, "1d", "+3d")}, "+2d/1"},
        {"later nominal day, earlier place",
         {step("+3d", {"lead"}), step("+2d", {"lead"})},
         "+3d/0"},
        {"place in the ladder", {step("0d", {"lead"}), step("0d", {"lead"})}, "0d#2/0"},
        {"place before turn", {step("-1d", {"lead"}, "1d", "0d"), step("0d", {"lead"})}, "0d/0"},
    };
    for (const Row& row : rows) {
        Office office(row.steps);
        office.wake("2024-06-12T08:00");
        const bool monday = row.made[0] == '+';
        const Decision decision = office.wake(monday ? "2024-06-17T08:00" : "2024-06-13T08:00");
        EXPECT_THAT(said(decision.made), ElementsAre(std::string(row.made) + " " + lead))
            << row.name;
        EXPECT_THAT(decision.superseded, SizeIs(1)) << row.name;
    }
}

TEST(Ladder, TheSameAddressOnTwoChannelsIsTwoRecipients) {
    Office office({step("-7d", {"lead"})});
    office.people[0].contacts.push_back({"office", "hook", lead});
    office.reload();
    const Decision decision = office.wake("2024-06-06T08:00");
    ASSERT_THAT(decision.made, SizeIs(2));
    EXPECT_NE(decision.made[0].recipient.channel, decision.made[1].recipient.channel);
}

TEST(Ladder, ASharedAddressHearsOfOneTurnOnce) {
    Office office({step("-7d", {"lead.head", "lead"}), step("-6d", {"lead"})});
    office.people[0].contacts[1].address = lead;
    office.reload();
    const Decision decision = office.wake("2024-06-06T08:00");
    ASSERT_THAT(decision.made, SizeIs(1));
    EXPECT_EQ(decision.made[0].recipient.selector, "lead.head") << "the first that named them";
    const Decision next = office.wake("2024-06-07T08:00");
    ASSERT_THAT(next.made, SizeIs(1));
    EXPECT_EQ(next.made[0].recipient.selector, "lead") << "this step's own selector";
}

TEST(Ladder, WhoeverCannotBeReachedIsSaidOnce) {
    Office office({step("-7d", {"lead", "support.deputy"}), step("-6d", {"unit:khong-co"})});
    const Decision first = office.wake("2024-06-06T08:00");
    EXPECT_THAT(said(first.made), ElementsAre(std::string("-7d/0 ") + lead));
    ASSERT_THAT(said(first.unreached), ElementsAre("-7d/0 support.deputy"));
    EXPECT_EQ(first.unreached[0].recipient.channel, "");
    const Decision second = office.wake("2024-06-07T08:00");
    EXPECT_THAT(second.made, IsEmpty());
    EXPECT_THAT(said(second.unreached), ElementsAre("-6d/0 unit:khong-co"));
    EXPECT_TRUE(nothing(office.wake("2024-06-08T08:00")));
}

TEST(Ladder, TheFallbackStandsInForThem) {
    Office office({step("-7d", {"lead.deputy", "support.deputy", "lead"})});
    office.settings.fallback = config::Fallback{"mail", "van-thu@stp.example"};
    const Decision decision = office.wake("2024-06-06T08:00");
    EXPECT_THAT(said(decision.made),
                ElementsAre(std::string("-7d/0 ") + lead, "-7d/0 van-thu@stp.example"));
    EXPECT_THAT(said(decision.unreached), ElementsAre("-7d/0 lead.deputy", "-7d/0 support.deputy"));
}

TEST(Ladder, WhoWaitsForTheOpeningIsNotForgottenBecauseAnotherIsUnreached) {
    Office office({step("-7d", {"lead", "support.deputy"})});
    // Back after downtime, in the evening: the ledger gets its line, the lead waits for the
    // morning.
    const Decision evening = office.wake("2024-06-06T20:00");
    EXPECT_THAT(evening.made, IsEmpty());
    EXPECT_THAT(evening.unreached, SizeIs(1));
    EXPECT_THAT(said(office.wake("2024-06-07T07:30").made),
                ElementsAre(std::string("-7d/0 ") + lead));
}

TEST(Ladder, WhoWaitsForTheOpeningIsNotForgottenBecauseAnotherHasAnUrgentWord) {
    Office office({step("-7d", {"lead", "lead.head"}), step("-6d", {"lead.head"})});
    office.settings.rules[0].steps[1].urgent = true;
    const Decision evening = office.wake("2024-06-07T20:00");
    EXPECT_THAT(said(evening.made), ElementsAre("-6d/0 head.hctp@stp.example"));
    EXPECT_THAT(said(office.wake("2024-06-10T07:30").made),
                ElementsAre(std::string("-7d/0 ") + lead));
}

}  // namespace
}  // namespace dondoc::testing
