#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::plan::phrase {

/// What a word of a timing phrase may mean; `plain` has no meaning for timings.
enum class W : std::uint8_t {
    plain,
    number,
    roman,
    code,
    // separators
    comma,
    semicolon,
    line,
    colon,
    slash,
    dash,
    dot,
    open,
    close,
    percent,
    other,
    conj_and,
    conj_or,
    // units of time
    day,
    working,
    week,
    month,
    quarter,
    year,
    hour,
    minute,
    times,
    term,
    stage,
    // bounds
    before,
    by,
    to,
    through,
    within,
    from,
    since,
    after,
    on,
    of,
    // places in a period
    first,
    middle,
    last,
    next,
    adjacent,
    current,
    half,
    ten_days,
    ordinal,
    mid_month_day,
    // cycles
    every,
    periodic,
    all,
    report,
    scope,
    daily,
    whole_year,
    half_year,
    data,
    // what has no date
    at_once,
    when,
    if_word,
    continuous,
    onward,
    following,
    sudden,
    according,
    depends,
    ready,
    // around the deadline
    done,
    is,
    weekday,
    sunday,
    daytime,
    now,
    label,
    document,
    numbered,
    refuse,
    except,
    only,
    at_least,
    day_off,
    lunar,
    school,
    holiday,
    soon,
    harmless,
    law,
};

/// One word (or fixed expression) of the phrase with its place in the text.
struct Lexeme {
    W w = W::plain;
    int value = 0;        ///< of a number, a roman numeral, a weekday
    unsigned digits = 0;  ///< how many digits it was written with; 0 for number words
    std::string key;      ///< folded: case and the place of tone marks do not matter
    std::size_t begin = 0;
    std::size_t end = 0;
    bool space = false;  ///< white space stands before it
    bool fault = false;  ///< was read by mending a fault of the text
};

/// A phrase as lexemes. Ends with nothing; an index past the end reads as a `line`.
struct Script {
    std::string text;  ///< NFC; what the places count in
    std::vector<Lexeme> lexemes;
    bool unmarked = false;  ///< written without any tone mark

    const Lexeme& at(std::size_t index) const;
    W w(std::size_t index) const { return at(index).w; }
    std::size_t size() const { return lexemes.size(); }
    /// The words [from, to) as they stand in the text, white space collapsed.
    std::string slice(std::size_t from, std::size_t to) const;
};

/// Splits, mends faults of text recognition and looks words up. Linear in the text's length.
Script read_script(std::string_view phrase);

/// The pieces of a text: words, numbers and signs, not yet looked up.
std::vector<Lexeme> split_text(std::string_view nfc_text);
/// Joins and cuts words that lost or gained a space («Q uý», «quýII», «trướcngày»).
void mend_spaces(std::vector<Lexeme>& lexemes);
/// Settles what only the neighbours tell: «Trước ngay 5», «hảng quý», number words, roman numerals.
void mend_meaning(Script& script);

bool is_number(const Lexeme& lexeme);
bool is_separator(W w);

}  // namespace dondoc::plan::phrase
