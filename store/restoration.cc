#include "store/restoration.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "store/database_file.h"
#include "store/fault.h"
#include "store/fence.h"
#include "store/journal_chain.h"
#include "store/query.h"
#include "store/schema.h"

namespace dondoc::store {
namespace {

namespace fs = std::filesystem;

const int kOpen = SQLite::OPEN_READWRITE | SQLITE_OPEN_EXRESCODE;
/// What is smaller SQLite takes for nothing.
constexpr std::uintmax_t kSmallestDatabase = 512;

plan::Result<void> no_backup(const std::string& file) {
    return plan::problem(
        fmt::format("{} không phải là bản sao lưu của dondoc; kiểm tra lại tên tệp", file),
        fmt::format("{} is no backup of dondoc; check the file's name", file));
}

plan::Result<void> check_content(SQLite::Database& backup, const std::string& file) {
    if (backup.execAndGet("PRAGMA application_id").getInt() != kApplicationId) {
        return no_backup(file);
    }
    const int version = backup.execAndGet("PRAGMA user_version").getInt();
    const auto known = static_cast<int>(migrations().size());
    if (version > known) return tl::unexpected(newer_file(file, version, known));
    const std::string verdict = backup.execAndGet("PRAGMA quick_check(1)").getString();
    if (verdict == "ok") return {};
    return plan::problem(
        fmt::format("Bản sao lưu {} bị hỏng; dùng một bản khác, cơ sở dữ liệu giữ nguyên", file),
        fmt::format("the backup {} is damaged; take another one, the database is as it was", file));
}

plan::Result<void> check_file(const std::string& database, const std::string& file) {
    std::error_code error;
    if (!fs::exists(file, error)) {
        return plan::problem(fmt::format("Không có tệp {}; kiểm tra lại tên tệp", file),
                             fmt::format("there is no file {}; check its name", file));
    }
    if (fs::equivalent(file, database, error)) {
        return plan::problem(
            fmt::format("{} chính là cơ sở dữ liệu đang dùng; ghi tên một bản sao lưu", file),
            fmt::format("{} is the very database; name a backup of it", file));
    }
    if (!fs::is_regular_file(file, error)) return no_backup(file);
    return {};
}

/// The backup's pages, once they are found good, in a file of their own.
plan::Result<void> take_over(const std::string& database, const std::string& file,
                             const std::string& copy) {
    if (const auto there = check_file(database, file); !there) return there;
    fs::remove(copy);
    if (const auto made = prepare_file(copy, Database::Open::create); !made) return made;
    try {
        SQLite::Database backup(file, SQLite::OPEN_READONLY | SQLITE_OPEN_EXRESCODE,
                                kBusyTimeoutMs);
        if (const auto good = check_content(backup, file); !good) return good;
        SQLite::Database target(copy, kOpen, kBusyTimeoutMs);
        copy_pages(backup, target);
        return {};
    } catch (const SQLite::Exception& problem) {
        const int code = problem.getErrorCode() & 0xff;
        if (code == SQLITE_NOTADB) return no_backup(file);
        if (code == SQLITE_CANTOPEN || code == SQLITE_PERM) {
            return plan::problem(
                fmt::format("Tài khoản đang dùng không đọc được {}; chạy lệnh bằng sudo hoặc sửa "
                            "quyền của tệp",
                            file),
                fmt::format("this account cannot read {}; run the command with sudo or mend the "
                            "file's permissions",
                            file));
        }
        return tl::unexpected(fault(copy, problem.getErrorCode(), problem.what()).problem());
    }
}

std::optional<plan::Instant> latest_instant(Database& database) {
    Query query(database,
                "SELECT max(at) FROM (SELECT max(at_ms) AS at FROM journal UNION ALL "
                "SELECT max(ended_ms) FROM attempt UNION ALL "
                "SELECT max(claimed_ms) FROM message UNION ALL "
                "SELECT max(decided_ms) FROM reminder) AS latest");
    query.next();
    return query.get<std::optional<plan::Instant>>(0);
}

bool has_entry(Database& database, const JournalHead& head) {
    if (head.id == 0) return true;
    Query query(database, "SELECT 1 FROM journal WHERE id = ?1 AND hash = ?2");
    return query.with(head.id, head.hash).next();
}

/// `20260131T170300Z`.
std::string stamp(plan::Instant now) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
    return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(seconds.count()));
}

