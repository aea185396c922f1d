#pragma once

#include <string>
#include <vector>

#include "plan/time.h"
#include "store/database.h"

namespace dondoc::store {

/// Who does something, and when (the caller's clock).
struct Act {
    plan::Instant at;
    std::string by;
    std::string note;
};

struct JournalEntry {
    std::int64_t id = 0;
    plan::Instant at;
    std::string by;
    std::string what;     ///< `submit`, `extend`, `import`, `unreached`, `accepted`, …
    std::string subject;  ///< an obligation, plan, unit or message
    std::string detail;   ///< JSON object or empty
};

/// Append-only: who did what when, and what was sent. Entries are written in the transaction of
/// what they tell.
class Journal {
  public:
    explicit Journal(Database& database) : database_(database) {}
    void append(const Act& act, const std::string& what, const std::string& subject,
                const std::string& detail = {});
    /// Newest first; empty filters match all.
    std::vector<JournalEntry> list(const std::string& subject, std::size_t limit) const;

  private:
    Database& database_;
};

}  // namespace dondoc::store
