#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "plan/result.h"

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace dondoc::store {

class PlanCache;

/// What ends an operation: a full disk, a broken or locked database. Caught where a message for a
/// person can be made of it; `problem()` is that message. Nothing of the operation was written.
class StoreError : public std::runtime_error {
  public:
    enum class Cause { other, busy, full, corrupt, read_only, io, taken_over, restored };
    explicit StoreError(plan::Problem problem, Cause cause = Cause::other);
    const plan::Problem& problem() const { return problem_; }
    /// What a daemon does about it differs: wait (`full`, `busy`) or end (see `ends_the_daemon`).
    Cause cause() const { return cause_; }

  private:
    plan::Problem problem_;
    Cause cause_;
};

/// A disk that fails (promise 16: what was not synced is never synced again), a damaged database,
/// another daemon that has taken over, or a backup that has taken the database's place: going on
/// would only do harm.
bool ends_the_daemon(StoreError::Cause cause);

/// One connection to dondoc's database, with the pragmas of DELIVERY.md and the newest schema. Used
/// by one thread.
class Database {
  public:
    enum class Open {
        existing,  ///< it must be there
        create,    ///< made, with its schema, when missing
    };
    /// Opens and migrates (all or nothing, with a copy of the file first).
    /// Refuses, with what to do: a file that is no database or another program's (application_id),
    /// one of a newer version, one that may not be read or written, and, unless a daemon runs on it
    /// (which asked that when it began), one that fails quick_check.
    static plan::Result<std::unique_ptr<Database>> open(const std::string& path, Open how);
    ~Database();

    const std::string& path() const { return path_; }
    SQLite::Database& handle() { return *db_; }
    /// The schema's version; 0 for a file that has none yet.
    std::size_t version();
    /// Statements without values and without answer.
    void execute(const std::string& sql);
    /// Changes whenever another connection has committed something.
    std::int64_t data_version();
    /// Gives back memory that only the next work needs.
    void forget_statements();
    /// Plans that were read, as long as nobody has changed them.
    PlanCache& plans() { return *plans_; }

    /// Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back when it throws. Inside another
    /// transaction it is a part of that one.
    void transaction(const std::function<void()>& work);
    /// Runs several reads on one state of the database. Short: it keeps writers from committing.
    void snapshot(const std::function<void()>& work);

    /// A copy of what was committed, by the online backup API, mode 0600; a `file` that is there is
    /// replaced once the copy is complete. Works inside a transaction that has written nothing yet.
    void copy_to(const std::string& file);

  private:
    friend class Query;
    /// Statements between two uses, by their text: preparing costs more than most of them do.
    struct Statements;

    Database(std::string path, std::unique_ptr<SQLite::Database> db);
    void within(bool writes, const std::function<void()>& work);
    std::unique_ptr<SQLite::Statement> take_statement(const std::string& sql);
    void keep_statement(const std::string& sql, std::unique_ptr<SQLite::Statement> statement);

    std::string path_;
    std::unique_ptr<SQLite::Database> db_;
    std::unique_ptr<Statements> statements_;
    std::unique_ptr<PlanCache> plans_;
};

/// The right to be the one daemon of a database: an OFD lock on `<database>.lock`, which holds the
/// PID, and a fresh epoch. Held as long as the object lives; the kernel frees it when the process
/// dies (promise 18).
class DaemonLock {
  public:
    /// To be asked before the database is opened: a daemon that stands still in a commit keeps
    /// everybody out of it, and a second one is refused at once all the same.
    static plan::Result<void> require_free(const std::string& database);
    /// The problem names the PID of the daemon that runs already.
    static plan::Result<DaemonLock> take(Database& database);
    /// The PID of the daemon that runs on this database, 0 where it has not said; nothing where
    /// none runs.
    static std::optional<int> running_on(const std::string& database);
    DaemonLock(DaemonLock&& other) noexcept;
    DaemonLock& operator=(DaemonLock&&) = delete;
    ~DaemonLock();
    std::int64_t epoch() const { return epoch_; }

  private:
    DaemonLock(int fd, std::int64_t epoch) : fd_(fd), epoch_(epoch) {}
    int fd_;
    std::int64_t epoch_;
};

}  // namespace dondoc::store
