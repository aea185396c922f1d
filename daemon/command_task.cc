#include "daemon/command_task.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>

#include "daemon/card.h"
#include "daemon/changes.h"
#include "daemon/status_facts.h"
#include "store/timing_json.h"

namespace dondoc::daemon {
namespace {

using Json = nlohmann::ordered_json;
using store::PlanRecord;
using store::PlanState;

struct Options {
    std::string plan;
    std::vector<std::string> kinds;
    bool unmatched = false;
    Format format = Format::table;
};

std::string names_text(const std::vector<plan::UnitRef>& refs, const char* between) {
    std::string text;
    for (const plan::UnitRef& ref : refs)
        text += (text.empty() ? "" : between) + ref.name;
    return text;
}

Json json_of(const std::vector<plan::UnitRef>& refs) {
    auto list = Json::array();
    for (const plan::UnitRef& ref : refs) {
        list.push_back(
            {{"name", ref.name}, {"unit", ref.unit.empty() ? Json(nullptr) : Json(ref.unit)}});
    }
    return list;
}

Json json_of(const std::vector<plan::Timing>& timings) {
    return Json::parse(store::timings_to_json(timings));
}

std::vector<PlanRecord> records(Session& session, const std::string& wanted) {
    store::PlanStore plans(session.database());
    if (!wanted.empty()) return {or_fail(plans.find(wanted))};
    auto all = plans.list();
    std::erase_if(all, [](const PlanRecord& each) { return each.state == PlanState::retired; });
    return all;
}

/// Names in a task that stand for no unit.
std::vector<std::string> unknown_names(const plan::Task& task, const plan::Units& units) {
    plan::Plan alone;
    alone.tasks = {task};
    const auto open = unsettled(alone, units);
    return open.empty() ? std::vector<std::string>{} : open.front().names;
}

bool is_wanted(const plan::Task& task, const std::vector<std::string>& kinds) {
    return kinds.empty() || std::ranges::any_of(task.timings, [&](const plan::Timing& timing) {
               return std::ranges::count(kinds, name_of(plan::kind_of(timing))) > 0;
           });
}

bool is_unknown(const plan::Task& task) {
    return is_wanted(task, {"unknown"});
}

std::vector<Cell> row(const std::string& number, const plan::Task& task,
                      const std::vector<std::string>& unknown, const Program& program) {
    std::string note;
    if (!unknown.empty()) {
        const std::string names = fmt::format("{}", fmt::join(unknown, "; "));
        note = program.say("chưa rõ đơn vị: " + names, "no such unit: " + names);
    }
    // What could not be read is settled with the plan's own words at hand.
    std::string timing = timings_text(task, program.language);
    if (is_unknown(task) && !task.timing_text.empty()) timing += ": «" + task.timing_text + "»";
    return {number,
            task.key,
            task.title,
            Cell(names_text(task.lead, "; "), json_of(task.lead)),
            Cell(timing, json_of(task.timings), is_unknown(task) ? Style::warn : Style::plain),
            Cell("", task.timing_text),
            Cell("", json_of(task.support)),
            Cell("", task.product),
            Cell("", task.note),
            Cell("", task.tags),
            Cell(note, unknown, Style::bad)};
}

void list(Program& program, const Options& options) {
    Session& session = program.session();
    const auto plans = records(session, options.plan);
    std::vector<std::vector<Cell>> rows;
    bool any_unknown = false;
    for (const PlanRecord& record : plans) {
        for (const plan::Task& task : record.plan->tasks) {
            if (!is_wanted(task, options.kinds)) continue;
            const auto unknown = unknown_names(task, session.units());
            if (options.unmatched && unknown.empty()) continue;
            any_unknown |= !unknown.empty();
            rows.push_back(row(record.plan->number, task, unknown, program));
        }
    }
    const bool one_plan = plans.size() == 1;
    Listing listing({{"plan", {"Kế hoạch", "Plan"}, false, true, one_plan},
                     {"task", {"Việc", "Task"}},
                     {"title", {"Nội dung", "Title"}, false, true},
                     {"lead", {"Chủ trì", "Lead"}, false, true},
                     {"timings", {"Thời gian", "Timing"}, false, true},
                     {"timing_text", {}, false, false, true},
                     {"support", {}, false, false, true},
                     {"product", {}, false, false, true},
                     {"note", {}, false, false, true},
                     {"tags", {}, false, false, true},
                     {"unmatched", {"Lưu ý", "Note"}, false, true, !any_unknown}});
    for (auto& each : rows)
        listing.add(std::move(each));
    listing.print(std::cout, options.format, session.language(),
                  {"Không có việc nào như vậy.", "No such task."});
}

/// Names as the plan prints them, with the unit each stands for.
std::string refs_text(const std::vector<plan::UnitRef>& refs, const Program& program) {
    std::string text;
    for (const plan::UnitRef& ref : refs) {
        text += (text.empty() ? "" : "\n") + ref.name;
        text += ref.unit.empty() ? program.say(" (chưa rõ đơn vị)", " (no such unit)")
                                 : " (" + ref.unit + ")";
    }
    return text;
}

void show(Program& program, const std::string& reference, Format format) {
    Session& session = program.session();
    const NamedTask named = find_task(session, reference);
    const plan::Task& task = named.task();
    const plan::Plan& plan = *named.record.plan;
    store::CaseFilter filter;
    filter.plan = plan.number;
    auto cases = store::ObligationStore(session.database()).cases(filter);
    std::erase_if(
        cases, [&](const scheduler::Case& each) { return each.obligation.key.task != task.key; });
    const Tally owed = total(tally(cases, By::unit, session.now(), session.calendar().zone()));
    Card card;
    card.add("plan", {"Kế hoạch", "Plan"}, plan.number);
    card.add("task", {"Việc", "Task"}, task.key);
    card.add("title", {"Nội dung", "Title"}, task.title);
    card.add("timing_text", {"Kế hoạch ghi", "The plan says"}, task.timing_text);
    card.add("timings", {"Thời gian", "Timing"},
             Cell(timings_text(task, session.language()), json_of(task.timings)));
    card.add("lead", {"Chủ trì", "Lead"}, Cell(refs_text(task.lead, program), json_of(task.lead)));
    card.add("support", {"Phối hợp", "Support"},
             Cell(refs_text(task.support, program), json_of(task.support)));
    card.add("product", {"Sản phẩm", "Product"}, task.product);
    card.add("note", {"Ghi chú", "Note"}, task.note);
    card.add("tags", {"Nhãn", "Tags"},
             Cell(fmt::format("{}", fmt::join(task.tags, ", ")), task.tags));
    card.add("open", {"Chưa nộp", "Open"}, Cell(std::to_string(owed.open), owed.open));
    card.add("overdue", {"Quá hạn", "Overdue"}, Cell(std::to_string(owed.overdue), owed.overdue));
    card.print(std::cout, format, session.language());
}

void add_list(CLI::App& task, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(task, program, "list", "mọi việc của các kế hoạch, trừ kế hoạch đã thôi",
                    "all tasks of plans that are not retired");
    command->add_option("--plan", options->plan, program.say("chỉ kế hoạch này", "only this plan"));
    command
        ->add_option("--kind", options->kinds,
                     program.say("chỉ việc có thời gian loại này; unknown là chưa đọc được",
                                 "only with a timing of this kind; unknown is what nobody settled"))
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(
            CLI::IsMember({"once", "cycle", "after_event", "continuous", "on_demand", "unknown"})
                .description(""))
        ->type_name("once|cycle|after_event|continuous|on_demand|unknown");
    command->add_flag("--unmatched", options->unmatched,
                      program.say("chỉ việc có tên đơn vị chưa rõ",
                                  "only tasks with a name that stands for no unit"));
    add_format(*command, program, options->format);
    command->footer(
        program.say("Ví dụ, những việc cần người xem lại: dondoc task list --kind "
                    "unknown",
                    "Example, what a person has to settle: dondoc task list --kind "
                    "unknown"));
    command->callback([&program, options] { list(program, *options); });
}

}  // namespace

std::string timings_text(const plan::Task& task, plan::Language language) {
    std::string text;
    for (const plan::Timing& timing : task.timings)
        text += (text.empty() ? "" : "; ") + plan::describe(timing).in(language);
    return text;
}

void add_task(CLI::App& app, Program& program) {
    CLI::App* task =
        add_command(app, program, "task", "các việc của kế hoạch: list, show, add, set, remove",
                    "tasks of plans: list, show, add, set, remove");
    task->require_subcommand(1);
    add_list(*task, program);
    auto reference = std::make_shared<std::string>();
    auto format = std::make_shared<Format>(Format::table);
    CLI::App* command = add_command(*task, program, "show", "một việc", "one task");
    command
        ->add_option("TASK", *reference,
                     program.say("như 56/KH-STP:12.2, hoặc 12.2", "as 56/KH-STP:12.2, or 12.2"))
        ->required();
    add_format(*command, program, *format);
    command->callback([&program, reference, format] { show(program, *reference, *format); });
    add_task_changes(*task, program);
}

}  // namespace dondoc::daemon
