#pragma once

#include <vector>

#include "daemon/listing.h"
#include "daemon/session.h"
#include "store/journal.h"

namespace dondoc::daemon {

/// Entries as people and programs read them, in the order given.
Listing list_entries(const std::vector<store::JournalEntry>& entries, Session& session);

}  // namespace dondoc::daemon
