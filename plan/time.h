#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "plan/result.h"

namespace dondoc::plan {

/// An instant, UTC, in milliseconds: what is stored and compared.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// A local day in the plan's zone: what people write and read.
using Day = std::chrono::local_days;
/// Minutes since local midnight, 0 to 1440.
using TimeOfDay = std::chrono::minutes;

std::chrono::year_month_day ymd(Day day);
Day day_of(int year, unsigned month, unsigned day_of_month);
/// The given day of a month, or the month's last day where the month lacks it (DESIGN 4).
Day day_clamped(int year, unsigned month, unsigned day_of_month);
/// 1 (Monday) to 7 (Sunday).
int iso_weekday(Day day);
/// `2024-06-14`.
std::string iso(Day day);
/// As people write it: `14/6/2024`, `14 June 2024`.
Words date_words(Day day);
/// The same of a time of day: `15 giờ 20`, `15:20`.
Words hour_words(TimeOfDay time);
/// Reads `2024-06-14`; nothing for any other form and for days that do not exist.
std::optional<Day> parse_day(std::string_view text);
/// `08:00`; 1440 is `24:00`.
std::string clock(TimeOfDay time);
/// Reads `08:00` and `8:00`, `24:00` included.
std::optional<TimeOfDay> parse_time_of_day(std::string_view text);

struct LocalTime {
    Day day;
    std::chrono::milliseconds since_midnight;
    std::chrono::seconds utc_offset;
};

/// An IANA time zone. Cheap to copy; the zone data live as long as the process.
class Zone {
  public:
    static Result<Zone> load(const std::string& name);

    const std::string& name() const { return name_; }
    /// The instant of a local time. One that a clock change skips is the next that exists; one that
    /// occurs twice is the first (DESIGN 4, promise 21).
    Instant at(Day day, TimeOfDay time) const;
    LocalTime local(Instant instant) const;
    Day day_at(Instant instant) const { return local(instant).day; }
    /// As people write it, to the minute: `15 giờ 20 ngày 25/6/2024`, `15:20 on 25 June 2024`.
    Words words(Instant instant) const;
    /// `2024-06-14T08:00:00+07:00`.
    std::string iso(Instant instant) const;

  private:
    Zone(std::string name, const void* zone) : name_(std::move(name)), zone_(zone) {}
    std::string name_;
    const void* zone_;  ///< a `date::time_zone`, which stays out of headers
};

/// Reads what people give for an instant: `2024-06-14T08:00` or `2024-06-14 08:00` (local), with
/// seconds or with an offset or `Z`; a bare day is its midnight.
std::optional<Instant> parse_instant(std::string_view text, const Zone& zone);

}  // namespace dondoc::plan
