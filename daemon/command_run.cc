#include "daemon/command.h"
#include "daemon/service.h"

namespace dondoc::daemon {

void add_run(CLI::App& app, Program& program) {
    CLI::App* command =
        add_command(app, program, "run", "chạy dịch vụ ở tiền cảnh (systemd dùng lệnh này)",
                    "the daemon, in the foreground (what systemd starts)");
    command->footer(program.say("SIGTERM: dừng trong 10 giây; SIGHUP: nạp lại cấu hình.",
                                "SIGTERM ends it within 10 s; SIGHUP reloads the settings."));
    command->callback([&program] {
        program.exit =
            static_cast<Exit>(run_service(program.config_path, program.language, program.clock));
    });
}

}  // namespace dondoc::daemon
