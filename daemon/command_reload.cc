#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "config/reader.h"
#include "daemon/command.h"
#include "daemon/service.h"
#include "store/journal.h"

namespace dondoc::daemon {
namespace {

using std::chrono::milliseconds;

/// A daemon that is committing a large import answers later, but not that late.
constexpr std::chrono::seconds kAnswerWithin{30};
constexpr milliseconds kLookEvery{20};

std::optional<store::JournalEntry> last_answer(Session& session) {
    const auto entries = store::Journal(session.database()).list(kSettingsSubject, 1);
    if (entries.empty()) return std::nullopt;
    return entries.front();
}

int daemon_of(Session& session) {
    const std::string& database = session.settings().database;
    const auto pid = store::DaemonLock::running_on(database);
    if (pid && *pid > 0) return *pid;
    fail(fmt::format("không có dịch vụ nào đang chạy với {}; khởi động: systemctl start dondoc",
                     database),
         fmt::format("no daemon runs on {}; start it: systemctl start dondoc", database));
}

store::JournalEntry wait_for_answer(Session& session, std::int64_t after) {
    const auto end = std::chrono::steady_clock::now() + kAnswerWithin;
    while (std::chrono::steady_clock::now() < end) {
        const auto answer = last_answer(session);
        if (answer && answer->id > after) return *answer;
        std::this_thread::sleep_for(kLookEvery);
    }
    fail(fmt::format("dịch vụ không trả lời trong {} giây; xem: journalctl -u dondoc",
                     kAnswerWithin.count()),
         fmt::format("the daemon has not answered within {} s; see: journalctl -u dondoc",
                     kAnswerWithin.count()));
}

void reload(Program& program) {
    // The settings say where the database is, and a daemon would refuse broken ones all the same.
    auto settings = config::load_settings(program.config_path);
    if (!settings) throw Failure(std::move(settings.error()), Exit::no);
    Session& session = program.session();
    const int pid = daemon_of(session);
    const auto before = last_answer(session);
    if (::kill(pid, SIGHUP) != 0) {
        fail(fmt::format("không báo được cho dịch vụ (PID {}); chạy lệnh bằng tài khoản của dịch "
                         "vụ (`sudo -u _dondoc …`)",
                         pid),
             fmt::format("the daemon (PID {}) cannot be told; run the command as the service's "
                         "account (`sudo -u _dondoc …`)",
                         pid));
    }
    const auto answer = wait_for_answer(session, before ? before->id : 0);
    if (answer.what == kReloaded) {
        std::cout << program.say("Đã nạp lại cấu hình.", "The settings are reloaded.") << '\n';
        return;
    }
    const auto detail = nlohmann::json::parse(answer.detail);
    for (const auto& line : detail.at("problems"))
        std::cerr << "dondoc: " << line.get<std::string>() << '\n';
    program.exit = Exit::no;
}

}  // namespace

void add_reload(CLI::App& app, Program& program) {
    CLI::App* command =
        add_command(app, program, "reload", "bảo dịch vụ đọc lại cấu hình, và nói có được không",
                    "has the daemon read its settings again, and says whether they hold");
    command->footer(
        program.say("Mã thoát 1 khi cấu hình mới có lỗi; khi đó cấu hình cũ vẫn có hiệu lực.",
                    "Exit code 1 when the new settings do not hold; the old ones stay in force."));
    command->callback([&program] { reload(program); });
}

}  // namespace dondoc::daemon
