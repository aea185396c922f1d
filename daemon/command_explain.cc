#include <fmt/format.h>

#include <iostream>

#include "daemon/calendar_notes.h"
#include "daemon/changes.h"
#include "daemon/obligation_listing.h"
#include "plan/vietnamese.h"
#include "scheduler/explain.h"

namespace dondoc::daemon {
namespace {

using scheduler::ExplainedTurn;
using scheduler::Explanation;
using scheduler::Why;

struct Options {
    std::string what;
    int days = 60;
    Format format = Format::table;
};

struct Reason {
    std::string key;
    plan::Words words;
    Style style;
};

Reason reason_of(Why why) {
    switch (why) {
        case Why::told:
            return {"told", {"đã nhắc", "told"}, Style::good};
        case Why::superseded:
            return {"superseded",
                    {"không nhắc: lời sau thay thế", "not told: a later word went"},
                    Style::dim};
        case Why::withdrawn:
            return {"withdrawn",
                    {"không nhắc: việc đã xong", "not told: it was closed before"},
                    Style::dim};
        case Why::silenced:
            return {"silenced", {"không nhắc: đang tạm ngừng", "not told: silenced"}, Style::dim};
        case Why::will_be_told:
            return {"will_be_told",
                    {"sẽ nhắc, nếu còn mở", "will be told if still open"},
                    Style::plain};
        case Why::will_be_superseded:
            return {"will_be_superseded",
                    {"sẽ không: lời khác thay thế", "will not: another word goes out"},
                    Style::dim};
        case Why::closed:
            return {"closed", {"không nhắc: việc đã khép", "not told: it is closed"}, Style::dim};
        case Why::not_in_force:
            return {"not_in_force",
                    {"không nhắc: kế hoạch không được đôn đốc", "not told: its plan is not active"},
                    Style::dim};
        case Why::past:
            return {"past",
                    {"không nhắc: đã qua khi nhập", "not told: past when imported"},
                    Style::dim};
        case Why::closed_turn:
            return {"closed_turn",
                    {"không nhắc: địa chỉ thêm sau", "not told: address added later"},
                    Style::dim};
        case Why::unreached:
            return {"unreached", {"không tới ai", "reaches nobody"}, Style::bad};
    }
    return {};
}

std::string local_minute(const plan::Zone& zone, plan::Instant at) {
    const std::string text = zone.iso(at);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

nlohmann::ordered_json json_of(const ExplainedTurn& turn, const plan::Zone& zone) {
    const Reason reason = reason_of(turn.why);
    nlohmann::ordered_json made;
    made["step"] = turn.step;
    made["turn"] = turn.turn.turn;
    made["nominal"] = plan::iso(turn.turn.nominal);
    made["fire"] = zone.iso(turn.turn.fire);
    made["release"] = zone.iso(turn.turn.release);
    made["recipient"] = turn.recipient.address;
    made["channel"] = turn.recipient.channel;
    made["selector"] = turn.recipient.selector;
    made["fallback"] = turn.recipient.fallback;
    made["why"] = reason.key;
    made["at"] = turn.at ? nlohmann::ordered_json(zone.iso(*turn.at)) : nullptr;
    return made;
}

nlohmann::ordered_json json_of(const scheduler::Case& facts, const Explanation& explanation,
                               const config::Settings& settings, const plan::Zone& zone) {
    const plan::Obligation& obligation = facts.obligation;
    nlohmann::ordered_json made;
    made["obligation"] = obligation.key.text();
    made["title"] = facts.task->title;
    made["state"] = std::string(name_of(facts.state));
    made["in_force"] = facts.in_force;
    made["due"] = plan::iso(obligation.deadline.due.day);
    made["bound"] = std::string(name_of(obligation.deadline.due.bound));
    made["last_good_day"] = plan::iso(obligation.deadline.last_good_day);
    made["deadline"] = zone.iso(obligation.deadline.at);
    made["rule"] = explanation.rule ? nlohmann::ordered_json(explanation.rule->name) : nullptr;
    made["rule_at"] =
        explanation.rule
            ? nlohmann::ordered_json(fmt::format("{}:{}", settings.file, explanation.rule->line))
            : nullptr;
    auto turns = nlohmann::ordered_json::array();
    for (const ExplainedTurn& turn : explanation.turns)
        turns.push_back(json_of(turn, zone));
    made["turns"] = std::move(turns);
    return made;
}

std::string state_line(const scheduler::Case& facts, const plan::Zone& zone, plan::Day today,
                       bool vi) {
    const auto days = (facts.obligation.deadline.last_good_day - today) / std::chrono::days{1};
    switch (facts.state) {
        case plan::State::open: {
            if (days == 0) return vi ? "chưa nộp, hạn là hôm nay" : "open, due today";
            const auto count = static_cast<std::size_t>(std::abs(days));
            const std::string shown =
                vi ? fmt::format("{} ngày", count) : plan::counted(count, "day");
            return days > 0
                       ? fmt::format(fmt::runtime(vi ? "chưa nộp, còn {}" : "open, {} left"), shown)
                       : fmt::format(
                             fmt::runtime(vi ? "chưa nộp, QUÁ HẠN {}" : "open, OVERDUE by {}"),
                             shown);
        }
        case plan::State::submitted: {
            const bool late = facts.closed_at >= facts.obligation.deadline.at;
            const std::string at =
                zone.words(*facts.closed_at).in(vi ? plan::Language::vi : plan::Language::en);
            if (vi) return "đã nộp lúc " + at + (late ? ", trễ hạn" : ", đúng hạn");
            return "submitted at " + at + (late ? ", late" : ", on time");
        }
        case plan::State::waived:
            return vi ? "được miễn" : "waived";
        case plan::State::cancelled:
            return vi ? "đã hủy: không còn trong kế hoạch" : "cancelled: no longer in the plan";
        case plan::State::past:
            return vi ? "đã qua hạn khi nhập kế hoạch" : "past when the plan was imported";
    }
    return {};
}

std::string not_in_force(const std::string& number, Session& session) {
    const auto state = or_fail(store::PlanStore(session.database()).find(number)).state;
    return session.say(state_words(state)) +
           session.say({": không ai được nhắc", ": nobody is told"});
}

void print_head(const scheduler::Case& facts, const Explanation& explanation, Session& session) {
    const bool vi = session.language() == plan::Language::vi;
    const plan::Obligation& obligation = facts.obligation;
    const plan::Unit* unit = session.units().find(obligation.key.unit);
    const auto line = [&](const char* label_vi, const char* label_en, const std::string& value) {
        std::cout << wrapped(fmt::format("{}: {}", vi ? label_vi : label_en, value));
    };
    std::cout << obligation.key.text() << '\n' << wrapped(facts.task->title) << '\n';
    line("Đơn vị", "Unit", unit ? unit->name : obligation.key.unit);
    if (!facts.task->timing_text.empty()) {
        line("Kế hoạch ghi", "The plan says", facts.task->timing_text);
    }
    if (obligation.kind != plan::Kind::continuous) {
        line("Thời hạn", "Deadline", session.say(describe(obligation.deadline)));
        if (facts.extended_from) {
            line("Thời hạn cũ", "Extended from", session.say(describe(*facts.extended_from)));
        }
        line("Tình trạng", "State",
             state_line(facts, session.calendar().zone(), session.today(), vi));
    }
    if (!facts.in_force) line("Kế hoạch", "Plan", not_in_force(obligation.key.plan, session));
    if (explanation.rule == nullptr) {
        line("Quy tắc", "Rule",
             fmt::format(fmt::runtime(
                             vi ? "không quy tắc nào khớp: không ai được nhắc; thêm [[rule]] vào {}"
                                : "no rule matches: nobody is told; add a [[rule]] to {}"),
                         session.settings().file));
        return;
    }
    line("Quy tắc", "Rule",
         fmt::format("«{}» ({}:{})", explanation.rule->name, session.settings().file,
                     explanation.rule->line));
}

void print_table(const Explanation& explanation, Session& session) {
    const plan::Zone& zone = session.calendar().zone();
    Listing listing({{"step", {"Bậc", "Step"}},
                     {"nominal", {"Ngày tính", "Counted"}},
                     {"at", {"Lúc", "At"}},
                     {"recipient", {"Người nhận", "Recipient"}, false, true},
                     {"selector", {"Theo", "As"}, false, true},
                     {"why", {"Kết quả và lý do", "What and why"}, false, true, false, true}});
    for (const ExplainedTurn& turn : explanation.turns) {
        const Reason reason = reason_of(turn.why);
        const bool nobody = turn.recipient.channel.empty();
        std::string why = session.say(reason.words);
        if (turn.recipient.fallback) {
            why += session.say({" (đầu mối dự phòng)", " (the fallback)"});
        }
        const std::string step =
            turn.turn.turn == 0 ? turn.step : fmt::format("{} ({})", turn.step, turn.turn.turn + 1);
        listing.add(
            {step, short_date(turn.turn.nominal, session.today()),
             local_minute(zone, turn.why == Why::closed ? turn.turn.release
                                                        : turn.at.value_or(turn.turn.release)),
             nobody ? std::string("–") : turn.recipient.address, turn.recipient.selector,
             Cell(why, reason.key, reason.style)});
    }
    listing.print(std::cout, Format::table, session.language(),
                  {"Chưa có lượt nhắc nào trong khoảng này.", "No turn in this range."});
}

void print_days_off(const scheduler::Case& facts, const Explanation& explanation,
                    Session& session) {
    const auto lines = days_off(facts.obligation.deadline, explanation.turns, session.calendar());
    if (lines.empty()) return;
    std::cout << '\n' << session.say({"Ngày nghỉ:", "Days off:"}) << '\n';
    for (const plan::Words& line : lines)
        std::cout << wrapped("  " + session.say(line));
}

/// What is open is looked at from today on; what is closed says enough by the turns that it
/// stopped.
plan::Instant horizon_of(const scheduler::Case& facts, plan::Instant now, int ahead) {
    constexpr int kAfterTheEnd = 14;
    const plan::Instant deadline = facts.obligation.deadline.at;
    if (facts.state == plan::State::open) return std::max(now, deadline) + std::chrono::days{ahead};
    const plan::Instant end = std::max(deadline, facts.closed_at.value_or(deadline));
    return end + std::chrono::days{std::min(ahead, kAfterTheEnd)};
}

void explain(Program& program, const Options& options) {
    Session& session = program.session();
    const scheduler::Case facts =
        or_fail(store::ObligationStore(session.database()).find(options.what));
    const plan::Zone& zone = session.calendar().zone();
    const plan::Instant horizon = horizon_of(facts, session.now(), options.days);
    const Explanation explanation = scheduler::explain(facts, session.units(), session.settings(),
                                                       session.calendar(), session.now(), horizon);
    if (options.format != Format::table) {
        const auto made = json_of(facts, explanation, session.settings(), zone);
        std::cout << (options.format == Format::json ? json_text(made) : json_line(made)) << '\n';
        return;
    }
    print_head(facts, explanation, session);
    if (explanation.rule == nullptr) return;
    std::cout << '\n';
    print_table(explanation, session);
    print_days_off(facts, explanation, session);
}

}  // namespace

void add_explain(CLI::App& app, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(app, program, "explain",
                    "vì sao nhắc, vì sao không: quy tắc và từng lượt nhắc của một việc",
                    "why, and why not: an obligation's rule and every turn of its ladder");
    command
        ->add_option("OBLIGATION", options->what,
                     program.say("như 56/KH-STP:12.2:2024-06:van-phong; chỉ cần phần đủ phân biệt",
                                 "as 56/KH-STP:12.2:2024-06:van-phong; any unambiguous part"))
        ->required();
    command
        ->add_option("--days", options->days,
                     program.say("xem tiếp bao nhiêu ngày sau thời hạn và hôm nay (mặc định 60)",
                                 "how many days past the deadline and today (default 60)"))
        ->check(CLI::Range(0, 3660).description(""));
    add_format(*command, program, options->format);
    command->callback([&program, options] { explain(program, *options); });
}

}  // namespace dondoc::daemon
