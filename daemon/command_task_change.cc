#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "daemon/changes.h"
#include "daemon/command_task.h"
#include "daemon/timing_options.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

/// What `add` and `set` take; what is not given stays as it is.
struct Options {
    std::string reference;  ///< the task, or of `add` the plan
    std::optional<std::string> table;
    std::optional<std::string> no;
    std::optional<std::string> title;
    std::optional<std::vector<std::string>> lead;
    std::optional<std::vector<std::string>> support;
    std::optional<std::string> product;
    std::optional<std::string> note;
    std::optional<std::vector<std::string>> tags;
    std::optional<std::string> words;
    TimingOptions timing;
    bool also = false;
    Who who;

    bool nothing() const {
        return !title && !lead && !support && !product && !note && !tags && !words &&
               timing.empty();
    }
};

std::vector<plan::UnitRef> refs_of(Session& session, const std::vector<std::string>& names) {
    std::vector<plan::UnitRef> refs;
    for (const std::string& name : names) {
        const plan::Unit& unit = find_unit(session, name);
        // People read the name; an id stands for it.
        refs.push_back({plan::fold(name) == unit.id ? unit.name : name, unit.id});
    }
    return refs;
}

void apply_timing(const Options& given, plan::Task& task) {
    if (given.timing.empty()) {
        if (!given.also) return;
        fail("--also: ghi cả thời gian thêm vào, như --due 2024-12-15",
             "--also: give the timing to add, as --due 2024-12-15", Exit::usage);
    }
    const plan::Timing timing = timing_of(given.timing);
    if (!given.also) task.timings.clear();
    std::erase_if(task.timings, [](const plan::Timing& each) {
        return std::holds_alternative<plan::Unknown>(each);
    });
    task.timings.push_back(timing);
}

void apply(Session& session, const Options& given, plan::Task& task) {
    if (given.title) task.title = *given.title;
    if (given.lead) task.lead = refs_of(session, *given.lead);
    if (given.support) task.support = refs_of(session, *given.support);
    if (given.product) task.product = *given.product;
    if (given.note) task.note = *given.note;
    if (given.tags) task.tags = *given.tags;
    if (given.words) task.timing_text = *given.words;
    apply_timing(given, task);
    if (task.title.empty()) {
        fail("--title: việc phải có nội dung", "--title: a task needs a title", Exit::usage);
    }
    if (task.lead.empty()) {
        fail("--lead: việc phải có đơn vị chủ trì", "--lead: a task needs a unit that leads it",
             Exit::usage);
    }
}

void say_task(const Program& program, const plan::Plan& plan, const plan::Task& task) {
    std::string lead;
    for (const plan::UnitRef& ref : task.lead)
        lead += (lead.empty() ? "" : "; ") + ref.name;
    std::cout << fmt::format("{}:{}: {}\n", plan.number, task.key, task.title)
              << program.say("Thời gian: ", "Timing: ") << timings_text(task, program.language)
              << '\n'
              << program.say("Chủ trì: ", "Lead: ") << lead << '\n';
}

void say_plan(const Program& program, const store::PlanRecord& record, const plan::Plan& plan,
              const std::optional<store::SyncReport>& report) {
    if (report) say_sync(program, plan.number, *report);
    const auto open = std::ranges::count_if(plan.tasks, [](const plan::Task& task) {
        return std::ranges::any_of(task.timings, [](const plan::Timing& timing) {
            return std::holds_alternative<plan::Unknown>(timing);
        });
    });
    if (open > 0) {
        std::cout << program.say(
            fmt::format("Còn {} việc chưa rõ thời gian: dondoc task list --plan {} --kind "
                        "unknown\n",
                        open, plan.number),
            fmt::format("No timing yet for {}: dondoc task list --plan {} --kind unknown\n",
                        plan::counted(static_cast<std::size_t>(open), "task"), plan.number));
    } else if (record.state == store::PlanState::draft) {
        std::cout << program.say(
            fmt::format("Kế hoạch chưa được kích hoạt; để bắt đầu đôn đốc: dondoc plan "
                        "activate {}\n",
                        plan.number),
            fmt::format("The plan owes nothing yet; to begin: dondoc plan activate {}\n",
                        plan.number));
    }
}

