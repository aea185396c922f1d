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

/// Renders a message's facts as its channel sends them, with the bytes frozen. Nothing where
/// nothing is left to say, or where its channel is configured no more.
std::optional<store::Frozen> freeze(const scheduler::Message& message,
                                    const std::vector<scheduler::Case>& cases, const Desk& desk,
                                    plan::Instant now);

}  // namespace dondoc::daemon
