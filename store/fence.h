#pragma once

#include <cstdint>

#include "store/database.h"

namespace dondoc::store {

/// Throws (Cause::taken_over) when a later daemon than that of `epoch` has begun on this database:
/// a stale one writes nothing (DELIVERY.md, promise 18). To be asked within the transaction that
/// writes.
void require_epoch(Database& database, std::int64_t epoch);

}  // namespace dondoc::store
