#include "plan/calendar.h"

#include <fmt/format.h>

#include <stdexcept>

namespace dondoc::plan {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

Day add_months(Day day, int months) {
    const auto date = ymd(day);
    const auto month = date.year() / date.month() + std::chrono::months{months};
    return day_clamped(static_cast<int>(month.year()), static_cast<unsigned>(month.month()),
                       static_cast<unsigned>(date.day()));
}

}  // namespace

std::string describe(const DayNote& note) {
    return note.source.empty() ? note.name : fmt::format("{} ({})", note.name, note.source);
}

void CalendarFacts::add_holiday(Day day) {
    holidays.insert(day);
    makeup_days.erase(day);
    notes.erase(day);
}

void CalendarFacts::add_makeup_day(Day day) {
    makeup_days.insert(day);
    holidays.erase(day);
    notes.erase(day);
}

bool CalendarFacts::knows_holidays_of(std::chrono::year year) const {
    const auto first = holidays.lower_bound(Day(year / 1 / 1));
    return first != holidays.end() && ymd(*first).year() == year;
}

Words describe(const Deadline& deadline) {
    const Words due = date_words(deadline.due.day);
    const Words last = date_words(deadline.last_good_day);
    if (deadline.due.hour) {
        const Words hour = hour_words(*deadline.due.hour);
        Words words{fmt::format("trước {} ngày {}", hour.vi, due.vi),
                    fmt::format("before {} on {}", hour.en, due.en)};
        if (deadline.last_good_day != deadline.due.day && *deadline.due.hour > TimeOfDay{0}) {
            words.vi += fmt::format(" (dời sang ngày {})", last.vi);
            words.en += fmt::format(" (moved to {})", last.en);
        }
        return words;
    }
    if (deadline.due.bound == Bound::before) {
        return {fmt::format("trước ngày {} (hết ngày {})", due.vi, last.vi),
                fmt::format("before {} (last day {})", due.en, last.en)};
    }
    if (deadline.last_good_day == deadline.due.day) {
        return {"chậm nhất hết ngày " + due.vi, "by the end of " + due.en};
    }
    return {fmt::format("chậm nhất ngày {} (hết ngày {})", due.vi, last.vi),
            fmt::format("by {} (last day {})", due.en, last.en)};
}

Calendar::Calendar(Zone zone, CalendarFacts facts)
    : zone_(std::move(zone)), facts_(std::move(facts)) {
    for (const bool workday : facts_.workdays) {
        if (workday) return;
    }
    throw std::invalid_argument("a calendar needs at least one workday");
}

bool Calendar::is_working(Day day) const {
    if (facts_.makeup_days.contains(day)) return true;
    const auto weekday = static_cast<std::size_t>(iso_weekday(day) - 1);
    return facts_.workdays.at(weekday) && !facts_.holidays.contains(day);
}

Day Calendar::working_at_or_before(Day day) const {
    while (!is_working(day))
        day -= days{1};
    return day;
}

Day Calendar::working_at_or_after(Day day) const {
    while (!is_working(day))
        day += days{1};
    return day;
}

Day Calendar::add_working_days(Day day, int n) const {
    for (; n > 0; --n)
        day = working_at_or_after(day + days{1});
    for (; n < 0; ++n)
        day = working_at_or_before(day - days{1});
    return day;
}

bool Calendar::is_open(Instant instant) const {
    const LocalTime local = zone_.local(instant);
    return is_working(local.day) && local.since_midnight >= facts_.hours.open &&
           local.since_midnight < facts_.hours.close;
}

Instant Calendar::next_open(Instant instant) const {
    if (is_open(instant)) return instant;
    Day day = zone_.day_at(instant);
    for (;; day += days{1}) {
        if (!is_working(day)) continue;
        const Instant opening = zone_.at(day, facts_.hours.open);
        if (opening > instant) return opening;
    }
}

Instant Calendar::last_open(Instant instant) const {
    if (is_open(instant)) return instant;
    Day day = zone_.day_at(instant);
    for (;; day -= days{1}) {
        if (!is_working(day)) continue;
        const Instant closing = zone_.at(day, facts_.hours.close);
        if (closing <= instant) return closing - std::chrono::milliseconds{1};
    }
}

Deadline Calendar::deadline(const DueDate& due) const {
    Day last = due.bound == Bound::before ? due.day - days{1} : due.day;
    if (due.hour) {
        // On time means strictly before the hour; at midnight the day before is the last good one.
        last = *due.hour == TimeOfDay{0} ? due.day - days{1} : due.day;
    }
    Day rolled = last;
    if (facts_.roll == Roll::earlier) rolled = working_at_or_before(last);
    if (facts_.roll == Roll::later) rolled = working_at_or_after(last);
    const Instant at = due.hour ? zone_.at(due.day + (rolled - last), *due.hour)
                                : zone_.at(rolled + days{1}, TimeOfDay{0});
    return {due, rolled, at};
}

DueDate Calendar::after_event(Day event, const AfterEvent& timing) const {
    Day due = event;
    switch (timing.unit) {
        case Count::calendar:
            due += days{timing.days};
            break;
        case Count::working:
            due = add_working_days(event, timing.days);
            break;
        case Count::month:
            due = add_months(event, timing.days);
            break;
    }
    return {due, std::nullopt, Bound::by};
}

}  // namespace dondoc::plan
