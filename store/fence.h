#pragma once

#include <cstdint>

#include "store/database.h"

namespace dondoc::store {

/// Throws (Cause::taken_over) when a later daemon than that of `epoch` has begun on this database:
/// a stale one writes nothing (DELIVERY.md, promise 18). Where a restore began the later epoch, and
/// no daemon since, the cause is `restored`. To be asked within the transaction that writes.
void require_epoch(Database& database, std::int64_t epoch);

/// Begins an epoch later than `than` in which only a restore has written.
std::int64_t begin_restored_epoch(Database& database, std::int64_t than);

}  // namespace dondoc::store
