#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/journal.h"

namespace SQLite {
class Database;
}

namespace dondoc::store {

/// A backup that takes the database's place, also while a daemon runs (DESIGN 6, promise 31). From
/// `begin` on nobody else reads or writes the database, so that nothing happens that the restore
/// does not know of; the backup is a copy beside it, to be brought up to the day. Until `finish`
/// the database is as it was. Throws StoreError.
class Restoration {
  public:
    /// Refuses a file that is no backup, is damaged, was made by a newer dondoc or knows of things
    /// later than `now`: the clock must be wrong then, and what was sent would be sent again. A
    /// database that SQLite cannot read is refused where a daemon runs on it.
    static plan::Result<Restoration> begin(const std::string& database, const std::string& backup,
                                           plan::Instant now);
    Restoration(Restoration&&) noexcept;
    Restoration& operator=(Restoration&&) = delete;
    /// The copy is gone with it.
    ~Restoration();

    /// With the newest schema, in an epoch later than any daemon's.
    Database& copy() { return *copy_; }
    std::int64_t epoch() const { return epoch_; }
    /// When the last thing happened that the backup knows of; nothing where it knows of none.
    std::optional<plan::Instant> as_of() const { return as_of_; }
    /// What people entered into the database since; nothing where that cannot be told: it is
    /// damaged or missing, or it has another history.
    const std::optional<std::vector<JournalEntry>>& lost() const { return lost_; }

    /// Puts the copy in the database's place, in one transaction of its file; a daemon that runs
    /// writes nothing to it afterwards but starts anew. What was there is kept in the file that is
    /// answered (nothing, where nothing was), named by `now`. A database that SQLite cannot read is
    /// that very file, and the copy takes its name.
    plan::Result<std::optional<std::string>> finish(plan::Instant now);

  private:
    Restoration(std::string database, std::string file);
    plan::Result<void> lock();
    void begin_epoch();
    void look_at_what_is_lost();
    plan::Result<std::optional<std::string>> take_its_place(const std::string& kept);

    std::string database_;
    std::string file_;
    std::unique_ptr<Database> copy_;
    /// The database, for ourselves; nothing where SQLite finds none.
    std::unique_ptr<SQLite::Database> there_;
    std::int64_t epoch_ = 0;
    std::optional<plan::Instant> as_of_;
    std::optional<std::vector<JournalEntry>> lost_;
};

}  // namespace dondoc::store
