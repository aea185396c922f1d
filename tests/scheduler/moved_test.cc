#include "scheduler/moved.h"

#include <gtest/gtest.h>

#include "office.h"

namespace dondoc::testing {
namespace {

using plan::CalendarFacts;

/// L is Thursday 13 June 2024.
struct Row {
    const char* name;
    CalendarFacts before;
    CalendarFacts after;
    const char* when;
    const char* now;
    const char* from;  ///< null: nothing moves
    const char* to;
};

CalendarFacts off(const char* holiday, plan::Roll roll = plan::Roll::none) {
    CalendarFacts facts;
    facts.roll = roll;
    facts.holidays = {day(holiday)};
    return facts;
}

plan::Calendar calendar_with(const Office& office, const CalendarFacts& facts) {
    return {office.calendar.zone(), facts};
}

TEST(Moved, TellsWhatACalendarChangeMoves) {
    CalendarFacts rolls;
    rolls.roll = plan::Roll::earlier;
    const Row rows[] = {
        {"a new day off moves the reminder before it",
         {},
         off("2024-06-12"),
         "-1d",
         "2024-06-01T08:00",
         "2024-06-12T08:00",
         "2024-06-11T08:00"},
        {"a day off that is taken back",
         off("2024-06-12"),
         {},
         "-1d",
         "2024-06-01T08:00",
         "2024-06-11T08:00",
         "2024-06-12T08:00"},
        {"another day is none of its business",
         {},
         off("2024-06-05"),
         "-1d",
         "2024-06-01T08:00",
         nullptr,
         nullptr},
        {"what is over stays", {}, off("2024-06-12"), "-1d", "2024-06-12T09:00", nullptr, nullptr},
        {"a deadline that rolls takes its reminders along", rolls,
         off("2024-06-13", plan::Roll::earlier), "0d", "2024-06-01T08:00", "2024-06-13T08:00",
         "2024-06-12T08:00"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.name);
        Office office({step(row.when, {"lead"})});
        const auto moved = scheduler::moved_turns({office.facts}, office.settings.rules,
                                                  calendar_with(office, row.before),
                                                  calendar_with(office, row.after), at(row.now));
        if (row.from == nullptr) {
            EXPECT_TRUE(moved.empty());
            continue;
        }
        ASSERT_EQ(moved.size(), 1U);
        EXPECT_EQ(moved.front().from, at(row.from));
        EXPECT_EQ(moved.front().to, at(row.to));
        EXPECT_EQ(moved.front().obligation, office.facts.obligation.key);
    }
}

TEST(Moved, LeavesOutWhatNobodyWaitsFor) {
    Office office({step("-1d", {"lead"})});
    const auto count = [&] {
        return scheduler::moved_turns(
                   {office.facts}, office.settings.rules, calendar_with(office, {}),
                   calendar_with(office, off("2024-06-12")), at("2024-06-01T08:00"))
            .size();
    };
    EXPECT_EQ(count(), 1U);
    office.facts.recorded = {{"-1d", 0, "mail", "hctp@stp.example", scheduler::Fate::made, {}}};
    EXPECT_EQ(count(), 0U);
    office.facts.recorded.clear();
    office.facts.state = plan::State::submitted;
    EXPECT_EQ(count(), 0U);
    office.facts.state = plan::State::open;
    office.facts.in_force = false;
    EXPECT_EQ(count(), 0U);
}

}  // namespace
}  // namespace dondoc::testing
