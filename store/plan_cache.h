#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "plan/plan.h"
#include "store/database.h"

namespace dondoc::store {

/// Plans as cases show them, each read once until somebody changes it: a plan of 150 tasks costs
/// far more to read than a message to record.
class PlanCache {
  public:
    struct Entry {
        std::shared_ptr<const plan::Plan> plan;
        /// By key, those that were left out later too: what was owed for them can still be told.
        std::map<std::string, const plan::Task*> tasks;
    };

    /// Forgets everything where another process has written. To be called at the begin of a
    /// transaction or snapshot.
    void look_around(Database& database);
    const Entry& get(Database& database, std::int64_t id);
    /// This connection has changed a plan, or has taken a change back.
    void forget() { entries_.clear(); }

  private:
    std::int64_t version_ = 0;
    std::map<std::int64_t, Entry> entries_;
};

}  // namespace dondoc::store
