#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plan/plan.h"
#include "store/database.h"
#include "store/plans.h"

namespace dondoc::store {

/// A row of `plan` and its tasks, in the plan's order.
struct StoredPlan {
    std::int64_t id = 0;
    PlanState state = PlanState::draft;
    plan::Instant imported_at;
    bool include_past = false;
    plan::Plan plan;
    /// Tasks that a later import left out; what was submitted for them still names them.
    std::vector<plan::Task> retired;
};

std::optional<std::int64_t> plan_id(Database& database, const std::string& number);
StoredPlan read_plan(Database& database, std::int64_t id);

/// Adds the plan's row or replaces its head; answers its id.
std::int64_t write_head(Database& database, const plan::Plan& plan, bool include_past,
                        plan::Instant now);
/// Adds the task or replaces what it says.
void write_task(Database& database, std::int64_t plan, const plan::Task& task, std::size_t place);

/// The problem of a number that names no plan.
StoreError no_such_plan(const std::string& number);

}  // namespace dondoc::store
