#include "store/database_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

#include "store/fault.h"
#include "store/schema.h"

namespace dondoc::store {
namespace {

namespace fs = std::filesystem;

plan::Problem words(std::string vi, std::string en) {
    return plan::Problem{plan::Words{std::move(vi), std::move(en)}, {}, 0, 0};
}

constexpr std::uintmax_t kSmallestDatabase = 512;
constexpr std::string_view kUnfinished = ".unfinished-";

std::string folder_of(const std::string& path) {
    const auto folder = fs::path(path).parent_path();
    return folder.empty() ? "." : folder.string();
}

plan::Problem missing(const std::string& path) {
    return words(
        fmt::format(
            "Chưa có cơ sở dữ liệu {}; chạy `dondoc import` hoặc `dondoc run` trước, hoặc kiểm "
            "tra `database` trong tệp cấu hình",
            path),
        fmt::format(
            "there is no database {} yet; run `dondoc import` or `dondoc run` first, or check "
            "`database` in the settings file",
            path));
}

plan::Problem no_folder(const std::string& folder) {
    return words(
        fmt::format("Không có thư mục {}; tạo thư mục (`mkdir -p {}`) hoặc sửa `database` trong "
                    "tệp cấu hình",
                    folder, folder),
        fmt::format("there is no folder {}; make it (`mkdir -p {}`) or mend `database` in the "
                    "settings file",
                    folder, folder));
}

plan::Problem not_allowed(const std::string& path) {
    return words(
        fmt::format(
            "Tài khoản đang dùng không có quyền đọc và ghi {}; chạy lệnh bằng tài khoản của dịch "
            "vụ (`sudo -u _dondoc …`)",
            path),
        fmt::format(
            "this account may not read and write {}; run the command as the service's account "
            "(`sudo -u _dondoc …`)",
            path));
}

plan::Problem read_only(const std::string& path) {
    return words(
        fmt::format(
            "{} nằm trên hệ thống tệp chỉ đọc; gắn lại để ghi được hoặc đổi `database` trong "
            "tệp cấu hình",
            path),
        fmt::format(
            "{} lies on a read-only file system; remount it writable or change `database` in "
            "the settings file",
            path));
}

plan::Problem no_file(const std::string& path) {
    return words(
        fmt::format(
            "{} không phải là tệp; sửa `database` trong tệp cấu hình thành đường dẫn tới một tệp",
            path),
        fmt::format("{} is not a file; let `database` in the settings file name one", path));
}

plan::Problem access_problem(const std::string& path, int error) {
    if (error == EROFS) return read_only(path);
    if (error == ENOENT || error == ENOTDIR) return no_folder(folder_of(path));
    return not_allowed(path);
}

plan::Result<void> make_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
    } else if (errno != EEXIST) {
        return tl::unexpected(access_problem(path, errno));
    }
    return {};
}

/// What SQLite finds stands under a heading; a schema's fault comes with the whole statement.
std::string one_line(std::string verdict) {
    constexpr std::string_view kHeading = "*** in database main ***\n";
    if (verdict.starts_with(kHeading)) verdict.erase(0, kHeading.size());
    if (const auto end = verdict.find('\n'); end != std::string::npos) {
        verdict.replace(end, std::string::npos, " …");
    }
    return verdict;
}

/// Of the files beside the database whose names go on from its own or from its stem. What a restore
/// has put aside was no good to somebody: it comes after all others.
std::optional<std::string> newest_good_copy(const std::string& path) {
    const std::string own = fs::path(path).filename().string();
    const std::string stem = fs::path(path).stem().string();
    using Rank = std::pair<bool, fs::file_time_type>;
    std::optional<std::pair<Rank, std::string>> best;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_of(path), error)) {
        const std::string name = entry.path().filename().string();
        const auto has = [&](std::string_view part) { return name.find(part) != name.npos; };
        if (name == own || !name.starts_with(stem) || has(kUnfinished)) continue;
        if (!entry.is_regular_file(error)) continue;
        const Rank rank{!has(".before-restore-"), entry.last_write_time(error)};
        if (best && rank < best->first) continue;
        if (is_good(entry.path().string())) best = {rank, entry.path().string()};
    }
    if (!best) return std::nullopt;
    return best->second;
}

}  // namespace

