#include <clocale>
#include <cstring>
#include <iostream>

#include "daemon/changes.h"
#include "main/help.h"
#include "main/reference.h"
#include "main/usage.h"

namespace dondoc::daemon {
namespace {

/// The settings' path has to be known before parsing: help is written in their language.
std::string config_path_in(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--config" && i + 1 < argc) return argv[i + 1];
        if (argument.starts_with("--config=")) return std::string(argument.substr(9));
        if (!argument.starts_with("-")) break;
    }
    return default_config_path();
}

int report(const Failure& failure, const Program& program) {
    for (const plan::Problem& problem : failure.problems()) {
        std::cerr << "dondoc: " << problem.text(program.language) << '\n';
    }
    return static_cast<int>(failure.exit());
}

/// Output that a full disk swallowed was not given, whatever else went well.
int finished(int code, const Program& program) {
    std::cout.flush();
    if (std::cout) return code;
    std::cerr << program.say(
        "dondoc: không ghi được kết quả ra; kiểm tra dung lượng ổ đĩa rồi chạy lại\n",
        "dondoc: the output could not be written; look at the space on the disk and try again\n");
    return static_cast<int>(Exit::failed);
}

int run_program(int argc, char** argv) {
    const std::string path = config_path_in(argc, argv);
    const SystemClock clock;
    Program program(path, language_for(path), clock);
    CLI::App app{program.say(
        "dondoc: đôn đốc việc thực hiện kế hoạch. Biết mọi thời hạn, nhắc đơn vị chịu trách nhiệm, "
        "báo cáo việc quá hạn, và luôn nói được vì sao.",
        "dondoc sees to it that a plan is carried out: it knows every deadline, reminds the unit "
        "responsible, escalates what is late, and can always say why.")};
    app.name("dondoc");
    app.require_subcommand(1);
    app.set_help_flag("-h,--help", program.say("in hướng dẫn này", "print this help"));
    app.set_version_flag("--version", "dondoc " DONDOC_VERSION,
                         program.say("in phiên bản", "print the version"));
    app.add_option("--config", program.config_path,
                   program.say("tệp cấu hình (mặc định: $DONDOC_CONFIG, "
                               "nếu không có: /etc/dondoc/dondoc.toml)",
                               "settings (default: $DONDOC_CONFIG, else /etc/dondoc/dondoc.toml)"));
    app.formatter(std::make_shared<Help>(program.language));
    for (const auto& add :
         {add_demo, add_check, add_timing, add_import, add_plan, add_unit, add_contact, add_task,
          add_obligation, add_status, add_explain, add_simulate, add_outbox, add_journal,
          add_backup, add_restore, add_run, add_reload}) {
        add(app, program);
    }
    add_reference(app, program);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return finished(app.exit(success), program);
    } catch (const CLI::ParseError& error) {
        std::cerr << "dondoc: " << usage_text(error, app, program) << '\n';
        return static_cast<int>(Exit::usage);
    } catch (const Failure& failure) {
        return report(failure, program);
    } catch (const store::StoreError& error) {
        return report(Failure(error.problem()), program);
    }
    return finished(static_cast<int>(program.exit), program);
}

}  // namespace

Session& Program::session() {
    if (!session_) session_ = std::make_unique<Session>(config_path, language, clock);
    return *session_;
}

CLI::App* add_command(CLI::App& parent, const Program& program, const std::string& name,
                      std::string vi, std::string en) {
    CLI::App* command = parent.add_subcommand(name, program.say(std::move(vi), std::move(en)));
    command->set_help_flag("-h,--help", program.say("in hướng dẫn này", "print this help"));
    command->group(program.say("Lệnh", "Commands"));
    return command;
}

void add_format(CLI::App& command, const Program& program, Format& format) {
    static const std::map<std::string, Format> kFormats = {
        {"table", Format::table}, {"json", Format::json}, {"jsonl", Format::jsonl}};
    add_choice(command, "--format", kFormats, format,
               program.say("table (bảng cho người đọc), json hoặc jsonl (mỗi dòng một mục)",
                           "table (for people), json, or jsonl (one object a line)"));
}

void add_who(CLI::App& command, const Program& program, Who& who) {
    add_text(command, "--by", who.by,
             program.say("ai thực hiện, để ghi nhật ký (mặc định: tên đăng nhập)",
                         "who did it, for the journal (default: your login name)"));
    add_text(command, "--note", who.note, program.say("lý do, căn cứ", "why, and on what ground"));
}

}  // namespace dondoc::daemon

int main(int argc, char** argv) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    try {
        return dondoc::daemon::run_program(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "dondoc: " << error.what() << '\n';
        return static_cast<int>(dondoc::daemon::Exit::failed);
    }
}
