#include "naive_days.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>

namespace dondoc::testing::naive {

using plan::Day;
using plan::Instant;
using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::year_month_day;

Zone::Zone(const std::string& name) : zone_(date::locate_zone(name)) {}

Stretch Zone::around(Instant instant) const {
    if (instant < last_.begin || instant >= last_.end) {
        const auto info = zone_->get_info(date::sys_time<milliseconds>(instant.time_since_epoch()));
        last_ = {Instant(info.begin.time_since_epoch()), Instant(info.end.time_since_epoch()),
                 info.offset};
    }
    return last_;
}

Instant Zone::at(Day day, minutes time) const {
    const milliseconds wanted = day.time_since_epoch() + time;
    for (Instant from{wanted - days(2)};;) {
        const Stretch stretch = around(from);
        const Instant shown{wanted - stretch.offset};
        if (shown < stretch.end) return std::max(shown, stretch.begin);
        from = stretch.end;
    }
}

milliseconds Zone::local(Instant instant) const {
    return instant.time_since_epoch() + around(instant).offset;
}

Day Zone::day(Instant instant) const {
    return Day(std::chrono::floor<days>(local(instant)));
}

std::string Zone::iso(Instant instant) const {
    const auto second =
        (local(instant) - day(instant).time_since_epoch()) / std::chrono::seconds(1);
    const auto offset = std::chrono::duration_cast<minutes>(around(instant).offset).count();
    return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", naive::iso(day(instant)), second / 3600,
                       second / 60 % 60, second % 60, offset < 0 ? '-' : '+', std::abs(offset) / 60,
                       std::abs(offset) % 60);
}

std::string iso(Day day) {
    const year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()),
                       unsigned(date.day()));
}

namespace {

Day month_start(Day in) {
    return in - days(unsigned(year_month_day(in).day()) - 1);
}
unsigned weekday(Day day) {
    return std::chrono::weekday(day).iso_encoding();
}

}  // namespace

Day month_end(Day in) {
    Day day = in;
    while (year_month_day(day + days(1)).month() == year_month_day(day).month())
        day += days(1);
    return day;
}

Day in_month(Day in, unsigned number) {
    return std::min(month_start(in) + days(number - 1), month_end(in));
}

Day add_months(Day day, int count) {
    Day month = month_start(day);
    for (; count > 0; --count)
        month = month_end(month) + days(1);
    for (; count < 0; ++count)
        month = month_start(month - days(1));
    return in_month(month, unsigned(year_month_day(day).day()));
}

namespace {

std::vector<Span> weeks(int year) {
    // The week that holds 4 January is the first of its ISO year.
    Day monday{std::chrono::local_days(std::chrono::year(year) / 1 / 4)};
    while (weekday(monday) != 1)
        monday -= days(1);
    std::vector<Span> found;
    for (int number = 1; int(year_month_day(monday + days(3)).year()) == year; ++number) {
        found.push_back({fmt::format("{}-W{:02}", year, number), monday, monday + days(6), number});
        monday += days(7);
    }
    return found;
}

std::string key(int year, int length, int number) {
    if (length == 1) return fmt::format("{}-{:02}", year, number);
    if (length == 3) return fmt::format("{}-Q{}", year, number);
    if (length == 6) return fmt::format("{}-H{}", year, number);
    return std::to_string(year);
}

}  // namespace

std::vector<Span> spans(plan::Every every, int year) {
    if (every == plan::Every::week) return weeks(year);
    const int length = every == plan::Every::month       ? 1
                       : every == plan::Every::quarter   ? 3
                       : every == plan::Every::half_year ? 6
                                                         : 12;
    const Day january{std::chrono::local_days(std::chrono::year(year) / 1 / 1)};
    std::vector<Span> found;
    for (int number = 1; number <= 12 / length; ++number) {
        const Day first = add_months(january, (number - 1) * length);
        found.push_back(
            {key(year, length, number), first, add_months(first, length) - days(1), number});
    }
    return found;
}

bool Calendar::working(Day day) const {
    if (facts_.makeup_days.contains(day)) return true;
    if (facts_.holidays.contains(day)) return false;
    return facts_.workdays[weekday(day) - 1];
}

Day Calendar::nearest_working(Day day, int direction) const {
    while (!working(day))
        day += days(direction);
    return day;
}

Day Calendar::add_working(Day day, int count) const {
    const int direction = count < 0 ? -1 : 1;
    for (; count != 0; count -= direction)
        day = nearest_working(day + days(direction), direction);
    return day;
}

Day Calendar::add(Day day, const config::Distance& distance) const {
    return distance.working ? add_working(day, distance.days) : day + days(distance.days);
}

bool Calendar::open(Instant instant) const {
    const auto time = zone_.local(instant) - zone_.day(instant).time_since_epoch();
    return working(zone_.day(instant)) && facts_.hours.open <= time && time < facts_.hours.close;
}

Instant Calendar::opening(Instant instant) const {
    if (open(instant)) return instant;
    for (Day day = zone_.day(instant);; day += days(1)) {
        // Also where a clock change shows the hour twice, an office opens once a day.
        const Instant opens = zone_.at(day, facts_.hours.open);
        if (opens > instant && open(opens)) return opens;
    }
}

Limit Calendar::limit(const plan::DueDate& due) const {
    Day stated = due.day;
    if (due.hour ? due.hour->count() == 0 : due.bound == plan::Bound::before) stated -= days(1);
    Day rolled = stated;
    if (facts_.roll == plan::Roll::earlier) rolled = nearest_working(stated, -1);
    if (facts_.roll == plan::Roll::later) rolled = nearest_working(stated, 1);
    if (due.hour) return {zone_.at(due.day + (rolled - stated), *due.hour), rolled};
    return {zone_.at(rolled + days(1), minutes(0)), rolled};
}

}  // namespace dondoc::testing::naive
