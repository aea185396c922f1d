#include "store/tally.h"

#include "store/query.h"

namespace dondoc::store {
namespace {

std::int64_t last_of(Database& database, const std::string& table) {
    Query query(database, "SELECT coalesce(max(id), 0) FROM " + table);
    query.next();
    return query.get<std::int64_t>(0);
}

}  // namespace

Tally::Tally(Database& database)
    : database_(database),
      last_reminder_(last_of(database, "reminder")),
      last_attempt_(last_of(database, "attempt")) {}

void Tally::catch_up(std::size_t limit) {
    count_reminders(limit);
    count_attempts(limit);
}

void Tally::count_reminders(std::size_t limit) {
    Query query(database_,
                "SELECT r.id, o.kind, r.fate FROM reminder r JOIN obligation o "
                "ON o.id = r.obligation_id WHERE r.id > ?1 ORDER BY r.id LIMIT ?2");
    query.with(last_reminder_, limit);
    while (query.next()) {
        last_reminder_ = query.get<std::int64_t>(0);
        ++reminders_[{query.get<std::string>(1), query.get<std::string>(2)}];
    }
}

void Tally::count_attempts(std::size_t limit) {
    Query query(database_,
                "SELECT a.id, m.channel, a.outcome, m.kind, a.ended_ms - m.created_ms "
                "FROM attempt a JOIN message m ON m.id = a.message_id "
                "WHERE a.id > ?1 ORDER BY a.id LIMIT ?2");
    query.with(last_attempt_, limit);
    while (query.next()) {
        last_attempt_ = query.get<std::int64_t>(0);
        ChannelTally& channel = channels_[query.get<std::string>(1)];
        channel.last_outcome = query.get<std::string>(2);
        ++channel.attempts[channel.last_outcome];
        if (channel.last_outcome != "accepted" || query.get<std::string>(3) != "reminders")
            continue;
        // A clock that was set back makes no time run backwards.
        const std::chrono::milliseconds took(std::max<std::int64_t>(0, query.get<std::int64_t>(4)));
        channel.latency.note(took);
    }
}

}  // namespace dondoc::store
