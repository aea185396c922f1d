#include <sstream>

#include "main/reference.h"
#include "main/roff.h"

namespace dondoc::daemon {
namespace {

std::string names_of(const CLI::Option& option) {
    return option.nonpositional() ? option.get_name(false, true) : option.get_name(true);
}

std::string type_of(const CLI::Option& option, plan::Language language) {
    if (option.get_items_expected_max() == 0) return {};
    std::string type = option.get_type_name();
    if (language == plan::Language::en) return type;
    return type == "TEXT" ? "CHỮ" : type == "INT" || type == "UINT" ? "SỐ" : type;
}

void write_options(Roff& page, const CLI::App& command) {
    for (const bool positional : {true, false}) {
        for (const CLI::Option* option : command.get_options({})) {
            if (option->nonpositional() == positional || option->get_group().empty()) continue;
            // Every command has it; it is told once.
            if (command.get_parent() != nullptr && option->check_lname("help")) continue;
            std::string type = positional ? "" : type_of(*option, page.language());
            page.entry(names_of(*option), type, option->get_description());
        }
    }
}

/// `dondoc outbox show [OPTIONS] ID`.
std::string usage_of(const CLI::App& command, const std::string& path, plan::Language language) {
    std::string usage = path;
    usage += language == plan::Language::vi ? " [TÙY CHỌN]" : " [OPTIONS]";
    for (const CLI::Option* option : command.get_options({})) {
        if (option->nonpositional()) continue;
        const std::string name = names_of(*option);
        usage += option->get_required() ? " " + name : " [" + name + "]";
    }
    return usage;
}

/// Lines that are indented are examples, to be copied as they stand.
void write_footer(Roff& page, const std::string& footer) {
    std::istringstream lines(footer);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("  ")) {
            page.example(line);
        } else if (!line.empty()) {
            page.plain_paragraph(line);
        }
    }
}

void write_command(Roff& page, const CLI::App& command, const std::string& path) {
    const auto parts = command.get_subcommands({});
    if (parts.empty()) {
        page.subsection(usage_of(command, path, page.language()));
        page.plain_paragraph(command.get_description());
        write_options(page, command);
        write_footer(page, command.get_footer());
        return;
    }
    for (const CLI::App* part : parts)
        write_command(page, *part, path + " " + part->get_name());
}

void write_ends(Roff& page) {
    const bool vi = page.language() == plan::Language::vi;
    const auto say = [vi](const char* in_vi, const char* in_en) { return vi ? in_vi : in_en; };
    page.section({"MÃ THOÁT", "EXIT STATUS"});
    page.entry("0", "", say("đã xong", "done"));
    page.entry("1", "", say("câu trả lời là không", "the answer is no"));
    page.entry("2", "", say("dòng lệnh sai", "the command line is wrong"));
    page.entry("3", "",
               say("không làm được; lý do ghi ở stderr", "it could not be done; stderr says why"));
    page.section({"MÔI TRƯỜNG", "ENVIRONMENT"});
    page.entry(
        "DONDOC_CONFIG", "",
        say("tệp cấu hình, khi không có --config", "the settings, where there is no --config"));
    page.entry(
        "DONDOC_LANG", "",
        say("vi hoặc en: ngôn ngữ của lệnh", "vi or en: the language of what commands print"));
    page.section({"TỆP", "FILES"});
    page.entry("/etc/dondoc/dondoc.toml", "", say("cấu hình", "the settings"));
    page.entry("/usr/share/dondoc/vietnam.toml", "",
               say("ngày nghỉ của cơ quan nhà nước ở Việt Nam",
                   "the days off of public offices in Vietnam"));
    page.entry(
        "/usr/share/dondoc/examples", "",
        say("một kế hoạch thật, với đơn vị và quy tắc", "a real plan with its units and rules"));
    page.see_also("dondoc.toml(5), dondoc(8)");
}

}  // namespace

std::string command_manual(const CLI::App& app, plan::Language language) {
    Roff page("DONDOC", 1, {"Lệnh", "User Commands"}, language);
    page.name("dondoc", {"đôn đốc việc thực hiện kế hoạch của cơ quan",
                         "sees to it that an office's plan is carried out"});
    page.section({"CÁCH DÙNG", "SYNOPSIS"});
    page.paragraph({"dondoc [TÙY CHỌN] LỆNH …", "dondoc [OPTIONS] COMMAND …"});
    page.section({"MÔ TẢ", "DESCRIPTION"});
    page.plain_paragraph(app.get_description());
    page.section({"TÙY CHỌN", "OPTIONS"});
    write_options(page, app);
    page.section({"LỆNH", "COMMANDS"});
    for (const CLI::App* command : app.get_subcommands({})) {
        if (!command->get_group().empty())
            write_command(page, *command, "dondoc " + command->get_name());
    }
    write_ends(page);
    return page.text();
}

}  // namespace dondoc::daemon
