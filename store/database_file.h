#pragma once

#include <string>

#include "plan/result.h"
#include "store/database.h"

namespace dondoc::store {

/// Looks at the file and its folder before SQLite does, and says in words why they will not do. A
/// missing one is made (mode 0600) with Open::create. Never opens a file that is there: closing it
/// would drop SQLite's locks on it.
plan::Result<void> prepare_file(const std::string& path, Database::Open how);

/// Whether the file system has room to record what would be sent (promise 15): 64 MiB, or 5 % where
/// it is smaller than that, and an inode.
bool has_room(const std::string& path);
StoreError no_room(const std::string& path);

/// The refusals that only the file's content can tell.
plan::Problem empty_file(const std::string& path);
plan::Problem no_database(const std::string& path);
plan::Problem foreign_file(const std::string& path);
plan::Problem newer_file(const std::string& path, int version, int known);
/// Names the newest good copy beside the file, if there is one (promise 17).
plan::Problem damaged_file(const std::string& path, const std::string& verdict);

}  // namespace dondoc::store
