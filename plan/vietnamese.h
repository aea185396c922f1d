#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/words.h"

namespace dondoc::plan {

/// Unicode NFC, so that a letter typed on two keyboards is one text. Bad UTF-8 becomes U+FFFD.
std::string nfc(std::string_view text);
bool is_utf8(std::string_view text);
/// For comparing: NFC, case folded, white space collapsed. Compatibility forms («Ⅱ», full width)
/// are their plain letters, and characters that are not seen (zero-width space, soft hyphen) are
/// left out.
std::string fold(std::string_view text);
/// For comparing names: `fold`, and the two places for a tone mark («Uỷ ban», «Ủy ban») are one.
std::string fold_name(std::string_view text);
/// For searching without tone marks: `fold` without marks, «đ» as «d».
std::string fold_marks(std::string_view text);
/// Vietnamese collation: a negative, zero or positive number.
int compare(std::string_view a, std::string_view b);
/// Columns that the text takes in a terminal.
std::size_t display_width(std::string_view text);
/// Cuts to at most `columns`, with «…» where something was cut; never inside a character.
std::string shorten(std::string_view text, std::size_t columns);
/// Runs of white space become one space; none at the ends.
std::string collapse_space(std::string_view text);
/// Upper-cases the first letter, unless a digit stands before it.
std::string capitalized(std::string_view text);
/// Holds a control character other than the white space of plain text (tab, line ends).
bool has_control(std::string_view text);
/// Of the candidates, the one nearest to the text when case and marks are left out, for «did you
/// mean»; empty where none is within a quarter of the text's length. A view of the candidate.
std::string_view nearest_of(std::string_view text, const std::vector<std::string_view>& candidates);

/// The end of an error line: `; có phải "title"?`, or nothing for an empty text.
Words did_you_mean(std::string_view nearest);
/// What a person typed, as an error repeats it: in one line of at most 60 columns.
std::string echo(std::string_view typed);
/// English: `1 task`, `2 tasks`.
std::string counted(std::size_t count, std::string_view noun);

}  // namespace dondoc::plan
