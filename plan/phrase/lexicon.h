#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/phrase/lexeme.h"

namespace dondoc::plan::phrase {

/// How many words the longest fixed expression has.
inline constexpr std::size_t kLongestExpression = 5;

/// The meaning of a word or of words joined by single spaces, in folded form.
std::optional<W> meaning_of(const std::string& key);
/// The same for words whose tone marks are lost. Single words are taken only where `unmarked` says
/// that the whole phrase has none: «nam» may be the south.
std::optional<W> meaning_of_bare(const std::string& bare, bool unmarked);
/// A word that alone means something and so may be part of a word that lost its spaces.
bool is_core_word(const std::string& key);
/// 1 for «một», 4 for «tư» …; 0 for none. `ten` for «mười» and «mươi».
int digit_word(const std::string& key);
/// 1..12 for i..xii; 0 for none. Forms that text recognition makes («lI», «1V») too, with `fault`.
int roman_value(const std::string& key, bool& fault);

}  // namespace dondoc::plan::phrase
