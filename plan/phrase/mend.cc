#include <algorithm>
#include <array>

#include "plan/phrase/lexeme.h"
#include "plan/phrase/lexicon.h"
#include "plan/vietnamese.h"

namespace dondoc::plan::phrase {
namespace {

constexpr std::size_t kLongestJoined = 40;

bool has_no_vowel(const std::string& key) {
    const std::string bare = fold_marks(key);
    return bare.find_first_of("aeiouy") == std::string::npos;
}

bool is_known(const std::string& key) {
    return is_core_word(key) || meaning_of(key).has_value() || digit_word(key) != 0;
}

/// «Q uý», «th áng», «ngà y».
bool belong_together(const Lexeme& first, const Lexeme& second) {
    if (first.w != W::plain || second.w != W::plain || !second.space) return false;
    if (first.key.size() > 6 || second.key.size() > 6) return false;
    if (!is_core_word(fold_name(first.key + second.key))) return false;
    return has_no_vowel(first.key) || has_no_vowel(second.key) ||
           (!is_known(first.key) && !is_known(second.key));
}

bool is_short_roman(const std::string& key) {
    bool fault = false;
    const int value = roman_value(key, fault);
    return !fault && value >= 1 && value <= 4;
}

/// Where a word that lost its spaces is to be cut: the length of its first part, 0 for nowhere.
std::size_t cut_of(const std::string& key) {
    if (key.size() < 3 || key.size() > kLongestJoined || is_known(key)) return 0;
    if (key.front() == 'q' && is_short_roman(key.substr(1))) return 1;
    for (std::size_t cut = key.size() - 1; cut >= 2; --cut) {
        if (!is_core_word(key.substr(0, cut))) continue;
        const std::string rest = key.substr(cut);
        if (is_core_word(rest) || is_short_roman(rest)) return cut;
        for (std::size_t further = 2; further + 1 < rest.size(); ++further) {
            if (is_core_word(rest.substr(0, further)) && is_core_word(rest.substr(further)))
                return cut;
        }
    }
    return 0;
}

void push_cut(Lexeme word, std::vector<Lexeme>& out) {
    while (word.w == W::plain && word.key.size() == word.end - word.begin) {
        const std::size_t cut = cut_of(word.key);
        if (cut == 0) break;
        Lexeme head = word;
        head.key = word.key.substr(0, cut);
        head.end = word.begin + cut;
        word.key = word.key.substr(cut);
        word.begin = head.end;
        word.space = false;
        out.push_back(std::move(head));
    }
    out.push_back(std::move(word));
}

bool is_unit(W w) {
    return w == W::day || w == W::week || w == W::month || w == W::quarter || w == W::year ||
           w == W::hour || w == W::times || w == W::working || w == W::term;
}

bool is_period(W w) {
    return w == W::week || w == W::month || w == W::quarter || w == W::year;
}

class Mender {
  public:
    explicit Mender(Script& script) : script_(script), in_(script.lexemes) {}

    void run() {
        std::vector<Lexeme> out;
        out.reserve(in_.size());
        for (at_ = 0; at_ < in_.size(); ++at_) {
            Lexeme lexeme = in_[at_];
            if (weekday(lexeme) || number_words(lexeme)) {
                out.push_back(std::move(lexeme));
                continue;
            }
            one(lexeme, out.empty() ? W::line : out.back().w);
            out.push_back(std::move(lexeme));
        }
        script_.lexemes = std::move(out);
    }

  private:
    const Lexeme& ahead(std::size_t step) const {
        static const Lexeme kEnd = [] {
            Lexeme end;
            end.w = W::line;
            return end;
        }();
        return at_ + step < in_.size() ? in_[at_ + step] : kEnd;
    }

    /// «thứ Sáu», «thứ 6», but not the ordinal of «tuần thứ hai», «ngày thứ 90».
    bool weekday(Lexeme& lexeme) {
        if (lexeme.w == W::sunday) {
            lexeme.w = W::weekday;
            lexeme.value = 7;
            return true;
        }
        if (lexeme.w != W::ordinal) return false;
        const Lexeme& next = ahead(1);
        int value = is_number(next) ? next.value : digit_word(next.key);
        if (next.w == W::year) value = 5;
        if (value < 2 || value > 7) return false;
        const W before = at_ > 0 ? in_[at_ - 1].w : W::line;
        const W after = ahead(2).w;
        const bool weekly = after == W::every || after == W::week;
        if (before == W::day && !weekly && after != W::comma && after != W::line) return false;
        if (before == W::week || before == W::month || before == W::quarter || before == W::times ||
            before == W::label || before == W::term || before == W::year)
            return false;
        lexeme.w = W::weekday;
        lexeme.value = value - 1;
        lexeme.end = next.end;
        ++at_;
        return true;
    }

