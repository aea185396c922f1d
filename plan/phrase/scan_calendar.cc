#include <algorithm>

#include "plan/phrase/scanner.h"

namespace dondoc::plan::phrase {
namespace {

using Which = Relative::Which;

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

bool is_date_sign(W w) {
    return w == W::slash || w == W::dash || w == W::dot;
}

bool fits_month(const Lexeme& number) {
    return is_number(number) && number.digits <= 2 && number.value >= 1 && number.value <= 12;
}

bool fits_day(const Lexeme& number) {
    return is_number(number) && number.digits <= 2 && number.value >= 1 && number.value <= 31;
}

void check_exists(Calendar& found) {
    if (found.day == 0 || found.month == 0) return;
    const auto month = std::chrono::month{found.month};
    const auto day = std::chrono::day{found.day};
    const auto date = found.year ? std::chrono::year{*found.year} / month / day
                                 : std::chrono::year{2024} / month / day;
    found.impossible = !date.ok();
}

}  // namespace

std::optional<int> plausible_year(const Lexeme& number) {
    if (!is_number(number)) return std::nullopt;
    if (number.digits == 4 && number.value >= kFirstYear && number.value <= kLastYear)
        return number.value;
    return std::nullopt;
}

/// «/2024», «năm 2024», «- 2024», «(2024)», «/24» at `to`.
std::optional<int> Scanner::year_after(std::size_t& to) const {
    std::size_t at = to;
    const bool sign = is_date_sign(w_at(at)) || w_at(at) == W::comma || w_at(at) == W::open;
    const W first = w_at(at);
    if (sign || w_at(at) == W::of) ++at;
    const bool word_year = w_at(at) == W::year;
    if (word_year) ++at;
    if (w_at(at) == W::open) ++at;
    if (!sign && !word_year) return std::nullopt;
    if (first == W::comma && !word_year) return std::nullopt;
    std::optional<int> year = plausible_year(word(at));
    const bool short_form = first == W::slash && !word_year && is_number(word(at)) &&
                            word(at).digits == 2 && word(at).value > 12 && !word(at).space;
    if (!year && short_form) year = 2000 + word(at).value;
    if (!year) return std::nullopt;
    // «tháng 8 - 2024» is a month, but «năm 2023 - 2025» and «5/2024 - 8/2024» are not read here.
    const W follows = w_at(at + 1);
    if (first == W::dash && !word_year && is_number(word(at + 2)) && follows == W::slash)
        return std::nullopt;
    to = at + 1;
    if (first == W::open && w_at(to) == W::close) ++to;
    return year;
}

/// «15/6», «15/6/2024», «15.6.2024», «15 tháng 6 năm 2024», «2024-06-15» at `to`.
bool Scanner::date_numbers(std::size_t& to, Calendar& found) const {
    const Lexeme& first = word(to);
    if (!is_number(first)) return false;
    if (plausible_year(first) && w_at(to + 1) == W::dash && fits_month(word(to + 2)) &&
        w_at(to + 3) == W::dash && fits_day(word(to + 4)) && !word(to + 2).space) {
        found.year = first.value;
        found.month = static_cast<unsigned>(word(to + 2).value);
        found.day = static_cast<unsigned>(word(to + 4).value);
        to += 5;
        check_exists(found);
        return true;
    }
    if (first.digits > 2) return false;
    const W sign = w_at(to + 1);
    const Lexeme& second = word(to + 2);
    const bool in_words = sign == W::month && is_number(second);
    if (!in_words && (!is_date_sign(sign) || !is_number(second))) return false;
    if (in_words && second.digits > 2) return false;
    std::size_t end = to + 3;
    std::optional<int> year;
    if (in_words) {
        year = year_after(end);
    } else if (w_at(end) == sign && is_number(word(end + 1))) {
        const Lexeme& third = word(end + 1);
        year = plausible_year(third);
        if (!year && third.digits == 2 && second.digits <= 2) year = 2000 + third.value;
        if (!year) return false;
        end += 2;
    } else if (second.digits <= 2) {
        year = year_after(end);
        if (year && w_at(to + 3) == W::dash) year.reset(), end = to + 3;
    }
    if (second.digits > 2) return false;
    const bool three = year.has_value();
    found.day = static_cast<unsigned>(first.value);
    found.month = static_cast<unsigned>(second.value);
    found.year = year;
    if (!fits_day(first) || !fits_month(second)) {
        if (!three && !in_words) return false;
        found.impossible = true;
    }
    if (!found.impossible) check_exists(found);
    to = end;
    return true;
}

/// A weekday, a year or a period that stands behind the date itself.
void Scanner::end_of_date(std::size_t& to, Calendar& found) const {
    if (!found.year) {
        std::size_t end = to;
        if (relative(end, found.relative) && found.relative.unit >= Relative::Unit::half) {
            to = end;
        } else {
            found.relative = {};
        }
    }
}

bool Scanner::dated_at(std::size_t index) const {
    for (int skipped = 0; skipped < 3; ++skipped) {
        const W w = w_at(index);
        if (w != W::day && w != W::is && w != W::on && w != W::within && w != W::through &&
            w != W::all)
            break;
        ++index;
    }
    const W w = w_at(index);
    const Lexeme& next = word(index + 1);
    if (w == W::number) {
        const W sign = next.w;
        const bool pair = is_date_sign(sign) && is_number(word(index + 2));
        return pair || (sign == W::month && is_number(word(index + 2))) ||
               plausible_year(word(index)).has_value() ||
               (index > 0 && w_at(index - 1) == W::day) || sign == W::hour || sign == W::colon;
    }
    if (w == W::month || w == W::quarter || w == W::year)
        return is_number(next) || next.w == W::roman;
    if (w == W::first || w == W::middle || w == W::last)
        return next.w == W::month || next.w == W::quarter || next.w == W::year;
    return false;
}

bool Scanner::calendar() {
    return first_days() || week() || half_year() || numeric_date() || day_phrase() || years() ||
           period() || part_of();
}

/// A date in figures. Without a year or the word «ngày», points and dashes may number something.
bool Scanner::numeric_date() {
    if (before() == W::slash && !look().space && at_ >= 2 && is_number(word(at_ - 2))) return false;
    const bool marked = before() == W::day || last_bound();
    Calendar found;
    std::size_t to = at_;
    const W sign = w(1);
    if (is_number(look()) && is_date_sign(sign) && fits_month(look()) && plausible_year(look(2)) &&
        look().digits <= 2) {
        found.level = Level::month;
        found.month = static_cast<unsigned>(look().value);
        found.year = look(2).value;
        push_calendar(found, at_ + 3);
        return true;
    }
    // «20–22/9», «15 - 20 tháng 6»: the first day of two.
    if (fits_day(look()) && sign == W::dash && fits_day(look(2)) &&
        ((w(3) == W::slash && is_number(look(4))) || (w(3) == W::month && is_number(look(4))))) {
        found.day = static_cast<unsigned>(look().value);
        push_calendar(found, at_ + 1);
        return true;
    }
    if (!date_numbers(to, found)) return false;
    const bool in_words = sign == W::month;
    const W behind = w_at(to);
    if (!found.year &&
        (behind == W::times || behind == W::percent || behind == W::day || behind == W::working))
        return false;
    if (!in_words && !found.year && !marked) {
        if (sign == W::dot) return false;
        if (sign == W::dash && last_kind() != Element::Kind::separator) return false;
    }
    if (!in_words && !found.year && sign == W::dash && w_at(to) == W::every) return false;
    end_of_date(to, found);
    push_calendar(found, to);
    return true;
}

/// «10 ngày đầu tháng», «trong 05 ngày làm việc đầu tiên của tháng sau».
bool Scanner::first_days() {
    if (!fits_day(look()) || w(1) != W::day) return false;
    std::size_t to = at_ + 2;
    Calendar found;
    if (w_at(to) == W::working) found.working = true, ++to;
    const bool last = w_at(to) == W::last;
    const bool leads = w_at(to) == W::first || last;
    if (leads) ++to;
    if (!leads && w_at(to) != W::of) return false;
    if (w_at(to) == W::month && is_number(word(to + 1)) && leads && fits_month(word(to + 1))) {
        found.month = static_cast<unsigned>(word(to + 1).value);
        to += 2;
        found.year = year_after(to);
    } else if (!relative(to, found.relative)) {
        return false;
    }
    found.day = static_cast<unsigned>(look().value);
    found.first_days = true;
    found.last_day = last;
    if (last) found.day = 0;
    if (!last && found.relative.unit == Relative::Unit::quarter &&
        found.relative.which == Which::whole) {
        found.relative.which = Which::first;
    }
    push_calendar(found, to);
    return true;
}

/// «ngày cuối cùng của quý I/2024»: the end of the period that follows.
bool Scanner::edge_of_period(const Calendar& edge, std::size_t to) {
    const bool numbered = is_number(word(to + 1)) || w_at(to + 1) == W::roman;
    if (w_at(to) != W::quarter || !numbered) {
        if (w_at(to) == W::year && numbered) at_ = to;
        return false;
    }
    at_ = to;
    return month_or_quarter(edge.last_day ? Part::last : Part::first);
}

/// «ngày …»: a day of the month, a date, the last day of something.
bool Scanner::day_phrase() {
    const bool swallowed = last_bound() && word(at_ - 1).key.ends_with("ngày");
    std::size_t to = at_;
    if (w() == W::day) {
        ++to;
        to = past(to, {W::day, W::is});
        if (w_at(to) == W::number && w_at(to + 1) != W::working) {
            at_ = to;
            if (numeric_date()) return true;
            return day_list(0);
        }
    } else if (is_number(look())) {
        return (swallowed || last_bound() || last_kind() == Element::Kind::separator) &&
               day_list(0);
    } else if (!swallowed && w() != W::last && w() != W::first) {
        return false;
    }
    Calendar found;
    if (w_at(to) == W::working) found.working = true, ++to;
    if (w() == W::day && w_at(to) == W::ordinal && fits_day(word(to + 1))) {
        found.day = static_cast<unsigned>(word(to + 1).value);
        to += 2;
        if (!relative(to, found.relative)) return false;
        push_calendar(found, to);
        return true;
    }
    if (w_at(to) == W::last) {
        found.last_day = true;
    } else if (w_at(to) == W::first && (w() == W::day || swallowed)) {
        found.day = 1;
    } else {
        return false;
    }
    if (w() != W::day && !swallowed) return false;
    ++to;
    std::size_t end = to;
    if (w_at(end) == W::of) ++end;
    if (w_at(end) == W::month && fits_month(word(end + 1))) {
        found.month = static_cast<unsigned>(word(end + 1).value);
        to = end + 2;
        found.year = year_after(to);
        if (!found.year) end_of_date(to, found);
    } else if (relative(to, found.relative)) {
        if (found.relative.unit >= Relative::Unit::quarter && found.relative.which == Which::whole)
            found.relative.which = found.last_day ? Which::whole : Which::first;
    } else {
        found.relative.unit = Relative::Unit::none;
        // «ngày cuối cùng hằng tháng» is completed by the cycle behind it.
        if (w_at(to) != W::every) return edge_of_period(found, to);
    }
    push_calendar(found, to);
    return true;
}

/// «15», «15 của tháng cuối quý», «15 và 30»: the number of a day without its month.
bool Scanner::day_list(unsigned) {
    if (!fits_day(look())) return false;
    Calendar found;
    found.day = static_cast<unsigned>(look().value);
    std::size_t to = at_ + 1;
    if (w_at(to) == W::hour || w_at(to) == W::percent || w_at(to) == W::working) return false;
    const bool day_said =
        before() == W::day || (last_bound() && word(at_ - 1).key.ends_with("ngày"));
    if (!day_said && !day_alone_fits(to)) return false;
    // «ngày 15, tháng 6»: a comma that does not belong there.
    if (w_at(to) == W::comma && w_at(to + 1) == W::month && fits_month(word(to + 2)) && day_said) {
        found.month = static_cast<unsigned>(word(to + 2).value);
        to += 3;
        found.year = year_after(to);
        check_exists(found);
    } else if (!relative(to, found.relative)) {
        found.relative = {};
    }
    push_calendar(found, to);
    return true;
}

/// «trước 25 hằng tháng», «ngày 15 và 30»: a bare number is a day only in such company.
bool Scanner::day_alone_fits(std::size_t to) const {
    const W next = w_at(to);
    if (next == W::every) return true;
    if (last_bound() && out_.back().w == W::from && next == W::to && is_number(word(to + 1)))
        return true;
    if (next == W::of || next == W::month) {
        Relative relative_found;
        std::size_t end = to;
        return relative(end, relative_found) &&
               (next == W::of || relative_found.shift != 0 || relative_found.which != Which::whole);
    }
    const bool after_day = out_.size() >= 2 && last_kind() == Element::Kind::separator &&
                           out_[out_.size() - 2].kind == Element::Kind::calendar &&
                           out_[out_.size() - 2].calendar.level == Level::day &&
                           out_[out_.size() - 2].calendar.month == 0;
    const bool after_range = last_bound() && out_.size() >= 2 && out_.back().w == W::to &&
                             out_[out_.size() - 2].kind == Element::Kind::calendar &&
                             out_[out_.size() - 2].calendar.level == Level::day;
    return after_day || after_range;
}

}  // namespace dondoc::plan::phrase
