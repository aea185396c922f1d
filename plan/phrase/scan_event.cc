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
        taken = is_plain(next) || next == W::when || next == W::holiday ||
                (next == W::every && !unit_at(at_ + 2));
    } else if (sign == W::before) {
        taken = next == W::when || is_plain(next) || next == W::holiday || next == W::term ||
                look(1).key == "bắt đầu" || next == W::school;
        for (std::size_t step = 1; taken && step <= 10; ++step) {
            if (is_number(look(step)) && w(step + 1) == W::slash && is_number(look(step + 2)))
                taken = false;
            if (!is_plain(w(step)) && w(step) != W::day && w(step) != W::holiday &&
                w(step) != W::open)
                break;
        }
    }
    if (!taken) return false;
    const bool after_duration = last_kind() == Element::Kind::duration ||
                                (last_kind() == Element::Kind::separator && out_.size() >= 2 &&
                                 out_[out_.size() - 2].kind == Element::Kind::duration);
    std::size_t to = at_ + 1;
    for (; !after_duration && to < script_.size(); ++to) {
        const bool numbered =
            w_at(to + 1) == W::month && (is_number(word(to + 2)) || w_at(to - 1) == W::day);
        if (is_number(word(to)) && unit_at(to + 1) && !numbered) break;
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
        if (w == W::by && is_number(word(to + 1)) && unit_at(to + 2)) return to;
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

bool Scanner::period_at(std::size_t index) const {
    index = past(index, {W::all, W::report});
    const W place = w_at(index + 2);
    if (is_number(word(index)) && w_at(index + 1) == W::month)
        return place == W::first || place == W::last;
    const bool numbered = is_number(word(index + 1)) || w_at(index + 1) == W::roman;
    return (w_at(index) == W::quarter || w_at(index) == W::month) && numbered;
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
