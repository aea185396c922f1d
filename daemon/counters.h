#pragma once

#include <cstdint>
#include <optional>

#include "plan/time.h"
#include "plan/words.h"

namespace dondoc::daemon {

/// What the service has seen happen since it started, for those who watch it. Plain numbers: they
/// are counted where things happen and shown elsewhere.
struct Counters {
    plan::Instant started{};
    std::int64_t epoch = 0;
    /// The start, or the clock's last jump: nothing has been late for longer.
    plan::Instant at_work_since{};
    /// When the last round ended that left nothing due.
    plan::Instant looked_at{};
    std::optional<plan::Instant> next_wake = std::nullopt;
    std::optional<plan::Instant> last_sync = std::nullopt;
    std::optional<plan::Instant> last_audit = std::nullopt;
    std::uint64_t clock_jumps = 0;
    std::uint64_t reloads_taken = 0;
    std::uint64_t reloads_refused = 0;
    /// Why nothing can be recorded at the moment.
    std::optional<plan::Words> trouble = std::nullopt;
};

}  // namespace dondoc::daemon
