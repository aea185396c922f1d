#include "store/fence.h"

#include "store/fault.h"
#include "store/query.h"

namespace dondoc::store {

void require_epoch(Database& database, std::int64_t epoch) {
    Query query(database, "SELECT value FROM meta WHERE name = 'epoch'");
    if (query.next() && query.get<std::int64_t>(0) > epoch) throw taken_over(database.path());
}

}  // namespace dondoc::store
