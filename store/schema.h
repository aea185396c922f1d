#pragma once

#include <string>
#include <vector>

#include "store/database.h"

namespace dondoc::store {

/// `dond`: marks the file as dondoc's (PRAGMA application_id).
constexpr int kApplicationId = 0x646f6e64;

/// The schema's history: migrations()[N-1] is the SQL that makes version N (PRAGMA user_version) of
/// version N-1. One that is out is never edited; a change is a further one.
const std::vector<std::string>& migrations();

/// Brings the database to the last of `steps`, each in its own transaction. One that held an
/// earlier version is first copied to `<database>.before-v<N>`, N being the version it gets.
void migrate(Database& database, const std::vector<std::string>& steps);

}  // namespace dondoc::store
