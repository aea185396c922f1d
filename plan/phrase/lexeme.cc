#include "plan/phrase/lexeme.h"

#include <algorithm>

#include "plan/phrase/lexicon.h"
#include "plan/vietnamese.h"

namespace dondoc::plan::phrase {
namespace {

/// The words [from, from + count) as one key; empty where something other than words stands there.
std::string joined(const std::vector<Lexeme>& lexemes, std::size_t from, std::size_t count) {
    std::string key;
    for (std::size_t i = from; i < from + count; ++i) {
        if (i >= lexemes.size() || lexemes[i].w != W::plain) return {};
        if (i > from) key += ' ';
        key += lexemes[i].key;
    }
    return key;
}

bool is_unmarked(const std::vector<Lexeme>& lexemes) {
    return std::ranges::all_of(lexemes, [](const Lexeme& each) {
        return std::ranges::all_of(each.key,
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    });
}

/// The second word of an expression that text recognition spoils often («Thường xuân», «xuyền»).
std::optional<W> spoilt_expression(const Lexeme& first, const Lexeme& second) {
    const std::string head = fold_marks(first.key);
    const std::string tail = fold_marks(second.key);
    if (head == "thuong" && tail.size() >= 4 && tail.starts_with("xu")) return W::continuous;
    if (head == "dot" && tail.size() >= 4 && tail.starts_with("xu")) return W::sudden;
    if (head == "cham" && tail.size() >= 3 && tail.starts_with("nh")) return W::by;
    return std::nullopt;
}

/// Looks up the longest expression at `from` and appends it.
std::size_t take_expression(const std::vector<Lexeme>& words, std::size_t from, bool unmarked,
                            std::vector<Lexeme>& out) {
    for (std::size_t count = kLongestExpression; count >= 1; --count) {
        const std::string key = joined(words, from, count);
        if (key.empty()) continue;
        auto meaning = meaning_of(key);
        bool fault = false;
        if (!meaning) {
            meaning = meaning_of_bare(fold_marks(key), unmarked);
            fault = meaning.has_value() && !unmarked;
        }
        if (!meaning && count == 2) {
            meaning = spoilt_expression(words[from], words[from + 1]);
            fault = meaning.has_value();
        }
        if (!meaning) continue;
        Lexeme whole = words[from];
        whole.w = *meaning;
        whole.key = key;
        whole.end = words[from + count - 1].end;
        whole.fault = whole.fault || fault;
        out.push_back(std::move(whole));
        return count;
    }
    out.push_back(words[from]);
    return 1;
}

}  // namespace

const Lexeme& Script::at(std::size_t index) const {
    static const Lexeme kEnd = [] {
        Lexeme end;
        end.w = W::line;
        return end;
    }();
    return index < lexemes.size() ? lexemes[index] : kEnd;
}

std::string Script::slice(std::size_t from, std::size_t to) const {
    to = std::min(to, lexemes.size());
    if (from >= to) return {};
    const std::size_t begin = lexemes[from].begin;
    return collapse_space(std::string_view(text).substr(begin, lexemes[to - 1].end - begin));
}

Script read_script(std::string_view phrase) {
    Script script;
    script.text = nfc(phrase);
    std::vector<Lexeme> words = split_text(script.text);
    script.unmarked = is_unmarked(words);
    mend_spaces(words);
    script.lexemes.reserve(words.size());
    for (std::size_t i = 0; i < words.size();)
        i += take_expression(words, i, script.unmarked, script.lexemes);
    mend_meaning(script);
    return script;
}

bool is_number(const Lexeme& lexeme) {
    return lexeme.w == W::number;
}

bool is_separator(W w) {
    switch (w) {
        case W::comma:
        case W::semicolon:
        case W::line:
        case W::colon:
        case W::slash:
        case W::dash:
        case W::dot:
        case W::open:
        case W::close:
        case W::conj_and:
        case W::conj_or:
            return true;
        default:
            return false;
    }
}

}  // namespace dondoc::plan::phrase
