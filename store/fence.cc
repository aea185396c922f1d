#include "store/fence.h"

#include <algorithm>

#include "store/fault.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

constexpr const char* kEpoch = "epoch";
constexpr const char* kRestored = "restored_epoch";

std::int64_t number(Database& database, const char* name) {
    Query query(database, "SELECT value FROM meta WHERE name = ?1");
    return query.with(name).next() ? query.get<std::int64_t>(0) : 0;
}

void set_number(Database& database, const char* name, std::int64_t value) {
    Query(database,
          "INSERT INTO meta (name, value) VALUES (?1, ?2) "
          "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .with(name, std::to_string(value))
        .run();
}

}  // namespace

void require_epoch(Database& database, std::int64_t epoch) {
    const std::int64_t latest = number(database, kEpoch);
    if (latest <= epoch) return;
    throw number(database, kRestored) == latest ? restored(database.path())
                                                : taken_over(database.path());
}

std::int64_t begin_restored_epoch(Database& database, std::int64_t than) {
    std::int64_t epoch = 0;
    database.transaction([&] {
        epoch = std::max(number(database, kEpoch), than) + 1;
        set_number(database, kEpoch, epoch);
        set_number(database, kRestored, epoch);
    });
    return epoch;
}

}  // namespace dondoc::store
