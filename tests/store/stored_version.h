#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "office.h"
#include "store/schema.h"

namespace dondoc::store {

/// A database that an office has had since an earlier schema version: `old.db` in the folder.
inline std::string stored(const Folder& folder, std::size_t version) {
    const auto file = folder.file("old.db");
    const std::string name = "version-" + std::to_string(version) + ".sql";
    std::ifstream in(DONDOC_SOURCE_DIR "/tests/store/data/" + name);
    if (!in)
        throw std::runtime_error("store a database of that version as tests/store/data/" + name);
    std::stringstream sql;
    sql << in.rdbuf();
    SQLite::Database database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(sql.str());
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId) +
                  "; PRAGMA user_version = " + std::to_string(version));
    ::chmod(file.c_str(), 0600);
    return file;
}

}  // namespace dondoc::store
