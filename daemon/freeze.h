#pragma once

#include <optional>
#include <vector>

#include "config/settings.h"
#include "notifiers/render.h"
#include "plan/calendar.h"
#include "plan/unit.h"
#include "store/outbox.h"

namespace dondoc::daemon {

/// What a message is rendered from, beside its own facts.
struct Desk {
    const config::Settings& settings;
    const plan::Units& units;
    const plan::Calendar& calendar;
    const notifiers::Templates& templates;
};

/// Renders messages' facts as their channels send them, with the bytes frozen. Nothing for one that
/// has nothing left to say, or whose channel is configured no more. Two threads share what is much.
std::vector<std::optional<store::Frozen>> freeze(const std::vector<store::ToFreeze>& messages,
                                                 const Desk& desk, plan::Instant now);

}  // namespace dondoc::daemon