void sync_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const int error = errno;
    if (file >= 0) ::close(file);
    if (!synced)
        throw fault(path, error == ENOSPC ? SQLITE_FULL : SQLITE_IOERR, std::strerror(error));
}

void sync_folder_of(const std::string& path) {
    const int folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;  // what cannot be opened cannot be synced either
    ::fsync(folder);
    ::close(folder);
}

bool is_good(const std::string& file) {
    try {
        SQLite::Database db(file, SQLite::OPEN_READONLY | SQLITE_OPEN_EXRESCODE);
        return db.execAndGet("PRAGMA application_id").getInt() == kApplicationId &&
               db.execAndGet("PRAGMA quick_check(1)").getString() == "ok";
    } catch (const SQLite::Exception&) {
        return false;  // the answer: not a good one
    }
}

bool looks_like_ours(const std::string& file) {
    // Of SQLite's header: its name, and the application_id.
    constexpr std::size_t kHeader = 72;
    std::array<char, kHeader> bytes{};
    std::ifstream in(file, std::ios::binary);
    in.read(bytes.data(), bytes.size());
    const std::string_view header(bytes.data(), bytes.size());
    return header.starts_with("SQLite format 3") && header.substr(68) == "dond";
}

std::string unfinished(const std::string& path) {
    const std::string prefix = fs::path(path).filename().string() + kUnfinished.data();
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_of(path), error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix)) continue;
        pid_t pid = 0;
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), pid);
        const bool alive = pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
        if (!alive || pid == ::getpid()) fs::remove(entry.path(), error);
    }
    return fmt::format("{}{}{}", path, kUnfinished, ::getpid());
}

void give_like(const std::string& file, const std::string& database) {
    struct stat facts = {};
    const bool there = ::stat(database.c_str(), &facts) == 0;
    if (!there && ::stat(folder_of(database).c_str(), &facts) != 0) return;
    const bool given = ::geteuid() != 0 || ::chown(file.c_str(), facts.st_uid, facts.st_gid) == 0;
    if (!given || (there && ::chmod(file.c_str(), facts.st_mode & 0777U) != 0)) {
        throw fault(file, SQLITE_PERM, std::strerror(errno));
    }
}

bool has_room(const std::string& path) {
    constexpr std::uint64_t kEnough = 64 << 20;
    struct statvfs disk = {};
    // A file system that cannot say is asked by writing.
    if (::statvfs(path.c_str(), &disk) != 0 || disk.f_blocks == 0) return true;
    const std::uint64_t block = disk.f_frsize;
    const std::uint64_t enough = std::min(kEnough, disk.f_blocks * block / 20);
    // A file system that has no inodes to count says 0 of 0.
    const bool inodes = disk.f_files == 0 || disk.f_favail > 0;
    return inodes && disk.f_bavail * block >= enough;
}

StoreError no_room(const std::string& path) {
    return StoreError(
        words(
            fmt::format("Ổ đĩa chứa {} gần đầy; chưa gửi gì vì kết quả có thể không ghi lại được; "
                        "giải phóng dung lượng, dondoc sẽ tự gửi tiếp",
                        path),
            fmt::format("the disk that holds {} is nearly full; nothing is sent, since the result "
                        "might not be recorded; free some space and dondoc goes on by itself",
                        path)),
        StoreError::Cause::full);
}

