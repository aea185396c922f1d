#include "store/journal.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/journal_chain.h"
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

/// The end of the chain comes from `meta` and not from the last row, which somebody may have taken
/// out: then the gap must stay. An entry that was put behind the end keeps its place, so that
/// writing goes on, and does not fit.
JournalHead end_of_chain(Database& database, std::int64_t& last_id) {
    JournalHead head = read_head(database);
    Query last(database, "SELECT max(id) FROM journal");
    last.next();
    last_id = std::max(head.id, last.get<std::optional<std::int64_t>>(0).value_or(0));
    return head;
}

std::string milliseconds(plan::Instant at) {
    return std::to_string(at.time_since_epoch().count());
}

/// The conditions of a filter, and their values for ?1, ?2, …
class Conditions {
  public:
    explicit Conditions(const JournalFilter& filter) {
        // Bound as text like all values: the column's affinity compares it as the number it is.
        if (filter.from) both("at_ms >= " + bound(milliseconds(*filter.from)));
        if (filter.until) both("at_ms < " + bound(milliseconds(*filter.until)));
        if (!filter.by.empty()) both("actor = " + bound(filter.by));
        if (!filter.what.empty()) both(one_of("what", filter.what));
        if (const auto subject = subjects(filter); !subject.empty()) both("(" + subject + ")");
    }
    const std::string& sql() const { return sql_; }
    const std::vector<std::string>& values() const { return values_; }

  private:
    void both(const std::string& condition) {
        sql_ += (sql_.empty() ? " WHERE " : " AND ") + condition;
    }
    std::string bound(const std::string& value) {
        values_.push_back(value);
        return "?" + std::to_string(values_.size());
    }
    std::string one_of(const std::string& column, const std::vector<std::string>& choices) {
        std::string list;
        for (const std::string& each : choices)
            list += (list.empty() ? "" : ", ") + bound(each);
        return column + " IN (" + list + ")";
    }
    std::string subjects(const JournalFilter& filter) {
        static const std::string kMessages =
            "subject IN (SELECT message_id FROM reminder WHERE fate = 'made' AND ";
        std::vector<std::string> ways;
        if (!filter.subjects.empty()) ways.push_back(one_of("subject", filter.subjects));
        if (filter.told_of) {
            ways.push_back(kMessages + "obligation_id = " + bound(std::to_string(*filter.told_of)) +
                           ")");
        }
        if (!filter.told.empty()) ways.push_back(kMessages + "unit = " + bound(filter.told) + ")");
        std::string any;
        for (const std::string& way : ways)
            any += (any.empty() ? "" : " OR ") + way;
        return any;
    }

    std::string sql_;
    std::vector<std::string> values_;
};

JournalEntry entry_of(const Query& query) {
    return {query.get<std::int64_t>(0), query.get<plan::Instant>(1), query.get<std::string>(2),
            query.get<std::string>(3),  query.get<std::string>(4),   query.get<std::string>(5),
            query.get<std::string>(6),  query.get<std::string>(7)};
}

std::string selected(const std::string& conditions, std::size_t limit) {
    return "SELECT id, at_ms, actor, what, subject, detail, hash, "
           "coalesce((SELECT b.hash FROM journal b WHERE b.id = journal.id - 1), '') "
           "FROM journal" +
           conditions + " ORDER BY id DESC LIMIT " + std::to_string(limit);
}

}  // namespace

void Journal::append(const Act& act, const std::string& what, const std::string& subject,
                     const std::string& detail) {
    append_all({{act, what, subject, detail}});
}

void Journal::append_all(const std::vector<NewEntry>& entries) {
    if (entries.empty()) return;
    database_.transaction([&] {
        std::int64_t id = 0;
        JournalHead head = end_of_chain(database_, id);
        Query insert(database_,
                     "INSERT INTO journal (id, at_ms, actor, what, subject, detail, hash) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        for (const NewEntry& entry : entries) {
            const ChainedFields fields = {
                std::to_string(++id), milliseconds(entry.act.at),
                entry.act.by,         entry.what,
                entry.subject,        with_note(entry.detail, entry.act.note)};
            head = {id, chain_hash(head.hash, fields)};
            insert
                .with(id, entry.act.at, fields.actor, fields.what, fields.subject, fields.detail,
                      head.hash)
                .run();
        }
        write_head(database_, head);
    });
}

std::vector<JournalEntry> Journal::list(const std::string& subject, std::size_t limit) const {
    JournalFilter filter;
    if (!subject.empty()) filter.subjects = {subject};
    filter.limit = limit;
    auto entries = select(filter);
    std::ranges::reverse(entries);
    return entries;
}

std::vector<JournalEntry> Journal::select(const JournalFilter& filter) const {
    const Conditions conditions(filter);
    Query query(database_, selected(conditions.sql(), filter.limit));
    query.with_all(conditions.values());
    std::vector<JournalEntry> entries;
    while (query.next())
        entries.push_back(entry_of(query));
    std::ranges::reverse(entries);
    return entries;
}

std::size_t Journal::count(const JournalFilter& filter) const {
    const Conditions conditions(filter);
    Query query(database_, "SELECT count(*) FROM journal" + conditions.sql());
    query.with_all(conditions.values()).next();
    return query.get<std::size_t>(0);
}

}  // namespace dondoc::store
