#include <fmt/format.h>

#include <iostream>

#include "daemon/command.h"
#include "daemon/upkeep.h"
#include "plan/plan_file.h"
#include "store/plans.h"
#include "store/timing_json.h"

namespace dondoc::daemon {
namespace {

struct Options {
    std::vector<std::string> files;
    bool dry_run = false;
    bool include_past = false;
    Format format = Format::table;
    Who who;
};

std::string joined(const std::vector<plan::UnitRef>& refs) {
    std::string text;
    for (const plan::UnitRef& ref : refs)
        text += (text.empty() ? "" : "; ") + ref.name;
    return text;
}

nlohmann::ordered_json names(const std::vector<plan::UnitRef>& refs) {
    auto list = nlohmann::ordered_json::array();
    for (const plan::UnitRef& ref : refs)
        list.push_back(ref.name);
    return list;
}

std::string timings_text(const plan::Task& task, plan::Language language) {
    std::string text;
    for (const plan::Timing& timing : task.timings) {
        text += (text.empty() ? "" : "; ") + plan::describe(timing).in(language);
    }
    return text;
}

/// The review: the plan's words beside what was understood.
void print_review(const plan::Plan& plan, Session& session, Format format) {
    Listing listing({{"plan", {}, false, false, true},
                     {"table", {}, false, false, true},
                     {"no", {}, false, false, true},
                     {"", {"Việc", "Task"}},
                     {"title", {"Nội dung", "Title"}, false, true},
                     {"timing_text", {"Kế hoạch ghi", "The plan says"}, false, true},
                     {"timings", {"Hiểu là", "Understood as"}, false, true},
                     {"timings_elsewhere", {}, false, false, true},
                     {"lead", {"Chủ trì", "Lead"}, false, true},
                     {"support", {}, false, false, true},
                     {"product", {}, false, false, true},
                     {"note", {}, false, false, true},
                     {"warnings", {}, false, false, true}});
    for (const plan::Task& task : plan.tasks) {
        const bool open = std::holds_alternative<plan::Unknown>(task.timings.front());
        listing.add({Cell("", plan.number), Cell("", task.table), Cell("", task.no), task.key,
                     task.title, task.timing_text,
                     Cell(timings_text(task, session.language()),
                          nlohmann::ordered_json::parse(store::timings_to_json(task.timings)),
                          open ? Style::warn : Style::plain),
                     Cell("", nlohmann::ordered_json::array()),
                     Cell(joined(task.lead), names(task.lead)), Cell("", names(task.support)),
                     Cell("", task.product), Cell("", task.note),
                     Cell("", nlohmann::ordered_json::array())});
    }
    listing.print(std::cout, format, session.language(),
                  {"Kế hoạch không có việc nào.", "The plan has no tasks."});
}

void print_keys(const Program& program, const std::vector<std::string>& keys, std::string vi,
                std::string en) {
    if (keys.empty()) return;
    std::string list;
    for (const std::string& key : keys)
        list += (list.empty() ? "" : ", ") + key;
    std::cout << program.say(std::move(vi), std::move(en)) << ' ' << list << '\n';
}

void print_report(const Program& program, const plan::Plan& plan, const store::ImportReport& report,
                  bool dry_run) {
    if (report.nothing()) {
        std::cout << program.say(
                         fmt::format("Kế hoạch {} không có gì thay đổi.", plan.number),
                         fmt::format("Plan {} is as it was: nothing has changed.", plan.number))
                  << '\n';
        return;
    }
    if (report.new_plan) {
        std::cout << program.say(
                         fmt::format("Kế hoạch {}: {} việc.", plan.number, plan.tasks.size()),
                         fmt::format("Plan {}: {} tasks.", plan.number, plan.tasks.size()))
                  << '\n';
    } else {
        print_keys(program, report.added, "Việc thêm mới:", "Added:");
        print_keys(program, report.changed, "Việc thay đổi:", "Changed:");
        print_keys(program, report.retired,
                   "Việc không còn trong kế hoạch:", "No longer in the plan:");
    }
    if (dry_run) {
        std::cout << program.say("Chỉ xem thử, chưa ghi gì.", "A dry run; nothing was written.")
                  << '\n';
    }
}

void import_file(Program& program, const Options& options, const std::string& file) {
    Session& session = program.session();
    const std::string text = or_fail(plan::read_text_file(file));
    const plan::Plan plan = or_fail(plan::read_plan(text, file, session.units()));
    const store::Act act = session.act(options.who.by, options.who.note);
    store::PlanStore plans(session.database());
    const auto report = plans.import(plan, options.include_past, act, options.dry_run);
    print_review(plan, session, options.format);
    if (options.format == Format::table) {
        std::cout << '\n';
        print_report(program, plan, report, options.dry_run);
    }
    if (options.dry_run) return;
    const auto record = or_fail(plans.find(plan.number));
    if (record.state == store::PlanState::active) {
        sync_plan(session.database(), plan.number, session.settings(), session.units(),
                  session.calendar(), act);
    } else if (options.format == Format::table) {
        std::cout << program.say(
                         "Kế hoạch chưa có hiệu lực trong hệ thống; để bắt đầu đôn đốc: "
                         "dondoc plan activate ",
                         "The plan owes nothing yet; to begin: dondoc plan activate ")
                  << plan.number << '\n';
    }
}

}  // namespace

void add_import(CLI::App& app, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(app, program, "import", "đọc tệp kế hoạch, cho xem từng việc được hiểu thế nào",
                    "reads a plan file and shows how each row was understood");
    command
        ->add_option("FILE", options->files, program.say("tệp kế hoạch (TOML)", "plan file (TOML)"))
        ->required();
    command->add_flag("--dry-run", options->dry_run,
                      program.say("chỉ xem, không ghi", "only show, write nothing"));
    command->add_flag("--include-past", options->include_past,
                      program.say("đôn đốc cả những việc đã qua hạn khi nhập",
                                  "also what lay behind when it was imported"));
    add_format(*command, program, options->format);
    add_who(*command, program, options->who);
    command->footer(
        program.say("Nhập lại cùng một kế hoạch là cập nhật: việc đã nộp vẫn là đã nộp.\n"
                    "Ví dụ: dondoc import ke-hoach-2024.toml",
                    "Importing a plan again updates it; what was submitted stays submitted.\n"
                    "Example: dondoc import plan-2024.toml"));
    command->callback([&program, options] {
        for (const std::string& file : options->files)
            import_file(program, *options, file);
    });
}

}  // namespace dondoc::daemon
