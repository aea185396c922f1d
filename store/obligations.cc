#include "store/obligations.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/case_rows.h"
#include "store/deadline_detail.h"
#include "store/plans.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

using plan::State;

/// A change that nobody would ever be told of is a slip: the plan was superseded, say.
StoreError not_in_force(Database& database, const std::string& number) {
    Query query(database, "SELECT state FROM plan WHERE number = ?1");
    query.with(number).next();
    const bool retired = query.named(0, plan_state_named) == PlanState::retired;
    return StoreError(
        plan::problem(fmt::format("Kế hoạch {0} {1}, nên không ghi được gì cho việc của kế hoạch "
                                  "này; kích hoạt trước: dondoc plan activate {0}",
                                  number, retired ? "đã thôi đôn đốc" : "chưa được kích hoạt"),
                      fmt::format("plan {0} is {1}; activate it first: dondoc plan activate {0}",
                                  number, retired ? "retired" : "not active yet"))
            .value());
}

/// An obligation that somebody acts on, as it stands in the transaction of the act.
scheduler::Case acted_on(Database& database, std::int64_t id) {
    auto facts = CaseReader(database).by_id(id);
    if (!facts) {
        throw StoreError(plan::problem(fmt::format("Không có việc nào mang mã {}", id),
                                       fmt::format("there is no obligation with id {}", id))
                             .value());
    }
    if (!facts->in_force) throw not_in_force(database, facts->obligation.key.plan);
    return *std::move(facts);
}

StoreError wrong_state(const scheduler::Case& facts) {
    const auto what = facts.obligation.key.text();
    switch (facts.state) {
        case State::submitted:
            return StoreError(
                plan::problem(
                    fmt::format("{} đã được ghi nhận là đã nộp; mở lại trước (`dondoc reopen`)",
                                what),
                    fmt::format("{} is submitted already; reopen it first (`dondoc reopen`)", what))
                    .value());
        case State::waived:
            return StoreError(
                plan::problem(fmt::format("{} đã được miễn; mở lại trước (`dondoc reopen`)", what),
                              fmt::format("{} is waived; reopen it first (`dondoc reopen`)", what))
                    .value());
        default:
            return StoreError(
                plan::problem(
                    fmt::format("{} không còn trong kế hoạch; xem `dondoc plan show`", what),
                    fmt::format("{} is not in its plan any more; see `dondoc plan show`", what))
                    .value());
    }
}

bool is_owed(const scheduler::Case& facts) {
    return facts.state == State::open || facts.state == State::past;
}

void put_state(Database& database, std::int64_t id, State state,
               std::optional<plan::Instant> closed, std::optional<std::int64_t> next) {
    Query(database, "UPDATE obligation SET state = ?2, closed_ms = ?3, next_ms = ?4 WHERE id = ?1")
        .with(id, plan::name_of(state), closed, next)
        .run();
}

std::string state_list(const std::vector<State>& states) {
    std::string list;
    for (const auto state : states)
        list += fmt::format("{}'{}'", list.empty() ? "" : ", ", plan::name_of(state));
    return list;
}

}  // namespace

std::vector<scheduler::Case> ObligationStore::cases(const CaseFilter& filter) const {
    std::string where = "WHERE (?1 IS NULL OR p.number = ?1) AND (?2 IS NULL OR o.unit = ?2)";
    if (!filter.states.empty())
        where += fmt::format(" AND o.state IN ({})", state_list(filter.states));
    if (!filter.drafts) where += " AND p.state = 'active'";
    if (!filter.nudges) where += " AND o.kind <> 'continuous'";
    std::vector<scheduler::Case> cases;
    database_.snapshot([&] {
        Query query(database_, CaseReader::select() + where + " ORDER BY o.deadline_ms, o.id");
        query.with(filter.plan, filter.unit);
        cases = CaseReader(database_).all(query);
    });
    return cases;
}

std::optional<scheduler::Case> ObligationStore::case_by_id(std::int64_t id) const {
    std::optional<scheduler::Case> facts;
    database_.snapshot([&] { facts = CaseReader(database_).by_id(id); });
    return facts;
}

