#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scheduler/reminder.h"
#include "store/query.h"

namespace dondoc::store {

/// Reads obligations with all that is known of them. To be made and used within one transaction or
/// snapshot, so that everything belongs together.
class CaseReader {
  public:
    explicit CaseReader(Database& database);

    /// Rows of obligation `o` of plan `p`; the query goes on with the caller's WHERE.
    static std::string select();
    /// Every row of a query that begins with `select()` and has its values.
    std::vector<scheduler::Case> all(Query& query);
    std::optional<scheduler::Case> by_id(std::int64_t id);

  private:
    scheduler::Case read(const Query& row);
    std::vector<scheduler::Recorded> recorded(std::int64_t id, plan::Instant deadline);

    Database& database_;
    Query recorded_;
};

/// A deadline in five columns from `first` on: day, minute, bound, last good day, instant.
plan::Deadline deadline_from(const Query& row, int first);
std::optional<std::int64_t> minute_of(const plan::DueDate& due);

}  // namespace dondoc::store
