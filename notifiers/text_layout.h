#pragma once

#include <string>
#include <string_view>

namespace dondoc::notifiers {

/// A rendered template has an empty line wherever a section was left out, so the blank lines that
/// its author wrote are marked before it is parsed; line numbers stay what they are.
std::string mark_blank_lines(std::string_view text);

/// Lays out the text part of a mail: lines wrap at 78 display columns between words and keep their
/// indent, those of a numbered line (`1. …`) by three more; `label<TAB>value` lines share one value
/// column over the whole text; a line that is indented by four spaces or more is kept as it is (a
/// command to copy). Of blank lines only the marked ones stay, and never two together.
std::string lay_out(std::string_view text);

/// Cuts between words to at most `columns` display columns, with «…» where something was cut.
std::string shorten_at_word(std::string_view text, std::size_t columns);

/// One line of plain text: bad UTF-8, control characters and runs of white space are gone, so that
/// what a plan says can break neither a header nor a line (promise 26).
std::string one_line(std::string_view text);

}  // namespace dondoc::notifiers
