#pragma once

#include "daemon/listing.h"
#include "daemon/session.h"
#include "daemon/status_facts.h"

namespace dondoc::daemon {

/// Obligations by their last good day, with the days left or late, coloured by urgency.
Listing list_obligations(const Cases& cases, Session& session);

/// `13/06`, with the year where it is not that of `today`.
std::string short_date(plan::Day day, plan::Day today);
/// `14:05 ngày 12/6/2024`.
plan::Words minute_words(plan::Instant at, const plan::Zone& zone);

}  // namespace dondoc::daemon
