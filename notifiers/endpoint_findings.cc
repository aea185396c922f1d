#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "notifiers/channel_findings.h"

namespace dondoc::notifiers {
namespace {

namespace fs = std::filesystem;
using plan::Words;
using Result = Finding::Result;

Words both(const Words& what, const std::string& detail) {
    return {what.vi + ": " + detail, what.en + ": " + detail};
}

bool says(const Attempt& attempt, std::string_view part) {
    return attempt.detail.find(part) != std::string::npos;
}

/// No reply at all: the words are libcurl's and OpenSSL's.
Words without_reply(const Attempt& attempt) {
    if (says(attempt, "not called:")) {
        return {
            "không gọi: địa chỉ thuộc mạng nội bộ, hoặc là http:// không mã hóa; nếu là máy "
            "của cơ quan, thêm mạng đó vào `allow_networks` của kênh",
            "not called: the address is not public, or it is plain http://; if the server is "
            "the office's own, add its network to the channel's `allow_networks`"};
    }
    if (says(attempt, "has expired")) {
        return both({"chứng thư của máy chủ đã hết hạn", "the server's certificate has expired"},
                    attempt.detail);
    }
    if (says(attempt, "issuer certificate") || says(attempt, "self-signed") ||
        says(attempt, "self signed")) {
        return both({"không biết bên cấp chứng thư; nếu đó là nơi cấp của cơ quan, ghi tệp chứng "
                     "thư gốc vào `ca_file`",
                     "the certificate's issuer is unknown; if it is the office's own, name its "
                     "root certificate in `ca_file`"},
                    attempt.detail);
    }
    if (says(attempt, "subject name")) {
        return both({"chứng thư là của máy khác; ghi trong địa chỉ đúng tên máy",
                     "the certificate is another host's; write the right name in the address"},
                    attempt.detail);
    }
    if (attempt.outcome == Outcome::stopped) {
        return {"không trả lời, hết giờ chờ", "no answer in time"};
    }
    return both({"không gọi được; kiểm tra địa chỉ và tường lửa",
                 "cannot be called; look at the address and the firewall"},
                attempt.detail);
}

Words with_reply(const Attempt& attempt) {
    if (attempt.code >= 300 && attempt.code < 400) {
        return {fmt::format("HTTP {}: máy chủ chuyển sang địa chỉ khác, mà chuyển hướng không được "
                            "đi theo; ghi thẳng địa chỉ cuối cùng",
                            attempt.code),
                fmt::format("HTTP {}: it redirects, and redirects are not followed; write the "
                            "final address",
                            attempt.code)};
    }
    if (attempt.code == 410) {
        return {"HTTP 410: địa chỉ này không còn dùng; sửa hoặc bỏ đầu mối",
                "HTTP 410: this address is gone; change or remove the contact"};
    }
    if (attempt.code >= 500 || attempt.code == 429 || attempt.code == 408) {
        return both({"máy chủ đang có trục trặc; lời nhắc sẽ chờ và được gửi lại",
                     "the server is in trouble; reminders would wait and be sent again"},
                    attempt.detail);
    }
    return both({"máy chủ không nhận; kiểm tra địa chỉ, và khóa ký ở hai đầu có giống nhau không",
                 "the server refuses; look at the address, and whether both ends have the same "
                 "signing secret"},
                attempt.detail);
}

/// Who the answer holds for.
Words whose_right() {
    if (::geteuid() != 0) return {};
    return {" (với quyền của root; dịch vụ chạy bằng tài khoản khác)",
            " (as root; the service runs as another user)"};
}

/// Why no file can be made in a folder that is there; nothing where one can.
std::string trouble_in(const fs::path& folder) {
    std::string name = (folder / "dondoc-check-XXXXXX").string();
    const int fd = ::mkstemp(name.data());
    if (fd < 0) return std::generic_category().message(errno);
    // As a mail is: written and synced.
    const bool written = ::write(fd, "x", 1) == 1 && ::fsync(fd) == 0;
    const int fault = errno;
    ::close(fd);
    ::unlink(name.c_str());
    return written ? std::string() : std::generic_category().message(fault);
}

}  // namespace

Finding webhook_finding(const std::string& url, const Attempt& attempt) {
    if (attempt.outcome == Outcome::accepted) {
        const auto text = fmt::format("HTTP {}", attempt.code);
        return {Result::ok, "ping", url, {text + ": đã nhận", text + ": taken"}};
    }
    return {Result::failed, "ping", url,
            attempt.code == 0 ? without_reply(attempt) : with_reply(attempt)};
}

Finding maildir_finding(const std::string& path) {
    const Words whose = whose_right();
    std::error_code ignored;
    fs::path nearest = path;
    while (!fs::exists(nearest, ignored) && nearest.has_relative_path())
        nearest = nearest.parent_path();
    const bool made = nearest == fs::path(path);
    for (const char* part : {"tmp", "new", "cur"}) {
        const fs::path folder =
            made && fs::exists(nearest / part, ignored) ? nearest / part : nearest;
        if (const std::string trouble = trouble_in(folder); !trouble.empty()) {
            return {
                Result::failed,
                "folder",
                path,
                {fmt::format("không ghi được vào {}: {}; giao thư mục cho tài khoản của dịch vụ",
                             folder.string(), trouble),
                 fmt::format("cannot write into {}: {}; give it to the service's user",
                             folder.string(), trouble)}};
        }
    }
    if (made)
        return {Result::ok, "folder", path, {"ghi được" + whose.vi, "can be written" + whose.en}};
    return {Result::ok,
            "folder",
            path,
            {"chưa có; sẽ được lập khi có thư đầu tiên" + whose.vi,
             "not there yet; the first mail makes it" + whose.en}};
}

}  // namespace dondoc::notifiers
