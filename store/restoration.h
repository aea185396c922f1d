#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/journal.h"

namespace dondoc::store {

/// A backup that takes the database's place, also while a daemon runs (DESIGN 6, promise 31). In
/// between it is a copy beside the database, to be brought up to the day. Until `finish` the
/// database is as it was. Throws StoreError.
class Restoration {
  public:
    /// Refuses a file that is no backup, is damaged, or was made by a newer dondoc.
    static plan::Result<Restoration> begin(const std::string& database, const std::string& backup);
    Restoration(Restoration&&) noexcept;
    Restoration& operator=(Restoration&&) = delete;
    /// The copy is gone with it.
    ~Restoration();

    /// With the newest schema, in an epoch of its own.
    Database& copy() { return *copy_; }
    std::int64_t epoch() const { return epoch_; }
    /// The latest instant that the backup knows of; nothing where it knows of none.
    std::optional<plan::Instant> as_of() const { return as_of_; }
    /// What people entered into the database since; nothing where that cannot be told: it is
    /// damaged or missing, or it has another history.
    const std::optional<std::vector<JournalEntry>>& lost() const { return lost_; }

    /// Puts the copy in the database's place, in one transaction of its file; a daemon that runs
    /// writes nothing to it afterwards but starts anew. What was there is kept in the file that is
    /// answered (nothing, where nothing was), named by `now`. A database that SQLite cannot read at
    /// all is renamed, and only where no daemon runs.
    plan::Result<std::optional<std::string>> finish(plan::Instant now);

  private:
    Restoration(std::string database, std::string file);
    void look_at_what_is_lost();
    plan::Result<std::optional<std::string>> take_its_place(const std::string& kept);

    std::string database_;
    std::string file_;
    std::unique_ptr<Database> copy_;
    std::int64_t epoch_ = 0;
    std::optional<plan::Instant> as_of_;
    std::optional<std::vector<JournalEntry>> lost_;
};

}  // namespace dondoc::store
