#include "store/journal.h"

#include <nlohmann/json.hpp>

#include "store/query.h"

namespace dondoc::store {
namespace {

std::string with_note(const std::string& detail, const std::string& note) {
    if (note.empty()) return detail;
    auto json =
        detail.empty() ? nlohmann::ordered_json::object() : nlohmann::ordered_json::parse(detail);
    json["note"] = note;
    return json.dump();
}

}  // namespace

void Journal::append(const Act& act, const std::string& what, const std::string& subject,
                     const std::string& detail) {
    Query(database_,
          "INSERT INTO journal (at_ms, actor, what, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5)")
        .with(act.at, act.by, what, subject, with_note(detail, act.note))
        .run();
}

std::vector<JournalEntry> Journal::list(const std::string& subject, std::size_t limit) const {
    std::vector<JournalEntry> entries;
    const std::string filter = subject.empty() ? "" : " WHERE subject = ?2";
    Query query(database_, "SELECT id, at_ms, actor, what, subject, detail FROM journal" + filter +
                               " ORDER BY id DESC LIMIT ?1");
    subject.empty() ? query.with(limit) : query.with(limit, subject);
    while (query.next()) {
        entries.push_back({query.get<std::int64_t>(0), query.get<plan::Instant>(1),
                           query.get<std::string>(2), query.get<std::string>(3),
                           query.get<std::string>(4), query.get<std::string>(5)});
    }
    return entries;
}

}  // namespace dondoc::store
