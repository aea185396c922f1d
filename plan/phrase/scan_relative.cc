#include "plan/phrase/scanner.h"

namespace dondoc::plan::phrase {

using Which = Relative::Which;

/// «của tháng cuối quý sau», «tháng tiếp theo», «năm sau», «kỳ báo cáo» at `to`.
bool Scanner::relative(std::size_t& to, Relative& found) const {
    std::size_t at = to;
    at = past(at, {W::of, W::within, W::all});
    const bool linked = at > to;
    Relative read;
    if (w_at(at) == W::month) {
        if (is_number(word(at + 1)) || w_at(at + 1) == W::roman) return false;
        if (!relative_month(at, read)) return false;
    } else if (w_at(at) == W::last || w_at(at) == W::first) {
        const bool last = w_at(at) == W::last;
        ++at;
        at = past(at, {W::of, W::every});
        if (w_at(at) == W::month && is_number(word(at + 1))) return false;
        if (!unit_of_relative(at, read)) return false;
        read.which = last ? Which::last : Which::first;
    } else if (w_at(at) == W::every) {
        // «của mỗi», «trong mỗi» are one word.
        if (!linked && word(at).key.find(' ') == std::string::npos) return false;
        ++at;
        if (!unit_of_relative(at, read)) return false;
    } else if (!unit_of_relative(at, read)) {
        return false;
    }
    to = at;
    found = read;
    return true;
}

/// «tháng cuối (của mỗi) quý (sau)», «tháng sau», «tháng».
bool Scanner::relative_month(std::size_t& to, Relative& found) const {
    std::size_t at = to + 1;
    const W place = w_at(at);
    const bool third = place == W::ordinal && is_number(word(at + 1));
    const bool middle = place == W::middle;
    if (place == W::last || place == W::first || middle || third) {
        std::size_t end = third ? at + 2 : at + 1;
        end = past(end, {W::of, W::every, W::within, W::all});
        // «tháng đầu tiên sau khi kết thúc quý» lies in the next one.
        const bool next = place == W::first && w_at(end) == W::since && w_at(end + 1) == W::done;
        if (next) end += 2;
        const bool told = unit_of_relative(end, found);
        if (told && next) found.shift = 1;
        if (!told) {
            if (third || middle) return false;
            found.unit = Relative::Unit::term;
        }
        const bool last = place == W::last || (third && word(at + 1).value == 3 &&
                                               found.unit == Relative::Unit::quarter);
        const bool first = place == W::first || (third && word(at + 1).value == 1);
        found.which = last ? Which::last : first ? Which::first : Which::other;
        to = end;
        return true;
    }
    found.unit = Relative::Unit::month;
    shift(at, found);
    to = at;
    return true;
}

bool Scanner::unit_of_relative(std::size_t& to, Relative& found) const {
    std::size_t at = to;
    if (half_at(at, found)) {
        shift(at, found);
        to = at;
        return true;
    }
    // «kỳ báo cáo quý», «kỳ quý»: the unit behind says which term.
    if (w_at(at) == W::term) {
        const W unit = w_at(at + 1);
        const bool told = unit == W::quarter || unit == W::month || unit == W::year;
        if (told && !is_number(word(at + 2)) && w_at(at + 2) != W::roman) ++at, found.named = true;
    }
    switch (w_at(at)) {
        case W::week:
            found.unit = Relative::Unit::week;
            break;
        case W::month:
            found.unit = Relative::Unit::month;
            break;
        case W::quarter:
            found.unit = Relative::Unit::quarter;
            break;
        case W::year:
            found.unit = Relative::Unit::year;
            break;
        case W::term:
            found.unit = Relative::Unit::term;
            found.named = word(at).key.find("báo cáo") != std::string::npos;
            break;
        default:
            return false;
    }
    ++at;
    if (found.unit != Relative::Unit::term && (is_number(word(at)) || w_at(at) == W::roman))
        return false;
    shift(at, found);
    to = at;
    return true;
}

/// «(kỳ) 6 tháng», «(kỳ báo cáo) bán niên», not «6 tháng đầu năm».
bool Scanner::half_at(std::size_t& to, Relative& found) const {
    std::size_t at = to;
    if (w_at(at) == W::term) ++at;
    if (is_number(word(at)) && word(at).value == 6 && w_at(at + 1) == W::month) {
        at += 2;
        const W place = w_at(at);
        if ((place == W::first || place == W::last) && w_at(at + 1) == W::year) return false;
        if (is_number(word(at))) return false;
    } else if (w_at(at) == W::half_year) {
        ++at;
    } else {
        return false;
    }
    found.unit = Relative::Unit::half;
    found.named = at > to + 2;
    to = at;
    return true;
}

/// «sau», «tiếp theo», «trước», «này», and what only says again which period is meant.
bool Scanner::shift(std::size_t& to, Relative& found) const {
    std::size_t at = to;
    const W w = w_at(at);
    const W next = w_at(at + 1);
    if (w == W::next) {
        found.shift = 1;
        ++at;
    } else if (w == W::since && next == W::done && word(at).key.starts_with("sau")) {
        found.shift = 1;  // the tail says after what
    } else if (w == W::after && next != W::day && !is_number(word(at + 1))) {
        found.shift = 1;
        ++at;
    } else if (w == W::adjacent && (next == W::after || next == W::next)) {
        found.shift = 1;
        at += 2;
    } else if (w == W::to && (next == W::line || is_separator(next))) {
        found.shift = 1;
        ++at;
    } else if (w == W::before && word(at).key == "trước" && next != W::day &&
               !is_number(word(at + 1))) {
        found.shift = -1;
        ++at;
    } else if (w == W::adjacent && next == W::before) {
        found.shift = -1;
        at += 2;
    } else if (w == W::current) {
        ++at;
    } else if (w == W::report || w == W::term) {
        found.named = true;
        ++at;
    } else {
        return false;
    }
    tail(at, found);
    to = at;
    return true;
}

/// «(năm sau) năm báo cáo», «(quý tiếp theo) liền kề quý phát sinh nghĩa vụ thuế».
void Scanner::tail(std::size_t& to, Relative& found) const {
    std::size_t at = to;
    // «tháng tiếp theo sau khi kết thúc quý», «tháng sau tháng kết thúc quý»
    if (w_at(at) == W::since && w_at(at + 1) == W::done) at += 2;
    if (w_at(at) == W::after) ++at;
    at = past(at, {W::adjacent, W::of});
    if (w_at(at) == W::scope && word(at).key == "với") ++at;
    const W unit = w_at(at);
    const bool again = unit == W::month || unit == W::quarter || unit == W::year || unit == W::term;
    if (!again) {
        if (w_at(to) == W::adjacent) ++to;
        return;
    }
    const W next = w_at(at + 1);
    if (is_number(word(at + 1)) || next == W::roman || next == W::first || next == W::last ||
        next == W::every)
        return;
    ++at;
    // «tháng tiếp theo của quý» is the first month of the next quarter.
    if (found.unit == Relative::Unit::month && found.shift > 0 && unit != W::month) {
        found.unit = unit == W::quarter ? Relative::Unit::quarter
                     : unit == W::year  ? Relative::Unit::year
                                        : Relative::Unit::term;
        found.which = Which::first;
    }
    found.named = true;
    for (int words = 0; words < 7; ++words, ++at) {
        const W w = w_at(at);
        if (w != W::plain && w != W::report && w != W::done && w != W::term && w != W::harmless)
            break;
    }
    to = at;
}

}  // namespace dondoc::plan::phrase
