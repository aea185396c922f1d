#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "config/file.h"
#include "config/reader.h"

namespace dondoc::config {
namespace {

constexpr std::size_t kLargest = 64 * 1024;

plan::Result<std::string> one_line(std::string bytes, const std::string& where) {
    if (bytes.ends_with('\n')) bytes.pop_back();
    if (bytes.ends_with('\r')) bytes.pop_back();
    if (!bytes.empty()) return bytes;
    return plan::problem(
        fmt::format("{} không có nội dung; hãy ghi mật khẩu hoặc khóa vào đó", where),
        fmt::format("{} is empty; write the password or key into it", where));
}

plan::Result<std::string> read_secret_file(const std::string& path) {
    constexpr mode_t kOpenToOthers = S_IWGRP | S_IROTH | S_IWOTH;
    auto content = read_file(path, kLargest);
    if (!content) return tl::unexpected(content.error());
    if ((content->mode & kOpenToOthers) != 0) {
        return plan::problem(
            fmt::format(
                "người khác đọc hoặc sửa được tệp bí mật {0}; hãy chạy: chmod g-w,o-rwx {0}", path),
            fmt::format("others may read or change the secret file {0}; run: chmod g-w,o-rwx {0}",
                        path));
    }
    return one_line(std::move(content->bytes), path);
}

/// The folder is made by systemd for the service alone, so that the mode of the files in it does
/// not matter. `LoadCredential=cred:FOLDER` puts `cred_` before the name.
plan::Result<std::string> read_credential(const std::string& name) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr || *folder == '\0') {
        // The administrator's commands see what systemd will hand to the service.
        const std::string own = "/etc/dondoc/credentials/" + name;
        if (access(own.c_str(), R_OK) == 0) return read_secret_file(own);
        return plan::problem(
            fmt::format("chưa có credential \"{0}\" vì không chạy dưới systemd; hãy ghi vào "
                        "/etc/dondoc/credentials/{0} rồi chạy systemctl restart dondoc",
                        name),
            fmt::format(
                "no credential \"{0}\", since systemd did not start this program; write it to "
                "/etc/dondoc/credentials/{0} and run systemctl restart dondoc",
                name));
    }
    const std::array<std::string, 2> paths = {fmt::format("{}/{}", folder, name),
                                              fmt::format("{}/cred_{}", folder, name)};
    for (const auto& path : paths) {
        struct stat facts {};
        if (stat(path.c_str(), &facts) != 0) continue;
        auto content = read_file(path, kLargest);
        if (!content) return tl::unexpected(content.error());
        return one_line(std::move(content->bytes), fmt::format("credential \"{}\"", name));
    }
    return plan::problem(
        fmt::format("không có credential \"{0}\"; hãy ghi vào /etc/dondoc/credentials/{0} rồi chạy "
                    "systemctl restart dondoc",
                    name),
        fmt::format(
            "there is no credential \"{0}\"; write it to /etc/dondoc/credentials/{0} and run "
            "systemctl restart dondoc",
            name));
}

}  // namespace

plan::Result<std::string> read_secret(const SecretSource& source) {
    switch (source.from) {
        case SecretSource::From::credential:
            return read_credential(source.name);
        case SecretSource::From::file:
            return read_secret_file(source.name);
        case SecretSource::From::none:
            break;
    }
    return std::string();
}

SecretSource secret_of(const Channel& channel) {
    if (const auto* email = std::get_if<EmailChannel>(&channel.type)) {
        return email->password;
    }
    if (const auto* webhook = std::get_if<WebhookChannel>(&channel.type)) {
        return webhook->secret;
    }
    return {};
}

}  // namespace dondoc::config
