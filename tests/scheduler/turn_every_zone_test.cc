#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "naive_days.h"
#include "scheduler/simulate.h"
#include "support/world.h"

namespace dondoc::testing {
namespace {

using plan::Day;
using plan::Instant;
using std::chrono::days;
using std::chrono::minutes;

constexpr const char* zone_list = "/usr/share/zoneinfo/tzdata.zi";
constexpr minutes half_past_two(150);

/// The names of all zones and their aliases, as the database lists them.
std::set<std::string> zone_names(std::istream& list) {
    std::set<std::string> names;
    for (std::string line; std::getline(list, line);) {
        std::istringstream words(line);
        std::string kind, first, second;
        words >> kind >> first >> second;
        if (kind == "Z") names.insert(first);
        if (kind == "L") names.insert(second);
    }
    return names;
}

/// The first of two years around the zone's last clock change before 2023, if it had any: where
/// laws change, clocks move by odd amounts.
Day around_last_change(const naive::Zone& in) {
    Instant change = at("1971-06-01T00:00Z");
    for (naive::Stretch stretch = in.around(change); stretch.end < at("2023-01-01T00:00Z");
         stretch = in.around(stretch.end))
        change = stretch.end;
    return in.day(change) - days(365);
}

/// An office that reminds every day of the week at 02:30, from the day on, for two years.
std::vector<scheduler::Simulated> daily(const std::string& name, Day from,
                                        std::vector<scheduler::Case>& kept) {
    plan::CalendarFacts facts;
    facts.workdays.fill(true);
    facts.hours = {minutes(0), minutes(1440)};
    const plan::Calendar open = calendar(facts, name);
    config::Rule every_day = rule("hằng ngày", {step("0d", {"lead"}, "1d")});
    every_day.at = half_past_two;
    const plan::Units all = units({unit("hctp", "Phòng Hành chính tư pháp")});
    kept = cases(plan_of({plan::Once{{}, {from, {}, plan::Bound::by}}}, {"hctp"}), all, open);
    return scheduler::simulate(
        kept, all, settings({every_day}), open, open.zone().at(from - days(2), minutes(0)),
        open.zone().at(from + days(731), minutes(0)), scheduler::Assume::never);
}

/// Promise 21 for one zone: each day's reminder goes out once, when the clock on the wall first
/// shows 02:30, or the first time after it where it never does.
void expect_every_day_once(const std::string& name, Day from) {
    const naive::Zone wall(name);
    std::vector<scheduler::Case> kept;
    const auto sent = daily(name, from, kept);
    ASSERT_EQ(sent.size(), 731u) << name;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const Day today = from + days(static_cast<int>(i));
        const auto wanted = today.time_since_epoch() + half_past_two;
        const Instant instant = sent[i].at;
        ASSERT_EQ(sent[i].reminder.nominal, today) << name;
        ASSERT_GE(wall.local(instant), wanted) << name << " " << plan::iso(today);
        ASSERT_LT(wall.local(instant - minutes(1)), wanted) << name << " " << plan::iso(today);
        // Not shown before: clocks go back by half an hour to a day, and seldom.
        for (const int earlier : {20, 30, 60, 90, 120, 180, 1440})
            ASSERT_LT(wall.local(instant - minutes(earlier)), wanted)
                << name << " " << plan::iso(today);
    }
}

TEST(Promise21, FiresOnceADayInEveryZoneOfTheWorld) {
    std::ifstream list(zone_list);
    if (!list) GTEST_SKIP() << "no list of zones at " << zone_list;
    const std::set<std::string> names = zone_names(list);
    EXPECT_GT(names.size(), 400u);
    for (const std::string& name : names) {
        if (!plan::Zone::load(name)) continue;
        // Year ends and 29 February 2024, then the zone's own changes.
        expect_every_day_once(name, day("2023-07-01"));
        expect_every_day_once(name, around_last_change(naive::Zone(name)));
        if (::testing::Test::HasFatalFailure()) return;
    }
    std::cout << "measured: promise 21: " << names.size()
              << " zones, each day of four years in each once" << std::endl;
}

}  // namespace
}  // namespace dondoc::testing
