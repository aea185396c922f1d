#include <SQLiteCpp/SQLiteCpp.h>

#include "reference.h"

namespace dondoc::bench {

ReferenceOutbox::ReferenceOutbox(const std::string& file)
    : database_(
          std::make_unique<SQLite::Database>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)) {
    // What store/database.cc says.
    database_->exec("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;");
    database_->exec(
        "CREATE TABLE message (id INTEGER PRIMARY KEY, state INTEGER NOT NULL, bytes TEXT);"
        "CREATE INDEX waiting ON message (state, id);");
}

ReferenceOutbox::~ReferenceOutbox() = default;

void ReferenceOutbox::fill(const std::vector<std::string>& messages) {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement insert(*database_, "INSERT INTO message (state, bytes) VALUES (0, ?1)");
    for (const auto& bytes : messages) {
        insert.bind(1, bytes);
        insert.exec();
        insert.reset();
    }
    transaction.commit();
}

std::vector<Job> ReferenceOutbox::claim() {
    std::vector<Job> jobs;
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement claim(*database_,
                            "UPDATE message SET state = 1 WHERE id IN (SELECT id FROM message "
                            "WHERE state = 0 ORDER BY id LIMIT ?1) RETURNING id, bytes");
    claim.bind(1, static_cast<int>(kClaimedAtOnce));
    while (claim.executeStep())
        jobs.push_back({claim.getColumn(0).getInt64(), claim.getColumn(1).getString()});
    claim.reset();
    transaction.commit();
    return jobs;
}

void ReferenceOutbox::mark(long id) {
    marked_.push_back(id);
    if (marked_.size() >= kMarkedAtOnce) settle();
}

void ReferenceOutbox::settle() {
    if (marked_.empty()) return;
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement update(*database_, "UPDATE message SET state = 2 WHERE id = ?1");
    for (const long id : marked_) {
        update.bind(1, static_cast<std::int64_t>(id));
        update.exec();
        update.reset();
    }
    transaction.commit();
    marked_.clear();
}

}  // namespace dondoc::bench