plan::Result<void> prepare_file(const std::string& path, Database::Open how) {
    std::error_code error;
    const auto status = fs::status(path, error);
    const auto folder = folder_of(path);
    if (!fs::status_known(status)) return tl::unexpected(not_allowed(path));
    if (!fs::exists(status)) {
        if (!fs::is_directory(folder, error)) return tl::unexpected(no_folder(folder));
        if (how == Database::Open::existing) return tl::unexpected(missing(path));
        if (auto made = make_file(path); !made) return made;
    } else if (!fs::is_regular_file(status)) {
        return tl::unexpected(no_file(path));
    } else if (const auto size = fs::file_size(path, error); size > 0 && size < kSmallestDatabase) {
        // SQLite takes what is shorter than a page for nothing, and writes over it.
        return tl::unexpected(no_database(path));
    } else if (size == 0 && fs::exists(path + ".lock", error)) {
        // A daemon has run on it: it was a database, and all of it is gone.
        return tl::unexpected(damaged_file(path, "0 byte"));
    } else if (how == Database::Open::existing && size == 0) {
        return tl::unexpected(empty_file(path));
    }
    if (::faccessat(AT_FDCWD, path.c_str(), R_OK | W_OK, AT_EACCESS) != 0) {
        return tl::unexpected(access_problem(path, errno));
    }
    // SQLite keeps its rollback journal beside the file.
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0) {
        return tl::unexpected(access_problem(folder, errno));
    }
    return {};
}

plan::Problem empty_file(const std::string& path) {
    return words(
        fmt::format(
            "Cơ sở dữ liệu {} còn trống; chạy `dondoc import` hoặc `dondoc run` trước, hoặc "
            "kiểm tra `database` trong tệp cấu hình",
            path),
        fmt::format("the database {} is empty; run `dondoc import` or `dondoc run` first, or check "
                    "`database` in the settings file",
                    path));
}

plan::Problem no_database(const std::string& path) {
    const auto copy = newest_good_copy(path);
    const std::string vi =
        copy ? fmt::format(", hoặc khôi phục bản sao lưu: `dondoc restore {}`", *copy) : "";
    const std::string en =
        copy ? fmt::format(", or restore the backup: `dondoc restore {}`", *copy) : "";
    return words(
        fmt::format(
            "{} không phải là cơ sở dữ liệu, tệp được giữ nguyên; kiểm tra `database` trong "
            "tệp cấu hình{}",
            path, vi),
        fmt::format(
            "{} is not a database and was left as it is; check `database` in the settings file{}",
            path, en));
}

plan::Problem foreign_file(const std::string& path) {
    return words(
        fmt::format(
            "{} là cơ sở dữ liệu của chương trình khác, tệp được giữ nguyên; sửa `database` "
            "trong tệp cấu hình",
            path),
        fmt::format("{} is another program's database and was left as it is; mend `database` in "
                    "the settings file",
                    path));
}

plan::Problem newer_file(const std::string& path, int version, int known) {
    return words(
        fmt::format(
            "{} do bản dondoc mới hơn tạo ra (phiên bản {}, bản này chỉ biết đến {}); cài bản "
            "dondoc mới hơn",
            path, version, known),
        fmt::format(
            "{} was made by a newer dondoc (version {}, this one knows up to {}); install the "
            "newer dondoc",
            path, version, known));
}

plan::Problem damaged_file(const std::string& path, const std::string& found) {
    const auto copy = newest_good_copy(path);
    const std::string verdict = one_line(found);
    return words(
        fmt::format("Cơ sở dữ liệu {} bị hỏng ({}), tệp được giữ nguyên; khôi phục {}: `dondoc "
                    "restore {}`, rồi `systemctl restart dondoc`",
                    path, verdict, copy ? "bản sao lưu tốt gần nhất" : "một bản sao lưu",
                    copy.value_or("TỆP")),
        fmt::format("the database {} is damaged ({}) and was left as it is; restore {}: `dondoc "
                    "restore {}`, then `systemctl restart dondoc`",
                    path, verdict, copy ? "the newest good backup" : "a backup",
                    copy.value_or("FILE")));
}

}  // namespace dondoc::store
