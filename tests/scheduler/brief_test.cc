#include "scheduler/brief.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.h"

namespace dondoc::testing {
namespace {

using scheduler::Brief;
using scheduler::Letter;
using scheduler::Reminder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The brief of the reminder to `address` among what is decided at that local time.
Brief brief_at(Office& office, const char* wake, const std::string& address,
               const char* rendered = nullptr) {
    for (const Reminder& each : office.wake(wake).made) {
        if (each.recipient.address != address) continue;
        return scheduler::brief_of(each, office.facts, office.units, office.settings,
                                   office.calendar, at(rendered != nullptr ? rendered : wake));
    }
    ADD_FAILURE() << address << " is told nothing at " << wake;
    return {};
}

std::vector<std::string> iso_days(const std::vector<plan::Day>& days) {
    std::vector<std::string> found;
    for (const plan::Day each : days)
        found.push_back(plan::iso(each));
    return found;
}

constexpr const char* lead = "office.hctp@stp.example";

TEST(Brief, SaysWhatAndInWhichPlan) {
    Office office(Office::example_ladder());
    const Brief brief = brief_at(office, "2024-06-06T08:00", lead);
    EXPECT_EQ(brief.reference, "56/KH-STP:12.2:once:hctp");
    EXPECT_EQ(brief.plan_title, "Kiểm soát thủ tục hành chính năm 2024");
    EXPECT_EQ(brief.plan_issued, day("2024-03-19"));
    EXPECT_EQ(brief.table, "12");
    EXPECT_EQ(brief.no, "2");
    EXPECT_EQ(brief.title, "Báo cáo định kỳ");
    EXPECT_EQ(brief.product, "Báo cáo");
    EXPECT_THAT(brief.support, ElementsAre("van-phong")) << "as the plan prints it";
    EXPECT_EQ(brief.unit_name, "Phòng Hành chính tư pháp");
    EXPECT_EQ(brief.kind, plan::Kind::once);
    EXPECT_EQ(brief.period, plan::Words{});
    EXPECT_EQ(brief.rule, "báo cáo");
    EXPECT_EQ(brief.step, "-7d");
    EXPECT_EQ(brief.turn, 0);
    EXPECT_EQ(brief.selector, "lead");
    EXPECT_EQ(brief.fire, at("2024-06-06T08:00"));
    EXPECT_FALSE(brief.rolled);
    EXPECT_FALSE(brief.extended_from);
}

TEST(Brief, CountsTheDaysFromTheMessageToTheLastGoodDay) {
    struct Row {
        const char* rendered;
        int days_left;
    };
    const Row rows[] = {{"2024-06-06T08:00", 7},  {"2024-06-06T23:59", 7},
                        {"2024-06-07T00:00", 6},  {"2024-06-13T23:59", 0},
                        {"2024-06-14T00:00", -1}, {"2024-06-20T08:00", -7}};
    for (const Row& row : rows) {
        Office office(Office::example_ladder());
        const Brief brief = brief_at(office, "2024-06-06T08:00", lead, row.rendered);
        EXPECT_EQ(brief.days_left, row.days_left) << row.rendered;
        EXPECT_FALSE(brief.late_today);
    }
}

TEST(Brief, KnowsThatTheHourIsOver) {
    Office office({step("0d", {"lead"})});
    office.facts.obligation.deadline = office.calendar.deadline(
        {day("2024-06-13"), plan::TimeOfDay(10 * 60), plan::Bound::before});
    Office later = office;
    EXPECT_FALSE(brief_at(office, "2024-06-13T08:00", lead, "2024-06-13T09:59").late_today);
    const Brief over = brief_at(later, "2024-06-13T08:00", lead, "2024-06-13T10:00");
    EXPECT_TRUE(over.late_today);
    EXPECT_EQ(over.days_left, 0);
}

TEST(Brief, TellsOnWhichDaysTheUnitWasToldBefore) {
    Office office(Office::example_ladder());
    for (const char* wake : {"2024-06-06T08:00", "2024-06-12T08:00", "2024-06-14T08:00"})
        office.wake(wake);
    const Brief brief = brief_at(office, "2024-06-17T08:00", "office.van-phong@stp.example");
    // To the unit's people only, each day once, and what goes out now is of today.
    EXPECT_THAT(iso_days(brief.told),
                ElementsAre("2024-06-06", "2024-06-12", "2024-06-14", "2024-06-17"));
    Office first(Office::example_ladder());
    EXPECT_THAT(brief_at(first, "2024-06-06T08:00", lead).told, IsEmpty());
}

TEST(Brief, SaysWhoElseIsTold) {
    Office office(Office::example_ladder());
    EXPECT_THAT(brief_at(office, "2024-06-12T08:00", lead).also_told,
                ElementsAre("Lãnh đạo Phòng Hành chính tư pháp"));
    Office alone(Office::example_ladder());
    EXPECT_THAT(brief_at(alone, "2024-06-06T08:00", lead).also_told, IsEmpty());
}

TEST(Brief, SaysWhatHappensNext) {
    struct Row {
        const char* wake;
        const char* next;
        std::vector<std::string> who;
        bool overdue;
        bool escalates;
    };
    const std::string unit = "Phòng Hành chính tư pháp";
    const Row rows[] = {
        {"2024-06-06T08:00", "2024-06-12T08:00", {unit, "Lãnh đạo " + unit}, false, false},
        {"2024-06-12T08:00", "2024-06-14T08:00", {unit, "Lãnh đạo " + unit}, true, false},
        {"2024-06-14T08:00",
         "2024-06-17T08:00",
         {unit, "Lãnh đạo " + unit, "Văn phòng Sở"},
         true,
         true},
    };
    for (const Row& row : rows) {
        Office office(Office::example_ladder());
        const Brief brief = brief_at(office, row.wake, lead);
        ASSERT_TRUE(brief.next) << row.wake;
        EXPECT_EQ(brief.next->at, at(row.next)) << row.wake;
        EXPECT_THAT(brief.next->who, ::testing::UnorderedElementsAreArray(row.who)) << row.wake;
        EXPECT_EQ(brief.next->overdue, row.overdue) << row.wake;
        EXPECT_EQ(brief.next->escalates, row.escalates) << row.wake;
    }
    Office ends({step("-7d", {"lead"}), step("-6d", {"unit:khong-co"})});
    EXPECT_FALSE(brief_at(ends, "2024-06-06T08:00", lead).next) << "nobody will be told";
}

TEST(Brief, AnEscalationIsLateAndOverTheUnitsHead) {
    Office office({step("-7d", {"lead", "parent"}), step("+1d", {"lead.head", "parent"})});
    const Brief early = brief_at(office, "2024-06-06T08:00", "office.ban-giam-doc@stp.example");
    EXPECT_FALSE(early.escalation) << "still in time";
    EXPECT_FALSE(early.to_owner);
    Office late = office;
    EXPECT_TRUE(brief_at(office, "2024-06-14T08:00", "office.ban-giam-doc@stp.example").escalation);
    const Brief head = brief_at(late, "2024-06-14T08:00", "head.hctp@stp.example");
    EXPECT_FALSE(head.escalation) << "the unit's own head";
    EXPECT_TRUE(head.to_owner);
    Office named({step("+1d", {"unit:hctp"})});
    EXPECT_FALSE(brief_at(named, "2024-06-14T08:00", lead).escalation) << "the unit, by its name";
}

TEST(Brief, OfTheFallback) {
    Office office({step("+1d", {"lead.deputy"})});
    office.settings.fallback = config::Fallback{"mail", "van-thu@stp.example"};
    const Brief brief = brief_at(office, "2024-06-14T08:00", "van-thu@stp.example");
    EXPECT_TRUE(brief.unreached);
    EXPECT_EQ(brief.selector, "lead.deputy");
    EXPECT_EQ(brief.lack, (scheduler::Lack{scheduler::Lack::Of::contact, "hctp", "deputy"}));
    EXPECT_FALSE(brief.to_owner);
    EXPECT_FALSE(brief.escalation);
}

TEST(Brief, OfTheFallbackWhereTheTaskHasNoSupport) {
    Office office({step("+1d", {"support"})});
    office.settings.fallback = config::Fallback{"mail", "van-thu@stp.example"};
    plan::Task alone = *office.facts.task;
    alone.support.clear();
    office.facts.task = &alone;
    const Brief brief = brief_at(office, "2024-06-14T08:00", "van-thu@stp.example");
    EXPECT_TRUE(brief.unreached);
    EXPECT_EQ(brief.lack.of, scheduler::Lack::Of::support);
}

TEST(Brief, DoesNotSpeakOfTheFallbackToOthers) {
    const std::string fallback = "van-thu@stp.example";
    const std::string unit = "Phòng Hành chính tư pháp";
    Office office({step("-7d", {"lead", "lead.deputy"}), step("-6d", {"lead.deputy"}),
                   step("-3d", {"lead", "lead.deputy"})});
    office.settings.fallback = config::Fallback{"mail", fallback};
    Office other = office;
    const Brief brief = brief_at(office, "2024-06-06T08:00", lead);
    EXPECT_THAT(brief.also_told, IsEmpty());
    ASSERT_TRUE(brief.next);
    EXPECT_EQ(brief.next->at, at("2024-06-10T08:00")) << "not the fallback's own turn";
    EXPECT_THAT(brief.next->who, ElementsAre(unit));
    const Brief own = brief_at(other, "2024-06-06T08:00", fallback);
    ASSERT_TRUE(own.next);
    EXPECT_EQ(own.next->at, at("2024-06-07T08:00")) << "it is told of its own next turn";
    EXPECT_THAT(own.next->who, IsEmpty());
}

TEST(Brief, KnowsARolledDeadline) {
    struct Row {
        const char* due;
        std::optional<int> hour;
        plan::Bound bound;
        bool rolled;
    };
    const Row rows[] = {
        {"2024-06-14", {}, plan::Bound::by, false},
        {"2024-06-15", {}, plan::Bound::by, true},
        {"2024-06-15", {}, plan::Bound::before, false},
        {"2024-06-17", {}, plan::Bound::before, true},
        {"2024-06-14", 1020, plan::Bound::before, false},
        {"2024-06-15", 1020, plan::Bound::before, true},
        {"2024-06-15", 0, plan::Bound::by, false},
        {"2024-06-16", 0, plan::Bound::by, true},
    };
    for (const Row& row : rows) {
        Office office({step("-7d", {"lead"})});
        office.settings.calendar.roll = plan::Roll::later;
        plan::DueDate due{day(row.due), {}, row.bound};
        if (row.hour) due.hour = plan::TimeOfDay(*row.hour);
        office.facts.obligation.deadline.due = due;
        office.reload();
        EXPECT_EQ(brief_at(office, "2024-06-13T08:00", lead).rolled, row.rolled) << row.due;
    }
}

TEST(Brief, PeriodInWords) {
    struct Row {
        const char* key;
        const char* vi;
        const char* en;
    };
    const Row rows[] = {
        {"2024-05", "tháng 5/2024", "May 2024"},
        {"2024-12", "tháng 12/2024", "December 2024"},
        {"2024-Q2", "quý II/2024", "Q2 2024"},
        {"2024-Q4", "quý IV/2024", "Q4 2024"},
        {"2024-H1", "6 tháng đầu năm 2024", "the first half of 2024"},
        {"2024-H2", "6 tháng cuối năm 2024", "the second half of 2024"},
        {"2024-W23", "tuần 23/2024", "week 23 of 2024"},
        {"2024-W03", "tuần 3/2024", "week 3 of 2024"},
        {"2024", "năm 2024", "2024"},
        {"2024-05.2", "tháng 5/2024", "May 2024"},
        {"once", "", ""},
        {"once.2", "", ""},
        {"2024-13", "", ""},
        {"2024-Q5", "", ""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(scheduler::period_words(row.key).vi, row.vi) << row.key;
        EXPECT_EQ(scheduler::period_words(row.key).en, row.en) << row.key;
    }
    EXPECT_NE(scheduler::period_words("2024-05-10").vi.find("10/5/2024"), std::string::npos);
    EXPECT_NE(scheduler::period_words("2024-05-10.2").vi.find("10/5/2024"), std::string::npos);
}

/// A message of three obligations, due the 20th, the 14th and the 17th.
struct Post {
    Office office{{step("-7d", {"lead"})}};
    scheduler::Message message;
    std::vector<scheduler::Case> facts;

    Post() {
        message.id = "01J0";
        message.channel = "mail";
        message.address = lead;
        for (const char* due : {"2024-06-20", "2024-06-14", "2024-06-17"}) {
            scheduler::Case one = office.facts;
            one.obligation.deadline = office.calendar.deadline({day(due), {}, plan::Bound::before});
            Reminder reminder;
            reminder.obligation = one.obligation.key;
            reminder.deadline = one.obligation.deadline.at;
            reminder.step = "-7d";
            reminder.recipient = {"mail", lead, "hctp", "office", "lead", false};
            message.reminders.push_back(reminder);
            facts.push_back(one);
        }
    }
    Letter letter() const {
        return scheduler::letter_of(message, facts, office.units, office.settings, office.calendar,
                                    at("2024-06-13T08:00"));
    }
    std::vector<std::string> due() const {
        std::vector<std::string> found;
        for (const Brief& brief : letter().briefs)
            found.push_back(plan::iso(brief.deadline.due.day));
        return found;
    }
};

TEST(Letter, MostUrgentFirst) {
    const Post post;
    EXPECT_THAT(post.due(), ElementsAre("2024-06-14", "2024-06-17", "2024-06-20"));
    const Letter letter = post.letter();
    EXPECT_EQ(letter.id, "01J0");
    EXPECT_EQ(letter.address, lead);
    EXPECT_EQ(letter.channel, "mail");
    EXPECT_EQ(letter.now, at("2024-06-13T08:00"));
    EXPECT_EQ(letter.to.unit_name, "Phòng Hành chính tư pháp");
    EXPECT_EQ(letter.to.role, "office");
}

TEST(Letter, LeavesOutWhatIsNoLongerOpen) {
    Post post;
    post.facts[1].state = plan::State::submitted;
    EXPECT_THAT(post.due(), ElementsAre("2024-06-17", "2024-06-20"));
    post.facts[0].state = plan::State::waived;
    post.facts[2].state = plan::State::cancelled;
    EXPECT_THAT(post.letter().briefs, IsEmpty());
}

TEST(Letter, OfTheFallbackIsToTheUnitWhoseContactItIs) {
    Post post;
    post.message.address = "office.van-phong@stp.example";
    for (Reminder& each : post.message.reminders)
        each.recipient = {"mail", post.message.address, "", "", "lead.deputy", true};
    EXPECT_EQ(post.letter().to.unit_name, "Văn phòng Sở");
    post.message.address = "ngoai@khac.example";
    EXPECT_EQ(post.letter().to.unit_name, "");
}

}  // namespace
}  // namespace dondoc::testing
