#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "plan/vietnamese.h"
#include "store/plan_rows.h"
#include "store/plans.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

/// Which stored task each task of the file is (DESIGN 7: by key, then by title).
struct Matching {
    std::unordered_map<std::string, const plan::Task*> stored_of;  ///< new key → stored task
    std::vector<const plan::Task*> gone;
};

Matching match_tasks(const plan::Plan& plan, const StoredPlan& stored) {
    Matching matching;
    std::unordered_map<std::string, const plan::Task*> by_key;
    for (const auto& task : stored.plan.tasks)
        by_key[task.key] = &task;
    for (const auto& task : plan.tasks) {
        const auto found = by_key.find(task.key);
        if (found == by_key.end()) continue;
        matching.stored_of[task.key] = found->second;
        by_key.erase(found);
    }
    std::vector<const plan::Task*> left;
    for (const auto& task : stored.plan.tasks) {
        if (by_key.contains(task.key)) left.push_back(&task);
    }
    for (const auto& task : plan.tasks) {
        if (matching.stored_of.contains(task.key)) continue;
        const auto title = plan::fold(task.title);
        const auto found = std::ranges::find_if(
            left, [&](const plan::Task* other) { return plan::fold(other->title) == title; });
        if (found == left.end()) continue;
        matching.stored_of[task.key] = *found;
        left.erase(found);
    }
    matching.gone = std::move(left);
    return matching;
}

bool same_head(const plan::Plan& a, const plan::Plan& b) {
    return a.title == b.title && a.issuer == b.issuer && a.issued == b.issued &&
           a.valid == b.valid && a.supersedes == b.supersedes;
}

ImportReport report_of(const plan::Plan& plan, const StoredPlan& stored, const Matching& matching) {
    ImportReport report;
    report.head_changed = !same_head(plan, stored.plan);
    for (const auto& task : plan.tasks) {
        const auto found = matching.stored_of.find(task.key);
        if (found == matching.stored_of.end()) {
            report.added.push_back(task.key);
        } else if (*found->second != task) {
            report.changed.push_back(task.key);
        }
    }
    for (const auto* task : matching.gone)
        report.retired.push_back(task->key);
    return report;
}

void rename_task(Database& database, std::int64_t plan, const std::string& from,
                 const std::string& to) {
    // Obligations and events follow by ON UPDATE CASCADE.
    Query(database, "UPDATE task SET task_key = ?3 WHERE plan_id = ?1 AND task_key = ?2")
        .with(plan, from, to)
        .run();
}

/// A task that was retired long ago gives up its key to one that is renumbered to it.
void make_room(Database& database, const StoredPlan& stored, const std::string& key) {
    const auto has = [&](const std::string& wanted) {
        return std::ranges::count(stored.retired, wanted, &plan::Task::key) > 0;
    };
    if (!has(key)) return;
    int turn = 1;
    while (has(key + "~" + std::to_string(turn)))
        ++turn;
    rename_task(database, stored.id, key, key + "~" + std::to_string(turn));
}

void write_changes(Database& database, const plan::Plan& plan, const StoredPlan& stored,
                   const Matching& matching) {
    for (const auto& task : plan.tasks) {
        const auto found = matching.stored_of.find(task.key);
        if (found == matching.stored_of.end() || found->second->key == task.key) continue;
        make_room(database, stored, task.key);
        rename_task(database, stored.id, found->second->key, task.key);
    }
    for (const auto* task : matching.gone) {
        Query(database, "UPDATE task SET retired = 1 WHERE plan_id = ?1 AND task_key = ?2")
            .with(stored.id, task->key)
            .run();
    }
}

std::string told_in_journal(const ImportReport& report) {
    const nlohmann::ordered_json detail = {
        {"added", report.added}, {"changed", report.changed}, {"retired", report.retired}};
    return detail.dump();
}

}  // namespace

ImportReport PlanStore::import(const plan::Plan& plan, bool include_past, const Act& act,
                               bool dry_run) {
    ImportReport report;
    const auto work = [&] {
        StoredPlan stored;
        const auto known = plan_id(database_, plan.number);
        if (known) stored = read_plan(database_, *known);
        const Matching matching = match_tasks(plan, stored);
        report = report_of(plan, stored, matching);
        report.new_plan = !known;
        if (!known) report.head_changed = false;
        const bool as_it_is = known && plan == stored.plan && include_past == stored.include_past;
        if (dry_run || as_it_is) return;
        const auto id = write_head(database_, plan, include_past, act.at);
        write_changes(database_, plan, stored, matching);
        for (std::size_t place = 0; place < plan.tasks.size(); ++place)
            write_task(database_, id, plan.tasks[place], place);
        Journal(database_).append(act, "import", plan.number, told_in_journal(report));
    };
    dry_run ? database_.snapshot(work) : database_.transaction(work);
    return report;
}

}  // namespace dondoc::store
