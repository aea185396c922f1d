#include "store/plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "plan/vietnamese.h"
#include "store/plan_rows.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

constexpr std::array<std::string_view, 3> kStates = {"draft", "active", "retired"};
constexpr std::size_t kNamesShown = 5;

PlanRecord record_of(StoredPlan stored) {
    return {stored.id, stored.state, stored.imported_at, stored.include_past,
            std::make_shared<const plan::Plan>(std::move(stored.plan))};
}

/// At most five numbers, and how many more there are.
plan::Words listed(const std::vector<PlanRecord>& records) {
    std::vector<std::string> numbers;
    for (const auto& record : records) {
        if (numbers.size() < kNamesShown) numbers.push_back(record.plan->number);
    }
    const auto shown = fmt::format("{}", fmt::join(numbers, ", "));
    if (numbers.size() == records.size()) return {shown, shown};
    const auto more = records.size() - numbers.size();
    return {fmt::format("{} và {} kế hoạch khác", shown, more),
            fmt::format("{} and {} more", shown, more)};
}

tl::unexpected<plan::Problem> none(const std::string& number,
                                   const std::vector<PlanRecord>& records) {
    if (records.empty()) {
        return plan::problem("Chưa có kế hoạch nào; nhập bằng `dondoc import TỆP`",
                             "there is no plan yet; bring one in with `dondoc import FILE`");
    }
    const auto known = listed(records);
    return plan::problem(
        fmt::format("Không có kế hoạch «{}»; hiện có: {}", plan::echo(number), known.vi),
        fmt::format("there is no plan «{}»; there are: {}", plan::echo(number), known.en));
}

tl::unexpected<plan::Problem> several(const std::string& number,
                                      const std::vector<PlanRecord>& records) {
    const auto meant = listed(records);
    return plan::problem(
        fmt::format("«{}» có thể là {}; ghi đủ số kế hoạch", plan::echo(number), meant.vi),
        fmt::format("«{}» could be {}; write the whole number", plan::echo(number), meant.en));
}

std::int64_t id_of(Database& database, const std::string& number) {
    const auto id = plan_id(database, number);
    if (!id) throw no_such_plan(number);
    return *id;
}

bool put_state(Database& database, const std::string& number, PlanState state, const Act& act) {
    const auto changed =
        Query(database, "UPDATE plan SET state = ?2 WHERE number = ?1 AND state <> ?2")
            .with(number, name_of(state))
            .run();
    if (changed == 0) return false;
    constexpr std::array<const char*, 3> kActs = {"deactivate", "activate", "retire"};
    Journal(database).append(act, kActs.at(static_cast<std::size_t>(state)), number);
    return true;
}

}  // namespace

std::string_view name_of(PlanState state) {
    return kStates.at(static_cast<std::size_t>(state));
}

std::optional<PlanState> plan_state_named(std::string_view name) {
    const auto found = std::ranges::find(kStates, name);
    if (found == kStates.end()) return std::nullopt;
    return static_cast<PlanState>(found - kStates.begin());
}

std::vector<PlanRecord> PlanStore::list() const {
    std::vector<PlanRecord> records;
    database_.snapshot([&] {
        Query query(database_, "SELECT id FROM plan ORDER BY valid_from, number");
        while (query.next())
            records.push_back(record_of(read_plan(database_, query.get<std::int64_t>(0))));
    });
    return records;
}

plan::Result<PlanRecord> PlanStore::find(const std::string& number) const {
    const auto records = list();
    const auto wanted = plan::fold(number);
    // The closest meaning that anything has: the number itself, its part before «/», a part of it.
    const std::array<std::function<bool(const std::string&)>, 3> meanings = {
        [&](const std::string& known) { return known == wanted; },
        [&](const std::string& known) { return known.substr(0, known.find('/')) == wanted; },
        [&](const std::string& known) {
            return !wanted.empty() && known.find(wanted) != std::string::npos;
        }};
    for (const auto& meaning : meanings) {
        std::vector<PlanRecord> meant;
        for (const auto& record : records) {
            if (meaning(plan::fold(record.plan->number))) meant.push_back(record);
        }
        if (meant.size() == 1) return meant.front();
        if (meant.size() > 1) return several(number, meant);
    }
    return none(number, records);
}

std::vector<std::string> PlanStore::set_state(const std::string& number, PlanState state,
                                              const Act& act) {
    std::vector<std::string> superseded;
    database_.transaction([&] {
        superseded.clear();
        const auto id = id_of(database_, number);
        put_state(database_, number, state, act);
        if (state != PlanState::active) return;
        for (const auto& other : read_plan(database_, id).plan.supersedes) {
            Act because = act;
            because.note = number;
            if (other != number && put_state(database_, other, PlanState::retired, because)) {
                superseded.push_back(other);
            }
        }
    });
    return superseded;
}

std::vector<plan::Event> PlanStore::events(const std::string& plan_number) const {
    std::vector<plan::Event> events;
    Query query(
        database_,
        "SELECT p.number, e.task_key, e.on_day, e.ref, e.due_day, e.due_minute, e.due_bound "
        "FROM plan p JOIN event e ON e.plan_id = p.id WHERE p.number = ?1 ORDER BY e.id");
    query.with(plan_number);
    while (query.next()) {
        plan::Event event{query.get<std::string>(0), query.get<std::string>(1),
                          query.get<plan::Day>(2), query.get<std::string>(3), std::nullopt};
        if (!query.null(4)) {
            event.due = plan::DueDate{query.get<plan::Day>(4), std::nullopt,
                                      query.named(6, plan::bound_named)};
            if (!query.null(5)) event.due->hour = plan::TimeOfDay(query.get<int>(5));
        }
        events.push_back(std::move(event));
    }
    return events;
}

bool PlanStore::add_event(const plan::Event& event, const Act& act) {
    bool added = false;
    database_.transaction([&] {
        const auto id = id_of(database_, event.plan);
        const auto known = events(event.plan);
        added = std::ranges::count(known, event) == 0;
        if (!added) return;
        std::optional<plan::Day> day;
        std::optional<std::int64_t> minute;
        std::optional<std::string> bound;
        if (event.due) {
            day = event.due->day;
            if (event.due->hour) minute = event.due->hour->count();
            bound = plan::name_of(event.due->bound);
        }
        Query(database_,
              "INSERT INTO event (plan_id, task_key, on_day, ref, due_day, due_minute, due_bound) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .with(id, event.task, event.on, event.ref, day, minute, bound)
            .run();
        nlohmann::ordered_json detail = {{"on", plan::iso(event.on)}, {"ref", event.ref}};
        if (day) detail["due"] = plan::iso(*day);
        Journal(database_).append(act, "event", event.plan + ":" + event.task, detail.dump());
    });
    return added;
}

}  // namespace dondoc::store
