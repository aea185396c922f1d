#include "daemon/changes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <iostream>

#include "plan/document/unit_match.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

/// Names that were matched to no unit owe nothing; a new unit or alias may be who was meant.
std::vector<std::string> place_names(Session& session, const store::Act& act) {
    std::vector<std::string> placed;
    store::PlanStore plans(session.database());
    for (const store::PlanRecord& record : plans.list()) {
        if (record.state == store::PlanState::retired) continue;
        plan::Plan plan = *record.plan;
        plan::match_units(plan, session.units());
        if (plan == *record.plan) continue;
        plans.import(plan, record.include_past, act);
        placed.push_back(plan.number);
    }
    return placed;
}

/// Ends the transaction of a dry run.
struct Undo {};

[[noreturn]] void fail_no_task(const std::string& reference) {
    const std::string said = plan::echo(reference);
    fail(fmt::format("không có việc «{}»; xem: dondoc task list", said),
         fmt::format("there is no task \"{}\"; see: dondoc task list", said));
}

[[noreturn]] void fail_several(const std::string& reference, const std::vector<NamedTask>& found) {
    std::vector<std::string> meant;
    for (const NamedTask& each : found)
        meant.push_back(each.reference());
    fail(fmt::format("«{}» có thể là {}; ghi rõ kế hoạch", plan::echo(reference),
                     fmt::join(meant, ", ")),
         fmt::format("\"{}\" could be {}; write the plan too", plan::echo(reference),
                     fmt::join(meant, ", ")),
         Exit::usage);
}

/// A plan that is named counts whatever its state; else those that `counts`.
template <class Counts>
NamedTask find_task_of(Session& session, const std::string& reference, Counts counts) {
    store::PlanStore plans(session.database());
    const auto colon = reference.find(':');
    const std::string key =
        plan::fold(colon == std::string::npos ? reference : reference.substr(colon + 1));
    std::vector<store::PlanRecord> records;
    if (colon == std::string::npos) {
        records = plans.list();
        std::erase_if(records, std::not_fn(counts));
    } else {
        records.push_back(or_fail(plans.find(reference.substr(0, colon))));
    }
    std::vector<NamedTask> found;
    for (const store::PlanRecord& record : records) {
        const auto& tasks = record.plan->tasks;
        for (std::size_t place = 0; place < tasks.size(); ++place) {
            if (plan::fold(tasks[place].key) == key) found.push_back({record, place});
        }
    }
    if (found.empty()) fail_no_task(reference);
    if (found.size() > 1) fail_several(reference, found);
    return found.front();
}

}  // namespace

plan::Words state_words(store::PlanState state) {
    switch (state) {
        case store::PlanState::draft:
            return {"chưa được kích hoạt", "not active yet"};
        case store::PlanState::active:
            return {"đang đôn đốc", "active"};
        case store::PlanState::retired:
            return {"đã thôi đôn đốc", "retired"};
    }
    return {};
}

std::string read_text(const std::string& typed, const char* option) {
    if (!plan::is_utf8(typed) || plan::has_control(typed)) {
        fail(fmt::format("{}: có ký tự không dùng được; gõ lại, bảng mã UTF-8", option),
             fmt::format("{}: it holds characters that cannot be used; type it again in UTF-8",
                         option),
             Exit::usage);
    }
    return plan::collapse_space(plan::nfc(typed));
}

void add_text(CLI::App& command, const char* option, std::optional<std::string>& into,
              const std::string& help) {
    command.add_option_function<std::string>(
        option, [&into, option](const std::string& typed) { into = read_text(typed, option); },
        help);
}

void add_text(CLI::App& command, const char* option, std::string& into, const std::string& help) {
    command.add_option_function<std::string>(
        option, [&into, option](const std::string& typed) { into = read_text(typed, option); },
        help);
}

void add_texts(CLI::App& command, const char* option, std::optional<std::vector<std::string>>& into,
               const std::string& help) {
    const auto take = [&into, option](const std::vector<std::string>& typed) {
        into.emplace();
        for (const std::string& each : typed) {
            std::string text = read_text(each, option);
            if (!text.empty()) into->push_back(std::move(text));
        }
    };
    // One value for each option, so that a list does not swallow what stands after it.
    command.add_option_function<std::vector<std::string>>(option, take, help)
        ->allow_extra_args(false);
}

