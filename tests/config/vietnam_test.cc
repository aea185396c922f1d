#include <algorithm>
#include <map>

#include "bad_file.h"
#include "plan/calendar.h"
#include "support/lunar.h"
#include "support/world.h"

// config/calendars/vietnam.toml against what does not come from it: the law's rules, the lunar
// calendar, and the days off that were collected beside the announcements.
namespace dondoc::config {
namespace {

using dondoc::testing::day;
using dondoc::testing::lunar_day;
using plan::Day;
using std::chrono::days;

constexpr int kFirstYear = 2021;
constexpr int kLastYear = 2026;

const plan::CalendarFacts& shipped() {
    static const plan::CalendarFacts facts = [] {
        const std::string path = std::string(DONDOC_SOURCE_DIR) + "/config/calendars/vietnam.toml";
        return expect_good("[calendar]\nholidays = \"" + path + "\"").calendar;
    }();
    return facts;
}

bool is_weekend(Day date) {
    return plan::iso_weekday(date) > 5;
}

std::vector<std::string> isos(const std::set<Day>& days_of) {
    std::vector<std::string> found;
    std::ranges::transform(days_of, std::back_inserter(found), plan::iso);
    return found;
}

/// From `first` to `last`, weekends left out.
struct Span {
    const char* first;
    const char* last;
};

std::set<Day> weekdays_of(const std::vector<Span>& spans) {
    std::set<Day> found;
    for (const Span& span : spans) {
        for (Day date = day(span.first); date <= day(span.last); date += days{1}) {
            if (!is_weekend(date)) found.insert(date);
        }
    }
    return found;
}

TEST(VietnamCalendar, HasTheCollectedDaysAndNoOther) {
    const std::vector<Span> off = {
        {"2021-01-01", "2021-01-01"}, {"2021-02-10", "2021-02-16"}, {"2021-04-21", "2021-04-21"},
        {"2021-04-30", "2021-04-30"}, {"2021-05-03", "2021-05-03"}, {"2021-09-02", "2021-09-03"},
        {"2022-01-03", "2022-01-03"}, {"2022-01-31", "2022-02-04"}, {"2022-04-11", "2022-04-11"},
        {"2022-05-02", "2022-05-03"}, {"2022-09-01", "2022-09-02"}, {"2023-01-02", "2023-01-02"},
        {"2023-01-20", "2023-01-26"}, {"2023-05-01", "2023-05-03"}, {"2023-09-01", "2023-09-01"},
        {"2023-09-04", "2023-09-04"}, {"2024-01-01", "2024-01-01"}, {"2024-02-08", "2024-02-14"},
        {"2024-04-18", "2024-04-18"}, {"2024-04-29", "2024-05-01"}, {"2024-09-02", "2024-09-03"},
        {"2025-01-01", "2025-01-01"}, {"2025-01-27", "2025-01-31"}, {"2025-04-07", "2025-04-07"},
        {"2025-04-30", "2025-05-02"}, {"2025-09-01", "2025-09-02"}, {"2026-01-01", "2026-01-02"},
        {"2026-02-16", "2026-02-20"}, {"2026-04-27", "2026-04-27"}, {"2026-04-30", "2026-05-01"},
        {"2026-08-31", "2026-09-02"}, {"2026-11-24", "2026-11-24"},
    };
    EXPECT_EQ(isos(shipped().holidays), isos(weekdays_of(off)));
    EXPECT_EQ(isos(shipped().makeup_days),
              (std::vector<std::string>{"2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"}));
}

TEST(VietnamCalendar, SaysOfEveryDayWhatItIsAndWhereItComesFrom) {
    std::set<Day> all = shipped().holidays;
    all.insert(shipped().makeup_days.begin(), shipped().makeup_days.end());
    EXPECT_EQ(shipped().notes.size(), all.size());
    for (const Day date : all) {
        SCOPED_TRACE(plan::iso(date));
        ASSERT_TRUE(shipped().notes.contains(date));
        const plan::DayNote& note = shipped().notes.at(date);
        EXPECT_FALSE(note.name.empty());
        EXPECT_FALSE(note.source.empty());
        // A make-up Saturday whose announcement nobody has read word for word.
        EXPECT_EQ(note.sure, plan::iso(date) != "2026-08-22");
    }
}

TEST(VietnamCalendar, KnowsItsYearsAndNoOther) {
    for (int year = kFirstYear - 1; year <= kLastYear + 1; ++year) {
        EXPECT_EQ(shipped().knows_holidays_of(std::chrono::year(year)),
                  year >= kFirstYear && year <= kLastYear)
            << year;
    }
}

TEST(VietnamCalendar, MakesUpOnWeekendsForWeekdaysNearBy) {
    for (const Day made_up : shipped().makeup_days) {
        SCOPED_TRACE(plan::iso(made_up));
        EXPECT_EQ(plan::iso_weekday(made_up), 6);
        EXPECT_FALSE(shipped().holidays.contains(made_up));
        EXPECT_TRUE(std::ranges::any_of(shipped().holidays, [&](Day off) {
            return std::chrono::abs(off - made_up) <= days{14};
        }));
    }
    for (const Day off : shipped().holidays)
        EXPECT_FALSE(is_weekend(off)) << plan::iso(off);
}

/// What the law gives by rule (Bộ luật Lao động 2019, Điều 112): the day of National Day beside
/// 2/9 is left out, and Tết but for its first day, since these are decided year by year.
std::vector<Day> days_of_the_law(int year) {
    std::vector<Day> found = {plan::day_of(year, 1, 1), plan::day_of(year, 4, 30),
                              plan::day_of(year, 5, 1), plan::day_of(year, 9, 2),
                              lunar_day(year, 1, 1),    lunar_day(year, 3, 10)};
    if (year >= 2026) found.push_back(plan::day_of(year, 11, 24));
    return found;
}

TEST(VietnamCalendar, HasTheDaysOfTheLawAndTheirDaysInLieu) {
    for (int year = kFirstYear; year <= kLastYear; ++year) {
        std::vector<Day> law = days_of_the_law(year);
        std::ranges::sort(law);
        // Điều 111 khoản 3: a holiday on a weekend is made good on the next working day.
        Day last_in_lieu{};
        for (const Day date : law) {
            SCOPED_TRACE(plan::iso(date));
            if (!is_weekend(date)) {
                EXPECT_TRUE(shipped().holidays.contains(date));
                continue;
            }
            Day in_lieu = std::max(date, last_in_lieu) + days{1};
            while (is_weekend(in_lieu) || std::ranges::binary_search(law, in_lieu))
                in_lieu += days{1};
            EXPECT_TRUE(shipped().holidays.contains(in_lieu)) << plan::iso(in_lieu);
            last_in_lieu = in_lieu;
        }
    }
}

TEST(VietnamCalendar, GivesFiveDaysOfTetAroundItsFirst) {
    for (int year = kFirstYear; year <= kLastYear; ++year) {
        SCOPED_TRACE(year);
        const Day first = lunar_day(year, 1, 1);
        const auto off = [](Day date) { return shipped().holidays.contains(date); };
        // Days off in one piece, weekends between and beside them; at least one before, three
        // after.
        int weekdays = 0;
        Day from = first - days{1};
        for (; off(from) || is_weekend(from); from -= days{1})
            weekdays += off(from) ? 1 : 0;
        EXPECT_LT(from, first - days{1});
        Day to = first;
        for (; off(to) || is_weekend(to); to += days{1})
            weekdays += off(to) ? 1 : 0;
        EXPECT_GT(to, first + days{2});
        EXPECT_EQ(weekdays, 5);
    }
}

TEST(VietnamCalendar, GivesNationalDayADayBesideIt) {
    for (int year = kFirstYear; year <= kLastYear; ++year) {
        SCOPED_TRACE(year);
        const Day national = plan::day_of(year, 9, 2);
        const bool before = shipped().holidays.contains(national - days{1});
        const bool after = shipped().holidays.contains(national + days{1});
        EXPECT_NE(before, after);
    }
}

TEST(VietnamCalendar, AgreesWithTheShippedExample) {
    const auto example =
        load_settings(std::string(DONDOC_SOURCE_DIR) + "/examples/an-giang-2024/dondoc.toml");
    ASSERT_TRUE(example);
    const auto in = [](const std::set<Day>& all, Day until) {
        std::set<Day> found;
        std::ranges::copy_if(all, std::inserter(found, found.end()), [&](Day date) {
            return date >= day("2024-01-01") && date <= until && !is_weekend(date);
        });
        return isos(found);
    };
    // The example ends with the Tết after its plan's year.
    const Day end = day("2025-01-31");
    EXPECT_EQ(in(example->calendar.holidays, end), in(shipped().holidays, end));
    EXPECT_EQ(isos(example->calendar.makeup_days), (std::vector<std::string>{"2024-05-04"}));
}

}  // namespace
}  // namespace dondoc::config
