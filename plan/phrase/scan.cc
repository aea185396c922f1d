#include <algorithm>

#include "plan/phrase/scanner.h"

namespace dondoc::plan::phrase {
namespace {

constexpr std::size_t kFarthestRoll = 40;
constexpr std::size_t kLongestCode = 16;
constexpr std::size_t kMostLinks = 6;

bool is_time_word(W w) {
    switch (w) {
        case W::day:
        case W::week:
        case W::month:
        case W::quarter:
        case W::year:
        case W::times:
        case W::hour:
        case W::roman:
        case W::every:
        case W::term:
            return true;
        default:
            return false;
    }
}

/// What no rule took and what yet says something about time.
bool is_doubtful(W w) {
    switch (w) {
        case W::number:
        case W::roman:
        case W::term:
        case W::first:
        case W::middle:
        case W::last:
        case W::half:
        case W::half_year:
        case W::ordinal:
        case W::refuse:
        case W::except:
        case W::only:
        case W::ten_days:
        case W::at_least:
        case W::day_off:
        case W::lunar:
        case W::school:
        case W::holiday:
        case W::following:
        case W::onward:
        case W::daytime:
        case W::next:
        case W::adjacent:
        case W::weekday:
        case W::minute:
            return true;
        default:
            return is_time_word(w);
    }
}

}  // namespace

std::vector<Element> scan(const Script& script) {
    return Scanner(script).run();
}

std::vector<Element> Scanner::run() {
    while (at_ < script_.size())
        one();
    return std::move(out_);
}

void Scanner::one() {
    if (separator() || citation() || percent() || labelled() || roll() || weekday()) return;
    if (immediately() || forever() || cycle() || duration() || hour() || calendar()) return;
    if (event() || condition() || bound()) return;
    if (bare_unit()) return;
    rest();
}

std::size_t Scanner::past(std::size_t index, std::initializer_list<W> links) const {
    const std::size_t end = index + kMostLinks;
    while (index < end && std::ranges::find(links, w_at(index)) != links.end())
        ++index;
    return index;
}

Element::Kind Scanner::last_kind() const {
    return out_.empty() ? Element::Kind::separator : out_.back().kind;
}

bool Scanner::last_bound() const {
    return last_kind() == Element::Kind::bound;
}

Element& Scanner::push(Element::Kind kind, std::size_t to) {
    Element element;
    element.kind = kind;
    element.w = w();
    element.from = at_;
    element.to = to;
    at_ = to;
    out_.push_back(element);
    return out_.back();
}

Element& Scanner::push_calendar(const Calendar& calendar, std::size_t to) {
    Element& element = push(Element::Kind::calendar, to);
    element.calendar = calendar;
    return element;
}

/// A full stop, not the dot of «TP.», of «1.» or of a number.
bool Scanner::sentence_end() const {
    if (!look(1).space && at_ + 1 < script_.size()) return false;
    if (at_ == 0) return false;
    const Lexeme& last = word(at_ - 1);
    if (last.w == W::plain && last.key.size() <= 2) return false;
    const bool numbering =
        is_number(last) &&
        (out_.size() < 2 || out_[out_.size() - 2].kind == Element::Kind::separator) &&
        last.digits <= 2;
    return !numbering;
}

bool Scanner::separator() {
    if (!is_separator(w())) return false;
    W sign = w();
    if (sign == W::line) sign = W::semicolon;
    if (sign == W::dot) {
        if (sentence_end()) {
            sign = W::semicolon;
        } else {
            push(Element::Kind::text, at_ + 1);
            return true;
        }
    }
    // «1.», «-», «+» at the beginning only mark an item.
    const bool begins =
        last_kind() == Element::Kind::separator && (out_.empty() || out_.back().w == W::semicolon);
    if (begins && (sign == W::dash || sign == W::conj_and)) {
        push(Element::Kind::text, at_ + 1);
        return true;
    }
    push(Element::Kind::separator, at_ + 1).w = sign;
    return true;
}

bool Scanner::bound() {
    if (w() == W::from && look().key == "bắt đầu" && !dated_at(at_ + 1)) return false;
    switch (w()) {
        case W::before:
        case W::by:
        case W::to:
        case W::through:
        case W::within:
        case W::from:
        case W::after:
        case W::on:
            break;
        case W::since:
            if (!dated_at(at_ + 1) && !numbered_day(at_ + 1)) return false;
            break;
        default:
            return false;
    }
    Element& element = push(Element::Kind::bound, at_ + 1);
    if (element.w == W::since) {
        const std::string& key = word(element.from).key;
        element.w = key.starts_with("sau")        ? W::after
                    : key.starts_with("tính đến") ? W::to
                                                  : W::from;
    }
    return true;
}

/// «16h30», «17 giờ 30 phút», «17:00».
bool Scanner::hour() {
    if (!is_number(look()) || look().value > 24 || look().digits > 2) return false;
    int minutes = look().value * 60;
    std::size_t to = at_ + 1;
    if (w(1) == W::hour) {
        to = at_ + 2;
        if (is_number(look(2)) && look(2).value < 60 && look(2).digits <= 2 && w(3) != W::slash &&
            w(3) != W::month &&
            (w(3) == W::minute || !look(2).space || (w(3) == W::day && is_number(look(4))) ||
             (look(2).digits == 2 && (w(3) == W::comma || w(3) == W::weekday)))) {
            minutes += look(2).value;
            to = w(3) == W::minute ? at_ + 4 : at_ + 3;
        }
    } else if (w(1) == W::colon && is_number(look(2)) && look(2).digits == 2 &&
               look(2).value < 60 && !look(2).space) {
        minutes += look(2).value;
        to = at_ + 3;
    } else {
        return false;
    }
    if (w_at(to) == W::daytime) {
        const std::string& key = word(to).key;
        const bool late = key.find("chiều") != std::string::npos || key == "tối";
        if (late && minutes < 12 * 60) minutes += 12 * 60;
        ++to;
    }
    if (minutes > 24 * 60) return false;
    push(Element::Kind::hour, to).calendar.hour = TimeOfDay{minutes};
    return true;
}

/// A weekday beside a date only describes it; otherwise it is the day of a week.
bool Scanner::weekday() {
    if (w() != W::weekday) return false;
    std::size_t next = at_ + 1;
    if (w_at(next) == W::comma || w_at(next) == W::open || w_at(next) == W::dash) ++next;
    const bool before_date = dated_at(next) && w_at(next) != W::month;
    const bool in_brackets = before() == W::open && w(1) == W::close && out_.size() >= 2 &&
                             out_[out_.size() - 2].kind == Element::Kind::calendar;
    if (before_date || in_brackets) {
        push(Element::Kind::text, at_ + 1);
        if (w() == W::comma) ++at_;
        return true;
    }
    Calendar found;
    found.weekday = static_cast<unsigned>(look().value);
    std::size_t to = at_ + 1;
    if (relative(to, found.relative) && found.relative.unit != Relative::Unit::week)
        found.relative = {}, to = at_ + 1;
    push_calendar(found, to);
    return true;
}

/// «Công văn số 1234/VPCP-KSTT ngày 01/3/2024»: a document's number and date are no deadline.
bool Scanner::citation() {
    std::size_t to = at_;
    const bool document = w_at(to) == W::document;
    if (document) ++to;
    if (document && w_at(to) == W::label) ++to;
    bool taken = false;
    if (is_number(word(to)) && (document || w_at(to + 1) == W::slash)) {
        std::size_t end = to + 1;
        bool letters = false;
        while (end + 1 < script_.size() && end < to + kLongestCode && !word(end).space &&
               !word(end + 1).space && (w_at(end) == W::slash || w_at(end) == W::dash) &&
               (is_number(word(end + 1)) || !is_separator(w_at(end + 1)))) {
            if (is_time_word(w_at(end + 1))) return false;
            letters = letters || !is_number(word(end + 1));
            end += 2;
            while (end < script_.size() && end < to + kLongestCode && !word(end).space &&
                   !is_separator(w_at(end)))
                ++end;
        }
        if (!letters && !document) return false;
        if (document && !letters && end == to + 1 && is_time_word(w_at(end))) return false;
        to = end;
        taken = true;
    }
    if (!document && !taken) return false;
    if (w_at(to) == W::comma && w_at(to + 1) == W::day) ++to;
    if (w_at(to) == W::day) {
        Calendar date;
        std::size_t end = to + 1;
        if (!date_numbers(end, date)) return taken ? (push(Element::Kind::text, to), true) : false;
        push(Element::Kind::text, end);
        return true;
    }
    if (!taken) return false;
    if (w_at(to) == W::year && is_number(word(to + 1))) to += 2;
    push(Element::Kind::text, to);
    return true;
}

/// «Đợt 1», «Điều 25, 26», «giai đoạn 1»: a number that counts no time.
bool Scanner::labelled() {
    const bool stage = w() == W::stage || w() == W::times;
    if (w() != W::label && !stage) return false;
    if (!is_number(look(1)) || look(1).digits == 4) return false;
    if (w(2) == W::slash && is_number(look(3)) && stage) return false;
    std::size_t to = at_ + 2;
    while ((w_at(to) == W::comma || w_at(to) == W::conj_and) && is_number(word(to + 1)) &&
           !is_time_word(w_at(to + 2)) && w_at(to + 2) != W::slash && w_at(to + 2) != W::dash &&
           w_at(to + 2) != W::dot)
        to += 2;
    push(Element::Kind::text, to);
    return true;
}

bool Scanner::percent() {
    if (!is_number(look()) || w(1) != W::percent) return false;
    push(Element::Kind::text, at_ + 2);
    return true;
}

/// «nếu trùng vào ngày nghỉ thì …»: what happens on a day off is the calendar's to say.
bool Scanner::roll() {
    if (w() != W::if_word) return false;
    bool day_off = false;
    std::size_t to = at_;
    for (; to < at_ + kFarthestRoll && to < script_.size(); ++to) {
        if (w_at(to) == W::close || w_at(to) == W::semicolon || w_at(to) == W::line) break;
        day_off = day_off || w_at(to) == W::day_off;
    }
    if (!day_off) return false;
    push(Element::Kind::roll, to);
    return true;
}

void Scanner::rest() {
    const W sign = w();
    if (sign == W::scope) {
        push(Element::Kind::scope, at_ + 1);
        return;
    }
    if ((sign == W::except || sign == W::only) && period_at(at_ + 1)) {
        push(Element::Kind::except, at_ + 1);
        return;
    }
    if (sign == W::data) {
        push(Element::Kind::data, at_ + 1);
        return;
    }
    if (sign == W::periodic) {
        push(Element::Kind::periodic, at_ + 1);
        return;
    }
    if (sign == W::onward || sign == W::following) {
        push(Element::Kind::onward, at_ + 1);
        return;
    }
    const bool item_number =
        is_number(look()) && look().digits <= 2 &&
        (out_.empty() || (last_kind() == Element::Kind::separator &&
                          (out_.back().w == W::semicolon || out_.back().w == W::open))) &&
        (w(1) == W::dot || w(1) == W::close) && look(2).space;
    const bool harmless_time = sign == W::daytime && look().key.find("giờ") != std::string::npos &&
                               look().key.find("sáng") == std::string::npos;
    const auto kind = is_doubtful(sign) && !item_number && !harmless_time ? Element::Kind::doubt
                                                                          : Element::Kind::text;
    if (kind == Element::Kind::text && last_kind() == Element::Kind::text && sign != W::close) {
        out_.back().to = ++at_;
        return;
    }
    push(kind, at_ + 1);
}

}  // namespace dondoc::plan::phrase
