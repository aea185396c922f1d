#include "store/database.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>
#include <vector>

#include "store/database_file.h"
#include "store/fault.h"
#include "store/plan_cache.h"
#include "store/query.h"
#include "store/schema.h"

namespace dondoc::store {
namespace {

/// DELIVERY.md, SQLite. WAL stays off: libraries before 3.51.3 can lose a commit when two
/// connections write at one instant, and a command beside the daemon is that case.
constexpr const char* kPragmas = R"sql(
PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = EXTRA;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
)sql";

/// Reads only: a file that is not ours, or not whole, stays as it is.
plan::Result<void> check_ours(SQLite::Database& db, const std::string& path, Database::Open how) {
    // One state of the file: another process may be making its schema just now.
    SQLite::Transaction one_state(db);
    const int application = db.execAndGet("PRAGMA application_id").getInt();
    const int version = db.execAndGet("PRAGMA user_version").getInt();
    const bool blank = db.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    one_state.commit();
    if (application == 0 && version == 0 && blank) {
        if (how == Database::Open::create) return {};
        return tl::unexpected(empty_file(path));
    }
    if (application != kApplicationId) return tl::unexpected(foreign_file(path));
    if (static_cast<std::size_t>(version) > migrations().size()) {
        return tl::unexpected(newer_file(path, version, static_cast<int>(migrations().size())));
    }
    // It reads the whole file, and nobody can commit meanwhile: a daemon that runs has done it.
    if (DaemonLock::running_on(path)) return {};
    const std::string verdict = db.execAndGet("PRAGMA quick_check(1)").getString();
    if (verdict != "ok") return tl::unexpected(damaged_file(path, verdict));
    return {};
}

/// Of every row that this connection writes.
void on_write(void* user, int, const char*, const char* table, sqlite3_int64) {
    const std::string_view name = table;
    if (name == "plan" || name == "task") static_cast<PlanCache*>(user)->forget();
}

}  // namespace

struct Database::Statements {
    std::map<std::string, std::vector<std::unique_ptr<SQLite::Statement>>> idle;
};

Database::Database(std::string path, std::unique_ptr<SQLite::Database> db)
    : path_(std::move(path)),
      db_(std::move(db)),
      statements_(std::make_unique<Statements>()),
      plans_(std::make_unique<PlanCache>()) {
    sqlite3_update_hook(db_->getHandle(), &on_write, plans_.get());
}

Database::~Database() {
    forget_statements();
}

std::unique_ptr<SQLite::Statement> Database::take_statement(const std::string& sql) {
    auto& idle = statements_->idle[sql];
    if (idle.empty()) return std::make_unique<SQLite::Statement>(*db_, sql);
    auto statement = std::move(idle.back());
    idle.pop_back();
    return statement;
}

void Database::keep_statement(const std::string& sql,
                              std::unique_ptr<SQLite::Statement> statement) {
    // What its last step failed of was told when it failed.
    static_cast<void>(statement->tryReset());
    statement->clearBindings();
    statements_->idle[sql].push_back(std::move(statement));
}

void Database::forget_statements() {
    statements_->idle.clear();
    plans_->forget();
}

plan::Result<std::unique_ptr<Database>> Database::open(const std::string& path, Open how) {
    if (const auto ready = prepare_file(path, how); !ready) return tl::unexpected(ready.error());
    try {
        auto db = std::make_unique<SQLite::Database>(
            path, SQLite::OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, kBusyTimeoutMs);
        if (const auto ours = check_ours(*db, path, how); !ours) {
            return tl::unexpected(ours.error());
        }
        db->exec(kPragmas);
        std::unique_ptr<Database> database(new Database(path, std::move(db)));
        migrate(*database, migrations());
        return database;
    } catch (const SQLite::Exception& problem) {
        const int code = problem.getErrorCode() & 0xff;
        if (code == SQLITE_NOTADB) return tl::unexpected(no_database(path));
        if (code == SQLITE_CORRUPT) return tl::unexpected(damaged_file(path, problem.what()));
        return tl::unexpected(fault(path, code, problem.what()).problem());
    } catch (const StoreError& problem) {
        return tl::unexpected(problem.problem());
    }
}

std::size_t Database::version() {
    Query query(*this, "PRAGMA user_version");
    query.next();
    return query.get<std::size_t>(0);
}

std::int64_t Database::data_version() {
    Query query(*this, "PRAGMA data_version");
    query.next();
    return query.get<std::int64_t>(0);
}

void Database::execute(const std::string& sql) {
    try {
        db_->exec(sql);
    } catch (const SQLite::Exception& problem) {
        throw fault(path_, problem.getErrorCode(), problem.what());
    }
}

void Database::within(bool writes, const std::function<void()>& work) {
    if (sqlite3_get_autocommit(db_->getHandle()) == 0) return work();
    try {
        // A deferred transaction that turns to writing fails with BUSY_SNAPSHOT, which no timeout
        // cures; so whoever may write says it at once.
        SQLite::Transaction transaction(*db_, writes ? SQLite::TransactionBehavior::IMMEDIATE
                                                     : SQLite::TransactionBehavior::DEFERRED);
        work();
        transaction.commit();
    } catch (const SQLite::Exception& problem) {
        plans_->forget();  // what was changed of a plan is taken back
        throw fault(path_, problem.getErrorCode(), problem.what());
    } catch (...) {
        plans_->forget();
        throw;
    }
}

void Database::transaction(const std::function<void()>& work) {
    within(true, work);
}

void Database::snapshot(const std::function<void()>& work) {
    within(false, work);
}

void Database::copy_to(const std::string& file) {
    // Complete or not there: what an interrupted copy left is never taken for a backup.
    const std::string copy = unfinished(file);
    if (const auto made = prepare_file(copy, Open::create); !made) {
        throw StoreError(made.error(), StoreError::Cause::read_only);
    }
    try {
        // A connection of its own: SQLite copies nothing out of one that has the lock for writing.
        SQLite::Database source(path_, SQLite::OPEN_READONLY | SQLITE_OPEN_EXRESCODE,
                                kBusyTimeoutMs);
        copy_into(source, copy);
    } catch (const SQLite::Exception& problem) {
        std::filesystem::remove(copy);
        throw fault(file, problem.getErrorCode(), problem.what());
    }
    std::filesystem::rename(copy, file);
    sync_folder_of(file);
}

void copy_into(SQLite::Database& from, const std::string& fresh) {
    {
        SQLite::Database copy(fresh, SQLite::OPEN_READWRITE | SQLITE_OPEN_EXRESCODE,
                              kBusyTimeoutMs);
        // As long as it goes on nobody can commit: the disk is waited for afterwards.
        copy.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;");
        copy_pages(from, copy);
    }
    sync_file(fresh);
}

void copy_pages(SQLite::Database& from, SQLite::Database& to) {
    // In one step: with several, a daemon's every commit would begin the copy anew.
    SQLite::Backup backup(to, from);
    if (const int step = backup.executeStep(); step != SQLITE_DONE) {
        throw SQLite::Exception(sqlite3_errstr(step), step);
    }
}

}  // namespace dondoc::store
