#include "store/restoration.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
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
    if (auto there = check_file(database, file); !there) return there;
    if (auto made = prepare_file(copy, Database::Open::create); !made) return made;
    try {
        SQLite::Database backup(file, SQLite::OPEN_READONLY | SQLITE_OPEN_EXRESCODE,
                                kBusyTimeoutMs);
        if (auto good = check_content(backup, file); !good) return good;
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

/// When the last entry of the journal was made: every day that something happens has one.
std::optional<plan::Instant> last_instant(Database& database) {
    Query query(database, "SELECT at_ms FROM journal ORDER BY id DESC LIMIT 1");
    if (!query.next()) return std::nullopt;
    return query.get<plan::Instant>(0);
}

/// `20260131T170300Z`.
std::string stamp(plan::Instant now) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
    return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(seconds.count()));
}

/// Of a file that is not there yet.
std::string free_name(const std::string& wanted) {
    std::string name = wanted;
    for (int i = 2; fs::exists(name); ++i)
        name = fmt::format("{}-{}", wanted, i);
    return name;
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
        // The lock of such a transaction stays. The mode is set within it: before, a read would
        // keep its lock too while this waits, and whoever writes could not commit.
        db->exec("BEGIN EXCLUSIVE; PRAGMA locking_mode = EXCLUSIVE; COMMIT;");
        db->exec("PRAGMA synchronous = EXTRA; SELECT count(*) FROM sqlite_master;");
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

bool has_entry(SQLite::Database& db, const JournalHead& head) {
    if (head.id == 0) return true;
    SQLite::Statement query(db, "SELECT 1 FROM journal WHERE id = ? AND hash = ?");
    query.bind(1, head.id);
    query.bind(2, head.hash);
    return query.executeStep();
}

std::vector<JournalEntry> entered_after(SQLite::Database& db, std::int64_t id) {
    SQLite::Statement query(db,
                            "SELECT id, at_ms, actor, what, subject, detail FROM journal "
                            "WHERE id > ? AND actor <> 'dondoc' ORDER BY id");
    query.bind(1, id);
    std::vector<JournalEntry> entries;
    while (query.executeStep()) {
        JournalEntry& entry = entries.emplace_back();
        entry.id = query.getColumn(0).getInt64();
        entry.at = plan::Instant(std::chrono::milliseconds(query.getColumn(1).getInt64()));
        entry.by = query.getColumn(2).getString();
        entry.what = query.getColumn(3).getString();
        entry.subject = query.getColumn(4).getString();
        entry.detail = query.getColumn(5).getString();
    }
    return entries;
}

/// False where it cannot be read through: then the file itself is what is kept.
bool keep_copy(SQLite::Database& db, const std::string& kept, const std::string& database) {
    if (const auto made = prepare_file(kept, Database::Open::create); !made) {
        throw StoreError(made.error(), StoreError::Cause::read_only);
    }
    try {
        copy_into(db, kept);
        give_like(kept, database);
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

plan::Result<void> clock_is_behind(plan::Instant as_of) {
    const auto utc = [](plan::Instant at) {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch());
        return fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(seconds.count()));
    };
    return plan::problem(
        fmt::format("Đồng hồ máy chậm hơn bản sao lưu, trong đó có việc lúc {}; chỉnh giờ máy "
                    "(`timedatectl`) rồi làm lại, kẻo thư đã gửi bị gửi lần nữa",
                    utc(as_of)),
        fmt::format("this machine's clock is behind the backup, which knows of {}; set the clock "
                    "(`timedatectl`) and try again, or what was sent would be sent again",
                    utc(as_of)));
}

}  // namespace

Restoration::Restoration(std::string database, std::string file)
    : database_(std::move(database)), file_(std::move(file)) {}

Restoration::Restoration(Restoration&& other) noexcept
    : database_(std::move(other.database_)),
      file_(std::exchange(other.file_, {})),
      copy_(std::move(other.copy_)),
      there_(std::move(other.there_)),
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

plan::Result<Restoration> Restoration::begin(const std::string& database, const std::string& backup,
                                             plan::Instant now) {
    Restoration made(database, unfinished(database));
    if (const auto taken = take_over(database, backup, made.file_); !taken) {
        return tl::unexpected(taken.error());
    }
    auto copy = Database::open(made.file_, Database::Open::existing);
    if (!copy) return tl::unexpected(copy.error());
    made.copy_ = std::move(*copy);
    // The backup itself is the copy that a migration makes.
    fs::remove(fmt::format("{}.before-v{}", made.file_, migrations().size()));
    made.as_of_ = last_instant(*made.copy_);
    if (made.as_of_ && *made.as_of_ > now) {
        return tl::unexpected(clock_is_behind(*made.as_of_).error());
    }
    if (const auto locked = made.lock(); !locked) return tl::unexpected(locked.error());
    made.begin_epoch();
    made.look_at_what_is_lost();
    return made;
}

plan::Result<void> Restoration::lock() {
    try {
        // What is smaller SQLite takes for nothing, and writes over it.
        if (size_of(database_) >= kSmallestDatabase) there_ = open_alone(database_);
        if (!there_) return DaemonLock::require_free(database_);
        if (is_foreign(*there_)) return tl::unexpected(foreign_file(database_));
        return {};
    } catch (const SQLite::Exception& problem) {
        return tl::unexpected(fault(database_, problem.getErrorCode(), problem.what()).problem());
    }
}

void Restoration::begin_epoch() {
    epoch_ = begin_restored_epoch(*copy_, there_ ? epoch_of(*there_) : 0);
}

void Restoration::look_at_what_is_lost() {
    if (!there_) return;
    const JournalHead head = read_head(*copy_);
    try {
        if (has_entry(*there_, head)) lost_ = entered_after(*there_, head.id);
    } catch (const SQLite::Exception&) {
        return;  // damaged there, or of a version that had no chain: it cannot be told
    }
}

plan::Result<std::optional<std::string>> Restoration::finish(plan::Instant now) {
    const std::string kept = free_name(database_ + ".before-restore-" + stamp(now));
    if (!there_ || !keep_copy(*there_, kept, database_)) {
        there_.reset();
        return take_its_place(kept);
    }
    try {
        copy_pages(copy_->handle(), *there_);
        there_.reset();
        return kept;
    } catch (const SQLite::Exception& problem) {
        fs::remove(kept);  // nothing has changed
        return tl::unexpected(fault(database_, problem.getErrorCode(), problem.what()).problem());
    }
}

/// Of a file that SQLite cannot read, or of none: there is no transaction to write it in.
plan::Result<std::optional<std::string>> Restoration::take_its_place(const std::string& kept) {
    if (const auto free = DaemonLock::require_free(database_); !free) {
        return tl::unexpected(free.error());
    }
    copy_.reset();
    give_like(file_, database_);
    // A link stays one.
    const auto place = fs::weakly_canonical(fs::absolute(database_));
    const bool any = size_of(database_) > 0;
    if (any) fs::create_hard_link(place, kept);
    // A journal that was left behind belongs to what was there.
    const std::string journal = place.string() + "-journal";
    if (fs::exists(journal)) fs::rename(journal, kept + "-journal");
    fs::rename(file_, place);
    sync_folder_of(place);
    if (!any) return std::nullopt;
    return kept;
}

}  // namespace dondoc::store
