#pragma once

#include <set>
#include <string>
#include <utility>

#include "config/settings.h"
#include "plan/unit.h"
#include "scheduler/recipient.h"

namespace dondoc::scheduler {

/// Who hears of one unit's obligations only. When everything that a unit owes has been decided, the
/// digests of these recipients are whole and may go out, whatever else is still to be decided.
class Reach {
  public:
    Reach(const plan::Units& units, const std::vector<config::Rule>& rules,
          const std::optional<config::Fallback>& fallback);

    /// False where in doubt.
    bool only_of(const Recipient& recipient, const std::string& unit) const;

  private:
    bool all_shared_ = false;
    /// Addresses, by channel, that several units' obligations may reach.
    std::set<std::pair<std::string, std::string>> shared_;
};

}  // namespace dondoc::scheduler