std::vector<Due> ObligationStore::due(plan::Instant now) const {
    std::vector<Due> due;
    Query query(database_,
                "SELECT o.id, o.unit FROM obligation o JOIN plan p ON p.id = o.plan_id "
                "WHERE o.state = 'open' AND o.next_ms <= ?1 AND p.state = 'active' "
                "ORDER BY o.unit, o.deadline_ms, o.id");
    query.with(now);
    while (query.next())
        due.push_back({query.get<std::int64_t>(0), query.get<std::string>(1)});
    return due;
}

std::vector<scheduler::Case> ObligationStore::due_cases(std::span<const Due> due) const {
    std::vector<scheduler::Case> cases;
    database_.snapshot([&] {
        CaseReader reader(database_);
        for (const Due& each : due) {
            auto facts = reader.by_id(each.id);
            if (facts && facts->in_force && facts->state == State::open) {
                cases.push_back(*std::move(facts));
            }
        }
    });
    return cases;
}

std::optional<plan::Instant> ObligationStore::next_due() const {
    Query query(database_,
                "SELECT o.next_ms FROM obligation o JOIN plan p ON p.id = o.plan_id "
                "WHERE o.state = 'open' AND o.next_ms >= 0 AND p.state = 'active' "
                "ORDER BY o.next_ms LIMIT 1");
    if (!query.next()) return std::nullopt;
    return query.get<plan::Instant>(0);
}

void ObligationStore::look_again() {
    Query(database_, "UPDATE obligation SET next_ms = 0 WHERE state = 'open'").run();
}

void ObligationStore::submit(std::int64_t id, plan::Instant at, const Act& act) {
    database_.transaction([&] {
        const auto facts = acted_on(database_, id);
        if (facts.state == State::submitted) return;  // pressed twice
        if (!is_owed(facts)) throw wrong_state(facts);
        put_state(database_, id, State::submitted, at, std::nullopt);
        Journal(database_).append(act, "submit", facts.obligation.key.text(),
                                  submit_detail(at, facts.obligation.deadline));
    });
}

void ObligationStore::waive(std::int64_t id, const Act& act) {
    database_.transaction([&] {
        const auto facts = acted_on(database_, id);
        if (facts.state == State::waived) return;
        if (!is_owed(facts)) throw wrong_state(facts);
        put_state(database_, id, State::waived, act.at, std::nullopt);
        Journal(database_).append(act, "waive", facts.obligation.key.text());
    });
}

void ObligationStore::reopen(std::int64_t id, const Act& act) {
    database_.transaction([&] {
        const auto facts = acted_on(database_, id);
        if (facts.state == State::open) return;
        if (facts.state == State::cancelled) throw wrong_state(facts);
        put_state(database_, id, State::open, std::nullopt, 0);
        const nlohmann::ordered_json detail = {{"was", plan::name_of(facts.state)}};
        Journal(database_).append(act, "reopen", facts.obligation.key.text(), detail.dump());
    });
}

void ObligationStore::extend(std::int64_t id, const plan::Deadline& deadline, const Act& act) {
    database_.transaction([&] {
        const auto facts = acted_on(database_, id);
        if (!is_owed(facts)) throw wrong_state(facts);
        const auto& old = facts.obligation.deadline;
        if (old == deadline && facts.state == State::open) return;
        Query query(database_,
                    "UPDATE obligation SET was_due_day = due_day, was_due_minute = due_minute, "
                    "was_due_bound = due_bound, was_last_good_day = last_good_day, "
                    "was_deadline_ms = deadline_ms, due_day = ?2, due_minute = ?3, due_bound = ?4, "
                    "last_good_day = ?5, deadline_ms = ?6, state = 'open', next_ms = 0 "
                    "WHERE id = ?1");
        query
            .with(id, deadline.due.day, minute_of(deadline.due), plan::name_of(deadline.due.bound),
                  deadline.last_good_day, deadline.at)
            .run();
        Journal(database_).append(act, "extend", facts.obligation.key.text(),
                                  change_detail(old, deadline));
    });
}

}  // namespace dondoc::store
