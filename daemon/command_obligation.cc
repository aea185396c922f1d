#include <fmt/format.h>

#include <iostream>

#include "daemon/command.h"
#include "daemon/upkeep.h"
#include "store/obligations.h"
#include "store/plans.h"

namespace dondoc::daemon {
namespace {

struct Options {
    std::string what;  ///< an OBLIGATION or a TASK
    std::string at;
    std::string until;
    std::string before;
    std::string on;
    std::string ref;
    Who who;
};

std::string state_text(const Program& program, plan::State state) {
    switch (state) {
        case plan::State::open:
            return program.say("chưa nộp", "open");
        case plan::State::submitted:
            return program.say("đã nộp", "submitted");
        case plan::State::waived:
            return program.say("được miễn", "waived");
        case plan::State::cancelled:
            return program.say("đã hủy", "cancelled");
        case plan::State::past:
            return program.say("đã qua hạn khi nhập", "past when imported");
    }
    return {};
}

[[noreturn]] void refuse(const Program& program, const scheduler::Case& facts, std::string vi,
                         std::string en) {
    const std::string reference = facts.obligation.key.text();
    const std::string state = state_text(program, facts.state);
    fail(fmt::format("{}: việc này {}; {}", reference, state, vi),
         fmt::format("{}: it is {}; {}", reference, state, en));
}

scheduler::Case find(Program& program, const Options& options) {
    return or_fail(store::ObligationStore(program.session().database()).find(options.what));
}

bool is_closed(const scheduler::Case& facts) {
    return facts.state != plan::State::open && facts.state != plan::State::past;
}

void submit(Program& program, const Options& options) {
    Session& session = program.session();
    const scheduler::Case facts = find(program, options);
    if (is_closed(facts)) {
        refuse(program, facts, "mở lại bằng dondoc reopen trước khi ghi nộp",
               "reopen it with dondoc reopen first");
    }
    const plan::Instant at = options.at.empty()
                                 ? session.now()
                                 : read_instant(options.at, session.calendar().zone(), "--at");
    if (at > session.now()) {
        fail("--at: thời điểm nộp nằm trong tương lai; ghi thời điểm thật sự nhận được",
             "--at: that is in the future; give the moment it was really handed in", Exit::usage);
    }
    store::ObligationStore(session.database())
        .submit(facts.id, at, session.act(options.who.by, options.who.note));
    const plan::Deadline& deadline = facts.obligation.deadline;
    const plan::Day day = session.calendar().zone().day_at(at);
    const auto late = (day - deadline.last_good_day) / std::chrono::days{1};
    const std::string reference = facts.obligation.key.text();
    if (at < deadline.at) {
        std::cout << program.say(reference + ": đã nộp, đúng hạn.",
                                 reference + ": submitted, on time.")
                  << '\n';
    } else {
        std::cout << program.say(fmt::format("{}: đã nộp, trễ {} ngày ({}).", reference, late,
                                             describe(deadline).vi),
                                 fmt::format("{}: submitted, {} day(s) late ({}).", reference, late,
                                             describe(deadline).en))
                  << '\n';
    }
}

void reopen(Program& program, const Options& options) {
    const scheduler::Case facts = find(program, options);
    if (facts.state == plan::State::open) {
        refuse(program, facts, "không có gì để mở lại", "there is nothing to reopen");
    }
    Session& session = program.session();
    store::ObligationStore(session.database())
        .reopen(facts.id, session.act(options.who.by, options.who.note));
    std::cout << facts.obligation.key.text()
              << program.say(": đã mở lại, tiếp tục đôn đốc.", ": open again.") << '\n';
}

void waive(Program& program, const Options& options) {
    const scheduler::Case facts = find(program, options);
    if (is_closed(facts)) refuse(program, facts, "không cần miễn", "there is nothing to waive");
    Session& session = program.session();
    store::ObligationStore(session.database())
        .waive(facts.id, session.act(options.who.by, options.who.note));
    std::cout << facts.obligation.key.text()
              << program.say(": được miễn, không nhắc nữa.", ": waived; nobody is told any more.")
              << '\n';
}

plan::DueDate due_date(const Options& options, const char* what) {
    if (options.until.empty() == options.before.empty()) {
        fail(fmt::format("{}: ghi một trong hai: --until NGÀY (hết ngày đó) hoặc --before NGÀY",
                         what),
             fmt::format("{}: give one of --until DAY (that day still counts) or --before DAY",
                         what),
             Exit::usage);
    }
    if (!options.until.empty()) {
        return {read_day(options.until, "--until"), std::nullopt, plan::Bound::by};
    }
    return {read_day(options.before, "--before"), std::nullopt, plan::Bound::before};
}

void extend(Program& program, const Options& options) {
    const scheduler::Case facts = find(program, options);
    if (is_closed(facts)) {
        refuse(program, facts, "không gia hạn được", "it cannot be extended");
    }
    Session& session = program.session();
    const plan::Deadline deadline = session.calendar().deadline(due_date(options, "extend"));
    if (deadline.at <= facts.obligation.deadline.at) {
        fail(fmt::format("thời hạn mới không muộn hơn thời hạn đang có ({})",
                         describe(facts.obligation.deadline).vi),
             fmt::format("the new deadline is not later than the present one ({})",
                         describe(facts.obligation.deadline).en),
             Exit::usage);
    }
    store::ObligationStore(session.database())
        .extend(facts.id, deadline, session.act(options.who.by, options.who.note));
    std::cout << facts.obligation.key.text() << ": "
              << program.say("gia hạn: " + describe(deadline).vi,
                             "extended: " + describe(deadline).en)
              << '\n';
}

/// `PLAN:TASK`, or a task key that only one active plan has.
std::pair<store::PlanRecord, const plan::Task*> find_task(Session& session,
                                                          const std::string& wanted) {
    store::PlanStore plans(session.database());
    const auto colon = wanted.find(':');
    const std::string key = colon == std::string::npos ? wanted : wanted.substr(colon + 1);
    std::vector<std::pair<store::PlanRecord, const plan::Task*>> found;
    for (const auto& record : plans.list()) {
        if (record.state != store::PlanState::active) continue;
        if (colon != std::string::npos && record.plan->number.find(wanted.substr(0, colon)) != 0) {
            continue;
        }
        for (const plan::Task& task : record.plan->tasks) {
            if (task.key == key) found.emplace_back(record, &task);
        }
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        fail(
            fmt::format("không có việc «{}» trong kế hoạch nào đang đôn đốc; xem: dondoc task list",
                        wanted),
            fmt::format("no active plan has a task \"{}\"; see: dondoc task list", wanted));
    }
    fail(fmt::format("«{}» có trong {} kế hoạch; ghi rõ như {}:{}", wanted, found.size(),
                     found.front().first.plan->number, key),
         fmt::format("\"{}\" is in {} plans; write it as {}:{}", wanted, found.size(),
                     found.front().first.plan->number, key),
         Exit::usage);
}

bool has_kind(const plan::Task& task, plan::Kind kind) {
    return std::ranges::any_of(
        task.timings, [&](const plan::Timing& timing) { return plan::kind_of(timing) == kind; });
}

void event(Program& program, const Options& options) {
    Session& session = program.session();
    const auto [record, task] = find_task(session, options.what);
    plan::Event event;
    event.plan = record.plan->number;
    event.task = task->key;
    event.on = options.on.empty() ? session.today() : read_day(options.on, "--on");
    event.ref = options.ref;
    if (!options.until.empty() || !options.before.empty()) event.due = due_date(options, "event");
    if (!event.due && !has_kind(*task, plan::Kind::after_event)) {
        fail(fmt::format("việc {} không tính hạn từ sự kiện; ghi thời hạn bằng --until NGÀY",
                         task->key),
             fmt::format("task {} has no limit that an event starts; set its date with --until DAY",
                         task->key),
             Exit::usage);
    }
    if (event.due && !has_kind(*task, plan::Kind::on_demand)) {
        fail(fmt::format("việc {} không phải việc theo yêu cầu: không đặt thời hạn riêng được",
                         task->key),
             fmt::format("task {} is not on demand: no date of its own can be set", task->key),
             Exit::usage);
    }
    const store::Act act = session.act(options.who.by, options.who.note);
    if (!store::PlanStore(session.database()).add_event(event, act)) {
        std::cout << program.say("Sự kiện này đã được ghi trước đây.",
                                 "This event was recorded before.")
                  << '\n';
        return;
    }
    const auto report = sync_plan(session.database(), record.plan->number, session.settings(),
                                  session.units(), session.calendar(), act);
    std::cout << program.say(fmt::format("Đã ghi: {} ngày {}; {} việc phải nộp.", task->key,
                                         plan::date_words(event.on).vi, report.added),
                             fmt::format("Recorded: {} on {}; {} obligation(s).", task->key,
                                         plan::date_words(event.on).en, report.added))
              << '\n';
}

using Work = void (*)(Program&, const Options&);

CLI::App* add(CLI::App& app, Program& program, const char* name, std::string vi, std::string en,
              const std::shared_ptr<Options>& options, Work work) {
    CLI::App* command = add_command(app, program, name, std::move(vi), std::move(en));
    const bool task = std::string_view(name) == "event";
    command
        ->add_option(
            task ? "TASK" : "OBLIGATION", options->what,
            task ? program.say("việc, như 56/KH-STP:6.3 hoặc 6.3", "a task: 56/KH-STP:6.3 or 6.3")
                 : program.say("việc phải nộp, như 56/KH-STP:12.2:2024-06:van-phong; "
                               "chỉ cần phần đủ phân biệt",
                               "as 56/KH-STP:12.2:2024-06:van-phong; any unambiguous part will do"))
        ->required();
    add_who(*command, program, options->who);
    command->callback([&program, options, work] { work(program, *options); });
    return command;
}

void add_dates(CLI::App& command, const Program& program, Options& options) {
    command.add_option(
        "--until,--to,--due", options.until,
        program.say("thời hạn: chậm nhất hết ngày này", "the deadline: this day still counts"));
    command.add_option("--before", options.before,
                       program.say("thời hạn: trước ngày này", "the deadline: before this day"));
}

}  // namespace

void add_obligation(CLI::App& app, Program& program) {
    auto submitted = std::make_shared<Options>();
    add(app, program, "submit", "ghi nhận đơn vị đã nộp", "a unit has handed in", submitted, submit)
        ->add_option("--at", submitted->at,
                     program.say("lúc nộp, như 2024-06-12T16:30 (mặc định: bây giờ)",
                                 "when, as 2024-06-12T16:30 (default: now)"));
    auto reopened = std::make_shared<Options>();
    add(app, program, "reopen", "mở lại: đã ghi nộp nhầm, hoặc phải làm lại",
        "it counts as open again", reopened, reopen);
    auto extended = std::make_shared<Options>();
    add_dates(*add(app, program, "extend", "gia hạn; thang nhắc bắt đầu lại từ đầu",
                   "a later deadline; its ladder starts anew", extended, extend),
              program, *extended);
    auto waived = std::make_shared<Options>();
    add(app, program, "waive", "miễn: không phải nộp", "it need not be handed in", waived, waive);
    auto happened = std::make_shared<Options>();
    CLI::App* command = add(
        app, program, "event", "ghi một sự kiện làm bắt đầu tính hạn (nhận đơn, ký quyết định…)",
        "starts a limit that counts from an event (a receipt, a signing)", happened, event);
    command->add_option(
        "--on", happened->on,
        program.say("ngày xảy ra (mặc định: hôm nay)", "the day it happened (default: today)"));
    command->add_option("--ref", happened->ref,
                        program.say("số hiệu, ký hiệu của hồ sơ", "the number of the file"));
    add_dates(*command, program, *happened);
}

}  // namespace dondoc::daemon
