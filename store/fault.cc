#include "store/fault.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace dondoc::store {
namespace {

using Cause = StoreError::Cause;

Cause cause_of(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return Cause::full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Cause::busy;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Cause::corrupt;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return Cause::read_only;
        case SQLITE_IOERR:
            return Cause::io;
        default:
            return Cause::other;
    }
}

/// {0} is the database, {1} SQLite's own message.
plan::Words words_of(Cause cause) {
    switch (cause) {
        case Cause::full:
            return {"Ổ đĩa chứa {0} đã đầy, chưa ghi được gì; giải phóng dung lượng rồi làm lại",
                    "the disk that holds {0} is full and nothing was written; free some space and "
                    "try again"};
        case Cause::busy:
            return {"Một lệnh dondoc khác đang ghi vào {0}; đợi ít giây rồi làm lại",
                    "another dondoc command is writing to {0}; wait a few seconds and try again"};
        case Cause::corrupt:
            return {
                "Cơ sở dữ liệu {0} bị hỏng ({1}); khôi phục bản sao lưu mới nhất: `dondoc restore "
                "TỆP`, rồi `systemctl restart dondoc`",
                "the database {0} is damaged ({1}); restore the newest backup: `dondoc restore "
                "FILE`, then `systemctl restart dondoc`"};
        case Cause::read_only:
            return {
                "Không ghi được vào {0} hoặc thư mục chứa nó; chạy lệnh bằng tài khoản của dịch vụ "
                "(`sudo -u _dondoc …`) hoặc sửa quyền",
                "{0} or its folder cannot be written; run the command as the service's account "
                "(`sudo -u _dondoc …`) or mend the permissions"};
        case Cause::io:
            return {
                "Ổ đĩa chứa {0} đọc ghi lỗi ({1}); kiểm tra ổ đĩa (`journalctl -k`) trước khi chạy "
                "tiếp",
                "the disk that holds {0} fails to read or write ({1}); check it (`journalctl -k`) "
                "before going on"};
        case Cause::taken_over:
        case Cause::restored:
        case Cause::other:
            break;
    }
    return {"Cơ sở dữ liệu {0} báo lỗi: {1}; chưa ghi được gì, hãy làm lại hoặc báo người quản trị",
            "the database {0} answers: {1}; nothing was written, try again or tell the "
            "administrator"};
}

StoreError error(Cause cause, std::string vi, std::string en) {
    return StoreError(plan::Problem{plan::Words{std::move(vi), std::move(en)}, {}, 0, 0}, cause);
}

}  // namespace

StoreError::StoreError(plan::Problem problem, Cause cause)
    : std::runtime_error(problem.words.en), problem_(std::move(problem)), cause_(cause) {}

StoreError fault(const std::string& path, int code, const std::string& detail) {
    const Cause cause = cause_of(code);
    const auto words = words_of(cause);
    return error(cause, fmt::format(fmt::runtime(words.vi), path, detail),
                 fmt::format(fmt::runtime(words.en), path, detail));
}

bool ends_the_daemon(Cause cause) {
    return cause == Cause::io || cause == Cause::corrupt || cause == Cause::taken_over ||
           cause == Cause::restored;
}

StoreError taken_over(const std::string& path) {
    return error(
        Cause::taken_over,
        fmt::format("Một dondoc khác đã thay tiến trình này trên {}; tiến trình này dừng", path),
        fmt::format("another dondoc has taken {} over; this one ends", path));
}

StoreError restored(const std::string& path) {
    return error(Cause::restored,
                 fmt::format("{} đã được khôi phục từ bản sao lưu; dịch vụ bắt đầu lại", path),
                 fmt::format("{} was restored from a backup; the daemon starts anew", path));
}

StoreError bad_value(const std::string& what) {
    return error(
        Cause::corrupt,
        fmt::format(
            "Cơ sở dữ liệu có giá trị không đọc được ({}); khôi phục bản sao lưu mới nhất: `dondoc "
            "restore TỆP`, rồi `systemctl restart dondoc`",
            what),
        fmt::format(
            "the database holds a value that cannot be read ({}); restore the newest backup: "
            "`dondoc restore FILE`, then `systemctl restart dondoc`",
            what));
}

}  // namespace dondoc::store