void set(Program& program, const Options& options) {
    if (options.nothing() && !options.also) {
        fail("chưa ghi gì để đổi; xem: dondoc task set --help",
             "nothing to change; see: dondoc task set --help", Exit::usage);
    }
    Session& session = program.session();
    const NamedTask named = find_task(session, options.reference);
    plan::Plan plan = *named.record.plan;
    plan::Task& task = plan.tasks.at(named.place);
    apply(session, options, task);
    if (plan == *named.record.plan) {
        std::cout << program.say(fmt::format("{}: không có gì thay đổi.", named.reference()),
                                 fmt::format("{}: it is as it was.", named.reference()))
                  << '\n';
        return;
    }
    const auto report =
        change_plan(session, named.record, plan, session.act(options.who.by, options.who.note));
    say_task(program, plan, task);
    say_plan(program, named.record, plan, report);
}

/// `:` stands between the parts of an obligation's name (DESIGN 6).
std::string part_of_key(const std::optional<std::string>& typed, const char* option) {
    if (!typed) return {};
    if (typed->find(':') != std::string::npos) {
        fail(fmt::format("{}: không được có dấu hai chấm", option),
             fmt::format("{}: it may not have a colon in it", option), Exit::usage);
    }
    return plan::bare_number(*typed);
}

/// Keys of the plan's tasks, and of those that were taken out: what was owed for them still names
/// them.
std::set<std::string> known_keys(Session& session, const plan::Plan& plan) {
    std::set<std::string> keys;
    for (const plan::Task& task : plan.tasks)
        keys.insert(task.key);
    store::CaseFilter filter;
    filter.plan = plan.number;
    filter.drafts = true;
    filter.nudges = true;
    for (const auto& each : store::ObligationStore(session.database()).cases(filter))
        keys.insert(each.obligation.key.task);
    return keys;
}

/// The number that the next row of the table gets where none is given.
std::string next_number(Session& session, const plan::Plan& plan, const std::string& table) {
    const auto known = known_keys(session, plan);
    auto number =
        static_cast<std::size_t>(std::ranges::count(plan.tasks, table, &plan::Task::table)) + 1;
    while (known.contains(plan::task_key(table, "", number)))
        ++number;
    return std::to_string(number);
}

void refuse_known(const plan::Plan& plan, const std::string& key) {
    if (std::ranges::count(plan.tasks, key, &plan::Task::key) == 0) return;
    fail(fmt::format("kế hoạch {} đã có việc {}; ghi số khác bằng --no, hoặc sửa bằng: dondoc "
                     "task set {}:{}",
                     plan.number, key, plan.number, key),
         fmt::format("plan {} has a task {} already; give another --no, or change it with: "
                     "dondoc task set {}:{}",
                     plan.number, key, plan.number, key));
}

/// After the last row of its table, else at the end.
void insert(plan::Plan& plan, const plan::Task& task) {
    auto place = plan.tasks.end();
    for (auto each = plan.tasks.begin(); each != plan.tasks.end(); ++each) {
        if (each->table == task.table) place = each + 1;
    }
    plan.tasks.insert(place, task);
}

void add(Program& program, const Options& options) {
    Session& session = program.session();
    const auto record = or_fail(store::PlanStore(session.database()).find(options.reference));
    plan::Plan plan = *record.plan;
    plan::Task task;
    task.table = part_of_key(options.table, "--table");
    task.no = part_of_key(options.no, "--no");
    if (task.no.empty()) task.no = next_number(session, plan, task.table);
    task.key = plan::task_key(task.table, task.no, 0);
    refuse_known(plan, task.key);
    apply(session, options, task);
    // DESIGN 4: never dropped, never guessed; but a task that says nothing is a slip.
    if (task.timings.empty()) {
        if (task.timing_text.empty()) timing_of(options.timing);
        task.timings.emplace_back(plan::Unknown{});
    }
    insert(plan, task);
    const auto report =
        change_plan(session, record, plan, session.act(options.who.by, options.who.note));
    say_task(program, plan, task);
    say_plan(program, record, plan, report);
}

void remove(Program& program, const std::string& reference, const Who& who) {
    Session& session = program.session();
    const NamedTask named = find_task(session, reference);
    plan::Plan plan = *named.record.plan;
    plan.tasks.erase(plan.tasks.begin() + static_cast<std::ptrdiff_t>(named.place));
    const auto report = change_plan(session, named.record, plan, session.act(who.by, who.note));
    std::cout << program.say(
                     fmt::format("Đã bỏ việc {}: {}", named.reference(), named.task().title),
                     fmt::format("Task {} is removed: {}", named.reference(), named.task().title))
              << '\n';
    if (report) say_sync(program, plan.number, *report);
}

