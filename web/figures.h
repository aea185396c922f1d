#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plan/time.h"
#include "scheduler/audit.h"
#include "store/histogram.h"
#include "store/tally.h"
#include "store/whereabouts.h"

namespace dondoc::web {

/// Everything that is shown of the daemon at one moment. Plain values: who fills it knows nothing
/// of Prometheus, and who shows it asks nobody. Counters begin at the daemon's start.
struct Figures {
    std::string version;
    plan::Instant now;
    plan::Instant started;
    std::int64_t epoch = 0;

    const store::Tally* tally = nullptr;  ///< never null when it is shown
    std::vector<store::QueueCount> queues;
    std::vector<scheduler::AuditFacts::Channel> channels;
    std::optional<plan::Instant> next_wake;
    std::uint64_t database_bytes = 0;
    std::uint64_t disk_free_bytes = 0;

    std::chrono::milliseconds longest_stall{};
    const store::Histogram* stalls = nullptr;  ///< never null when it is shown
    std::uint64_t clock_jumps = 0;
    std::uint64_t reloads_taken = 0;
    std::uint64_t reloads_refused = 0;
    std::optional<plan::Instant> last_sync;
    std::optional<plan::Instant> last_audit;
    std::size_t troubles = 0;  ///< lines of the health page
};

/// As Prometheus reads it (text format 0.0.4).
std::string metrics_text(const Figures& figures);
constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace dondoc::web
