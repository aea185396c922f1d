#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "daemon/command.h"
#include "daemon/demo.h"

namespace dondoc::daemon {
namespace {

std::string fresh_folder() {
    std::error_code error;
    std::string path =
        (std::filesystem::temp_directory_path(error) / "dondoc-demo-XXXXXX").string();
    if (error || mkdtemp(path.data()) == nullptr) {
        fail("không tạo được thư mục tạm: chỉ thư mục bằng --dir",
             "cannot make a temporary folder: name one with --dir");
    }
    return path;
}

/// The `status` command itself, at the demo's instant.
void show_status(const std::string& config_path, plan::Language language, const Clock& clock) {
    Program program(config_path, language, clock);
    CLI::App app;
    add_status(app, program);
    app.parse("status");
}

}  // namespace

void add_demo(CLI::App& app, Program& program) {
    auto folder = std::make_shared<std::string>();
    CLI::App* command =
        add_command(app, program, "demo",
                    "cả công việc trong chưa đầy một phút: kế hoạch mẫu của một Sở, trọn một năm",
                    "the whole job in under a minute, on the shipped example plan");
    command->add_option(
        "--dir", *folder,
        program.say("thư mục mới để ghi thư và cơ sở dữ liệu (mặc định: thư mục tạm)",
                    "a new folder for mails and database (default: a temporary one)"));
    command->callback([&program, folder] {
        const std::string examples = shipped_example();
        if (examples.empty()) {
            fail("không tìm thấy kế hoạch mẫu (examples/an-giang-2024): cài lại gói dondoc",
                 "the example plan (examples/an-giang-2024) is not there: install dondoc again");
        }
        run_demo(examples, folder->empty() ? fresh_folder() : *folder, program.language, std::cout,
                 [&program](const std::string& config_path, const Clock& clock) {
                     show_status(config_path, program.language, clock);
                 });
    });
}

}  // namespace dondoc::daemon
