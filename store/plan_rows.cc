#include "store/plan_rows.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "store/fault.h"
#include "store/query.h"
#include "store/timing_json.h"

namespace dondoc::store {
namespace {

using Json = nlohmann::ordered_json;

std::string list_to_json(const std::vector<std::string>& list) {
    return Json(list).dump();
}

std::vector<std::string> list_from_json(const std::string& text) {
    try {
        return Json::parse(text).get<std::vector<std::string>>();
    } catch (const Json::exception& problem) {
        throw bad_value(text + ": " + problem.what());
    }
}

std::string refs_to_json(const std::vector<plan::UnitRef>& refs) {
    Json all = Json::array();
    for (const auto& ref : refs)
        all.push_back({{"name", ref.name}, {"unit", ref.unit}});
    return all.dump();
}

std::vector<plan::UnitRef> refs_from_json(const std::string& text) {
    std::vector<plan::UnitRef> refs;
    try {
        for (const auto& ref : Json::parse(text)) {
            refs.push_back({ref.at("name").get<std::string>(), ref.at("unit").get<std::string>()});
        }
    } catch (const Json::exception& problem) {
        throw bad_value(text + ": " + problem.what());
    }
    return refs;
}

plan::Task task_from(const Query& row) {
    plan::Task task;
    task.key = row.get<std::string>(1);
    task.table = row.get<std::string>(2);
    task.no = row.get<std::string>(3);
    task.title = row.get<std::string>(4);
    task.timing_text = row.get<std::string>(5);
    task.timings = timings_from_json(row.get<std::string>(6));
    task.lead = refs_from_json(row.get<std::string>(7));
    task.support = refs_from_json(row.get<std::string>(8));
    task.product = row.get<std::string>(9);
    task.note = row.get<std::string>(10);
    task.tags = list_from_json(row.get<std::string>(11));
    return task;
}

}  // namespace

std::optional<std::int64_t> plan_id(Database& database, const std::string& number) {
    Query query(database, "SELECT id FROM plan WHERE number = ?1");
    if (!query.with(number).next()) return std::nullopt;
    return query.get<std::int64_t>(0);
}

StoredPlan read_plan(Database& database, std::int64_t id) {
    Query head(database,
               "SELECT number, title, issuer, issued, valid_from, valid_until, supersedes, state, "
               "imported_ms, include_past FROM plan WHERE id = ?1");
    if (!head.with(id).next()) throw bad_value(fmt::format("plan {}", id));
    StoredPlan stored;
    stored.id = id;
    stored.plan.number = head.get<std::string>(0);
    stored.plan.title = head.get<std::string>(1);
    stored.plan.issuer = head.get<std::string>(2);
    stored.plan.issued = head.get<std::optional<plan::Day>>(3);
    stored.plan.valid = {head.get<plan::Day>(4), head.get<plan::Day>(5)};
    stored.plan.supersedes = list_from_json(head.get<std::string>(6));
    stored.state = head.named(7, plan_state_named);
    stored.imported_at = head.get<plan::Instant>(8);
    stored.include_past = head.get<bool>(9);
    Query tasks(
        database,
        "SELECT retired, task_key, table_key, row_no, title, timing_text, timings, lead, "
        "support, product, note, tags FROM task WHERE plan_id = ?1 ORDER BY place, task_key");
    tasks.with(id);
    while (tasks.next()) {
        auto& list = tasks.get<bool>(0) ? stored.retired : stored.plan.tasks;
        list.push_back(task_from(tasks));
    }
    return stored;
}

std::int64_t write_head(Database& database, const plan::Plan& plan, bool include_past,
                        plan::Instant now) {
    Query query(database,
                "INSERT INTO plan (number, title, issuer, issued, valid_from, valid_until, "
                "supersedes, state, imported_ms, include_past) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'draft', ?8, ?9) "
                "ON CONFLICT (number) DO UPDATE SET title = excluded.title, "
                "issuer = excluded.issuer, issued = excluded.issued, "
                "valid_from = excluded.valid_from, valid_until = excluded.valid_until, "
                "supersedes = excluded.supersedes, imported_ms = excluded.imported_ms, "
                "include_past = excluded.include_past");
    query
        .with(plan.number, plan.title, plan.issuer, plan.issued, plan.valid.from, plan.valid.until,
              list_to_json(plan.supersedes), now, include_past)
        .run();
    return plan_id(database, plan.number).value();
}

void write_task(Database& database, std::int64_t plan, const plan::Task& task, std::size_t place) {
    Query query(
        database,
        "INSERT INTO task (plan_id, task_key, place, retired, table_key, row_no, title, "
        "timing_text, timings, lead, support, product, note, tags) "
        "VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
        "ON CONFLICT (plan_id, task_key) DO UPDATE SET place = excluded.place, retired = 0, "
        "table_key = excluded.table_key, row_no = excluded.row_no, title = excluded.title, "
        "timing_text = excluded.timing_text, timings = excluded.timings, "
        "lead = excluded.lead, support = excluded.support, product = excluded.product, "
        "note = excluded.note, tags = excluded.tags");
    query
        .with(plan, task.key, place, task.table, task.no, task.title, task.timing_text,
              timings_to_json(task.timings), refs_to_json(task.lead), refs_to_json(task.support),
              task.product, task.note, list_to_json(task.tags))
        .run();
}

StoreError no_such_plan(const std::string& number) {
    return StoreError(
        plan::problem(fmt::format("Không có kế hoạch «{}»; xem `dondoc plan list`", number),
                      fmt::format("there is no plan «{}»; see `dondoc plan list`", number))
            .value());
}

}  // namespace dondoc::store
