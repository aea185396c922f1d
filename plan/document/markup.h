#pragma once

#include <string>
#include <string_view>

namespace dondoc::plan {

/// What text recognition and converters leave in a text, taken out: HTML tags and the commonest
/// entities, the marks of Markdown, bullets of symbol fonts, characters that are not seen. A `<br>`
/// or the end of an HTML paragraph is a line end. A `<` that starts no known tag stays.
std::string without_markup(std::string_view text);

/// NFC; no control character but the line end; each line with its white space collapsed; empty
/// lines left out.
std::string clean_lines(std::string_view text);

}  // namespace dondoc::plan
