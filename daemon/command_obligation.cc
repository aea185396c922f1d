#include <fmt/format.h>

#include <iostream>
#include <set>

#include "daemon/changes.h"
#include "plan/vietnamese.h"

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

/// A day more than a year before or after its plan is a slip in the year.
void check_year(plan::Day day, const plan::Plan& plan, const char* option) {
    constexpr std::chrono::days kYear{366};
    if (day >= plan.valid.from - kYear && day <= plan.valid.until + kYear) return;
    const plan::Words date = plan::date_words(day);
    const plan::Words from = plan::date_words(plan.valid.from);
    const plan::Words until = plan::date_words(plan.valid.until);
    fail(fmt::format("{}: ngày {} cách xa thời gian của kế hoạch {} ({} – {}); kiểm tra năm",
                     option, date.vi, plan.number, from.vi, until.vi),
         fmt::format("{}: {} lies far from the time of plan {} ({} – {}); look at the year", option,
                     date.en, plan.number, from.en, until.en),
         Exit::usage);
}

/// When it was handed in.
plan::Instant handed_in(Session& session, const Options& options, const scheduler::Case& facts) {
    if (options.at.empty()) return session.now();
    const plan::Zone& zone = session.calendar().zone();
    const plan::Instant at = read_instant(options.at, zone, "--at");
    if (at > session.now()) {
        fail("--at: thời điểm nộp nằm trong tương lai; ghi thời điểm thật sự nhận được",
             "--at: that is in the future; give the moment it was really handed in", Exit::usage);
    }
    // What is late may come in years after.
    check_year(std::min(zone.day_at(at), facts.plan->valid.until), *facts.plan, "--at");
    return at;
}

void submit(Program& program, const Options& options) {
    Session& session = program.session();
    const scheduler::Case facts = find(program, options);
    if (is_closed(facts)) {
        refuse(program, facts, "mở lại bằng dondoc reopen trước khi ghi nộp",
               "reopen it with dondoc reopen first");
    }
    const plan::Instant at = handed_in(session, options, facts);
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
                                 fmt::format("{}: submitted, {} late ({}).", reference,
                                             plan::counted(static_cast<std::size_t>(late), "day"),
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

/// DESIGN 10.8: whoever lets a deadline go says why.
void warn_without_note(const Program& program, const Options& options) {
    if (!options.who.note.empty()) return;
    warn(program, {"chưa ghi lý do; lần sau ghi bằng --note \"lý do, căn cứ\"",
                   "no reason was given; say it with --note next time"});
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
    warn_without_note(program, options);
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
    warn_without_note(program, options);
}

bool has_kind(const plan::Task& task, plan::Kind kind) {
    return std::ranges::any_of(
        task.timings, [&](const plan::Timing& timing) { return plan::kind_of(timing) == kind; });
}

const char* due_option(const Options& options) {
    return options.until.empty() ? "--before" : "--until";
}

/// An event starts a limit, or sets the date of what is done on demand.
void check_kind(const plan::Task& task, const Options& options, bool has_date) {
    const bool after_event = has_kind(task, plan::Kind::after_event);
    const bool on_demand = has_kind(task, plan::Kind::on_demand);
    if (has_date ? on_demand : after_event) return;
    if (!after_event && !on_demand) {
        fail(fmt::format("việc {0}: sự kiện không làm bắt đầu thời hạn nào; sửa thời gian của việc "
                         "bằng dondoc task set {0}",
                         task.key),
             fmt::format("task {0}: an event starts nothing here; give it a timing with dondoc "
                         "task set {0}",
                         task.key),
             Exit::usage);
    }
    if (has_date) {
        fail(fmt::format("việc {} tính hạn từ sự kiện: bỏ {}", task.key, due_option(options)),
             fmt::format("the limit of task {} counts from the event: leave {} out", task.key,
                         due_option(options)),
             Exit::usage);
    }
    fail(fmt::format("việc {} làm theo yêu cầu: ghi thời hạn bằng --until NGÀY", task.key),
         fmt::format("task {} is on demand: set its date with --until DAY", task.key), Exit::usage);
}

plan::Event read_event(Session& session, const plan::Plan& plan, const plan::Task& task,
                       const Options& options) {
    plan::Event event{plan.number, task.key, session.today(), options.ref, std::nullopt};
    if (!options.on.empty()) event.on = read_day(options.on, "--on");
    if (!options.until.empty() || !options.before.empty()) event.due = due_date(options, "event");
    check_kind(task, options, event.due.has_value());
    if (event.on > session.today()) {
        fail("--on: ngày xảy ra nằm trong tương lai; ghi khi sự kiện đã xảy ra",
             "--on: that day is in the future; record the event when it has happened", Exit::usage);
    }
    check_year(event.on, plan, "--on");
    if (!event.due) return event;
    check_year(event.due->day, plan, due_option(options));
    if (event.due->day < event.on) {
        fail(fmt::format("{}: thời hạn đứng trước ngày xảy ra ({})", due_option(options),
                         plan::date_words(event.on).vi),
             fmt::format("{}: the deadline lies before the day it happened ({})",
                         due_option(options), plan::date_words(event.on).en),
             Exit::usage);
    }
    return event;
}

std::vector<scheduler::Case> owed_by(Session& session, const std::string& plan) {
    store::CaseFilter filter;
    filter.plan = plan;
    return store::ObligationStore(session.database()).cases(filter);
}

void event(Program& program, const Options& options) {
    Session& session = program.session();
    const NamedTask task = find_active_task(session, options.what);
    const plan::Event event = read_event(session, *task.record.plan, task.task(), options);
    const store::Act act = session.act(options.who.by, options.who.note);
    std::set<std::int64_t> known;
    for (const scheduler::Case& each : owed_by(session, event.plan))
        known.insert(each.id);
    if (!store::PlanStore(session.database()).add_event(event, act)) {
        std::cout << program.say("Sự kiện này đã được ghi trước đây.",
                                 "This event was recorded before.")
                  << '\n';
        return;
    }
    const auto added = sync_plan(session.database(), event.plan, session.settings(),
                                 session.units(), session.calendar(), act)
                           .added;
    const plan::Words on = plan::date_words(event.on);
    std::cout << program.say(
                     fmt::format("Đã ghi: {} ngày {}; {} việc phải nộp.", event.task, on.vi, added),
                     fmt::format("Recorded: {} on {}; {}.", event.task, on.en,
                                 plan::counted(added, "obligation")))
              << '\n';
    for (const scheduler::Case& each : owed_by(session, event.plan)) {
        if (known.contains(each.id)) continue;
        std::cout << fmt::format("  {}: {}\n", each.obligation.key.text(),
                                 session.say(describe(each.obligation.deadline)));
    }
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
    add_text(*command, "--ref", happened->ref,
             program.say("số hiệu, ký hiệu của hồ sơ", "the number of the file"));
    add_dates(*command, program, *happened);
}

}  // namespace dondoc::daemon
