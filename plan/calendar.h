#pragma once

#include <array>
#include <map>
#include <set>
#include <string>

#include "plan/time.h"
#include "plan/timing.h"

namespace dondoc::plan {

enum class Roll { none, earlier, later };

/// Half-open: [open, close) of local time.
struct Hours {
    TimeOfDay open{7 * 60 + 30};
    TimeOfDay close{17 * 60};
    bool operator==(const Hours&) const = default;
};

/// What a holidays file says of a day that is off, or worked although a weekend.
struct DayNote {
    std::string name;    ///< `Tết Nguyên đán Giáp Thìn`
    std::string source;  ///< the law or announcement it comes from; empty where none is given
    bool sure = true;    ///< false: an announcement is still to confirm the day
    bool operator==(const DayNote&) const = default;
};

/// As people are told why a day is off: name and source.
std::string describe(const DayNote& note);

/// The working calendar of an office: weekends, holidays, and working days moved onto weekends.
struct CalendarFacts {
    std::array<bool, 7> workdays{true, true, true, true, true, false, false};  ///< Monday first
    std::set<Day> holidays;
    std::set<Day> makeup_days;  ///< work although a weekend; stronger than a holiday
    /// Of holidays and make-up days that a file describes; those of plain lists have none.
    std::map<Day, DayNote> notes;
    Hours hours;
    Roll roll = Roll::none;
    bool working_days_only = true;
    bool operator==(const CalendarFacts&) const = default;

    /// Each takes the place of what was said of the day before: the later word counts.
    void add_holiday(Day day);
    void add_makeup_day(Day day);
    /// Some holiday of that year is known: without, a working day of it may be none.
    bool knows_holidays_of(std::chrono::year year) const;
};

/// When something is owed: the plan's own words, and what follows from them.
struct Deadline {
    DueDate due;        ///< as stated; a roll does not change it
    Day last_good_day;  ///< L: the last local date on which handing in is on time, rolled
    Instant at;         ///< on time means strictly before it
    bool operator==(const Deadline&) const = default;
};

/// Both forms: «trước ngày 14/6/2024 (hết ngày 13/6/2024)».
Words describe(const Deadline& deadline);

/// Counts days. A pure value: zone and facts in, days and instants out.
class Calendar {
  public:
    /// At least one weekday must be a workday, so that every search for a working day ends.
    Calendar(Zone zone, CalendarFacts facts);

    const Zone& zone() const { return zone_; }
    const CalendarFacts& facts() const { return facts_; }

    bool is_working(Day day) const;
    /// The nearest working day at or before / at or after.
    Day working_at_or_before(Day day) const;
    Day working_at_or_after(Day day) const;
    /// The n-th working day strictly after (n > 0) or strictly before (n < 0); n = 0 is the day.
    Day add_working_days(Day day, int n) const;

    /// Within `hours` of a working day.
    bool is_open(Instant instant) const;
    /// The instant itself when open, else the next opening (Ladders 6).
    Instant next_open(Instant instant) const;
    /// The instant itself when open, else the last millisecond before the latest closing.
    Instant last_open(Instant instant) const;

    /// DESIGN 4: half-open days, the last good day, rolling (Civil Code, Article 148).
    Deadline deadline(const DueDate& due) const;
    /// N days, working days or months after an event's day (or before, when negative); `by`.
    DueDate after_event(Day event, const AfterEvent& timing) const;

  private:
    Zone zone_;
    CalendarFacts facts_;
};

}  // namespace dondoc::plan
