#pragma once

#include <string>
#include <vector>

#include "plan/unit.h"
#include "store/database.h"
#include "store/journal.h"

namespace dondoc::store {

struct UnitChanges {
    std::vector<std::string> added;
    std::vector<std::string> changed;
};

/// Units and their contacts.
class UnitStore {
  public:
    explicit UnitStore(Database& database) : database_(database) {}
    plan::Units load() const;
    /// Adds or replaces units (with aliases, members and contacts) by id, checks the whole set with
    /// Units::make, journals each. Nothing is written when the set does not hold.
    plan::Checked<UnitChanges> save(const std::vector<plan::Unit>& units, const Act& act);
    /// Refuses while the unit owes something or is a parent or member of another.
    plan::Result<void> remove(const std::string& id, const Act& act);

  private:
    Database& database_;
};

}  // namespace dondoc::store
