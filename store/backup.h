#pragma once

#include <cstdint>
#include <string>

#include "store/database.h"

namespace dondoc::store {

/// Writes a copy of the whole database to `file`, mode 0600, as it stands at one instant; others
/// may write meanwhile. Complete and checked or not there; a file that is there is replaced only
/// where it is a database of dondoc's. How many bytes it has. Throws StoreError.
plan::Result<std::uintmax_t> back_up(Database& database, const std::string& file);

}  // namespace dondoc::store
