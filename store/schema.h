#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/database.h"

namespace dondoc::store {

/// `dond`: marks the file as dondoc's (PRAGMA application_id).
constexpr int kApplicationId = 0x646f6e64;

/// What makes a schema version of the one before: SQL, and where rows need more than SQL can say,
/// code that runs after it in the same transaction.
struct Migration {
    Migration(std::string statements, void (*rest)(Database&) = nullptr)
        : sql(std::move(statements)), then(rest) {}
    std::string sql;
    void (*then)(Database&);
};

/// The schema's history: migrations()[N-1] makes version N (PRAGMA user_version) of version N-1.
/// One that is out is never edited; a change is a further one.
const std::vector<Migration>& migrations();

/// Brings the database to the last of `steps`, all or nothing. One that held an earlier version is
/// first copied to `<database>.before-v<N>`, N being the version it gets.
void migrate(Database& database, const std::vector<Migration>& steps);

}  // namespace dondoc::store
