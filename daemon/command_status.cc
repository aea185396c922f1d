#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "daemon/changes.h"
#include "daemon/obligation_listing.h"
#include "daemon/outbox_counts.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 20;  ///< rows of a list before «and N more»

struct Options {
    std::string by = "unit";
    std::string plan;
    std::string unit;
    bool check = false;
    int days = 14;
    Format format = Format::table;
};

By by_of(const Options& options) {
    return options.by == "plan" ? By::plan : By::unit;
}

/// Of active plans, or of the one that was named whatever its state; of a group, what its members
/// owe.
std::vector<scheduler::Case> cases_of(Session& session, const Options& options) {
    store::CaseFilter filter;
    if (!options.plan.empty()) {
        filter.plan = or_fail(store::PlanStore(session.database()).find(options.plan)).plan->number;
        filter.drafts = true;
    }
    std::set<std::string> units;
    if (!options.unit.empty()) {
        for (const auto* each : session.units().standing_for(find_unit(session, options.unit)))
            units.insert(each->id);
    }
    auto cases = store::ObligationStore(session.database()).cases(filter);
    std::erase_if(cases, [&](const scheduler::Case& each) {
        return !units.empty() && !units.contains(each.obligation.key.unit);
    });
    return cases;
}

struct UnsettledTask {
    std::string plan;
    plan::Task task;
    bool unknown = false;
    bool nobody = false;
    std::vector<std::string> names;
};

/// In plans that count: active ones, or the one that was named.
std::vector<UnsettledTask> unsettled_tasks(Session& session, const Options& options) {
    std::vector<UnsettledTask> found;
    store::PlanStore plans(session.database());
    std::vector<store::PlanRecord> records;
    if (!options.plan.empty()) {
        records.push_back(or_fail(plans.find(options.plan)));
    } else {
        records = plans.list();
        std::erase_if(records, [](const store::PlanRecord& each) {
            return each.state != store::PlanState::active;
        });
    }
    for (const store::PlanRecord& record : records) {
        for (const Unsettled& each : unsettled(*record.plan, session.units()))
            found.push_back(
                {record.plan->number, *each.task, each.unknown, each.nobody, each.names});
    }
    return found;
}

/// Everything that `status` tells.
struct Standing {
    std::vector<scheduler::Case> cases;
    std::vector<Tally> tallies;
    Cases overdue;
    Cases without_rule;
    std::vector<UnsettledTask> unsettled;
    OutboxCounts messages;
};

Standing standing(Session& session, const Options& options) {
    Standing made;
    session.database().snapshot([&] {
        made.cases = cases_of(session, options);
        made.unsettled = unsettled_tasks(session, options);
        made.messages = count_messages(session.database());
    });
    const plan::Instant now = session.now();
    made.tallies = tally(made.cases, by_of(options), now, session.calendar().zone());
    made.overdue = overdue(made.cases, now);
    made.without_rule = without_rule(made.cases, session.settings().rules);
    return made;
}

/// What people call a unit or plan.
std::string name_of_key(Session& session, By by, const std::string& key) {
    if (by == By::plan) return key;
    const plan::Unit* unit = session.units().find(key);
    return unit == nullptr ? key : unit->name;
}

Cell number(int count, Style style = Style::plain) {
    return {std::to_string(count), count, count == 0 ? Style::dim : style};
}

Listing list_tallies(Session& session, By by, std::vector<Tally> tallies, bool with_total) {
    const auto name = [&](const Tally& each) { return name_of_key(session, by, each.key); };
    std::ranges::stable_sort(tallies, [&](const Tally& a, const Tally& b) {
        return plan::compare(name(a), name(b)) < 0;
    });
    const bool unit = by == By::unit;
    Listing listing(
        {{unit ? "unit" : "plan", {}, false, false, true},
         {"name", unit ? plan::Words{"Đơn vị", "Unit"} : plan::Words{"Kế hoạch", "Plan"}, false,
          true},
         {"open", {"Chưa nộp", "Open"}, true},
         {"due_in_7_days", {"Hạn 7 ngày", "In 7 days"}, true},
         {"overdue", {"Quá hạn", "Overdue"}, true},
         {"submitted_on_time", {"Đúng hạn", "On time"}, true},
         {"submitted_late", {"Nộp trễ", "Late"}, true},
         {"waived", {"Miễn", "Waived"}, true}});
    const auto add = [&](const Tally& each, const std::string& shown) {
        listing.add({Cell("", each.key), shown, number(each.open),
                     number(each.due_soon, Style::warn), number(each.overdue, Style::bad),
                     number(each.on_time, Style::good), number(each.late, Style::warn),
                     number(each.waived)});
    };
    for (const Tally& each : tallies)
        add(each, name(each));
    if (with_total && tallies.size() > 1) {
        add(total(tallies), session.say({"Tổng cộng", "Total"}));
    }
    return listing;
}

