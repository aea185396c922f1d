#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "plan/phrase/lexeme.h"
#include "plan/timing.h"

namespace dondoc::plan::phrase {

enum class Level : std::uint8_t { day, week, month, quarter, half, nine_months, year };
enum class Part : std::uint8_t {
    whole,
    first,
    middle,
    last,
    first_half,
    second_half,
    first_ten,
    second_ten,
    last_ten
};

/// «của tháng cuối quý sau»: the period that a day or a month is counted in.
struct Relative {
    enum class Unit : std::uint8_t {
        none,
        week,
        month,
        quarter,
        half,
        year,
        term
    } unit = Unit::none;
    enum class Which : std::uint8_t { whole, first, last, other } which = Which::whole;
    int shift = 0;       ///< -1 the one before, 1 the next
    bool named = false;  ///< «kỳ báo cáo» stands beside it
};

/// A day or a period, as far as the words tell.
struct Calendar {
    Level level = Level::day;
    Part part = Part::whole;
    std::optional<int> year;
    std::optional<int> end_year;  ///< of several years
    unsigned month = 0;           ///< 0: not told
    unsigned day = 0;             ///< 0: not told
    bool last_day = false;        ///< «ngày cuối cùng»
    bool first_days = false;      ///< «10 ngày đầu tháng»
    bool working = false;         ///< counted in working days
    int index = 0;                ///< of a quarter, a half, a week (9: the last)
    Relative relative;
    std::optional<unsigned> weekday;
    std::optional<TimeOfDay> hour;
    bool impossible = false;  ///< 31/4
    bool year_assumed = false;
};

enum class Unit : std::uint8_t { hour, day, week, month, quarter, half, nine_months, year, term };

/// One thing that the words say; the grammar's terminal.
struct Element {
    enum class Kind : std::uint8_t {
        text,        ///< no meaning for a deadline
        doubt,       ///< has a meaning that no rule took
        separator,   ///< `w`
        bound,       ///< `w`: before, by, to, through, within, from, after, on
        calendar,    ///< `calendar`
        every,       ///< `unit`, `count` of them, `times` in one
        bare,        ///< `unit` without a number, or «6 tháng», «9 tháng» (`count`)
        duration,    ///< `count` of `unit`, `working`
        since,       ///< words [from, to) name the event
        at_once,     ///< the same, without a number of days
        condition,   ///< words [from, to)
        term_place,  ///< «đầu kỳ», «giữa kỳ»
        continuous,
        daily,
        onward,
        periodic,
        scope,
        except,  ///< `w`: «trừ», «riêng» before a period
        data,
        roll,
        hour,
    } kind = Kind::text;
    W w = W::plain;
    std::size_t from = 0;
    std::size_t to = 0;
    Calendar calendar;
    Unit unit = Unit::day;
    int count = 1;
    int times = 1;
    bool working = false;
    bool weak = false;    ///< of a condition: one that goes unless it stands alone
    bool report = false;  ///< of a bare unit: «báo cáo quý»
};

/// Linear in the number of lexemes.
std::vector<Element> scan(const Script& script);

}  // namespace dondoc::plan::phrase
