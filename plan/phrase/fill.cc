#include <algorithm>

#include "plan/phrase/draft.h"
#include "plan/said.h"

namespace dondoc::plan::phrase {

using Named = CycleMonth::Which;
using PeriodUnit = Relative::Unit;
using Which = Relative::Which;

bool accepts(const Cycle& cycle, const Calendar& date) {
    const PeriodUnit unit = date.relative.unit;
    if (date.year || date.impossible) return false;
    const bool day_and_month = date.level == Level::day && date.month != 0;
    const bool any_day = date.level == Level::day && date.month == 0 && !date.weekday;
    switch (cycle.every) {
        case Every::week:
            return date.weekday.has_value() ||
                   (date.level == Level::week && unit == PeriodUnit::week);
        case Every::month:
            if (date.weekday) return unit == PeriodUnit::none;
            // «riêng tháng 12 trước ngày 20/12»
            if (day_and_month && unit == PeriodUnit::none && cycle.periods.size() == 1)
                return cycle.periods.front() == static_cast<int>(date.month);
            return (any_day || date.level == Level::week || date.level == Level::month) &&
                   date.month == 0 &&
                   (unit == PeriodUnit::none || unit == PeriodUnit::month ||
                    unit == PeriodUnit::term);
        case Every::quarter:
            if (day_and_month) return true;
            return (any_day || date.level == Level::month || date.level == Level::quarter) &&
                   date.month == 0 &&
                   (unit == PeriodUnit::none || unit == PeriodUnit::quarter ||
                    unit == PeriodUnit::term || unit == PeriodUnit::month);
        case Every::half_year:
            return (day_and_month && unit != PeriodUnit::month) ||
                   (any_day && unit >= PeriodUnit::half) || date.level == Level::half ||
                   (date.level == Level::month && date.month != 0) ||
                   (date.level == Level::month && unit >= PeriodUnit::half) ||
                   (any_day && unit == PeriodUnit::none);
        case Every::year:
            return day_and_month || date.level >= Level::month ||
                   (any_day && unit >= PeriodUnit::year);
    }
    return false;
}

namespace {

void fill_parts(Cycle& cycle, const Calendar& date, Notes& notes) {
    if (date.part == Part::whole || date.part == Part::last || date.part == Part::last_ten) return;
    if (date.part == Part::first_ten || date.part == Part::second_ten) {
        cycle.day = date.part == Part::first_ten ? 10U : 20U;
        return;
    }
    if (date.part == Part::middle) {
        if (cycle.every == Every::year && date.level == Level::year) {
            cycle.month = {Named::named, 6};
        } else if (cycle.every == Every::week) {
            cycle.weekday = 3;
        } else if (date.level == Level::month || cycle.every == Every::month) {
            cycle.day = 15;
        } else {
            notes.add(said("«giữa kỳ» chưa rõ ngày: xin xem lại",
                           "\"mid-period\" has no certain day: please check"));
        }
        return;
    }
    notes.add(said("«đầu kỳ» được hiểu là ngày đầu tiên của kỳ",
                   "\"the beginning\" is read as the first day"));
    if (cycle.every > Every::month && date.level != Level::month) cycle.month = {Named::first, 0};
    if (cycle.every == Every::week) {
        cycle.weekday = 1;
    } else {
        cycle.day = date.part == Part::first_half ? 15U : 1U;
    }
}

void fill_month(Cycle& cycle, const Calendar& date, Notes& notes) {
    const Relative& relative = date.relative;
    if (date.month != 0 && cycle.every != Every::month) {
        cycle.month = {Named::named, date.month};
        if (relative.shift > 0) cycle.offset = relative.shift;
        return;
    }
    if (cycle.every == Every::month || cycle.every == Every::week) {
        cycle.offset = std::max(0, relative.shift);
        return;
    }
    if (relative.which == Which::first) cycle.month = {Named::first, 0};
    if (relative.which == Which::last) cycle.month = {Named::last, 0};
    if (relative.which == Which::other) {
        notes.add(said("tháng giữa kỳ chưa ghi được: xin xem lại",
                       "a month in the middle of the period cannot be kept: please check"));
    }
    if (relative.unit == PeriodUnit::month && relative.shift > 0) {
        // «hằng quý … ngày 5 của tháng sau»: the first month of the next quarter.
        cycle.month = {Named::first, 0};
    }
    cycle.offset = std::max(0, relative.shift);
}

/// «trước quý IV hằng năm» is before 1 October.
bool before_named(Cycle& cycle, const Calendar& date) {
    const bool quarter = date.level == Level::quarter && date.index > 0;
    const bool month = date.level == Level::month && date.month != 0;
    if ((!quarter && !month) || date.relative.unit != PeriodUnit::none) return false;
    cycle.every = Every::year;
    cycle.periods.clear();
    cycle.month = {Named::named, quarter ? static_cast<unsigned>(date.index) * 3 - 2 : date.month};
    cycle.day = 1;
    return true;
}

/// One named date says which half or quarter it closes.
void fill_period(Cycle& cycle, const Calendar& date) {
    if (date.month == 0 || !cycle.periods.empty()) return;
    if (cycle.every == Every::half_year) cycle.periods = {date.month <= 7 ? 1 : 2};
    if (cycle.every == Every::quarter) cycle.periods = {static_cast<int>((date.month + 2) / 3)};
}

/// What the words say and a cycle has no place for.
void note_left_out(const Cycle& cycle, const Draft& date_draft, Notes& notes) {
    const Calendar& date = date_draft.calendar;
    if (date.level == Level::week) {
        notes.add(said("tuần trong kỳ chưa ghi được, hạn được lấy là hết kỳ: xin xem lại",
                       "the week of the period cannot be kept; due at the period's end: please "
                       "check"));
    }
    if (date.hour) {
        notes.add(said("giờ của hạn định kỳ chưa ghi được: xin xem lại",
                       "the hour of a cycle cannot be kept: please check"));
    }
    if (date.working) {
        notes.add(said("ngày làm việc thứ mấy trong kỳ chưa ghi được: xin xem lại",
                       "a working day of the period cannot be kept: please check"));
    }
    if (date_draft.start) {
        notes.add(said("ngày bắt đầu của kỳ thực hiện chưa ghi được: xin xem lại",
                       "the first day of the turn cannot be kept: please check"));
    }
    if (date.level == Level::day && date.day > 0 && cycle.every >= Every::quarter &&
        date.month == 0 && date.relative.unit == PeriodUnit::none) {
        notes.add(said("không ghi tháng: được hiểu là tháng cuối của kỳ",
                       "no month is named: read as the last month of the period"));
    }
}

}  // namespace

void fill(Draft& cycle_draft, const Draft& date_draft, Notes& notes) {
    Cycle& cycle = cycle_draft.cycle;
    const Calendar& date = date_draft.calendar;
    // «Quý IV hằng năm, trước ngày 20/12»: the period alone still waits for its day.
    cycle_draft.due = !(is_window(date_draft) && date.level >= Level::quarter &&
                        date.level < Level::year && date_draft.bound == W::plain);
    cycle.bound = date_draft.bound == W::before ? Bound::before : Bound::by;
    if (date.level == Level::quarter && cycle.every == Every::year && date.index > 0) {
        cycle.every = Every::quarter;
        cycle.periods = {date.index};
    } else if (date.level == Level::half && cycle.every == Every::year) {
        cycle.every = Every::half_year;
        cycle.periods = {date.index};
    }
    if (date.weekday && cycle.every == Every::week) cycle.weekday = date.weekday;
    if (date.weekday && cycle.every != Every::week) {
        notes.add(said("thứ trong tuần của kỳ này chưa ghi được: xin xem lại",
                       "the weekday of this period cannot be kept: please check"));
    }
    fill_month(cycle, date, notes);
    const bool before_period =
        cycle.bound == Bound::before && date.level >= Level::month && date.part == Part::whole;
    if (before_period && before_named(cycle, date)) return;
    if (before_period) {
        notes.add(said("«trước» một kỳ chưa rõ ngày: xin xem lại",
                       "\"before\" a period has no certain day: please check"));
    }
    if (date.day > 0 && cycle.every == Every::week) {
        notes.add(said("ngày trong tuần chưa rõ: xin xem lại",
                       "the day of the week is not certain: please check"));
    } else if (date.day > 0) {
        cycle.day = date.day;
    }
    if (cycle.every != Every::week && date.last_day && cycle.bound == Bound::before) cycle.day = 31;
    fill_parts(cycle, date, notes);
    fill_period(cycle, date);
    note_left_out(cycle, date_draft, notes);
}

namespace {

/// The cycle that a date's own words name.
std::optional<Every> cycle_of(const Calendar& date, Notes& notes) {
    const Relative& relative = date.relative;
    switch (relative.unit) {
        case PeriodUnit::none:
            if (date.weekday) return Every::week;
            if (date.level != Level::day || date.month != 0 || (date.day == 0 && !date.last_day))
                return std::nullopt;
            notes.add(said("không ghi tháng: được hiểu là hằng tháng",
                           "no month is named: read as each month"));
            return Every::month;
        case PeriodUnit::week:
            return Every::week;
        case PeriodUnit::month:
            return Every::month;
        case PeriodUnit::quarter:
            return Every::quarter;
        case PeriodUnit::half:
            return Every::half_year;
        case PeriodUnit::term:
            notes.add(
                said("câu không cho biết kỳ nào, tạm hiểu là quý: xin xem lại",
                     "which period is meant is not said; taken as the quarter: please check"));
            return Every::quarter;
        case PeriodUnit::year:
            if (relative.shift == 0 && (date.month != 0 || date.level >= Level::quarter) &&
                !relative.named)
                return std::nullopt;
            if (date.level == Level::year && date.part == Part::whole) return std::nullopt;
            return Every::year;
    }
    return std::nullopt;
}

void note_periods(const Calendar& date, Notes& notes) {
    const Relative& relative = date.relative;
    const bool part_only = date.part != Part::whole && relative.shift == 0 && !relative.named;
    if (part_only && relative.which == Which::whole) {
        notes.add(said("không nói kỳ nào, được hiểu là mỗi kỳ: xin xem lại",
                       "which period is not said; read as each: please check"));
    }
    const bool only_period = date.level >= Level::week && date.index == 0 && date.month == 0 &&
                             date.part == Part::whole && relative.which == Which::whole &&
                             !date.weekday;
    if (only_period && relative.unit != PeriodUnit::none) {
        notes.add(said("kỳ được tính từ kỳ đang nói tới: xin xem lại",
                       "the period is counted from the one that is spoken of: please check"));
    }
    if (date.level == Level::week && date.index == 0) {
        notes.add(said("hạn theo tuần chưa rõ ngày: xin xem lại",
                       "the day of the week is not said: please check"));
    }
}

}  // namespace

std::optional<Draft> own_cycle(const Draft& date_draft, Notes& notes) {
    const Calendar& date = date_draft.calendar;
    const Relative& relative = date.relative;
    if (date.year || relative.shift < 0) return std::nullopt;
    const auto every = cycle_of(date, notes);
    if (!every) return std::nullopt;
    Draft made = date_draft;
    made.kind = Draft::Kind::cycle;
    made.cycle.every = *every;
    note_periods(date, notes);
    fill(made, date_draft, notes);
    if (date.level == Level::quarter && date.index > 0 && made.cycle.every == Every::quarter &&
        relative.unit == PeriodUnit::year) {
        made.cycle.offset = 0;
        made.cycle.every = Every::year;
        made.cycle.periods.clear();
        made.cycle.month = {Named::named, static_cast<unsigned>(date.index * 3)};
        made.cycle.offset = relative.shift;
    }
    return made;
}

}  // namespace dondoc::plan::phrase