void print_head(const plan::Words& words, Session& session) {
    std::cout << '\n' << session.say(words) << '\n';
}

void print_more(std::size_t size, Session& session) {
    if (size <= kShown) return;
    const auto more = size - kShown;
    std::cout << session.say(
                     {fmt::format("… và {} việc nữa", more), fmt::format("… and {} more", more)})
              << '\n';
}

void print_cases(const Cases& cases, const plan::Words& head, Session& session) {
    if (cases.empty()) return;
    print_head(head, session);
    const Cases shown(cases.begin(),
                      cases.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, cases.size())));
    list_obligations(shown, session).print(std::cout, Format::table, session.language(), {});
    print_more(cases.size(), session);
}

void print_unsettled(const std::vector<UnsettledTask>& tasks, Session& session) {
    if (tasks.empty()) return;
    print_head(
        {"Việc chưa rõ thời gian hoặc đơn vị, nên chưa đôn đốc đủ (sửa bằng: dondoc task set):",
         "Tasks without a timing or with unknown units, so not all is owed (settle with: "
         "dondoc task set):"},
        session);
    Listing listing({{"plan", {"Kế hoạch", "Plan"}, false, true},
                     {"task", {"Việc", "Task"}},
                     {"title", {"Nội dung", "Title"}, false, true},
                     {"what", {"Chưa rõ", "Unknown"}, false, true}});
    for (const UnsettledTask& each : tasks) {
        if (listing.size() == kShown) break;
        std::string what = each.unknown ? session.say({"thời gian", "timing"}) : "";
        if (each.unknown && !each.task.timing_text.empty()) {
            what += ": «" + each.task.timing_text + "»";
        }
        if (each.nobody) {
            what += (what.empty() ? "" : "; ") + session.say({"chưa ghi ai chủ trì", "who leads"});
        }
        if (!each.names.empty()) {
            what += (what.empty() ? "" : "; ") + session.say({"đơn vị: ", "unit: "}) +
                    fmt::format("{}", fmt::join(each.names, ", "));
        }
        listing.add({each.plan, each.task.key, each.task.title, what});
    }
    listing.print(std::cout, Format::table, session.language(), {});
    print_more(tasks.size(), session);
}

void print_messages(const OutboxCounts& counts, Session& session) {
    std::vector<plan::Words> lines;
    if (counts.gave_up > 0) {
        lines.push_back(
            {fmt::format("{} thông điệp không gửi được; xem: dondoc outbox list", counts.gave_up),
             plan::counted(counts.gave_up, "message") + " gave up; see: dondoc outbox list"});
    }
    if (counts.undecided > 0) {
        lines.push_back(
            {fmt::format(
                 "{} thông điệp chưa rõ đã gửi hay chưa, chờ quyết định; xem: dondoc outbox "
                 "list --state uncertain",
                 counts.undecided),
             plan::counted(counts.undecided, "message") +
                 " that may have gone out before a restore wait to be decided; see: dondoc outbox "
                 "list --state uncertain"});
    }
    for (const auto& [channel, held] : counts.held) {
        lines.push_back({fmt::format("kênh {} đang tạm giữ: {} thông điệp chờ", channel, held),
                         fmt::format("channel {} is held, and with it {}", channel,
                                     plan::counted(held, "message"))});
    }
    if (counts.waiting > 0) {
        lines.push_back({fmt::format("{} thông điệp đang chờ gửi", counts.waiting),
                         plan::counted(counts.waiting, "message") + " to be sent"});
    }
    if (lines.empty()) return;
    print_head({"Hộp gửi:", "Outbox:"}, session);
    for (const plan::Words& line : lines)
        std::cout << "  " << session.say(line) << '\n';
}

void print_table(const Standing& made, const Options& options, Session& session) {
    const plan::Words at = minute_words(session.now(), session.calendar().zone());
    std::cout << session.say({"Tình hình lúc " + at.vi, "As of " + at.en}) << "\n\n";
    list_tallies(session, by_of(options), made.tallies, true)
        .print(std::cout, Format::table, session.language(),
               {"Không có việc nào phải nộp; kích hoạt kế hoạch bằng: dondoc plan activate SỐ",
                "Nothing is owed; activate a plan with: dondoc plan activate NUMBER"});
    print_cases(made.overdue,
                {fmt::format("Quá hạn ({}):", made.overdue.size()),
                 fmt::format("Overdue ({}):", made.overdue.size())},
                session);
    print_cases(made.without_rule,
                {fmt::format("Không quy tắc nào áp dụng, nên không ai được nhắc ({}):",
                             made.without_rule.size()),
                 fmt::format("No rule matches, so nobody is told ({}):", made.without_rule.size())},
                session);
    print_unsettled(made.unsettled, session);
    print_messages(made.messages, session);
    if (!made.tallies.empty() && made.overdue.empty()) {
        print_head({"Không có việc quá hạn.", "Nothing is overdue."}, session);
    }
}

