#include <algorithm>
#include <array>

#include "plan/phrase/scanner.h"

namespace dondoc::plan::phrase {
namespace {

constexpr std::size_t kWordsBeforeBound = 5;

bool ends_phrase(W w) {
    return w == W::semicolon || w == W::line;
}

bool is_plain(W w) {
    return w == W::plain || w == W::harmless || w == W::report || w == W::done || w == W::is ||
           w == W::document || w == W::label || w == W::of;
}

}  // namespace

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
    while (w_at(to) == W::every || w_at(to) == W::all)
        ++to;
    int count = 1;
    if (!all && is_number(word(to)) && word(to).value <= 60) count = word(to++).value;
    const auto unit = unit_at(to);
    if (!unit || *unit == Unit::hour || *unit == Unit::term || (all && *unit == Unit::day))
        return false;
    ++to;
    if (is_number(word(to)) && plausible_year(word(to)) && !all) {
        // «hằng năm 2027 - 2030»: the years are read by themselves.
    } else if ((is_number(word(to)) && w_at(to + 1) != W::times) || w_at(to) == W::roman) {
        if (all || w_at(to + 1) != W::month) return false;
    }
    int times = 1;
    std::size_t end = to;
    if (w_at(end) == W::slash) ++end;
    if (is_number(word(end)) && w_at(end + 1) == W::times) {
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
    if (counted && w_at(to + 1) == W::times) {
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
    const auto unit = unit_at(at_);
    const bool report = before() == W::report;
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
        if (!is_plain(w(1))) return false;
        push(Element::Kind::text, at_ + 1);
        return true;
    }
    Element& element = push(Element::Kind::bare, at_ + 1);
    element.unit = *unit;
    element.report = report;
    return true;
}

/// «05 (năm) ngày làm việc», «ngày thứ 90», «6 tháng».
bool Scanner::duration() {
    std::size_t to = at_;
    int count = 0;
    std::optional<Unit> unit;
    bool working = false;
    if (w() == W::day && w(1) == W::ordinal && is_number(look(2))) {
        count = look(2).value;
        unit = Unit::day;
        to = at_ + 3;
    } else {
        if (!is_number(look()) || look().digits > 3) return false;
        count = look().value;
        ++to;
        if (w_at(to) == W::open && w_at(to + 2) == W::close) to += 3;
        if (w_at(to) == W::open && w_at(to + 3) == W::close) to += 4;
        unit = unit_at(to);
        if (!unit || *unit == Unit::term) return false;
        ++to;
    }
    if (w_at(to) == W::working) working = true, ++to;
    const bool day_number =
        before() == W::day || (last_bound() && word(at_ - 1).key.ends_with("ngày"));
    if (day_number && *unit > Unit::day) return false;
    if (*unit == Unit::year && (plausible_year(word(to)) || before() == W::month)) return false;
    if (*unit == Unit::month && is_number(word(to)) && word(to).digits <= 2 &&
        w_at(to + 1) != W::day)
        return false;
    const bool place = w_at(to) == W::first || w_at(to) == W::last;
    if (place && (*unit == Unit::day || *unit == Unit::month)) return false;
    const W next = w_at(to);
    const bool event = next == W::since || next == W::after ||
                       (next == W::comma && w_at(to + 1) == W::since) || (next == W::from) ||
                       next == W::before;
    const bool bounded = last_bound() || (out_.size() >= 2 && last_kind() == Element::Kind::text &&
                                          out_[out_.size() - 2].kind == Element::Kind::bound);
    if (*unit == Unit::hour && !event && !working && count <= 24 &&
        !(last_bound() && out_.back().w == W::within))
        return false;
    if (*unit == Unit::day && (next == W::of || next == W::month) && !event && !bounded)
        return false;
    const bool report_length =
        *unit == Unit::month && (count == 3 || count == 6 || count == 9 || count == 12);
    if (report_length && !event && !bounded) {
        const bool report = before() == W::report;
        Element& element = push(Element::Kind::bare, to);
        element.unit = count == 3   ? Unit::quarter
                       : count == 6 ? Unit::half
                       : count == 9 ? Unit::nine_months
                                    : Unit::year;
        element.report = report;
        element.count = count;
        return true;
    }
    Element& element = push(Element::Kind::duration, to);
    element.unit = *unit;
    element.count = count;
    element.working = working;
    return true;
}

/// «kể từ ngày tiếp nhận», «sau khi …», «trước khi …», «trước ngày khai mạc».
bool Scanner::event() {
    const W sign = w();
    const bool named_day = look().key.ends_with("ngày");
    const W next = w(1);
    bool taken = false;
    if (sign == W::since) {
        taken = !dated_at(at_ + 1) && !numbered_day(at_ + 1);
    } else if (sign == W::from) {
        taken = (named_day && is_plain(next)) || next == W::when;
    } else if (sign == W::after) {
        taken = is_plain(next) || next == W::when || next == W::continuous;
    } else if (sign == W::before) {
        taken = next == W::when || is_plain(next) || next == W::holiday || next == W::term ||
                next == W::school;
        for (std::size_t step = 1; taken && step <= 10; ++step) {
            if (is_number(look(step)) && w(step + 1) == W::slash && is_number(look(step + 2)))
                taken = false;
            if (!is_plain(w(step)) && w(step) != W::day && w(step) != W::holiday) break;
        }
    }
    if (!taken) return false;
    const bool after_duration = last_kind() == Element::Kind::duration ||
                                (last_kind() == Element::Kind::separator && out_.size() >= 2 &&
                                 out_[out_.size() - 2].kind == Element::Kind::duration);
    std::size_t to = at_ + 1;
    for (; !after_duration && to < script_.size(); ++to) {
        if (is_number(word(to)) && unit_at(to + 1) && w_at(to + 1) != W::month) break;
        if (is_separator(w_at(to))) break;
    }
    const bool cut = !after_duration && is_number(word(to));
    if (!cut) to = end_of_words(at_ + 1, true);
    push(Element::Kind::since, to);
    return true;
}

/// «Ngay sau khi …», «ngay khi …», «(ngay) trong ngày làm việc».
bool Scanner::immediately() {
    const bool at_once = w() == W::at_once;
    std::size_t at = at_once ? at_ + 1 : at_;
    const W next = w_at(at);
    const bool same_day = next == W::within && w_at(at + 1) == W::day && !is_number(word(at + 2)) &&
                          w_at(at + 2) != W::first && w_at(at + 2) != W::last;
    const bool event = at_once && (next == W::since || next == W::when ||
                                   (next == W::after && !is_number(word(at + 1))) ||
                                   (next == W::from && is_plain(w_at(at + 1))));
    if (!same_day && !event) return false;
    if (same_day && !at_once && is_number(word(at + 2))) return false;
    const std::size_t to = end_of_words(at + 1, true);
    const bool working = same_day && w_at(at + 2) == W::working;
    Element& element = push(Element::Kind::at_once, to);
    element.from = at;
    element.working = working;
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

bool Scanner::demand_noun(std::size_t index) const {
    static constexpr std::array<std::string_view, 40> kNouns{
        "yêu",  "lịch",  "chỉ",  "sự",   "đề",     "phân",  "chương", "thực", "nhu",  "từng",
        "giấy", "triệu", "tình", "đợt",  "chuyên", "hợp",   "phát",   "vụ",   "hồ",   "đặt",
        "đơn",  "mùa",   "điều", "diễn", "nhiệm",  "thông", "hướng",  "ý",    "danh", "cụm",
        "thời", "lệnh",  "quy",  "tính", "kịch",   "đặc",   "giao",   "báo",  "chế",  "phê"};
    const Lexeme& lexeme = word(index);
    if (lexeme.w == W::document || lexeme.w == W::report || lexeme.w == W::by) return true;
    if (lexeme.w == W::harmless) return lexeme.key == "tiến độ" || lexeme.key == "tình hình";
    if (lexeme.w == W::label) return lexeme.key == "đợt";
    const auto cut = lexeme.key.find(' ');
    const std::string first = lexeme.key.substr(0, cut);
    return std::ranges::find(kNouns, first) != kNouns.end() || lexeme.w == W::every;
}

/// «đột xuất», «theo yêu cầu …», «khi có …», «tùy tình hình».
bool Scanner::condition() {
    const bool starts = last_kind() == Element::Kind::separator;
    bool taken = false;
    bool weak = false;
    switch (w()) {
        case W::sudden:
        case W::depends:
            taken = true;
            break;
        case W::according:
            taken = true;
            weak = !(out_.empty() || demand_noun(at_ + 1));
            break;
        case W::harmless:
            taken = look().key.starts_with("theo ") && (starts || out_.empty()) &&
                    look().key != "theo dõi" && look().key != "theo đó";
            weak = !out_.empty();
            break;
        case W::when:
            taken = true;
            weak = !starts && last_kind() != Element::Kind::text;
            break;
        case W::if_word:
        case W::ready:
        case W::soon:
            taken = true;
            weak = !out_.empty();
            break;
        default:
            break;
    }
    if (!taken) return false;
    const std::size_t to = end_of_words(at_ + 1, false);
    if (w() == W::when && w(1) == W::done) {
        push(Element::Kind::at_once, to);
        return true;
    }
    push(Element::Kind::condition, to).weak = weak;
    return true;
}

/// Where words that name an event or a condition end: at the end of the clause, or before a
/// separator after which something with a date or a cycle begins.
std::size_t Scanner::end_of_words(std::size_t from, bool stop_at_demand) const {
    int depth = 0;
    for (std::size_t to = from; to < script_.size(); ++to) {
        const W w = w_at(to);
        if (ends_phrase(w)) return to;
        if (w == W::dot && (word(to + 1).space || to + 1 >= script_.size()) &&
            (word(to - 1).key.size() > 2 || is_number(word(to - 1))))
            return to;
        if (w == W::open) {
            if (strong_at(to + 1)) return to;
            ++depth;
        }
        if (w == W::close && depth-- == 0) return to;
        const bool fraction = w == W::slash && is_number(word(to - 1));
        const bool joint = w == W::comma || w == W::conj_and || w == W::conj_or ||
                           (w == W::slash && !fraction) || (w == W::dash && word(to).space);
        if (joint && (strong_at(to + 1) || (stop_at_demand && w_at(to + 1) == W::sudden)))
            return to;
        const bool bound = w == W::by || (w == W::before && to > from + 1);
        if (bound && dated_at(to + 1)) return to;
    }
    return script_.size();
}

bool Scanner::numbered_day(std::size_t index) const {
    const bool day = index > 0 && (w_at(index) == W::day || word(index - 1).key.ends_with("ngày"));
    if (!day) return false;
    if (w_at(index) == W::day) ++index;
    return is_number(word(index)) && word(index).digits <= 2 && w_at(index + 1) != W::day &&
           w_at(index + 1) != W::working;
}

bool Scanner::strong_at(std::size_t index) const {
    for (int skipped = 0; skipped < 2; ++skipped) {
        const W w = w_at(index);
        if (w != W::conj_and && w != W::conj_or && w != W::comma) break;
        ++index;
    }
    std::size_t later = index;
    while (later < index + kWordsBeforeBound && is_plain(w_at(later)))
        ++later;
    const W w = w_at(index);
    const W next = w_at(index + 1);
    switch (w) {
        case W::every:
        case W::all:
            return unit_at(index + 1).has_value() || is_number(word(index + 1));
        case W::periodic:
        case W::continuous:
        case W::daily:
            return true;
        case W::month:
        case W::quarter:
        case W::year:
            return is_number(word(index + 1)) || next == W::roman;
        case W::first:
        case W::middle:
        case W::last:
            return next == W::month || next == W::quarter || next == W::year;
        case W::number: {
            const bool date = (next == W::slash || next == W::month) && is_number(word(index + 2));
            const W after = w_at(index + 2);
            return date || next == W::day ||
                   (next == W::month && (after == W::first || after == W::last));
        }
        default:
            break;
    }
    const W bound = w_at(later);
    if (bound == W::after) return is_number(word(later + 1));
    const bool bounded = bound == W::before || bound == W::by || bound == W::within ||
                         bound == W::from || bound == W::to || bound == W::through ||
                         bound == W::on;
    return bounded && (dated_at(later + 1) || is_number(word(later + 1)));
}

}  // namespace dondoc::plan::phrase
