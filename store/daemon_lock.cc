#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "store/database.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

struct flock whole_file() {
    struct flock whole = {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return whole;
}

/// The PID in the lock file when its process lives, else 0.
pid_t holder_in(int file) {
    char text[16] = {};
    if (::pread(file, text, sizeof text - 1, 0) <= 0) return 0;
    pid_t pid = 0;
    std::from_chars(text, text + std::strlen(text), pid);
    const bool alive = pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
    return alive ? pid : 0;
}

/// The holder writes its PID a moment after it has got the lock; a daemon that was killed leaves
/// its own behind. So a PID that is missing or dead is worth a second look.
pid_t holder(int file) {
    constexpr int kLooks = 50;
    constexpr timespec kPause{0, 2'000'000};
    for (int look = 0; look < kLooks; ++look) {
        if (const pid_t pid = holder_in(file); pid != 0) return pid;
        ::nanosleep(&kPause, nullptr);
    }
    return 0;
}

tl::unexpected<plan::Problem> taken(const std::string& path, pid_t pid) {
    const std::string who = pid == 0 ? "" : fmt::format(" (PID {})", pid);
    return plan::problem(
        fmt::format(
            "Đã có một dondoc khác{} đang chạy với {}; dừng nó trước (`systemctl stop dondoc`)",
            who, path),
        fmt::format("another dondoc{} is running on {}; stop it first (`systemctl stop dondoc`)",
                    who, path));
}

tl::unexpected<plan::Problem> no_lock(const std::string& file, int error) {
    return plan::problem(
        fmt::format(
            "Không khóa được {} ({}); kiểm tra quyền của thư mục và dùng hệ thống tệp trên máy "
            "này",
            file, std::strerror(error)),
        fmt::format("{} cannot be locked ({}); check the folder's permissions and use a local file "
                    "system",
                    file, std::strerror(error)));
}

std::int64_t next_epoch(Database& database) {
    std::int64_t epoch = 0;
    database.transaction([&] {
        Query query(database,
                    "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) "
                    "WHERE name = 'epoch' RETURNING value");
        while (query.next())
            epoch = query.get<std::int64_t>(0);
    });
    return epoch;
}

}  // namespace

plan::Result<void> DaemonLock::require_free(const std::string& database) {
    if (const auto pid = running_on(database)) return taken(database, *pid);
    return {};
}

plan::Result<DaemonLock> DaemonLock::take(Database& database) {
    const std::string file = database.path() + ".lock";
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return no_lock(file, errno);
    DaemonLock lock(fd, 0);
    struct flock whole = whole_file();
    if (::fcntl(fd, F_OFD_SETLK, &whole) != 0) {
        const int error = errno;
        const bool held = error == EAGAIN || error == EACCES;
        const pid_t pid = held ? holder(fd) : 0;
        lock.fd_ = -1;  // not ours to empty
        ::close(fd);
        if (held) return taken(database.path(), pid);
        return no_lock(file, error);
    }
    const std::string pid = fmt::format("{}\n", ::getpid());
    const auto size = static_cast<ssize_t>(pid.size());
    if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, pid.data(), pid.size(), 0) != size) {
        return no_lock(file, errno);
    }
    try {
        lock.epoch_ = next_epoch(database);
    } catch (const StoreError& problem) {
        return tl::unexpected(problem.problem());
    }
    return lock;
}

std::optional<int> DaemonLock::running_on(const std::string& database) {
    const int fd = ::open((database + ".lock").c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) return std::nullopt;  // take() says what is wrong, where it is more than no file
    struct flock lock = whole_file();
    const bool held = ::fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    const pid_t pid = held ? holder(fd) : 0;
    ::close(fd);
    if (!held) return std::nullopt;
    return pid;
}

DaemonLock::DaemonLock(DaemonLock&& other) noexcept : fd_(other.fd_), epoch_(other.epoch_) {
    other.fd_ = -1;
}

DaemonLock::~DaemonLock() {
    if (fd_ < 0) return;
    // The file stays: removing it would let two daemons lock two files of one name.
    [[maybe_unused]] const int emptied = ::ftruncate(fd_, 0);
    ::close(fd_);
}

}  // namespace dondoc::store
