#include "scheduler/doubt.h"

#include <gtest/gtest.h>

#include "office.h"

namespace dondoc::testing {
namespace {

using plan::CalendarFacts;

/// L is Thursday 13 June 2024; Saturday 8 June may be a make-up day, Friday 7 June may be off.
CalendarFacts unsure_saturday() {
    CalendarFacts facts;
    facts.makeup_days = {day("2024-06-08")};
    facts.notes[day("2024-06-08")] = {"Làm bù", "", false};
    return facts;
}

CalendarFacts unsure_friday(plan::Roll roll = plan::Roll::none) {
    CalendarFacts facts;
    facts.roll = roll;
    facts.holidays = {day("2024-06-07")};
    facts.notes[day("2024-06-07")] = {"Nghỉ", "", false};
    return facts;
}

struct Row {
    const char* name;
    CalendarFacts facts;
    config::Step step;
    const char* now;
    const char* horizon;
    std::size_t count;
};

std::vector<scheduler::Doubt> doubts_of(const Row& row) {
    Office office({row.step});
    office.settings.calendar = row.facts;
    office.reload();
    return scheduler::doubts({office.facts}, office.settings.rules, office.calendar, at(row.now),
                             at(row.horizon));
}

TEST(Doubt, NamesAnUnsureDayWhereSomethingWouldMove) {
    CalendarFacts sure = unsure_saturday();
    sure.notes.begin()->second.sure = true;
    const auto lead = [](const char* when) { return step(when, {"lead"}); };
    const char* may = "2024-05-20T08:00";
    const char* july = "2024-07-20T08:00";
    const Row rows[] = {
        {"a reminder on the day", unsure_saturday(), lead("-5d"), may, july, 1},
        {"a reminder moved off the day", unsure_friday(), lead("-6d"), may, july, 1},
        {"a count of working days across it", unsure_saturday(), lead("-5wd"), may, july, 1},
        {"a count that ends before it", unsure_saturday(), lead("-3wd"), may, july, 0},
        {"calendar days across it", unsure_saturday(), lead("-6d"), may, july, 0},
        {"a sure day", sure, lead("-5d"), may, july, 0},
        {"reminders after the horizon", unsure_saturday(), lead("-5d"), may, "2024-06-06T08:00", 0},
        {"the day is past", unsure_saturday(), lead("-5wd"), "2024-06-09T08:00", july, 0},
        {"the day is today", unsure_saturday(), lead("-5d"), "2024-06-08T07:00", july, 1},
        {"the deadline does not fall on it", unsure_friday(plan::Roll::earlier), lead("0d"), may,
         july, 0},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.name);
        const auto found = doubts_of(row);
        ASSERT_EQ(found.size(), row.count);
        if (row.count == 0) continue;
        EXPECT_EQ(found.front().day, row.facts.notes.begin()->first);
        EXPECT_EQ(found.front().count, 1u);
        EXPECT_EQ(found.front().first.text(), "56/KH-STP:12.2:once:hctp");
    }
}

TEST(Doubt, CountsTheDeadlineItself) {
    CalendarFacts facts;
    facts.roll = plan::Roll::earlier;
    facts.holidays = {day("2024-06-13")};
    facts.notes[day("2024-06-13")] = {"Nghỉ", "", false};
    // The one step lies behind: only the deadline moves.
    const Row row{"", facts, step("-20d", {"lead"}), "2024-06-01T08:00", "2024-07-20T08:00", 1};
    EXPECT_EQ(doubts_of(row).size(), 1u);
}

TEST(Doubt, IsNoneWhereNobodyIsTold) {
    Office office({step("-5d", {"lead"})});
    office.settings.calendar = unsure_saturday();
    office.reload();
    const auto count = [&] {
        return scheduler::doubts({office.facts}, office.settings.rules, office.calendar,
                                 at("2024-05-20T08:00"), at("2024-07-20T08:00"))
            .size();
    };
    EXPECT_EQ(count(), 1u);
    office.facts.in_force = false;
    EXPECT_EQ(count(), 0u);
    office.facts.in_force = true;
    office.facts.state = plan::State::submitted;
    EXPECT_EQ(count(), 0u);
    office.facts.state = plan::State::open;
    office.settings.rules.front().match.tag = {"khác"};
    EXPECT_EQ(count(), 0u);
}

}  // namespace
}  // namespace dondoc::testing
