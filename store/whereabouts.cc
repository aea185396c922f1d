#include "store/whereabouts.h"

#include <sys/statvfs.h>

#include "store/case_rows.h"
#include "store/query.h"

namespace dondoc::store {

using Queue = scheduler::AuditFacts::Queue;

std::vector<QueueCount> Whereabouts::queues() const {
    std::vector<QueueCount> found;
    Query query(database_,
                "SELECT channel, state, count(*), min(created_ms) FROM message WHERE state IN "
                "('held', 'ready', 'sending', 'uncertain', 'dead', 'expired') GROUP BY 1, 2");
    while (query.next()) {
        found.push_back({query.get<std::string>(0), query.named(1, scheduler::message_state_named),
                         query.get<std::size_t>(2), query.get<plan::Instant>(3)});
    }
    return found;
}

std::vector<HeldChannel> Whereabouts::held() const {
    std::vector<HeldChannel> found;
    Query query(database_, "SELECT channel, why, since_ms FROM channel_hold ORDER BY 1");
    while (query.next()) {
        found.push_back(
            {query.get<std::string>(0), query.get<std::string>(1), query.get<plan::Instant>(2)});
    }
    return found;
}

std::vector<GivenUp> Whereabouts::given_up_since(plan::Instant since) const {
    std::vector<GivenUp> found;
    // One that was never claimed was given up when its turn came.
    Query query(database_,
                "SELECT channel, count(*), min(id) FROM message WHERE state IN ('dead', 'expired') "
                "AND max(coalesce(claimed_ms, 0), not_before_ms) >= ?1 GROUP BY 1");
    query.with(since);
    while (query.next()) {
        found.push_back(
            {query.get<std::string>(0), query.get<std::size_t>(1), query.get<std::string>(2)});
    }
    return found;
}

std::vector<Queue> Whereabouts::waiting_since(plan::Instant turn, plan::Instant claimed) const {
    std::vector<Queue> found;
    // SQLite takes `id` from the row that has the minimum; PostgreSQL would want DISTINCT ON.
    Query query(database_,
                "SELECT channel, state, count(*), id, min(not_before_ms) FROM message "
                "WHERE state IN ('held', 'ready', 'uncertain') AND not_before_ms <= ?1 "
                "GROUP BY 1, 2 UNION ALL "
                "SELECT channel, state, count(*), id, min(claimed_ms) FROM message "
                "WHERE state = 'sending' AND claimed_ms <= ?2 GROUP BY 1, 2");
    query.with(turn, claimed);
    while (query.next()) {
        found.push_back({query.get<std::string>(0), query.named(1, scheduler::message_state_named),
                         query.get<std::size_t>(2), query.get<std::string>(3),
                         query.get<plan::Instant>(4)});
    }
    return found;
}

std::optional<scheduler::AuditFacts::Undecided> Whereabouts::undecided(plan::Instant now) const {
    Query query(database_,
                "SELECT count(*), min(id), min(created_ms) FROM message WHERE state = 'uncertain' "
                "AND not_before_ms = ?1 AND useful_until_ms > ?2");
    query.with(scheduler::kWhenAsked, now).next();
    if (query.get<std::size_t>(0) == 0) return std::nullopt;
    return scheduler::AuditFacts::Undecided{query.get<std::size_t>(0), query.get<std::string>(1),
                                            query.get<plan::Instant>(2)};
}

std::vector<scheduler::Case> Whereabouts::stranded(std::size_t limit) const {
    std::vector<scheduler::Case> cases;
    database_.snapshot([&] {
        Query query(database_, CaseReader::select() +
                                   "WHERE o.state = 'open' AND o.next_ms IS NULL AND "
                                   "o.kind <> 'continuous' AND p.state = 'active' "
                                   "ORDER BY o.plan_id, o.id LIMIT ?1");
        query.with(limit);
        cases = CaseReader(database_).all(query);
    });
    return cases;
}

std::optional<scheduler::AuditFacts::Missed> Whereabouts::missed_before(
    plan::Instant instant) const {
    // 0 asks for a look, and says nothing of a time.
    Query query(database_,
                "SELECT p.number, o.task_key, o.period, o.unit, min(o.next_ms), count(*) "
                "FROM obligation o JOIN plan p ON p.id = o.plan_id WHERE o.state = 'open' "
                "AND o.next_ms > 0 AND o.next_ms < ?1 AND p.state = 'active'");
    query.with(instant);
    if (!query.next() || query.null(4)) return std::nullopt;
    const plan::ObligationKey key{query.get<std::string>(0), query.get<std::string>(1),
                                  query.get<std::string>(2), query.get<std::string>(3)};
    return scheduler::AuditFacts::Missed{query.get<std::size_t>(5), key.text(),
                                         query.get<plan::Instant>(4)};
}

std::uint64_t Whereabouts::database_bytes() const {
    Query pages(database_, "PRAGMA page_count");
    Query size(database_, "PRAGMA page_size");
    if (!pages.next() || !size.next()) return 0;
    return pages.get<std::uint64_t>(0) * size.get<std::uint64_t>(0);
}

std::uint64_t free_bytes(const std::string& path) {
    struct statvfs disk = {};
    if (::statvfs(path.c_str(), &disk) != 0) return 0;
    return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
}

}  // namespace dondoc::store
