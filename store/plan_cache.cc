#include "store/plan_cache.h"

#include "store/plan_rows.h"

namespace dondoc::store {

void PlanCache::look_around(Database& database) {
    const auto version = database.data_version();
    if (version != version_) forget();
    version_ = version;
}

const PlanCache::Entry& PlanCache::get(Database& database, std::int64_t id) {
    const auto [place, fresh] = entries_.try_emplace(id);
    if (!fresh) return place->second;
    try {
        StoredPlan stored = read_plan(database, id);
        for (auto& task : stored.retired)
            stored.plan.tasks.push_back(std::move(task));
        place->second.plan = std::make_shared<const plan::Plan>(std::move(stored.plan));
    } catch (...) {
        entries_.erase(place);
        throw;
    }
    for (const auto& task : place->second.plan->tasks)
        place->second.tasks[task.key] = &task;
    return place->second;
}

}  // namespace dondoc::store
