#pragma once

#include <optional>
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
    std::string hash;     ///< over the entry before and this one (store/journal_chain.h)
    std::string before;   ///< the hash of the entry before
};

/// One that is to be written.
struct NewEntry {
    Act act;
    std::string what;
    std::string subject;
    std::string detail;
};

/// What to look for; what is empty matches all.
struct JournalFilter {
    std::optional<plan::Instant> from;    ///< not before this instant
    std::optional<plan::Instant> until;   ///< before this instant
    std::vector<std::string> what;        ///< one of these
    std::vector<std::string> subjects;    ///< one of these, or a message …
    std::optional<std::int64_t> told_of;  ///< … that told of this obligation (its row's id)
    std::string told;                     ///< … that a contact of this unit was told by
    std::string by;
    std::size_t limit = 1000;  ///< the newest so many
};

/// Append-only: who did what when, and what was sent. Entries are written in the transaction of
/// what they tell, each chained to the one before it.
class Journal {
  public:
    explicit Journal(Database& database) : database_(database) {}
    void append(const Act& act, const std::string& what, const std::string& subject,
                const std::string& detail = {});
    /// Several at once cost little more than one: the end of the chain is read and written once.
    void append_all(const std::vector<NewEntry>& entries);
    /// Newest first; empty filters match all.
    std::vector<JournalEntry> list(const std::string& subject, std::size_t limit) const;
    /// The newest that match, the oldest of them first; and how many match in all.
    std::vector<JournalEntry> select(const JournalFilter& filter) const;
    std::size_t count(const JournalFilter& filter) const;

  private:
    Database& database_;
};

}  // namespace dondoc::store
