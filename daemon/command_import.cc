#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "daemon/changes.h"
#include "daemon/progress.h"
#include "daemon/review.h"
#include "plan/document/settled.h"
#include "plan/phrase/phrase.h"
#include "plan/plan_file.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string number;
    int year = 0;
    bool dry_run = false;
    bool include_past = false;
    Format format = Format::table;
    Who who;
};

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
                         fmt::format("Plan {}: {}.", plan.number,
                                     plan::counted(plan.tasks.size(), "task")))
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

/// A plan that was written by hand: its phrases were read too, and what they say of themselves is
/// said again here.
plan::ReadPlan reviewed(plan::Plan plan) {
    plan::ReadPlan read;
    const int year = static_cast<int>(plan::ymd(plan.valid.from).year());
    for (const plan::Task& task : plan.tasks) {
        plan::ReadTask row{task, {}, {}, task.lead.empty()};
        const auto phrase = plan::read_phrase(task.timing_text, year);
        if (phrase.timings == task.timings) row.warnings = phrase.warnings;
        for (const plan::Timing& timing : task.timings) {
            row.needs_person = row.needs_person || std::holds_alternative<plan::Unknown>(timing);
        }
        read.rows.push_back(std::move(row));
    }
    read.plan = std::move(plan);
    return read;
}

plan::ReadPlan read_plan(Session& session, const Options& options, const std::string& file) {
    if (file.ends_with(".toml") || file.ends_with(".TOML")) {
        return reviewed(
            or_fail(plan::read_plan(or_fail(plan::read_text_file(file)), file, session.units())));
    }
    const Progress progress(
        session.say({fmt::format("đang đọc {}", file), fmt::format("reading {}", file)}));
    auto read = or_fail(plan::read_plan_document(
        or_fail(plan::read_file(file)), std::filesystem::path(file).filename().string(),
        options.year == 0 ? std::nullopt : std::optional(options.year)));
    if (!options.number.empty()) read.plan.number = read_text(options.number, "--number");
    return read;
}

/// What a person settled after an earlier import is taken over.
void keep_settled(plan::ReadPlan& read, const store::PlanStore& plans) {
    const auto stored = plans.find(read.plan.number);
    if (!stored || stored->plan->number != read.plan.number) return;
    plan::keep_settled(read.plan, *stored->plan);
}

/// The rows as they are in the plan by now, units matched and settled timings taken over.
void update_rows(plan::ReadPlan& read) {
    for (std::size_t at = 0; at < read.rows.size(); ++at) {
        plan::ReadTask& row = read.rows[at];
        if (row.task.timings != read.plan.tasks[at].timings) {
            row.warnings.clear();
            row.needs_person = read.plan.tasks[at].lead.empty();
        }
        row.task = read.plan.tasks[at];
    }
}

void say_what_next(const Program& program, const plan::Plan& plan, bool open_units) {
    if (open_units) {
        std::cout << program.say(
            fmt::format("Lập tệp đơn vị để điền đầu mối: dondoc unit propose {} > don-vi.toml\n",
                        plan.number),
            fmt::format("For a unit file to fill in: dondoc unit propose {} > units.toml\n",
                        plan.number));
    }
    std::cout << program.say("Kế hoạch chưa được đôn đốc; để bắt đầu: dondoc plan activate ",
                             "The plan owes nothing yet; to begin: dondoc plan activate ")
              << plan.number << '\n';
}

void import_file(Program& program, const Options& options, const std::string& file) {
    Session& session = program.session();
    plan::ReadPlan read = read_plan(session, options, file);
    store::PlanStore plans(session.database());
    keep_settled(read, plans);
    const auto unmatched = plan::match_units(read.plan, session.units());
    update_rows(read);
    if (read.plan.number.empty() && !options.dry_run) {
        fail(fmt::format("{}: không tìm thấy số kế hoạch (\"Số: …/KH-…\"); ghi thêm --number SỐ",
                         file),
             fmt::format("{}: there is no plan number in it; give it with --number NUMBER", file));
    }
    const store::Act act = session.act(options.who.by, options.who.note);
    const auto report = plans.import(read.plan, options.include_past, act, options.dry_run);
    const bool table = options.format == Format::table;
    print_review(std::cout, read, unmatched, options.format, session.language());
    if (table) {
        std::cout << '\n';
        print_report(program, read.plan, report, options.dry_run);
    }
    if (options.dry_run) return;
    const auto record = or_fail(plans.find(read.plan.number));
    if (record.state == store::PlanState::active) {
        sync_plan(session.database(), read.plan.number, session.settings(), session.units(),
                  session.calendar(), act);
    } else if (table) {
        say_what_next(program, read.plan, !unmatched.empty());
    }
}

}  // namespace

void add_import(CLI::App& app, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(app, program, "import", "đọc tệp kế hoạch, cho xem từng việc được hiểu thế nào",
                    "reads a plan file and shows how each row was understood");
    command
        ->add_option("FILE", options->files,
                     program.say("tệp kế hoạch: .docx, .xlsx, .csv, .tsv, văn bản hoặc .toml",
                                 "plan: .docx, .xlsx, .csv, .tsv, text or .toml"))
        ->required();
    command
        ->add_option("--year", options->year,
                     program.say("năm của kế hoạch, khi tài liệu không ghi rõ",
                                 "the plan's year, where the document does not say"))
        ->check(CLI::Range(1900, 2999).description(""));
    command->add_option("--number", options->number,
                        program.say("số kế hoạch, khi tài liệu không ghi hoặc ghi khác",
                                    "the plan's number, where the document has none or another"));
    command->add_flag("--dry-run", options->dry_run,
                      program.say("chỉ xem, không ghi", "only show, write nothing"));
    command->add_flag("--include-past", options->include_past,
                      program.say("đôn đốc cả những việc đã qua hạn khi nhập",
                                  "also what lay behind when it was imported"));
    add_format(*command, program, options->format);
    add_who(*command, program, options->who);
    command->footer(
        program.say("Nhập lại cùng một kế hoạch là cập nhật: việc đã nộp vẫn là đã nộp.\n"
                    "Ví dụ: dondoc import ke-hoach-2024.docx --dry-run",
                    "Importing a plan again updates it; what was submitted stays submitted.\n"
                    "Example: dondoc import plan-2024.docx --dry-run"));
    command->callback([&program, options] {
        for (const std::string& file : options->files)
            import_file(program, *options, file);
    });
}

}  // namespace dondoc::daemon
