#include "store/case_rows.h"

#include "store/fault.h"
#include "store/plan_cache.h"

namespace dondoc::store {

plan::Deadline deadline_from(const Query& row, int first) {
    plan::Deadline deadline;
    deadline.due.day = row.get<plan::Day>(first);
    if (!row.null(first + 1)) deadline.due.hour = plan::TimeOfDay(row.get<int>(first + 1));
    deadline.due.bound = row.named(first + 2, plan::bound_named);
    deadline.last_good_day = row.get<plan::Day>(first + 3);
    deadline.at = row.get<plan::Instant>(first + 4);
    return deadline;
}

std::optional<std::int64_t> minute_of(const plan::DueDate& due) {
    if (!due.hour) return std::nullopt;
    return due.hour->count();
}

CaseReader::CaseReader(Database& database)
    : database_(database),
      recorded_(database,
                "SELECT step, turn, channel, address, fate, decided_ms FROM reminder "
                "WHERE obligation_id = ?1 AND deadline_ms = ?2 ORDER BY id") {
    database.plans().look_around(database);
}

std::string CaseReader::select() {
    return "SELECT o.id, o.plan_id, o.task_key, o.period, o.unit, o.kind, o.every, "
           "o.due_day, o.due_minute, o.due_bound, o.last_good_day, o.deadline_ms, "
           "o.data_from, o.data_to, o.state, o.closed_ms, "
           "o.was_due_day, o.was_due_minute, o.was_due_bound, o.was_last_good_day, "
           "o.was_deadline_ms, p.state = 'active' FROM obligation o JOIN plan p ON p.id = "
           "o.plan_id ";
}

std::vector<scheduler::Case> CaseReader::all(Query& query) {
    std::vector<scheduler::Case> cases;
    while (query.next())
        cases.push_back(read(query));
    return cases;
}

std::optional<scheduler::Case> CaseReader::by_id(std::int64_t id) {
    Query query(database_, select() + "WHERE o.id = ?1");
    if (!query.with(id).next()) return std::nullopt;
    return read(query);
}

scheduler::Case CaseReader::read(const Query& row) {
    const auto& of = database_.plans().get(database_, row.get<std::int64_t>(1));
    scheduler::Case facts;
    facts.id = row.get<std::int64_t>(0);
    facts.plan = of.plan;
    facts.obligation.key = {of.plan->number, row.get<std::string>(2), row.get<std::string>(3),
                            row.get<std::string>(4)};
    facts.obligation.kind = row.named(5, plan::kind_named);
    if (!row.null(6)) facts.obligation.every = row.named(6, plan::every_named);
    facts.obligation.deadline = deadline_from(row, 7);
    if (!row.null(12)) {
        facts.obligation.data = plan::DataWindow{row.get<plan::Day>(12), row.get<plan::Day>(13)};
    }
    facts.state = row.named(14, plan::state_named);
    facts.closed_at = row.get<std::optional<plan::Instant>>(15);
    if (!row.null(16)) facts.extended_from = deadline_from(row, 16);
    facts.in_force = row.get<bool>(21);
    const auto task = of.tasks.find(facts.obligation.key.task);
    if (task == of.tasks.end()) throw bad_value(facts.obligation.key.text());
    facts.task = task->second;
    facts.recorded = recorded(facts.id, facts.obligation.deadline.at);
    return facts;
}

std::vector<scheduler::Recorded> CaseReader::recorded(std::int64_t id, plan::Instant deadline) {
    std::vector<scheduler::Recorded> rows;
    recorded_.with(id, deadline);
    while (recorded_.next()) {
        rows.push_back({recorded_.get<std::string>(0), recorded_.get<int>(1),
                        recorded_.get<std::string>(2), recorded_.get<std::string>(3),
                        recorded_.named(4, scheduler::fate_named),
                        recorded_.get<plan::Instant>(5)});
    }
    return rows;
}

}  // namespace dondoc::store
