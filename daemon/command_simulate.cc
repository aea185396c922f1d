#include <algorithm>
#include <iostream>
#include <set>

#include "daemon/command.h"
#include "daemon/obligation_listing.h"
#include "daemon/upkeep.h"
#include "plan/vietnamese.h"
#include "scheduler/simulate.h"
#include "store/obligations.h"
#include "store/plans.h"

namespace dondoc::daemon {
namespace {

using scheduler::Assume;
using std::chrono::days;

struct Options {
    std::string from;
    std::string to;
    std::string plan;
    Assume assume = Assume::never;
    Format format = Format::table;
};

/// What is stored, and with `--plan` what that plan would owe though it is not active.
std::vector<scheduler::Case> cases(Session& session, const std::string& wanted) {
    store::CaseFilter filter;
    filter.nudges = true;
    if (wanted.empty()) return store::ObligationStore(session.database()).cases(filter);
    store::PlanStore plans(session.database());
    const auto record = or_fail(plans.find(wanted));
    if (record.state == store::PlanState::active) {
        filter.plan = record.plan->number;
        return store::ObligationStore(session.database()).cases(filter);
    }
    return owed_cases(record.plan, plans.events(record.plan->number), session.settings(),
                      session.units(), session.calendar());
}

std::vector<Cell> row(const scheduler::Simulated& each, const plan::Zone& zone, plan::Day today) {
    const scheduler::Reminder& reminder = each.reminder;
    const plan::Deadline& deadline = each.about->obligation.deadline;
    const bool owed = each.about->obligation.kind != plan::Kind::continuous;
    const std::string at = zone.iso(each.at);
    nlohmann::ordered_json due = nullptr;
    nlohmann::ordered_json bound = nullptr;
    nlohmann::ordered_json last = nullptr;
    if (owed) {
        due = plan::iso(deadline.due.day);
        if (deadline.due.hour)
            due = plan::iso(deadline.due.day) + "T" + plan::clock(*deadline.due.hour);
        bound = std::string(name_of(deadline.due.bound));
        last = plan::iso(deadline.last_good_day);
    }
    const std::string shown_last = owed ? short_date(deadline.last_good_day, today) : "";
    return {Cell(at.substr(0, 10) + " " + at.substr(11, 5), at),
            reminder.obligation.plan,
            reminder.obligation.task,
            reminder.obligation.unit,
            reminder.obligation.period,
            Cell("", due),
            Cell("", bound),
            Cell(shown_last, last),
            reminder.rule,
            reminder.step,
            Cell(std::to_string(reminder.turn), reminder.turn),
            reminder.recipient.selector,
            reminder.recipient.address,
            reminder.recipient.channel};
}

void simulate(Program& program, const Options& options) {
    Session& session = program.session();
    const plan::Zone& zone = session.calendar().zone();
    const plan::Day from =
        options.from.empty() ? session.today() : read_day(options.from, "--from");
    const plan::Day to = options.to.empty() ? from + days{365} : read_day(options.to, "--to");
    if (to < from) {
        fail("--to: ngày kết thúc đứng trước ngày bắt đầu; đổi chỗ hai ngày",
             "--to: the end lies before the start; swap the two days", Exit::usage);
    }
    const auto about = cases(session, options.plan);
    const auto sent =
        scheduler::simulate(about, session.units(), session.settings(), session.calendar(),
                            zone.at(from, plan::TimeOfDay{0}),
                            zone.at(to + days{1}, plan::TimeOfDay{0}), options.assume);
    std::set<std::string_view> plans;
    for (const scheduler::Simulated& each : sent)
        plans.insert(each.reminder.obligation.plan);
    Listing listing({{"at", {"Lúc", "At"}},
                     {"plan", {"Kế hoạch", "Plan"}, false, true, plans.size() < 2},
                     {"task", {"Việc", "Task"}},
                     {"unit", {"Đơn vị", "Unit"}, false, true},
                     {"period", {"Kỳ", "Period"}},
                     {"due", {}, false, false, true},
                     {"bound", {}, false, false, true},
                     {"last_good_day", {"Hết ngày", "Last day"}},
                     {"rule", {}, false, false, true},
                     {"step", {"Bậc", "Step"}},
                     {"turn", {}, false, false, true},
                     {"selector", {}, false, false, true},
                     {"recipient", {"Người nhận", "Recipient"}, false, true},
                     {"channel", {}, false, false, true}});
    for (const scheduler::Simulated& each : sent)
        listing.add(row(each, zone, from));
    listing.print(std::cout, options.format, session.language(),
                  {"Không có lời nhắc nào trong khoảng này.", "No reminder in this range."});
    if (options.format == Format::table && !sent.empty()) {
        std::cout << '\n'
                  << program.say(std::to_string(sent.size()) + " lời nhắc, chưa gửi gì.",
                                 plan::counted(sent.size(), "reminder") + "; nothing was sent.")
                  << '\n';
    }
}

}  // namespace

void add_simulate(CLI::App& app, Program& program) {
    static const std::map<std::string, Assume> kAssume = {{"submitted=never", Assume::never},
                                                          {"submitted=ontime", Assume::ontime}};
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(
        app, program, "simulate", "mọi lời nhắc sẽ gửi trong một khoảng ngày, không gửi gì",
        "every reminder that would be sent in a range of days, sending nothing");
    command->add_option("--from", options->from,
                        program.say("từ ngày, như 2024-01-01 (mặc định: hôm nay)",
                                    "first day, as 2024-01-01 (default: today)"));
    command->add_option(
        "--to", options->to,
        program.say("đến hết ngày (mặc định: 365 ngày sau)", "last day (default: 365 days later)"));
    command->add_option("--plan", options->plan,
                        program.say("chỉ kế hoạch này, kể cả khi chưa kích hoạt",
                                    "only this plan, even if it is not active yet"));
    add_choice(*command, "--assume", kAssume, options->assume,
               program.say("submitted=never: coi như không đơn vị nào nộp (mặc định); "
                           "submitted=ontime: coi như đều nộp đúng hạn",
                           "submitted=never: nobody submits (default); submitted=ontime: everybody "
                           "submits on the last good day"));
    add_format(*command, program, options->format);
    command->footer(program.say(
        "Tính như thể dịch vụ chạy suốt từ trước đến nay: lượt nhắc đang chờ giờ làm việc hoặc bị "
        "bỏ lỡ khi dịch vụ dừng có thể khác với dondoc explain. Việc đã qua hạn khi nhập cũng được "
        "tính.",
        "It reckons as if the daemon had run all along: turns that wait for opening hours or were "
        "missed while it was down may differ from what dondoc explain says. What was past when it "
        "was imported is shown too."));
    command->callback([&program, options] { simulate(program, *options); });
}

}  // namespace dondoc::daemon
