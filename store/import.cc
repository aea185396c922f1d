#include <fmt/format.h>

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

/// Which stored task each task of the file is: by (table, no), then by title (DESIGN 7). A row
/// without a number is known by its title before its place, which is all that its key says.
struct Matching {
    std::unordered_map<std::string, const plan::Task*> stored_of;  ///< new key → stored task
    std::vector<const plan::Task*> gone;
};

class Matcher {
  public:
    Matcher(const plan::Plan& plan, const StoredPlan& stored) : plan_(plan) {
        for (const auto& task : stored.plan.tasks)
            gone_.push_back(&task);
    }

    Matching match() {
        pass([](const plan::Task& task) { return task.no.empty() ? std::string() : task.key; });
        pass([](const plan::Task& task) { return plan::fold(task.title); });
        pass([](const plan::Task& task) { return task.key; });
        return {std::move(stored_of_), std::move(gone_)};
    }

  private:
    /// Pairs what is left and has the same name, in the order of the plan; "" is no name.
    template <class NameOf>
    void pass(const NameOf& name_of) {
        std::unordered_multimap<std::string, const plan::Task*> known;
        for (auto task = gone_.rbegin(); task != gone_.rend(); ++task)
            known.emplace(name_of(**task), *task);
        for (const auto& task : plan_.tasks) {
            const auto name = name_of(task);
            const auto found = known.find(name);
            if (name.empty() || found == known.end() || stored_of_.contains(task.key)) continue;
            stored_of_[task.key] = found->second;
            std::erase(gone_, found->second);
            known.erase(found);
        }
    }

    const plan::Plan& plan_;
    std::vector<const plan::Task*> gone_;
    std::unordered_map<std::string, const plan::Task*> stored_of_;
};

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

/// Keys of tasks that are no longer in the plan, which give them up to tasks that get them now.
class FreeKeys {
  public:
    FreeKeys(Database& database, const StoredPlan& stored, const Matching& matching)
        : database_(database), plan_(stored.id) {
        for (const auto& task : stored.retired)
            held_.insert(task.key);
        for (const auto* task : matching.gone)
            held_.insert(task->key);
    }

    void make_room(const std::string& key) {
        if (!held_.contains(key)) return;
        int turn = 1;
        while (held_.contains(fmt::format("{}~{}", key, turn)))
            ++turn;
        const auto other = fmt::format("{}~{}", key, turn);
        rename_task(database_, plan_, key, other);
        held_.erase(key);
        held_.insert(other);
    }

  private:
    Database& database_;
    std::int64_t plan_;
    std::set<std::string> held_;
};

/// A task that comes back under the key it had, with the title it had or a number of its own.
bool comes_back(const plan::Task& task, const StoredPlan& stored) {
    const auto old = std::ranges::find(stored.retired, task.key, &plan::Task::key);
    return old != stored.retired.end() &&
           (!task.no.empty() || plan::fold(old->title) == plan::fold(task.title));
}

void write_changes(Database& database, const plan::Plan& plan, const StoredPlan& stored,
                   const Matching& matching) {
    for (const auto* task : matching.gone) {
        Query(database, "UPDATE task SET retired = 1 WHERE plan_id = ?1 AND task_key = ?2")
            .with(stored.id, task->key)
            .run();
    }
    FreeKeys keys(database, stored, matching);
    std::vector<std::pair<std::string, std::string>> renamed;
    for (const auto& task : plan.tasks) {
        const auto found = matching.stored_of.find(task.key);
        if (found == matching.stored_of.end()) {
            if (!comes_back(task, stored)) keys.make_room(task.key);
        } else if (found->second->key != task.key) {
            keys.make_room(task.key);
            // Tasks may change places: all leave before any arrives.
            const auto between = fmt::format("~{}", renamed.size());
            rename_task(database, stored.id, found->second->key, between);
            renamed.emplace_back(between, task.key);
        }
    }
    for (const auto& [between, key] : renamed)
        rename_task(database, stored.id, between, key);
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
        const Matching matching = Matcher(plan, stored).match();
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