void warn(const Program& program, const plan::Words& words) {
    std::cerr << "dondoc: " << program.say("lưu ý: " + words.vi, "note: " + words.en) << '\n';
}

const plan::Unit& find_unit(Session& session, const std::string& named) {
    const plan::Units& units = session.units();
    if (const plan::Unit* unit = units.named(named)) return *unit;
    const std::string near = units.nearest(named);
    const plan::Words instead =
        near.empty() ? plan::Words{"; xem: dondoc unit list", "; see: dondoc unit list"}
                     : plan::did_you_mean(near);
    const std::string shown = plan::echo(named);
    fail(fmt::format("không có đơn vị «{}»{}", shown, instead.vi),
         fmt::format("there is no unit \"{}\"{}", shown, instead.en));
}

NamedTask find_task(Session& session, const std::string& reference) {
    return find_task_of(session, reference, [](const store::PlanRecord& record) {
        return record.state != store::PlanState::retired;
    });
}

NamedTask find_active_task(Session& session, const std::string& reference) {
    NamedTask found = find_task_of(session, reference, [](const store::PlanRecord& record) {
        return record.state == store::PlanState::active;
    });
    if (found.record.state == store::PlanState::active) return found;
    const plan::Words state = state_words(found.record.state);
    fail(fmt::format("kế hoạch {0} {1}; kích hoạt trước: dondoc plan activate {0}",
                     found.record.plan->number, state.vi),
         fmt::format("plan {0} is {1}; activate it first: dondoc plan activate {0}",
                     found.record.plan->number, state.en));
}

UnitEffects change_units(Session& session, const std::vector<plan::Unit>& units,
                         const store::Act& act, bool dry_run) {
    UnitEffects effects;
    store::Database& database = session.database();
    try {
        database.transaction([&] {
            effects.changes = or_fail(store::UnitStore(database).save(units, act));
            session.forget_units();
            effects.placed = place_names(session, act);
            effects.synced = sync_active_plans(database, session.settings(), session.units(),
                                               session.calendar(), act);
            store::ObligationStore(database).look_again();
            if (dry_run) throw Undo{};
        });
    } catch (const Undo&) {
        session.forget_units();
    }
    return effects;
}

void say_effects(const Program& program, const UnitEffects& effects) {
    for (const std::string& number : effects.placed) {
        std::cout << program.say(
                         fmt::format("Kế hoạch {}: đã nhận ra thêm tên đơn vị.", number),
                         fmt::format("Plan {}: more of its names now stand for a unit.", number))
                  << '\n';
    }
    for (const PlanSync& each : effects.synced)
        say_sync(program, each.plan, each.report);
}

std::optional<store::SyncReport> change_plan(Session& session, const store::PlanRecord& record,
                                             const plan::Plan& changed, const store::Act& act) {
    std::optional<store::SyncReport> report;
    store::Database& database = session.database();
    database.transaction([&] {
        store::PlanStore(database).import(changed, record.include_past, act);
        if (record.state != store::PlanState::active) return;
        report = sync_plan(database, changed.number, session.settings(), session.units(),
                           session.calendar(), act);
    });
    return report;
}

void say_sync(const Program& program, const std::string& plan, const store::SyncReport& report) {
    std::vector<std::string> vi;
    std::vector<std::string> en;
    const auto count = [&](std::size_t number, const char* in_vi, const char* in_en) {
        if (number == 0) return;
        vi.push_back(fmt::format("{} {}", number, in_vi));
        en.push_back(fmt::format("{} {}", number, in_en));
    };
    count(report.added - report.past, "việc phải nộp thêm mới", "new to hand in");
    count(report.past, "việc đã qua hạn nên không nhắc", "past, so nobody is told");
    count(report.moved.size(), "việc đổi thời hạn", "with another deadline");
    count(report.cancelled.size(), "việc không còn phải nộp", "no longer owed");
    if (vi.empty()) return;
    std::cout << program.say(fmt::format("Kế hoạch {}: {}.", plan, fmt::join(vi, ", ")),
                             fmt::format("Plan {}: {}.", plan, fmt::join(en, ", ")))
              << '\n';
}

}  // namespace dondoc::daemon