    /// «mười ngày», «ba mươi ngày», «quý tư», «tháng mười hai».
    bool number_words(Lexeme& lexeme) {
        const bool five = lexeme.w == W::year;
        if (!five && lexeme.w != W::plain) return false;
        const W before = at_ > 0 ? in_[at_ - 1].w : W::line;
        const bool counted = before == W::month || before == W::quarter || before == W::ordinal;
        std::size_t words = 0;
        const int value = value_of_words(five, words);
        if (value == 0) return false;
        const Lexeme& unit = ahead(words);
        const bool before_unit = is_unit(unit.w) && !(five && words == 1 && !fits_five());
        if (!before_unit && !(counted && !five)) return false;
        if (counted && (before == W::month || before == W::quarter) && value > 12) return false;
        lexeme.w = W::number;
        lexeme.value = value;
        lexeme.digits = 0;
        lexeme.end = ahead(words - 1).end;
        at_ += words - 1;
        return true;
    }

    /// «năm» before a unit: five days, but the year in «hằng năm ngày 15/12» and «năm tháng 5».
    bool fits_five() const {
        const W before = at_ > 0 ? in_[at_ - 1].w : W::line;
        const Lexeme& unit = ahead(1);
        const W after = ahead(2).w;
        if (before == W::every || before == W::all || is_number(ahead(2))) return false;
        if (unit.w == W::day) return after != W::slash;
        return unit.w == W::week && (after == W::since || after == W::after);
    }

    int value_of_words(bool five, std::size_t& words) const {
        const auto digit = [&](std::size_t step) {
            const Lexeme& each = ahead(step);
            if (each.w != W::plain && each.w != W::year) return 0;
            return digit_word(each.key);
        };
        const int first = five ? 5 : digit(0);
        if (first == 0) return 0;
        words = 1;
        const bool tens =
            ahead(1).w == W::plain && (ahead(1).key == "mươi" || ahead(1).key == "mười");
        if (first < 10 && tens) {
            const int ones = digit(2);
            words = ones > 0 && ones < 10 && ahead(2).w == W::plain ? 3 : 2;
            return first * 10 + (words == 3 ? ones : 0);
        }
        if (first == 10) {
            const int ones = digit(1);
            if (ones > 0 && ones < 10 && ahead(1).w == W::plain) {
                words = 2;
                return 10 + ones;
            }
        }
        return first;
    }

    void take(Lexeme& lexeme, W w, bool fault = true) const {
        lexeme.w = w;
        lexeme.fault = lexeme.fault || (fault && !script_.unmarked);
    }

    void one(Lexeme& lexeme, W before) {
        const Lexeme& next = ahead(1);
        quarters(lexeme, before);
        if (lexeme.w == W::at_once && lexeme.key == "ngay") {
            if (before == W::number || is_number(next) || next.w == W::working ||
                next.w == W::last || (next.w == W::first && before != W::line))
                take(lexeme, W::day);
        }
        if (script_.unmarked && lexeme.w == W::day && before != W::number &&
            (next.w == W::since || next.w == W::when))
            lexeme.w = W::at_once;
        if (lexeme.w == W::hour && lexeme.key.size() == 1 && before != W::number)
            lexeme.w = W::plain;
        if (lexeme.w == W::month && before == W::number && lexeme.key == "thg") return;
        if (lexeme.w == W::plain) plain(lexeme, before, next);
    }

    void plain(Lexeme& lexeme, W before, const Lexeme& next) {
        const bool dotted = next.w == W::dot && !next.space;
        const Lexeme& number = dotted ? ahead(2) : next;
        bool fault = false;
        if (lexeme.key == "q" &&
            ((is_number(number) && number.value <= 4) || roman_value(number.key, fault) > 0)) {
            take(lexeme, W::quarter, false);
            in_quarters_ = true;
        } else if (lexeme.key == "t" && is_number(number) && !number.space && number.value >= 1 &&
                   number.value <= 12) {
            take(lexeme, W::month, false);
        } else if ((lexeme.key == "t" || lexeme.key == "th") && before == W::number &&
                   !lexeme.space) {
            take(lexeme, W::month, false);
        } else {
            spoilt(lexeme, before, next);
        }
    }

