#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/obligation.h"
#include "plan/plan.h"
#include "store/database.h"
#include "store/journal.h"

namespace dondoc::store {

enum class PlanState { draft, active, retired };
std::string_view name_of(PlanState state);
std::optional<PlanState> plan_state_named(std::string_view name);

struct PlanRecord {
    std::int64_t id = 0;
    PlanState state = PlanState::draft;
    plan::Instant imported_at;
    bool include_past = false;
    std::shared_ptr<const plan::Plan> plan;
};

/// What an import changes, by task key. All empty: the same plan again.
struct ImportReport {
    bool new_plan = false;
    bool head_changed = false;
    std::vector<std::string> added;
    std::vector<std::string> changed;
    std::vector<std::string> retired;
    bool nothing() const {
        return !new_plan && !head_changed && added.empty() && changed.empty() && retired.empty();
    }
};

/// Plans, their tasks and the events that were recorded for them.
class PlanStore {
  public:
    explicit PlanStore(Database& database) : database_(database) {}

    /// Matches tasks with those of an earlier import by key, then by title (a task found by title
    /// keeps its obligations under its new key). With `dry_run` reports only. DESIGN 7.
    ImportReport import(const plan::Plan& plan, bool include_past, const Act& act,
                        bool dry_run = false);
    std::vector<PlanRecord> list() const;
    /// By number; or by an unambiguous part of it («56»).
    plan::Result<PlanRecord> find(const std::string& number) const;
    /// A plan that supersedes others retires them when it is activated; their numbers are returned.
    std::vector<std::string> set_state(const std::string& number, PlanState state, const Act& act);

    std::vector<plan::Event> events(const std::string& plan_number) const;
    /// False when the very same event was recorded before.
    bool add_event(const plan::Event& event, const Act& act);

  private:
    Database& database_;
};

}  // namespace dondoc::store