Json json_of(const UnsettledTask& open) {
    return {{"plan", open.plan},
            {"task", open.task.key},
            {"title", open.task.title},
            {"timing_text", open.task.timing_text},
            {"unknown_timing", open.unknown},
            {"no_lead", open.nobody},
            {"unknown_units", open.names}};
}

void print_json(const Standing& made, const Options& options, Session& session) {
    Json object;
    object["at"] = session.calendar().zone().iso(session.now());
    object[by_of(options) == By::unit ? "units" : "plans"] =
        list_tallies(session, by_of(options), made.tallies, false).objects();
    object["overdue"] = list_obligations(made.overdue, session).objects();
    object["unmatched"] = list_obligations(made.without_rule, session).objects();
    auto tasks = Json::array();
    for (const UnsettledTask& each : made.unsettled)
        tasks.push_back(json_of(each));
    object["unsettled"] = std::move(tasks);
    object["messages"] = {{"waiting", made.messages.waiting},
                          {"held", Json(made.messages.held)},
                          {"gave_up", made.messages.gave_up},
                          {"undecided", made.messages.undecided}};
    std::cout << json_text(object) << '\n';
}

void status(Program& program, const Options& options) {
    Session& session = program.session();
    const Standing made = standing(session, options);
    switch (options.format) {
        case Format::table:
            print_table(made, options, session);
            break;
        case Format::json:
            print_json(made, options, session);
            break;
        case Format::jsonl:
            list_tallies(session, by_of(options), made.tallies, false)
                .print(std::cout, Format::jsonl, session.language(), {});
            break;
    }
    if (options.check && !made.overdue.empty()) program.exit = Exit::no;
}

void show_upcoming(Program& program, const Options& options) {
    Session& session = program.session();
    const auto cases = cases_of(session, options);
    const plan::Instant now = session.now();
    const Cases coming =
        upcoming(cases, now, session.calendar().zone(), std::chrono::days{options.days});
    list_obligations(coming, session)
        .print(std::cout, options.format, session.language(),
               {fmt::format("Không có việc nào đến hạn trong {} ngày tới.", options.days),
                fmt::format("Nothing is due in the next {} days.", options.days)});
    const auto late = overdue(cases, now).size();
    if (options.format != Format::table || late == 0) return;
    std::cout << '\n'
              << program.say(fmt::format("{} việc đã quá hạn; xem: dondoc status", late),
                             fmt::format("{} overdue already; see: dondoc status", late))
              << '\n';
}

void add_filters(CLI::App& command, const Program& program, Options& options) {
    command.add_option("--plan", options.plan, program.say("chỉ kế hoạch này", "only this plan"));
    command.add_option("--unit", options.unit,
                       program.say("chỉ đơn vị này; nhóm là các thành viên của nó",
                                   "only this unit; a group stands for its members"));
    add_format(command, program, options.format);
}

}  // namespace

void add_status(CLI::App& app, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(app, program, "status", "tình hình: chưa nộp, quá hạn, đã nộp, cần xem lại",
                    "how things stand: open, overdue, submitted, and what needs a person");
    command
        ->add_option(
            "--by", options->by,
            program.say("theo đơn vị (mặc định) hay theo kế hoạch", "by unit (default) or by plan"))
        ->check(CLI::IsMember({"unit", "plan"}).description(""))
        ->type_name("unit|plan");
    command->add_flag(
        "--check", options->check,
        program.say("thoát với mã 1 nếu có việc quá hạn", "exit with 1 if anything is overdue"));
    add_filters(*command, program, *options);
    command->footer(program.say(
        "«Chưa nộp» gồm cả việc sắp đến hạn và việc quá hạn. Nộp trễ là nộp khi đã hết thời hạn.",
        "\"Open\" holds what is due soon and what is overdue too. Late means handed in when the "
        "deadline was over."));
    command->callback([&program, options] { status(program, *options); });
    auto ahead = std::make_shared<Options>();
    command =
        add_command(app, program, "upcoming", "việc sắp đến hạn", "what is due in the next days");
    command
        ->add_option("--days", ahead->days,
                     program.say("trong bao nhiêu ngày tới (mặc định: 14)",
                                 "how many days ahead (default: 14)"))
        ->check(CLI::Range(0, 3660).description(""));
    add_filters(*command, program, *ahead);
    command->callback([&program, ahead] { show_upcoming(program, *ahead); });
}

}  // namespace dondoc::daemon