    /// Words whose marks text recognition changed, where the neighbours leave no doubt.
    void spoilt(Lexeme& lexeme, W before, const Lexeme& next) {
        const std::string bare = fold_marks(lexeme.key);
        const bool every = before == W::every;
        const bool number = is_number(next);
        bool fault = false;
        const bool counted = number || (next.w == W::plain && roman_value(next.key, fault) > 0);
        if (bare == "ngay" && number) {
            take(lexeme, W::day);
        } else if ((bare == "quy" || bare == "qui" || bare == "quv") &&
                   (counted || (every && next.w != W::plain))) {
            take(lexeme, W::quarter);
            in_quarters_ = true;
        } else if (bare == "thang" && (number || every || before == W::number ||
                                       next.w == W::last || next.w == W::first)) {
            take(lexeme, W::month);
        } else if (bare == "nam" && (every || (number && next.digits == 4)) && !after_viet()) {
            take(lexeme, W::year);
        } else if (bare == "tuan" && every) {
            take(lexeme, W::week);
        } else if (bare == "hang" && (is_period(next.w) || spoilt_period(next))) {
            take(lexeme, W::every);
        } else if (bare == "cua" && (is_unit(next.w) || next.w == W::every)) {
            take(lexeme, W::of);
        } else if (place_beside_unit(lexeme, bare, before, next)) {
            return;
        } else if (bare == "truoc" || bare == "tnroc" || bare == "truóc") {
            take(lexeme, W::before);
        }
    }

    /// «tháng cuôi quý», «đâu năm», «giưa tháng»: only between units is there no other word.
    bool place_beside_unit(Lexeme& lexeme, const std::string& bare, W before,
                           const Lexeme& next) const {
        const bool behind = is_period(before) || before == W::day;
        const bool ahead = is_period(next.w) || next.w == W::every || next.w == W::of;
        const bool ends = next.w == W::line || is_separator(next.w);
        if (!(behind && (ahead || ends)) && !is_period(next.w)) return false;
        const W place = bare == "cuoi"   ? W::last
                        : bare == "dau"  ? W::first
                        : bare == "giua" ? W::middle
                                         : W::plain;
        if (place == W::plain) return false;
        take(lexeme, place);
        return true;
    }

    static bool spoilt_period(const Lexeme& next) {
        const std::string bare = next.w == W::plain ? fold_marks(next.key) : std::string();
        return bare == "quy" || bare == "thang" || bare == "tuan";
    }

    bool after_viet() const { return at_ > 0 && fold_marks(in_[at_ - 1].key) == "viet"; }

    /// Roman numerals count only after «quý» and in the list that follows it.
    void quarters(Lexeme& lexeme, W before) {
        if (lexeme.w == W::quarter) {
            in_quarters_ = true;
            return;
        }
        if (!in_quarters_) return;
        if (lexeme.w == W::plain) {
            bool fault = false;
            const int value = roman_value(lexeme.key, fault);
            if (value >= 1 && (value <= 4 || (before == W::quarter && !fault))) {
                lexeme.w = W::roman;
                lexeme.value = value;
                lexeme.fault = lexeme.fault || fault;
                return;
            }
        }
        if (is_number(lexeme) && before == W::quarter && lexeme.digits > 1 &&
            (lexeme.value == 11 || lexeme.value == 111)) {
            lexeme.value = lexeme.value == 11 ? 2 : 3;
            lexeme.digits = 1;
            lexeme.fault = true;
            return;
        }
        const bool joins = is_separator(lexeme.w) || lexeme.w == W::to || is_number(lexeme);
        in_quarters_ = joins && lexeme.w != W::semicolon && lexeme.w != W::line;
    }

    Script& script_;
    const std::vector<Lexeme> in_;
    std::size_t at_ = 0;
    bool in_quarters_ = false;
};

}  // namespace

void mend_spaces(std::vector<Lexeme>& lexemes) {
    std::vector<Lexeme> out;
    out.reserve(lexemes.size());
    for (std::size_t i = 0; i < lexemes.size(); ++i) {
        if (i + 1 < lexemes.size() && belong_together(lexemes[i], lexemes[i + 1])) {
            Lexeme whole = lexemes[i];
            whole.key = fold_name(lexemes[i].key + lexemes[i + 1].key);
            whole.end = lexemes[i + 1].end;
            out.push_back(std::move(whole));
            ++i;
            continue;
        }
        push_cut(std::move(lexemes[i]), out);
    }
    lexemes = std::move(out);
}

void mend_meaning(Script& script) {
    Mender(script).run();
}

}  // namespace dondoc::plan::phrase
