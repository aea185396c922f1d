#include <algorithm>
#include <array>

#include "plan/phrase/draft.h"

namespace dondoc::plan::phrase {
namespace {

using std::chrono::days;

struct Span {
    Day first;
    Day last;
};

int year_of(const Calendar& calendar, int fallback) {
    if (calendar.year) return *calendar.year;
    const bool by_year = calendar.relative.unit == Relative::Unit::year;
    return by_year ? fallback + calendar.relative.shift : fallback;
}

Span months(int year, unsigned first, unsigned last) {
    return {day_of(year, first, 1), day_clamped(year, last, 31)};
}

Span week(const Calendar& calendar, int year) {
    if (calendar.month == 0) {
        // ISO 8601: week 1 holds 4 January.
        const Day fourth = day_of(year, 1, 4);
        const Day monday = fourth - days{iso_weekday(fourth) - 1} + days{7 * (calendar.index - 1)};
        return {monday, monday + days{6}};
    }
    const Day last = day_clamped(year, calendar.month, 31);
    if (calendar.index >= 5) return {last - days{iso_weekday(last) - 1}, last};
    const Day first = day_of(year, calendar.month, 1) + days{7 * (calendar.index - 1)};
    return {first, first + days{6}};
}

Span whole(const Calendar& calendar, int year) {
    switch (calendar.level) {
        case Level::day: {
            const unsigned month = calendar.month == 0 ? 1 : calendar.month;
            const Day day = day_clamped(year, month, calendar.last_day ? 31 : calendar.day);
            return {calendar.first_days ? day_of(year, month, 1) : day, day};
        }
        case Level::week:
            return week(calendar, year);
        case Level::month: {
            const unsigned month = calendar.month == 0 ? 12 : calendar.month;
            return months(year, month, month);
        }
        case Level::quarter: {
            const auto last = static_cast<unsigned>(std::clamp(calendar.index, 1, 4)) * 3;
            return months(year, last - 2, last);
        }
        case Level::half:
            return calendar.index == 2 ? months(year, 7, 12) : months(year, 1, 6);
        case Level::nine_months:
            return months(year, 1, 9);
        case Level::year:
            return {day_of(year, 1, 1), day_of(calendar.end_year.value_or(year), 12, 31)};
    }
    return {};
}

/// Civil Code, Article 146: the beginning is the first day, the middle of a month the 15th, the
/// middle of a year the last of June, the end the last day.
Span part(const Calendar& calendar, Span span) {
    const auto first = ymd(span.first);
    const int year = static_cast<int>(first.year());
    const auto month = static_cast<unsigned>(first.month());
    switch (calendar.part) {
        case Part::whole:
            return span;
        case Part::first:
            return {span.first, span.first};
        case Part::last:
            return {span.last, span.last};
        case Part::first_half:
            return {span.first, day_of(year, month, 15)};
        case Part::second_half:
            return {day_of(year, month, 16), span.last};
        case Part::first_ten:
            return {span.first, day_of(year, month, 10)};
        case Part::second_ten:
            return {day_of(year, month, 11), day_of(year, month, 20)};
        case Part::last_ten:
            return {day_of(year, month, 21), span.last};
        case Part::middle:
            break;
    }
    Day middle = day_of(year, month, 15);
    if (calendar.level == Level::year) middle = day_of(year, 6, 30);
    if (calendar.level == Level::quarter) middle = day_of(year, month + 1, 15);
    return {middle, middle};
}

}  // namespace

Day first_day(const Calendar& calendar, int fallback) {
    return part(calendar, whole(calendar, year_of(calendar, fallback))).first;
}

Day last_day(const Calendar& calendar, int fallback) {
    return part(calendar, whole(calendar, year_of(calendar, fallback))).last;
}

bool is_window(const Draft& draft) {
    if (draft.kind != Draft::Kind::dated) return false;
    if (draft.start) return true;
    const Calendar& date = draft.calendar;
    const bool point =
        date.part == Part::first || date.part == Part::middle || date.part == Part::last;
    return date.level != Level::day && !point;
}

}  // namespace dondoc::plan::phrase
