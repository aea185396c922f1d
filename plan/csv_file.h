#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/result.h"

namespace dondoc::plan {

struct CsvField {
    std::string text;
    std::uint32_t line = 0;
    std::uint32_t column = 0;  ///< in characters, of the field's first
};

/// The rows of a CSV text (RFC 4180); rows without any text are left out. The separator is a comma,
/// or a semicolon where the first line has no comma: that is what spreadsheets write in Vietnam.
Result<std::vector<std::vector<CsvField>>> read_csv(std::string_view csv, const std::string& file);

}  // namespace dondoc::plan