void add_facts(CLI::App& command, const Program& program, Options& options) {
    add_text(command, "--title", options.title, program.say("nội dung", "what is to be done"));
    add_texts(
        command, "--lead", options.lead,
        program.say("đơn vị chủ trì; ghi nhiều lần được", "a unit that leads; may be repeated"));
    add_texts(command, "--support", options.support,
              program.say("đơn vị phối hợp; ghi nhiều lần được",
                          "a unit that supports; may be repeated"));
    add_text(command, "--product", options.product,
             program.say("sản phẩm, như 'Báo cáo'", "what is handed in"));
    add_text(command, "--note", options.note, program.say("ghi chú của việc", "the task's note"));
    add_texts(command, "--tag", options.tags,
              program.say("nhãn để quy tắc nhắc nhận ra; ghi nhiều lần được",
                          "a tag for rules to match; may be repeated"));
    add_text(
        command, "--timing", options.words,
        program.say("thời gian bằng lời của kế hoạch; được giữ làm trích dẫn, không tính hạn",
                    "the plan's own words; kept as the citation, no deadline comes from them"));
    command.add_option("--by", options.who.by,
                       program.say("ai làm việc này (mặc định: tài khoản đang dùng)",
                                   "who does this (default: the login name)"));
    add_timing_options(command, program.language, options.timing);
}

std::string examples(const Program& program, const char* start) {
    const std::string command = std::string("  dondoc task ") + start;
    const std::string due = command + " --due 2024-05-01\n";
    const std::string monthly = command + " --every month --day 23 --bound before\n";
    const std::string quarterly =
        command + " --every quarter --month first --offset 1 --day 5 --bound before\n";
    const std::string after = command + " --after 10 --unit working --event '";
    return program.say(
        "Ví dụ:\n" + due + monthly + "Trước ngày 5 tháng đầu quý sau:\n" + quarterly +
            "Trong 10 ngày làm việc kể từ ngày nhận đơn:\n" + after + "kể từ ngày nhận đơn'",
        "Examples:\n" + due + monthly + "Before the 5th of the first month of the next quarter:\n" +
            quarterly + "Within 10 working days of a receipt:\n" + after + "of the receipt'");
}

void add_add(CLI::App& task, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(task, program, "add", "thêm một việc vào kế hoạch", "adds a task to a plan");
    command
        ->add_option("--plan", options->reference, program.say("số kế hoạch", "the plan's number"))
        ->required();
    add_text(*command, "--table", options->table,
             program.say("mục (bảng) của kế hoạch", "the table (section) of the plan"));
    add_text(*command, "--no", options->no,
             program.say("số thứ tự trong mục (mặc định: số tiếp theo)",
                         "its number in the table (default: the next)"));
    add_facts(*command, program, *options);
    command->get_option("--title")->required();
    command->get_option("--lead")->required();
    command->footer(
        examples(program, "add --plan 56/KH-STP --table 12 --title 'Báo cáo' --lead van-phong"));
    command->callback([&program, options] { add(program, *options); });
}

void add_set(CLI::App& task, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(task, program, "set", "sửa một việc; chỉ những mục được ghi",
                                    "changes a task; only what is given");
    command
        ->add_option("TASK", options->reference,
                     program.say("như 56/KH-STP:12.2, hoặc 12.2", "as 56/KH-STP:12.2, or 12.2"))
        ->required();
    add_facts(*command, program, *options);
    command->add_flag("--also", options->also,
                      program.say("thêm thời gian này, giữ những thời gian đã có",
                                  "adds this timing to those that are there"));
    command->footer(
        examples(program, "set 12.2") +
        program.say("\nThời gian mới thay toàn bộ thời gian cũ, trừ khi có --also. Ghi chữ rỗng "
                    "là bỏ, như --note \"\".",
                    "\nA timing replaces all that were there, unless --also is given. An "
                    "empty text takes away, as --note \"\"."));
    command->callback([&program, options] { set(program, *options); });
}

}  // namespace

void add_task_changes(CLI::App& task, Program& program) {
    add_add(task, program);
    add_set(task, program);
    auto reference = std::make_shared<std::string>();
    auto who = std::make_shared<Who>();
    CLI::App* command =
        add_command(task, program, "remove", "bỏ một việc khỏi kế hoạch; việc đã nộp vẫn là đã nộp",
                    "takes a task out of its plan; what was submitted stays");
    command
        ->add_option("TASK", *reference,
                     program.say("như 56/KH-STP:12.2, hoặc 12.2", "as 56/KH-STP:12.2, or 12.2"))
        ->required();
    add_who(*command, program, *who);
    command->callback([&program, reference, who] { remove(program, *reference, *who); });
}

}  // namespace dondoc::daemon