bool is_damage(const SQLite::Exception& problem) {
    const int code = problem.getErrorCode() & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

/// The database's file for ourselves: nobody reads or writes it until this is gone. Nothing where
/// SQLite finds that it is none.
std::unique_ptr<SQLite::Database> open_alone(const std::string& path) {
    try {
        auto db = std::make_unique<SQLite::Database>(path, kOpen, kBusyTimeoutMs);
        // The lock of such a transaction stays.
        db->exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = EXTRA;");
        db->exec("BEGIN EXCLUSIVE; COMMIT; SELECT count(*) FROM sqlite_master;");
        return db;
    } catch (const SQLite::Exception& problem) {
        if (is_damage(problem)) return nullptr;
        throw;
    }
}

bool is_foreign(SQLite::Database& db) {
    const int application = db.execAndGet("PRAGMA application_id").getInt();
    if (application == kApplicationId) return false;
    return application != 0 || db.execAndGet("SELECT count(*) FROM sqlite_master").getInt() > 0;
}

std::int64_t epoch_of(SQLite::Database& db) {
    try {
        return db.execAndGet("SELECT value FROM meta WHERE name = 'epoch'").getInt64();
    } catch (const SQLite::Exception&) {
        return 0;  // damaged there, or no database yet
    }
}

/// False where it cannot be read through: then the file itself is what is kept.
bool keep_copy(SQLite::Database& db, const std::string& kept) {
    if (const auto made = prepare_file(kept, Database::Open::create); !made) {
        throw StoreError(made.error(), StoreError::Cause::read_only);
    }
    try {
        copy_into(db, kept);
        return true;
    } catch (const SQLite::Exception& problem) {
        fs::remove(kept);
        if (!is_damage(problem)) throw fault(kept, problem.getErrorCode(), problem.what());
        return false;
    }
}

std::uintmax_t size_of(const std::string& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return error ? 0 : size;
}

}  // namespace

Restoration::Restoration(std::string database, std::string file)
    : database_(std::move(database)), file_(std::move(file)) {}

Restoration::Restoration(Restoration&& other) noexcept
    : database_(std::move(other.database_)),
      file_(std::exchange(other.file_, {})),
      copy_(std::move(other.copy_)),
      epoch_(other.epoch_),
      as_of_(other.as_of_),
      lost_(std::move(other.lost_)) {}

Restoration::~Restoration() {
    if (file_.empty()) return;
    copy_.reset();
    std::error_code error;
    for (const char* each : {"", "-journal"})
        fs::remove(file_ + each, error);
}

plan::Result<Restoration> Restoration::begin(const std::string& database,
                                             const std::string& backup) {
    Restoration made(database, database + ".restoring");
    if (const auto taken = take_over(database, backup, made.file_); !taken) {
        return tl::unexpected(taken.error());
    }
    auto copy = Database::open(made.file_, Database::Open::existing);
    if (!copy) return tl::unexpected(copy.error());
    made.copy_ = std::move(*copy);
    // The backup itself is the copy that a migration makes.
    fs::remove(fmt::format("{}.before-v{}", made.file_, migrations().size()));
    made.epoch_ = begin_restored_epoch(*made.copy_, 0);
    made.as_of_ = latest_instant(*made.copy_);
    made.look_at_what_is_lost();
    return made;
}

void Restoration::look_at_what_is_lost() {
    const JournalHead head = read_head(*copy_);
    try {
        const auto there = Database::open(database_, Database::Open::existing);
        if (!there || !has_entry(**there, head)) return;
        JournalFilter since;
        since.limit = std::numeric_limits<std::int32_t>::max();
        since.from = as_of_;
        lost_ = Journal(**there).select(since);
    } catch (const StoreError&) {
        return;  // it cannot be told
    }
    std::erase_if(*lost_, [&](const JournalEntry& each) {
        return each.id <= head.id || each.by == "dondoc";
    });
}

plan::Result<std::optional<std::string>> Restoration::finish(plan::Instant now) {
    const std::string kept = database_ + ".before-restore-" + stamp(now);
    try {
        auto there = size_of(database_) >= kSmallestDatabase ? open_alone(database_) : nullptr;
        if (there && is_foreign(*there)) return tl::unexpected(foreign_file(database_));
        if (!there || !keep_copy(*there, kept)) {
            there.reset();
            return take_its_place(kept);
        }
        epoch_ = begin_restored_epoch(*copy_, epoch_of(*there));
        copy_pages(copy_->handle(), *there);
        return kept;
    } catch (const SQLite::Exception& problem) {
        return tl::unexpected(fault(database_, problem.getErrorCode(), problem.what()).problem());
    }
}

/// Of a file that SQLite cannot read, or of none: there is no transaction to write it in.
plan::Result<std::optional<std::string>> Restoration::take_its_place(const std::string& kept) {
    if (const auto free = DaemonLock::require_free(database_); !free) {
        return tl::unexpected(free.error());
    }
    const bool any = size_of(database_) > 0;
    if (any) fs::create_hard_link(database_, kept);
    // A journal that was left behind belongs to what was there.
    const std::string journal = database_ + "-journal";
    if (fs::exists(journal)) fs::rename(journal, kept + "-journal");
    copy_.reset();
    fs::rename(file_, database_);
    sync_folder_of(database_);
    if (!any) return std::nullopt;
    return kept;
}

}  // namespace dondoc::store
