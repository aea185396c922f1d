#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "daemon/command.h"
#include "store/backup.h"

namespace dondoc::daemon {
namespace {

/// `1,2 MB`, and with a point in English.
plan::Words size_words(std::uintmax_t bytes) {
    const auto megabytes = static_cast<double>(bytes) / 1'000'000;
    const std::string en = fmt::format("{:.1f} MB", megabytes);
    std::string vi = en;
    std::ranges::replace(vi, '.', ',');
    return {vi, en};
}

void backup(Program& program, const std::string& file) {
    if (file.empty()) {
        fail("FILE: ghi tên tệp sẽ chứa bản sao", "FILE: name the file for the copy", Exit::usage);
    }
    Session& session = program.session();
    store::Database& database = session.existing_database();
    const auto size = size_words(or_fail(store::back_up(database, file)));
    std::cout << program.say(fmt::format("Đã sao lưu vào {} ({}).", file, size.vi),
                             fmt::format("Backed up to {} ({}).", file, size.en))
              << '\n';
}

}  // namespace

void add_backup(CLI::App& app, Program& program) {
    auto file = std::make_shared<std::string>();
    CLI::App* command =
        add_command(app, program, "backup", "sao lưu cơ sở dữ liệu vào một tệp, dịch vụ vẫn chạy",
                    "a copy of the database in a file, while the daemon runs");
    command
        ->add_option("FILE", *file,
                     program.say("tệp sẽ chứa bản sao; bản sao lưu cũ cùng tên được thay",
                                 "where the copy goes; an earlier backup there is replaced"))
        ->required();
    command->footer(program.say(
        "Bản sao có đủ kế hoạch, đơn vị, việc đã nộp, hộp gửi và nhật ký; không có mật khẩu và tệp "
        "cấu hình. Khôi phục bằng: dondoc restore FILE",
        "The copy has plans, units, what was submitted, the outbox and the journal; no secrets and "
        "no settings. To restore it: dondoc restore FILE"));
    command->callback([&program, file] { backup(program, *file); });
}

}  // namespace dondoc::daemon
