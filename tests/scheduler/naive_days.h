#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "config/settings.h"
#include "plan/calendar.h"

namespace date {
class time_zone;
}

/// The days of the naive model: zones, months, periods and the working calendar, counted one by
/// one.
namespace dondoc::testing::naive {

/// A stretch of time without a clock change: local = instant + offset.
struct Stretch {
    plan::Instant begin;
    plan::Instant end;
    std::chrono::milliseconds offset;
};

class Zone {
  public:
    explicit Zone(const std::string& name);
    Stretch around(plan::Instant instant) const;
    /// The first instant whose local clock shows this or later.
    plan::Instant at(plan::Day day, std::chrono::minutes time) const;
    std::chrono::milliseconds local(plan::Instant instant) const;
    plan::Day day(plan::Instant instant) const;
    std::string iso(plan::Instant instant) const;

  private:
    const date::time_zone* zone_;
    mutable Stretch last_{};
};

std::string iso(plan::Day day);
plan::Day month_end(plan::Day in);
/// Day `number` of the month that `in` lies in; the last one where the month lacks it.
plan::Day in_month(plan::Day in, unsigned number);
plan::Day add_months(plan::Day day, int count);

/// One period of a year.
struct Span {
    std::string key;
    plan::Day first;
    plan::Day last;
    int number;
};
std::vector<Span> spans(plan::Every every, int year);

struct Limit {
    plan::Instant at;
    plan::Day last_good_day;
};

class Calendar {
  public:
    Calendar(const Zone& zone, const plan::CalendarFacts& facts) : zone_(zone), facts_(facts) {}

    bool working(plan::Day day) const;
    plan::Day nearest_working(plan::Day day, int direction) const;
    plan::Day add_working(plan::Day day, int count) const;
    plan::Day add(plan::Day day, const config::Distance& distance) const;
    bool open(plan::Instant instant) const;
    /// This instant within the hours of a working day, else when the next one opens.
    plan::Instant opening(plan::Instant instant) const;
    Limit limit(const plan::DueDate& due) const;

  private:
    const Zone& zone_;
    const plan::CalendarFacts& facts_;
};

}  // namespace dondoc::testing::naive
