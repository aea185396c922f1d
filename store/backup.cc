#include "store/backup.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "store/database_file.h"

namespace dondoc::store {
namespace {

namespace fs = std::filesystem;

plan::Result<void> check_target(const std::string& database, const std::string& file) {
    std::error_code error;
    if (fs::is_directory(file, error)) {
        const std::string example = (fs::path(file) / "dondoc-2026-01-31.db").string();
        return plan::problem(
            fmt::format("{} là thư mục; ghi tên một tệp trong đó, như {}", file, example),
            fmt::format("{} is a folder; name a file in it, such as {}", file, example));
    }
    if (fs::equivalent(file, database, error)) {
        return plan::problem(
            fmt::format("{} chính là cơ sở dữ liệu đang dùng; ghi tên một tệp khác", file),
            fmt::format("{} is the very database; name another file", file));
    }
    if (fs::exists(file, error) && !looks_like_ours(file)) {
        return plan::problem(
            fmt::format("{} đã có và không phải là bản sao lưu của dondoc, tệp được giữ nguyên; "
                        "ghi tên một tệp khác",
                        file),
            fmt::format("{} is there, is no backup of dondoc, and was left as it is; name another "
                        "file",
                        file));
    }
    const auto folder = fs::absolute(file).parent_path();
    if (!fs::is_directory(folder, error)) {
        return plan::problem(
            fmt::format("Không có thư mục {0}; tạo thư mục: `mkdir -p {0}`", folder.string()),
            fmt::format("there is no folder {0}; make it: `mkdir -p {0}`", folder.string()));
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        return plan::problem(
            fmt::format("Tài khoản đang dùng không ghi được vào thư mục {}; chọn thư mục khác hoặc "
                        "sửa quyền",
                        folder.string()),
            fmt::format("this account may not write into the folder {}; choose another or mend the "
                        "permissions",
                        folder.string()));
    }
    return {};
}

}  // namespace

plan::Result<std::uintmax_t> back_up(Database& database, const std::string& wanted) {
    std::error_code error;
    // Through a link to where it leads.
    const auto resolved = fs::weakly_canonical(fs::absolute(wanted), error);
    const std::string file = error ? wanted : resolved.string();
    if (const auto fit = check_target(database.path(), file); !fit) {
        return tl::unexpected(fit.error());
    }
    database.copy_to(file);
    if (!is_good(file)) {
        return plan::problem(
            fmt::format("{} đã ghi nhưng đọc lại thì hỏng; kiểm tra ổ đĩa rồi sao lưu vào chỗ khác",
                        file),
            fmt::format("{} was written but reads back damaged; check the disk and back up to "
                        "another place",
                        file));
    }
    return fs::file_size(file);
}

}  // namespace dondoc::store
