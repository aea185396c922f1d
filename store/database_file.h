#pragma once

#include <string>

#include "plan/result.h"
#include "store/database.h"

namespace SQLite {
class Database;
}

namespace dondoc::store {

/// How long a connection waits for another's lock.
constexpr int kBusyTimeoutMs = 10'000;

/// Looks at the file and its folder before SQLite does, and says in words why they will not do. A
/// missing one is made (mode 0600) with Open::create. Never opens a file that is there: closing it
/// would drop SQLite's locks on it.
plan::Result<void> prepare_file(const std::string& path, Database::Open how);

/// All of one database into another, by the online backup API: either may be in use. SQLite's
/// exceptions come out as they are.
void copy_pages(SQLite::Database& from, SQLite::Database& to);
/// The same into a new, empty file, which is on the disk when this returns.
void copy_into(SQLite::Database& from, const std::string& fresh);
/// Throws StoreError where the disk fails. Not for a database that is open: closing the file again
/// would drop SQLite's locks on it.
void sync_file(const std::string& path);
/// So that a power cut does not take back what was renamed in it.
void sync_folder_of(const std::string& path);
/// A database of dondoc's that is whole.
bool is_good(const std::string& file);
/// One by its first bytes, whole or not.
bool looks_like_ours(const std::string& file);
/// A name for a file that is not complete yet: `<path>.unfinished-<PID>`. Those that processes
/// which are gone have left behind are removed.
std::string unfinished(const std::string& path);
/// Root's commands leave a file to whom the database beside it belongs, with its mode; to its
/// folder's owner where there is none. Throws StoreError.
void give_like(const std::string& file, const std::string& database);

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
