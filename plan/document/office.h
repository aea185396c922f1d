#pragma once

#include <string_view>

#include "plan/document/document.h"
#include "plan/document/package.h"

namespace dondoc::plan {

/// A zip package: a Word or Excel file, told by its parts.
Result<Document> open_office(std::string_view bytes);

/// The text and tables of a Word file, from its main part on.
Result<Document> read_docx(Package& package, const std::string& main_part);
/// The sheets of an Excel file that are not hidden, each a table.
Result<Document> read_xlsx(Package& package, const std::string& main_part);

}  // namespace dondoc::plan
