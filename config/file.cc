#include "config/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "plan/vietnamese.h"

namespace dondoc::config {
namespace {

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

  private:
    int fd_;
};

tl::unexpected<plan::Problem> not_read(const std::string& path, int error) {
    if (error == ENOENT || error == ENOTDIR) {
        return plan::problem(
            fmt::format("không có tệp {}; hãy tạo tệp, hoặc ghi lại đúng đường dẫn", path),
            fmt::format("there is no file {}; create it, or give the right path", path));
    }
    if (error == EACCES || error == EPERM) {
        return plan::problem(
            fmt::format("không được phép đọc {0}; hãy chạy: chown root:_dondoc {0} && chmod 0640 "
                        "{0}, và để dịch vụ vào được thư mục chứa tệp",
                        path),
            fmt::format("may not read {0}; run: chown root:_dondoc {0} && chmod 0640 {0}, and let "
                        "the service enter its folder",
                        path));
    }
    const std::string reason = std::generic_category().message(error);
    return plan::problem(
        fmt::format("không đọc được {} ({}); hãy kiểm tra ổ đĩa và đường dẫn", path, reason),
        fmt::format("cannot read {} ({}); check the disk and the path", path, reason));
}

}  // namespace

plan::Result<FileContent> read_file(const std::string& path, std::size_t limit) {
    // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat facts {};
    if (file.get() < 0 || fstat(file.get(), &facts) != 0) return not_read(path, errno);
    if (!S_ISREG(facts.st_mode)) {
        return plan::problem(
            fmt::format(
                "{} là thư mục hoặc thiết bị, không phải tệp; hãy ghi đường dẫn tới một tệp", path),
            fmt::format("{} is a folder or a device, not a file; give the path of a file", path));
    }
    FileContent content;
    content.mode = facts.st_mode;
    std::array<char, 16384> part{};
    while (content.bytes.size() <= limit) {
        const ssize_t size = read(file.get(), part.data(), part.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return not_read(path, errno);
        if (size == 0) return content;
        content.bytes.append(part.data(), static_cast<std::size_t>(size));
    }
    return plan::problem(fmt::format("{} lớn hơn {} KiB; hãy kiểm tra có đúng tệp cần đọc không",
                                     path, limit / 1024),
                         fmt::format("{} is larger than {} KiB; check that it is the right file",
                                     path, limit / 1024));
}

plan::Result<std::string> read_settings_file(const std::string& path) {
    constexpr std::size_t kLargest = 1024 * 1024;
    auto content = read_file(path, kLargest);
    if (!content) return tl::unexpected(content.error());
    const auto& bytes = content->bytes;
    if (bytes.find_first_not_of(" \t\r\n") == std::string::npos) {
        return plan::problem(
            fmt::format("tệp {} không có nội dung; hãy chép từ tệp mẫu rồi sửa lại", path),
            fmt::format("the file {} is empty; start from a copy of an example", path));
    }
    if (!plan::is_utf8(bytes)) {
        return plan::problem(
            fmt::format("tệp {} không phải UTF-8; hãy lưu lại với bảng mã UTF-8", path),
            fmt::format("the file {} is not UTF-8; save it with the encoding UTF-8", path));
    }
    return std::move(content->bytes);
}

}  // namespace dondoc::config
