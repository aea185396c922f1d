#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "plan/plan_file.h"
#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kLargest = 16 * 1024 * 1024;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

Words cannot_open(int error) {
    if (error == ENOENT || error == ENOTDIR) {
        return said("không tìm thấy tệp: hãy kiểm tra lại đường dẫn",
                    "there is no such file: check the path");
    }
    if (error == EACCES || error == EPERM) {
        return said("không có quyền đọc tệp: hãy cấp quyền đọc (chmod, chown) rồi thử lại",
                    "no permission to read the file: give it (chmod, chown) and try again");
    }
    return said("không mở được tệp (lỗi hệ thống {})",
                "the file cannot be opened (system error {})", error);
}

/// Why the bytes are not a text that can be read, or nothing.
std::optional<Words> content_fault(std::string_view bytes) {
    if (collapse_space(bytes.substr(0, 4096)).empty() && collapse_space(bytes).empty()) {
        return said("tệp trống: hãy chọn tệp có nội dung",
                    "the file is empty: choose one that is not");
    }
    if (bytes.starts_with("PK\x03\x04")) {
        return said(
            "đây là tệp Word, Excel hoặc tệp nén, không phải tệp văn bản: hãy lưu lại dạng văn bản "
            "UTF-8",
            "this is a Word, Excel or zip file, not a text: save it as UTF-8 text");
    }
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return said("tệp ghi theo bảng mã UTF-16: hãy lưu lại với bảng mã UTF-8",
                    "the file is encoded as UTF-16: save it as UTF-8");
    }
    if (bytes.find('\0') != std::string_view::npos) {
        return said(
            "tệp không phải là văn bản (có byte 0): hãy chọn đúng tệp hoặc lưu lại dạng văn bản "
            "UTF-8",
            "the file is not a text (it has zero bytes): choose the right one or save it as UTF-8 "
            "text");
    }
    if (!is_utf8(bytes)) {
        return said("tệp không theo bảng mã UTF-8: hãy lưu lại với bảng mã UTF-8 (Unicode)",
                    "the file is not encoded as UTF-8: save it as UTF-8 (Unicode)");
    }
    return std::nullopt;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
    const auto fail = [&](Words words) {
        return tl::unexpected(Problem{std::move(words), path, 0, 0});
    };
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rbe"));
    if (!file) return fail(cannot_open(errno));
    struct stat facts {};
    if (fstat(fileno(file.get()), &facts) == 0 && S_ISDIR(facts.st_mode)) {
        return fail(said("đây là thư mục, không phải tệp: hãy ghi tên một tệp trong đó",
                         "this is a directory, not a file: name a file in it"));
    }
    std::string bytes;
    std::string chunk(1 << 16, '\0');
    while (bytes.size() <= kLargest) {
        const std::size_t count = std::fread(chunk.data(), 1, chunk.size(), file.get());
        if (count == 0) break;
        bytes.append(chunk, 0, count);
    }
    if (std::ferror(file.get()) != 0) return fail(cannot_open(errno));
    if (bytes.size() > kLargest) {
        return fail(said("tệp lớn hơn 16 MiB: hãy chọn đúng tệp hoặc chia nhỏ",
                         "the file is larger than 16 MiB: choose the right one or split it"));
    }
    return bytes;
}

Result<std::string> read_text_file(const std::string& path) {
    auto bytes = read_file(path);
    if (!bytes) return bytes;
    if (bytes->starts_with("\xEF\xBB\xBF")) bytes->erase(0, 3);
    if (auto fault = content_fault(*bytes)) {
        return tl::unexpected(Problem{std::move(*fault), path, 0, 0});
    }
    return bytes;
}

}  // namespace dondoc::plan
