#include "plan/phrase/scanner.h"

namespace dondoc::plan::phrase {
namespace {

bool is_plain(W w) {
    return w == W::plain || w == W::harmless || w == W::report || w == W::done || w == W::is ||
           w == W::document || w == W::label || w == W::of;
}

}  // namespace

/// «kỳ 6 tháng», «kỳ báo cáo quý»: only the unit behind says something.
bool Scanner::names_term(std::size_t index) const {
    if (w_at(index) != W::term) return false;
    const W next = w_at(index + 1);
    return next == W::month || next == W::quarter || next == W::year || next == W::half_year ||
           (is_number(word(index + 1)) && w_at(index + 2) == W::month);
}

/// «02 lần», «hai kỳ»: how often.
bool Scanner::turns_at(std::size_t index) const {
    return is_number(word(index)) && word(index).digits <= 2 &&
           (w_at(index + 1) == W::times || w_at(index + 1) == W::term);
}

bool Scanner::cycle() {
    return so_often() || every_word();
}

std::optional<Unit> Scanner::unit_at(std::size_t index) const {
    switch (w_at(index)) {
        case W::hour:
            return Unit::hour;
        case W::day:
            return Unit::day;
        case W::week:
            return Unit::week;
        case W::month:
            return Unit::month;
        case W::quarter:
            return Unit::quarter;
        case W::year:
            return Unit::year;
        case W::term:
            return Unit::term;
        default:
            return std::nullopt;
    }
}

/// «hằng quý», «mỗi 6 tháng», «các quý trong năm».
bool Scanner::every_word() {
    const bool all = w() == W::all;
    if (!all && w() != W::every) return false;
    std::size_t to = at_ + 1;
    to = past(to, {W::every, W::all});
    if (names_term(to)) ++to;
    int count = 1;
    if (!all && is_number(word(to)) && word(to).value <= 60) count = word(to++).value;
    const auto unit = unit_at(to);
    if (!unit || *unit == Unit::hour || *unit == Unit::term || (all && *unit == Unit::day))
        return false;
    ++to;
    if (is_number(word(to)) && plausible_year(word(to)) && !all) {
        // «hằng năm 2027 - 2030»: the years are read by themselves.
    } else if ((is_number(word(to)) && !turns_at(to)) || w_at(to) == W::roman) {
        if (all || w_at(to + 1) != W::month) return false;
    }
    int times = 1;
    std::size_t end = to;
    if (w_at(end) == W::slash) ++end;
    if (turns_at(end)) {
        times = word(end).value;
        to = end + 2;
    }
    if (all && (w_at(to) == W::within || w_at(to) == W::of) && w_at(to + 1) == W::year) {
        to += 2;
        if (plausible_year(word(to))) ++to;
    }
    if (*unit == Unit::day) {
        push(Element::Kind::daily, to);
        return true;
    }
    Element& element = push(Element::Kind::every, to);
    element.unit = *unit;
    element.count = count;
    element.times = times;
    return true;
}

/// «03 tháng/lần», «6 tháng một lần», «01 lần/quý», «định kỳ 6 tháng».
bool Scanner::so_often() {
    std::size_t to = at_;
    int count = 1;
    int times = 1;
    std::optional<Unit> unit;
    const bool periodic = w_at(to) == W::periodic;
    if (periodic) ++to;
    if (periodic && (w_at(to) == W::colon || w_at(to) == W::every)) ++to;
    const bool counted = is_number(word(to)) && word(to).digits <= 2;
    if (turns_at(to)) {
        times = word(to).value;
        to += 2;
        if (w_at(to) != W::slash && w_at(to) != W::every && w_at(to) != W::within) return false;
        ++to;
        if (w_at(to) == W::every) ++to;
        if (is_number(word(to)) && word(to).digits <= 2) count = word(to++).value;
        unit = unit_at(to++);
        if (is_number(word(to)) || w_at(to) == W::roman) return false;
    } else {
        if (counted) count = word(to++).value;
        unit = unit_at(to++);
        if (!unit) return false;
        if (w_at(to) == W::slash) ++to;
        if (is_number(word(to)) && w_at(to + 1) == W::times) times = word(to++).value;
        const bool said =
            w_at(to) == W::times && !(is_number(word(to + 1)) && !is_number(word(to - 1)));
        const bool plain_period = periodic && counted && *unit != Unit::day &&
                                  w_at(to) != W::first && w_at(to) != W::last &&
                                  !is_number(word(to));
        if (!said && !plain_period) return false;
        if (said) ++to;
    }
    if (!unit || *unit == Unit::hour || *unit == Unit::term || count == 0) return false;
    if (*unit == Unit::day && count == 1) {
        push(Element::Kind::daily, to);
        return true;
    }
    Element& element = push(Element::Kind::every, to);
    element.unit = *unit;
    element.count = count;
    element.times = times;
    return true;
}

/// «tháng, quý, năm»: a unit without a number, which a list of cycles may mean.
bool Scanner::bare_unit() {
    if (names_term(at_)) {
        push(Element::Kind::text, at_ + 1);
        return true;
    }
    const auto unit = unit_at(at_);
    const bool report = before() == W::report || before() == W::term;
    if (w() == W::half_year) {
        Element& element = push(Element::Kind::bare, at_ + 1);
        element.unit = Unit::half;
        element.report = report;
        return true;
    }
    if (w() == W::whole_year) {
        if (plausible_year(look(1))) {
            Calendar found;
            found.level = Level::year;
            found.year = look(1).value;
            push_calendar(found, at_ + 2);
            return true;
        }
        Element& element = push(Element::Kind::bare, at_ + 1);
        element.unit = Unit::year;
        element.weak = true;
        return true;
    }
    if (!unit || *unit == Unit::hour || *unit == Unit::term) return false;
    if (*unit == Unit::day) {
        // «ngày hội», «ngày ký»: a noun, not a date.
        if (!is_plain(w(1)) && w(1) != W::weekday) return false;
        push(Element::Kind::text, at_ + 1);
        return true;
    }
    Element& element = push(Element::Kind::bare, at_ + 1);
    element.unit = *unit;
    element.report = report;
    return true;
}

/// A number and its unit: «05 (năm) ngày làm việc», «ngày thứ 90».
std::optional<Scanner::Length> Scanner::length() const {
    Length found;
    found.to = at_ + 3;
    if (w() == W::day && w(1) == W::ordinal && is_number(look(2))) {
        found.count = look(2).value;
        found.unit = Unit::day;
        // «ngày thứ 20 của tháng tiếp theo» is a day of the month.
        if (w(3) == W::of || w(3) == W::month) return std::nullopt;
    } else {
        if (!is_number(look()) || look().digits > 3) return std::nullopt;
        found.count = look().value;
        found.to = at_ + 1;
        if (w_at(found.to) == W::open && w_at(found.to + 2) == W::close) found.to += 3;
        if (w_at(found.to) == W::open && w_at(found.to + 3) == W::close) found.to += 4;
        const auto unit = unit_at(found.to);
        if (!unit || *unit == Unit::term) return std::nullopt;
        found.unit = *unit;
        ++found.to;
    }
    found.working = w_at(found.to) == W::working;
    if (found.working) ++found.to;
    // «05 ngày làm việc đầu tiên kể từ …» are the five that follow.
    if (w_at(found.to) == W::first && w_at(found.to + 1) == W::since) ++found.to;
    return found;
}

/// Whether the number belongs to a date: «ngày 15 tháng trước», «30 tháng 6», «6 tháng đầu năm».
bool Scanner::part_of_date(const Length& length) const {
    const Unit unit = length.unit;
    const std::size_t to = length.to;
    const bool day_number =
        before() == W::day || (last_bound() && word(at_ - 1).key.ends_with("ngày"));
    if (day_number && unit > Unit::day) return true;
    if (unit == Unit::year && (plausible_year(word(to)) || before() == W::month)) return true;
    if (unit == Unit::month && is_number(word(to)) && word(to).digits <= 2 &&
        w_at(to + 1) != W::day)
        return true;
    const bool place = w_at(to) == W::first || w_at(to) == W::last;
    return place && (unit == Unit::day || unit == Unit::month);
}

/// «3 tháng», «6 tháng», «9 tháng (năm 2024)»: the name of a report rather than a length.
void Scanner::report_months(const Length& length) {
    const int count = length.count;
    const auto year =
        w_at(length.to) == W::year ? plausible_year(word(length.to + 1)) : std::nullopt;
    if (year && count != 12) {
        Calendar found;
        found.level = count == 3 ? Level::quarter : count == 6 ? Level::half : Level::nine_months;
        found.index = 1;
        found.year = year;
        push_calendar(found, length.to + 2);
        return;
    }
    const bool report = before() == W::report || before() == W::term;
    Element& element = push(Element::Kind::bare, length.to);
    element.unit = count == 3   ? Unit::quarter
                   : count == 6 ? Unit::half
                   : count == 9 ? Unit::nine_months
                                : Unit::year;
    element.report = report;
    element.count = count;
}

bool Scanner::duration() {
    const auto found = length();
    if (!found || part_of_date(*found)) return false;
    const int count = found->count;
    const Unit unit = found->unit;
    const std::size_t to = found->to;
    const W next = w_at(to);
    const bool dated_next = dated_at(to + 1) || is_number(word(to + 1));
    const bool event = next == W::since || (next == W::comma && w_at(to + 1) == W::since) ||
                       ((next == W::after || next == W::from || next == W::before) && !dated_next);
    const bool waited = last_kind() == Element::Kind::since && out_.back().w == W::before;
    const bool bounded = last_bound() || waited ||
                         (out_.size() >= 2 && last_kind() == Element::Kind::text &&
                          out_[out_.size() - 2].kind == Element::Kind::bound);
    const bool within = last_bound() && out_.back().w == W::within;
    if (unit == Unit::hour && !event && !found->working && count <= 24 && !within) return false;
    if (unit == Unit::day && (next == W::of || next == W::month) && !event && !bounded)
        return false;
    const bool months =
        unit == Unit::month && (count == 3 || count == 6 || count == 9 || count == 12);
    if (months && !event && !bounded) {
        report_months(*found);
        return true;
    }
    // «01 năm» in a list of periods is the year.
    const bool one = count == 1 && unit >= Unit::week && !event && !bounded;
    Element& element = push(one ? Element::Kind::bare : Element::Kind::duration, to);
    element.unit = unit;
    element.count = count;
    element.working = found->working;
    return true;
}

bool Scanner::forever() {
    if (w() == W::continuous || w() == W::daily) {
        push(w() == W::daily ? Element::Kind::daily : Element::Kind::continuous, at_ + 1);
        return true;
    }
    // «24/7», «24/24 giờ»
    const bool round = is_number(look()) && look().value == 24 && w(1) == W::slash &&
                       is_number(look(2)) && (look(2).value == 7 || look(2).value == 24) &&
                       w(3) != W::slash && !last_bound() && before() != W::day;
    if (!round) return false;
    push(Element::Kind::continuous, w(3) == W::hour ? at_ + 4 : at_ + 3);
    return true;
}

}  // namespace dondoc::plan::phrase
