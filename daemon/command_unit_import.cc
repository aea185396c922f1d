#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "config/reader.h"
#include "daemon/changes.h"
#include "daemon/command_unit.h"
#include "plan/plan_file.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

struct Options {
    std::string file;
    bool dry_run = false;
    Who who;
};

std::vector<plan::Unit> read_file(const std::string& file) {
    const std::string text = or_fail(plan::read_text_file(file));
    const bool csv = file.ends_with(".csv") || file.ends_with(".CSV");
    return or_fail(csv ? plan::read_units_csv(text, file) : plan::read_units(text, file));
}

void say_changes(const Program& program, const std::vector<plan::Unit>& units,
                 const store::UnitChanges& changes, bool dry_run) {
    const auto added = changes.added.size();
    const auto changed = changes.changed.size();
    const auto unchanged = units.size() - added - changed;
    std::cout << program.say(
                     fmt::format("{} đơn vị: thêm {}, sửa {}, không đổi {}.", units.size(), added,
                                 changed, unchanged),
                     fmt::format("{}: {} added, {} changed, {} unchanged.",
                                 plan::counted(units.size(), "unit"), added, changed, unchanged))
              << '\n';
    if (added > 0) {
        std::cout << program.say("Thêm: ", "Added: ")
                  << fmt::format("{}\n", fmt::join(changes.added, ", "));
    }
    if (changed > 0) {
        std::cout << program.say("Sửa: ", "Changed: ")
                  << fmt::format("{}\n", fmt::join(changes.changed, ", "));
    }
    if (dry_run) {
        std::cout << program.say("Chỉ xem thử, chưa ghi gì.", "A dry run; nothing was written.")
                  << '\n';
    }
}

/// What does no harm to the file but keeps reminders from reaching somebody (Ladders 3).
void warn_of_contacts(const Program& program, const std::vector<plan::Unit>& units) {
    std::vector<std::string> mute;
    std::vector<std::string> groups;
    for (const plan::Unit& unit : units) {
        if (unit.is_group() && !unit.contacts.empty()) groups.push_back(unit.id);
        if (!unit.is_group() && unit.contacts.empty()) mute.push_back(unit.id);
    }
    if (!groups.empty()) {
        warn(program,
             {fmt::format("nhóm có đầu mối riêng, không được dùng vì lời nhắc gửi tới từng "
                          "thành viên: {}",
                          fmt::join(groups, ", ")),
              fmt::format("groups with contacts of their own, which are not used because "
                          "each member is told: {}",
                          fmt::join(groups, ", "))});
    }
    if (!mute.empty()) {
        warn(program,
             {fmt::format("đơn vị chưa có đầu mối, lời nhắc sẽ gửi tới địa chỉ dự phòng: {}",
                          fmt::join(mute, ", ")),
              fmt::format("units without any contact, their reminders go to the fallback: "
                          "{}",
                          fmt::join(mute, ", "))});
    }
}

void import_file(Program& program, const Options& options) {
    Session& session = program.session();
    const auto units = read_file(options.file);
    UnitEffects effects;
    try {
        effects = change_units(session, units, session.act(options.who.by, options.who.note),
                               options.dry_run);
    } catch (const Failure& failure) {
        plan::Problems problems = failure.problems();
        for (plan::Problem& each : problems) {
            if (each.file.empty()) each.file = options.file;
        }
        throw Failure(std::move(problems), failure.exit());
    }
    say_changes(program, units, effects.changes, options.dry_run);
    say_effects(program, effects);
    warn_of_contacts(program, units);
    if (options.dry_run) return;
    for (const plan::Problem& each : config::check_against(session.settings(), session.units()))
        warn(program, each.words);
}

}  // namespace

void add_unit_import(CLI::App& unit, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(unit, program, "import", "đọc tệp đơn vị (TOML, hoặc CSV theo đuôi tệp)",
                    "reads a unit file (TOML, or CSV by its name)");
    command->add_option("FILE", options->file, program.say("tệp đơn vị", "unit file"))->required();
    command->add_flag("--dry-run", options->dry_run,
                      program.say("chỉ xem, không ghi", "only show, write nothing"));
    add_who(*command, program, options->who);
    command->footer(program.say(
        "Đơn vị được nhận theo mã: mã mới là thêm, mã đã có là thay toàn bộ. Đơn vị không có trong "
        "tệp giữ nguyên.\n"
        "Tệp CSV có các cột: id, name, aliases, parent, members, role, channel, address; nhiều tên "
        "trong một ô cách nhau bằng dấu chấm phẩy; mỗi đầu mối thêm là một dòng cùng mã.\n"
        "Ví dụ: dondoc unit import don-vi.toml --dry-run",
        "Units are known by their id: a new one is added, a known one replaced as a whole. Units "
        "that are not in the file stay.\n"
        "A CSV file has the columns id, name, aliases, parent, members, role, channel, address; "
        "several names in one cell with semicolons between; a further contact is a further row "
        "with the same id.\n"
        "Example: dondoc unit import units.toml --dry-run"));
    command->callback([&program, options] { import_file(program, *options); });
}

}  // namespace dondoc::daemon
