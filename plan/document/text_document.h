#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/document/document.h"

namespace dondoc::plan {

/// UTF-8 of a text's bytes: UTF-8 with or without a byte order mark, or UTF-16 with one. Nothing
/// where it is neither.
std::optional<std::string> decode_text(std::string_view bytes);

/// A text as converters write it: a line with tabs, or between pipes, is a table's row.
Result<Document> read_plain_text(std::string_view text);

/// A table with a separator (comma, semicolon or tab, whichever the text uses) and quoted fields.
Result<Document> read_delimited(std::string_view text);

/// A text that is a table in one of these forms, whatever its name says.
bool looks_delimited(std::string_view text);

}  // namespace dondoc::plan
