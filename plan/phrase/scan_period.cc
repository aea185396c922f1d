#include "plan/phrase/scanner.h"
#include "plan/vietnamese.h"

namespace dondoc::plan::phrase {
namespace {

using Which = Relative::Which;

bool fits(const Lexeme& number, int most) {
    return is_number(number) && number.digits <= 2 && number.value >= 1 && number.value <= most;
}

bool counts_quarter(const Lexeme& lexeme) {
    return (lexeme.w == W::roman && lexeme.value <= 4) || fits(lexeme, 4);
}

Part part_named(const Lexeme& word) {
    if (word.w == W::ten_days) {
        const std::string place = fold_marks(word.key);
        return place.starts_with("th")   ? Part::first_ten
               : place.starts_with("tr") ? Part::second_ten
                                         : Part::last_ten;
    }
    return word.w == W::first ? Part::first : word.w == W::middle ? Part::middle : Part::last;
}

Level level_of(Relative::Unit unit) {
    switch (unit) {
        case Relative::Unit::week:
            return Level::week;
        case Relative::Unit::month:
            return Level::month;
        case Relative::Unit::quarter:
            return Level::quarter;
        case Relative::Unit::half:
            return Level::half;
        default:
            return Level::year;
    }
}

/// «tháng 13», «quý V»: no year has it.
bool beyond_year(const Lexeme& value, bool quarter) {
    if (value.w == W::roman) return value.value > 4;
    return is_number(value) && value.digits >= 1 && value.digits <= 2 &&
           (value.value == 0 || value.value > (quarter ? 4 : 12));
}

void set_number(Calendar& found, int value) {
    if (found.level == Level::quarter) {
        found.index = value;
    } else {
        found.month = static_cast<unsigned>(value);
    }
}

bool joins_list(W w) {
    return w == W::comma || w == W::conj_and || w == W::conj_or || w == W::slash || w == W::dash ||
           w == W::to;
}

}  // namespace

bool Scanner::period() {
    if (w() == W::month || w() == W::quarter) {
        return month_or_quarter(Part::whole) || relative_period(Part::whole);
    }
    return (w() == W::year || w() == W::week) && relative_period(Part::whole);
}

bool Scanner::month_or_quarter(Part part) {
    const bool quarter = w() == W::quarter;
    if (!quarter && w() != W::month) return false;
    std::size_t number = at_ + 1;
    if (w_at(number) == W::dot && !word(number).space) ++number;
    const Lexeme& value = word(number);
    const bool edge = quarter && (value.w == W::first || value.w == W::last);
    if (edge && w_at(number + 1) == W::year) {
        Calendar found;
        found.level = Level::quarter;
        found.index = value.w == W::first ? 1 : 4;
        std::size_t to = number + 1;
        found.year = year_after(to);
        push_calendar(found, found.year ? to : number + 2);
        return true;
    }
    if (w_at(number + 1) == W::percent) return false;
    if (beyond_year(value, quarter)) return no_such_period(number);
    if (quarter ? !counts_quarter(value) : !fits(value, 12)) return false;
    Calendar found;
    found.level = quarter ? Level::quarter : Level::month;
    found.part = part;
    set_number(found, value.value);
    std::size_t to = number + 1;
    found.year = year_after(to);
    if (!found.year) {
        std::size_t end = to;
        if (relative(end, found.relative) && found.relative.unit >= Relative::Unit::half)
            to = end;
        else
            found.relative = {};
    }
    push_calendar(found, to);
    if (!found.year) more_in_list(found);
    return true;
}

/// Kept as what it is, so that nobody takes the words around it for a deadline.
bool Scanner::no_such_period(std::size_t number) {
    switch (w_at(number + 1)) {
        case W::day:
        case W::month:
        case W::quarter:
        case W::week:
        case W::year:
        case W::hour:
        case W::working:
        case W::times:
            if (w_at(number + 1) != W::year || !plausible_year(word(number + 2))) return false;
            break;
        default:
            break;
    }
    if (before() == W::every) return false;
    Calendar found;
    found.level = w() == W::quarter ? Level::quarter : Level::month;
    found.impossible = true;
    std::size_t to = number + 1;
    found.year = year_after(to);
    push_calendar(found, to);
    return true;
}

/// «…, II, III», «… 6, 9 và 12/2024»: numbers that go on the list of the month or quarter before.
void Scanner::more_in_list(Calendar found) {
    const bool quarter = found.level == Level::quarter;
    while (joins_list(w())) {
        std::size_t number = at_ + 1;
        if (w() == W::comma && w_at(number) == W::conj_and) ++number;
        const Lexeme& value = word(number);
        if (quarter ? !counts_quarter(value) : !fits(value, 12)) return;
        switch (w_at(number + 1)) {
            case W::day:
            case W::month:
            case W::quarter:
            case W::week:
            case W::hour:
            case W::working:
            case W::percent:
            case W::times:
            case W::colon:
                return;
            case W::slash:
            case W::dot:
                // «tháng 3, 15/4» goes on with a date.
                if (!quarter && is_number(word(number + 2)) && !plausible_year(word(number + 2)) &&
                    word(number + 2).value <= 12 && w() != W::slash)
                    return;
                break;
            default:
                break;
        }
        const bool bound = w() == W::to;
        push(bound ? Element::Kind::bound : Element::Kind::separator, number);
        set_number(found, value.value);
        std::size_t to = number + 1;
        found.year = year_after(to);
        push_calendar(found, to);
        if (found.year) return;
    }
}

/// «6 tháng đầu năm (2024)», «9 tháng đầu năm», «nửa đầu tháng 6».
bool Scanner::half_year() {
    Calendar found;
    std::size_t to = at_;
    if (w() == W::half && (w(1) == W::first || w(1) == W::last)) {
        const bool first = w(1) == W::first;
        if (w(2) == W::year) {
            found.level = Level::half;
            found.index = first ? 1 : 2;
            to = at_ + 3;
            std::size_t end = at_ + 2;
            found.year = year_after(end);
            if (found.year) to = end;
        } else if (w(2) == W::month && fits(look(3), 12)) {
            found.level = Level::month;
            found.part = first ? Part::first_half : Part::second_half;
            found.month = static_cast<unsigned>(look(3).value);
            to = at_ + 4;
            found.year = year_after(to);
        } else {
            return false;
        }
    } else if (!several_months(found, to)) {
        return false;
    }
    push_calendar(found, to);
    const bool more = (w() == W::conj_and || w() == W::comma || w() == W::slash ||
                       w() == W::conj_or || w() == W::dash) &&
                      w(1) == W::last && w(2) == W::year;
    if (found.level == Level::half && found.index == 1 && more) {
        push(Element::Kind::separator, at_ + 1);
        found.index = 2;
        to = at_ + 1;
        found.year = year_after(to);
        if (!found.year) ++to;
        push_calendar(found, to);
    }
    return true;
}

bool Scanner::several_months(Calendar& found, std::size_t& to) const {
    if (!is_number(look()) || w(1) != W::month) return false;
    const int count = look().value;
    const bool first = w(2) == W::first;
    if (!first && w(2) != W::last) return false;
    if (count != 3 && count != 6 && count != 9) return false;
    if (count == 9 && !first) return false;
    to = at_ + 3;
    to = past(to, {W::of});
    if (w_at(to) == W::quarter || w_at(to) == W::month) return false;
    found.level = count == 6 ? Level::half : count == 9 ? Level::nine_months : Level::quarter;
    found.index = first ? 1 : count == 6 ? 2 : 4;
    found.year = year_after(to);
    if (!found.year && w_at(to) == W::year) {
        Relative year;
        std::size_t end = to;
        if (unit_of_relative(end, year)) {
            to = end;
            if (year.shift != 0) found.relative = year;
        }
        if (!found.year) found.year = year_after(to);
    }
    return true;
}

/// «năm 2024», «giai đoạn 2021-2025», «2024 - 2025», «đến 2030».
bool Scanner::years() {
    std::size_t to = at_;
    const bool stage = w_at(to) == W::stage;
    if (stage) ++to;
    if (stage && (w_at(to) == W::year || w_at(to) == W::from)) ++to;
    if (stage && w_at(to) == W::year) ++to;
    const bool word_year = !stage && w_at(to) == W::year;
    if (word_year) ++to;
    const auto first = plausible_year(word(to));
    if (!first) return false;
    ++to;
    Calendar found;
    found.level = Level::year;
    found.year = first;
    const W sign = w_at(to);
    if (sign == W::dash || sign == W::to || sign == W::slash) {
        std::size_t end = to + 1;
        if (w_at(end) == W::year) ++end;
        const auto second = plausible_year(word(end));
        const bool date_follows =
            w_at(end + 1) == W::slash || (w_at(end + 1) == W::dash && is_number(word(end + 2)));
        if (second && *second >= *first && !date_follows) {
            found.end_year = second;
            to = end + 1;
        }
    }
    const bool listed = last_kind() == Element::Kind::separator && out_.size() >= 2 &&
                        out_[out_.size() - 2].kind == Element::Kind::calendar &&
                        out_[out_.size() - 2].calendar.level == Level::year;
    const bool alone = (out_.empty() || last_kind() == Element::Kind::separator) &&
                       (to >= script_.size() || is_separator(w_at(to)));
    const bool torn = before() == W::slash;  // «…V/2024»: the year of something else
    const bool fits = stage || word_year || found.end_year || last_bound() || listed || alone;
    if (!fits || torn) return false;
    push_calendar(found, to);
    return true;
}

/// «đầu tháng 6», «cuối quý I/2024», «giữa năm», «cuối mỗi quý».
bool Scanner::part_of() {
    const bool ten_days = w() == W::ten_days;
    if (w() != W::first && w() != W::middle && w() != W::last && !ten_days) return false;
    const Part part = part_named(look());
    std::size_t to = at_ + 1;
    bool every = false;
    const std::size_t links = to;
    to = past(to, {W::of, W::every, W::all});
    for (std::size_t link = links; link < to; ++link)
        every = every || w_at(link) != W::of;
    const W unit = w_at(to);
    if (ten_days && unit != W::month) return false;
    if (unit == W::term) {
        push(Element::Kind::term_place, to + 1);
        return true;
    }
    const std::size_t start = at_;
    at_ = to;
    if (month_or_quarter(part)) return true;
    if (unit == W::year && plausible_year(look(1))) {
        Calendar found;
        found.level = Level::year;
        found.part = part;
        found.year = look(1).value;
        push_calendar(found, at_ + 2);
        return true;
    }
    if (relative_period(part)) {
        out_.back().from = start;
        return true;
    }
    at_ = start;
    if (unit != W::month && unit != W::quarter && unit != W::year && unit != W::week) return false;
    Calendar found;
    found.part = part;
    Relative whole;
    std::size_t end = to;
    unit_of_relative(end, whole);
    found.level = level_of(whole.unit);
    if (every || whole.unit != Relative::Unit::year) found.relative = whole;
    found.relative.named = every;
    push_calendar(found, to + 1);
    return true;
}

/// «tuần đầu tháng 3/2024», «tuần 4 hằng tháng», «tuần thứ hai của tháng».
bool Scanner::week() {
    if (w() != W::week) return false;
    Calendar found;
    found.level = Level::week;
    std::size_t to = at_ + 1;
    if (w_at(to) == W::ordinal || (w_at(to) == W::label && word(to).key == "số")) ++to;
    if (fits(word(to), 53)) {
        found.index = word(to).value;
    } else if (w_at(to) == W::first || w_at(to) == W::last) {
        found.index = w_at(to) == W::first ? 1 : 9;
    } else {
        return false;
    }
    ++to;
    if (w_at(to) == W::comma) ++to;
    std::size_t end = to;
    end = past(end, {W::of, W::within});
    if (w_at(end) == W::month && fits(word(end + 1), 12)) {
        found.month = static_cast<unsigned>(word(end + 1).value);
        to = end + 2;
        found.year = year_after(to);
    } else if (found.index > 9) {
        found.year = year_after(to);
    } else if (w_at(to) != W::every && !relative(to, found.relative)) {
        return false;
    }
    push_calendar(found, to);
    return true;
}

/// «tháng sau», «tháng cuối quý», «năm sau», «quý này».
bool Scanner::relative_period(Part part) {
    Relative found;
    std::size_t to = at_;
    if (!relative(to, found)) return false;
    const bool placed = found.which != Which::whole;
    if (found.shift == 0 && !placed && to <= at_ + 1) return false;
    if (found.unit == Relative::Unit::term) return false;
    // «báo cáo» behind the unit is the work, not «the reporting month», where nothing counts on it.
    if (found.shift == 0 && !placed && part == Part::whole) {
        if (w(1) != W::current) return false;
        found.named = true;
    }
    Calendar calendar;
    calendar.level = w() == W::month ? Level::month : level_of(found.unit);
    calendar.part = part;
    calendar.relative = found;
    if (found.unit == Relative::Unit::year && found.shift == 0 && !placed) calendar.relative = {};
    push_calendar(calendar, to);
    return true;
}

}  // namespace dondoc::plan::phrase
