#pragma once

#include <string>

#include "store/database.h"

namespace dondoc::store {

/// What SQLite's (extended) result code means to the person who must mend it; `detail` is SQLite's
/// own message, shown where the code alone does not say enough.
StoreError fault(const std::string& path, int code, const std::string& detail);

/// Another daemon has begun a later epoch (promise 18): what this one would write is not written.
StoreError taken_over(const std::string& path);

/// A backup has taken the database's place (promise 31): what was known before is not written to
/// it.
StoreError restored(const std::string& path);

/// A row that holds what this program never writes there: somebody else changed the database.
StoreError bad_value(const std::string& what);

}  // namespace dondoc::store
