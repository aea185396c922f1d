#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>

#include "daemon/changes.h"
#include "daemon/listing.h"
#include "daemon/status_facts.h"
#include "plan/plan_file.h"
#include "plan/vietnamese.h"
#include "store/timing_json.h"

namespace dondoc::daemon {
namespace {

using store::PlanState;

constexpr std::size_t kKeysShown = 8;  ///< in a message of one line

void list(Program& program, Format format) {
    Session& session = program.session();
    Listing listing({{"number", {"Số", "Number"}},
                     {"state", {"Tình trạng", "State"}},
                     {"tasks", {"Việc", "Tasks"}, true},
                     {"valid_from", {"Từ", "From"}},
                     {"valid_until", {"Đến hết", "Until"}},
                     {"title", {"Tên", "Title"}, false, true}});
    for (const auto& record : store::PlanStore(session.database()).list()) {
        const plan::Plan& plan = *record.plan;
        listing.add(
            {plan.number,
             Cell(session.say(state_words(record.state)), std::string(name_of(record.state)),
                  record.state == PlanState::active ? Style::good : Style::dim),
             Cell(std::to_string(plan.tasks.size()), plan.tasks.size()), plan::iso(plan.valid.from),
             plan::iso(plan.valid.until), plan.title});
    }
    listing.print(std::cout, format, session.language(),
                  {"Chưa có kế hoạch nào; nhập bằng: dondoc import TỆP",
                   "No plan yet; read one with: dondoc import FILE"});
}

nlohmann::ordered_json json_of(const plan::Plan& plan, PlanState state) {
    nlohmann::ordered_json made;
    made["number"] = plan.number;
    made["title"] = plan.title;
    made["issuer"] = plan.issuer;
    made["issued"] = plan.issued ? nlohmann::ordered_json(plan::iso(*plan.issued)) : nullptr;
    made["valid_from"] = plan::iso(plan.valid.from);
    made["valid_until"] = plan::iso(plan.valid.until);
    made["state"] = std::string(name_of(state));
    made["supersedes"] = plan.supersedes;
    auto tasks = nlohmann::ordered_json::array();
    for (const plan::Task& task : plan.tasks) {
        nlohmann::ordered_json row;
        row["task"] = task.key;
        row["title"] = task.title;
        row["timing_text"] = task.timing_text;
        row["timings"] = nlohmann::ordered_json::parse(store::timings_to_json(task.timings));
        tasks.push_back(std::move(row));
    }
    made["tasks"] = std::move(tasks);
    return made;
}

void print_plan(const plan::Plan& plan, PlanState state, Session& session) {
    const bool vi = session.language() == plan::Language::vi;
    std::cout << fmt::format("{} {} ({})\n{}", vi ? "Kế hoạch số" : "Plan", plan.number,
                             session.say(state_words(state)), wrapped(plan.title))
              << fmt::format("{} {} – {}\n\n", vi ? "Hiệu lực:" : "Valid:",
                             session.say(plan::date_words(plan.valid.from)),
                             session.say(plan::date_words(plan.valid.until)));
    Listing listing({{"task", {"Việc", "Task"}},
                     {"title", {"Nội dung", "Title"}, false, true},
                     {"timing", {"Thời gian", "Timing"}, false, true},
                     {"lead", {"Chủ trì", "Lead"}, false, true}});
    for (const plan::Task& task : plan.tasks) {
        std::string timing;
        std::string lead;
        for (const auto& each : task.timings) {
            timing += (timing.empty() ? "" : "; ") + session.say(plan::describe(each));
        }
        for (const auto& ref : task.lead)
            lead += (lead.empty() ? "" : "; ") + ref.name;
        listing.add({task.key, task.title, timing, lead});
    }
    listing.print(std::cout, Format::table, session.language(),
                  {"Không có việc nào.", "No tasks."});
}

void show(Program& program, const std::string& number, const std::string& format) {
    Session& session = program.session();
    const auto record = or_fail(store::PlanStore(session.database()).find(number));
    if (format == "toml") {
        std::cout << plan::write_plan(*record.plan);
    } else if (format == "table") {
        print_plan(*record.plan, record.state, session);
    } else {
        const auto made = json_of(*record.plan, record.state);
        std::cout << (format == "json" ? json_text(made) : json_line(made)) << '\n';
    }
}

/// DESIGN 4: what nobody has settled owes nothing, so it must not slip by.
void refuse_open(const plan::Plan& plan, const plan::Units& units) {
    std::vector<std::string> no_timing;
    std::vector<std::string> no_unit;
    for (const Unsettled& each : unsettled(plan, units)) {
        if (each.unknown) no_timing.push_back(each.task->key);
        if (each.nobody || !each.names.empty()) no_unit.push_back(each.task->key);
    }
    if (no_timing.empty() && no_unit.empty()) return;
    plan::Words what;
    const auto add = [&](const char* vi, const char* en, const std::vector<std::string>& keys) {
        if (keys.empty()) return;
        const auto shown = std::min(keys.size(), kKeysShown);
        const std::vector<std::string> first(keys.begin(),
                                             keys.begin() + static_cast<std::ptrdiff_t>(shown));
        const auto list =
            fmt::format("{}{}", fmt::join(first, ", "), shown < keys.size() ? ", …" : "");
        what.vi += (what.vi.empty() ? "" : "; ") + fmt::format(fmt::runtime(vi), keys.size(), list);
        what.en += (what.en.empty() ? "" : "; ") +
                   fmt::format(fmt::runtime(en), plan::counted(keys.size(), "task"), list);
    };
    add("chưa rõ thời gian: {} việc ({})", "no timing yet: {} ({})", no_timing);
    add("chưa rõ đơn vị: {} việc ({})", "units not known yet: {} ({})", no_unit);
    fail(what.vi + "; sửa bằng dondoc task set, unit import, hoặc kích hoạt với --accept-open",
         what.en + "; settle with dondoc task set and unit import, or activate with --accept-open",
         Exit::no);
}

/// How many obligations an active plan has, nudges not counted.
std::size_t owed_by(Session& session, const std::string& number) {
    store::CaseFilter filter;
    filter.plan = number;
    const auto cases = store::ObligationStore(session.database()).cases(filter);
    return static_cast<std::size_t>(std::ranges::count_if(
        cases, [](const auto& each) { return each.state != plan::State::cancelled; }));
}

plan::Words activated(const std::string& number, std::size_t owed,
                      const store::SyncReport& report) {
    plan::Words said{fmt::format("Đã kích hoạt {}: {} việc phải nộp", number, owed),
                     fmt::format("{} is active: {}", number, plan::counted(owed, "obligation"))};
    if (report.past == 0) return said;
    said.vi += fmt::format(
        ", trong đó {} việc đã qua hạn, không nhắc (nhập lại với --include-past nếu cần)",
        report.past);
    said.en += fmt::format(
        ", {} of them past, nobody is told (import again with --include-past to tell them)",
        report.past);
    return said;
}

plan::Words active_already(const std::string& number, std::size_t owed, std::size_t added) {
    const std::string fresh = std::to_string(added);
    return {fmt::format("{} đã được kích hoạt từ trước: {} việc phải nộp, {} việc mới", number,
                        owed, added == 0 ? "không có" : fresh),
            fmt::format("{} was active already: {}, {} new", number,
                        plan::counted(owed, "obligation"), added == 0 ? "none" : fresh)};
}

void activate(Program& program, const std::string& number, bool accept_open, const Who& who) {
    Session& session = program.session();
    store::PlanStore plans(session.database());
    const auto record = or_fail(plans.find(number));
    const std::string& whole = record.plan->number;
    if (!accept_open) refuse_open(*record.plan, session.units());
    const store::Act act = session.act(who.by, who.note);
    const auto retired = plans.set_state(whole, PlanState::active, act);
    const auto report = sync_plan(session.database(), whole, session.settings(), session.units(),
                                  session.calendar(), act);
    const auto owed = owed_by(session, whole);
    std::cout << session.say(record.state == PlanState::active
                                 ? active_already(whole, owed, report.added)
                                 : activated(whole, owed, report))
              << ".\n";
    for (const std::string& other : retired) {
        std::cout << program.say("Kế hoạch được thay thế: ", "Superseded: ") << other << '\n';
    }
}

void retire(Program& program, const std::string& number, const Who& who) {
    Session& session = program.session();
    store::PlanStore plans(session.database());
    const auto record = or_fail(plans.find(number));
    const std::string& whole = record.plan->number;
    plans.set_state(whole, PlanState::retired, session.act(who.by, who.note));
    std::cout << (record.state == PlanState::retired
                      ? program.say(whole + " đã thôi đôn đốc từ trước.",
                                    whole + " was retired already.")
                      : program.say(whole + " không còn được đôn đốc.",
                                    whole + " is retired; it owes nothing any more."))
              << '\n';
}

void add_show(CLI::App& plan, Program& program) {
    auto number = std::make_shared<std::string>();
    auto format = std::make_shared<std::string>("table");
    CLI::App* command = add_command(plan, program, "show", "một kế hoạch với mọi việc",
                                    "one plan with all its tasks");
    command->add_option("NUMBER", *number, program.say("số kế hoạch", "the plan's number"))
        ->required();
    command
        ->add_option("--format", *format,
                     program.say("table, json, jsonl, hoặc toml (sửa rồi nhập lại được)",
                                 "table, json, jsonl, or toml (to edit and import again)"))
        ->check(CLI::IsMember({"table", "json", "jsonl", "toml"}).description(""))
        ->type_name("table|json|jsonl|toml");
    command->callback([&program, number, format] { show(program, *number, *format); });
}

void add_activate(CLI::App& plan, Program& program) {
    auto number = std::make_shared<std::string>();
    auto accept_open = std::make_shared<bool>(false);
    auto who = std::make_shared<Who>();
    CLI::App* command = add_command(plan, program, "activate", "bắt đầu đôn đốc kế hoạch này",
                                    "the plan counts from now on: units owe what it says");
    command->add_option("NUMBER", *number, program.say("số kế hoạch", "the plan's number"))
        ->required();
    command->add_flag("--accept-open", *accept_open,
                      program.say("kích hoạt dù còn việc chưa rõ thời gian hoặc đơn vị",
                                  "although some tasks have no timing or unknown units"));
    add_who(*command, program, *who);
    command->callback(
        [&program, number, accept_open, who] { activate(program, *number, *accept_open, *who); });
}

void add_retire(CLI::App& plan, Program& program) {
    auto number = std::make_shared<std::string>();
    auto who = std::make_shared<Who>();
    CLI::App* command = add_command(plan, program, "retire", "thôi đôn đốc kế hoạch này",
                                    "the plan owes nothing any more");
    command->add_option("NUMBER", *number, program.say("số kế hoạch", "the plan's number"))
        ->required();
    add_who(*command, program, *who);
    command->callback([&program, number, who] { retire(program, *number, *who); });
}

}  // namespace

void add_plan(CLI::App& app, Program& program) {
    CLI::App* plan = add_command(app, program, "plan", "các kế hoạch: list, show, activate, retire",
                                 "plans: list, show, activate, retire");
    plan->require_subcommand(1);
    auto format = std::make_shared<Format>(Format::table);
    CLI::App* command = add_command(*plan, program, "list", "mọi kế hoạch", "all plans");
    add_format(*command, program, *format);
    command->callback([&program, format] { list(program, *format); });
    add_show(*plan, program);
    add_activate(*plan, program);
    add_retire(*plan, program);
}

}  // namespace dondoc::daemon
