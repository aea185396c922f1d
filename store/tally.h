#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "store/database.h"
#include "store/histogram.h"

namespace dondoc::store {

/// What one channel's attempts came to since the tally began.
struct ChannelTally {
    std::map<std::string, std::uint64_t> attempts;  ///< by outcome
    /// Of messages with reminders: from the instant that they were made, which is when they were
    /// due, to the server's word that it took them.
    Histogram latency{{0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14400, 86400}};
    std::string last_outcome;
};

/// Counts what is recorded, from the very rows, so that no number can say what the ledger does not:
/// reminders and attempts that came after the tally was made. Each row is read once.
class Tally {
  public:
    explicit Tally(Database& database);

    /// Counts what has come since, at most `limit` rows of each kind. Throws StoreError.
    void catch_up(std::size_t limit);

    /// By the kind of timing they are owed for and what was decided (`made`, `superseded`, …).
    const std::map<std::pair<std::string, std::string>, std::uint64_t>& reminders() const {
        return reminders_;
    }
    const std::map<std::string, ChannelTally>& channels() const { return channels_; }

  private:
    void count_reminders(std::size_t limit);
    void count_attempts(std::size_t limit);

    Database& database_;
    std::int64_t last_reminder_ = 0;
    std::int64_t last_attempt_ = 0;
    std::map<std::pair<std::string, std::string>, std::uint64_t> reminders_;
    std::map<std::string, ChannelTally> channels_;
};

}  // namespace dondoc::store
