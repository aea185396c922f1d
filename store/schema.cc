#include "store/schema.h"

#include <fmt/format.h>

#include "store/database_file.h"
#include "store/journal_chain.h"

namespace dondoc::store {
namespace {

// Portable SQL (PostgreSQL comes later): days are text `2024-06-14`, instants integers in
// milliseconds, lists JSON text.
constexpr const char* kWhoAndWhat = R"sql(
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL);
INSERT INTO meta (name, value) VALUES ('epoch', '0');

CREATE TABLE unit (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    parent TEXT REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE unit_alias (
    unit TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (unit, place));
CREATE TABLE unit_member (
    unit TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    member TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (unit, place));
CREATE TABLE contact (
    unit TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    role TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (unit, place));

CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued TEXT,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    supersedes TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'retired')),
    imported_ms INTEGER NOT NULL,
    include_past INTEGER NOT NULL);
CREATE TABLE task (
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    task_key TEXT NOT NULL,
    place INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    table_key TEXT NOT NULL,
    row_no TEXT NOT NULL,
    title TEXT NOT NULL,
    timing_text TEXT NOT NULL,
    timings TEXT NOT NULL,
    lead TEXT NOT NULL,
    support TEXT NOT NULL,
    product TEXT NOT NULL,
    note TEXT NOT NULL,
    tags TEXT NOT NULL,
    PRIMARY KEY (plan_id, task_key));
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL,
    task_key TEXT NOT NULL,
    on_day TEXT NOT NULL,
    ref TEXT NOT NULL,
    due_day TEXT,
    due_minute INTEGER,
    due_bound TEXT,
    FOREIGN KEY (plan_id, task_key) REFERENCES task (plan_id, task_key) ON UPDATE CASCADE);
CREATE INDEX event_of_task ON event (plan_id, task_key);
)sql";

constexpr const char* kWhatIsOwed = R"sql(
CREATE TABLE obligation (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL,
    task_key TEXT NOT NULL,
    period TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    every TEXT,
    due_day TEXT NOT NULL,
    due_minute INTEGER,
    due_bound TEXT NOT NULL CHECK (due_bound IN ('before', 'by')),
    last_good_day TEXT NOT NULL,
    deadline_ms INTEGER NOT NULL,
    data_from TEXT,
    data_to TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'waived', 'cancelled', 'past')),
    closed_ms INTEGER,
    was_due_day TEXT,
    was_due_minute INTEGER,
    was_due_bound TEXT,
    was_last_good_day TEXT,
    was_deadline_ms INTEGER,
    next_ms INTEGER,
    UNIQUE (plan_id, task_key, period, unit),
    FOREIGN KEY (plan_id, task_key) REFERENCES task (plan_id, task_key) ON UPDATE CASCADE);
CREATE INDEX obligation_next ON obligation (next_ms) WHERE state = 'open' AND next_ms IS NOT NULL;
CREATE INDEX obligation_unit ON obligation (unit);
)sql";

constexpr const char* kWhatIsSaid = R"sql(
CREATE TABLE message (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('reminders', 'alert')),
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'ready', 'sending', 'accepted', 'uncertain', 'dead',
                                         'withdrawn', 'expired')),
    created_ms INTEGER NOT NULL,
    not_before_ms INTEGER NOT NULL,
    useful_until_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    uncertain INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0,
    claimed_ms INTEGER,
    alert TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    last_detail TEXT NOT NULL DEFAULT '',
    frozen TEXT);
CREATE INDEX message_turn ON message (channel, state, not_before_ms);
CREATE INDEX message_state ON message (state);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES message (id),
    attempt INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL);
CREATE INDEX attempt_of_message ON attempt (message_id);
CREATE TABLE channel_hold (
    channel TEXT PRIMARY KEY,
    why TEXT NOT NULL,
    since_ms INTEGER NOT NULL);
CREATE TABLE alert_sent (
    about TEXT NOT NULL,
    utc_day TEXT NOT NULL,
    message_id TEXT NOT NULL REFERENCES message (id),
    PRIMARY KEY (about, utc_day));

CREATE TABLE reminder (
    id INTEGER PRIMARY KEY,
    obligation_id INTEGER NOT NULL REFERENCES obligation (id),
    deadline_ms INTEGER NOT NULL,
    step TEXT NOT NULL,
    turn INTEGER NOT NULL,
    address TEXT NOT NULL,
    channel TEXT NOT NULL,
    fate TEXT NOT NULL CHECK (fate IN ('made', 'superseded', 'withdrawn', 'silenced',
                                       'unreached')),
    message_id TEXT REFERENCES message (id) DEFERRABLE INITIALLY DEFERRED,
    place INTEGER,
    rule TEXT NOT NULL,
    selector TEXT NOT NULL,
    unit TEXT NOT NULL,
    role TEXT NOT NULL,
    fallback INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    nominal TEXT NOT NULL,
    fire_ms INTEGER NOT NULL,
    decided_ms INTEGER NOT NULL,
    UNIQUE (obligation_id, deadline_ms, step, turn, address, channel));
CREATE INDEX reminder_of_message ON reminder (message_id);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL);
CREATE INDEX journal_subject ON journal (subject);
CREATE TRIGGER journal_keeps_entries BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
)sql";

/// Promise 11: a webhook endpoint that answered 410 is called no more.
constexpr const char* kGoneEndpoint = R"sql(
CREATE TABLE gone_endpoint (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    why TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    PRIMARY KEY (channel, address));
)sql";

/// A message's row changes three times on its way, its bytes never do: apart, they are written
/// once. What is unfinished is few among many, and found by its channel.
constexpr const char* kFrozenApart = R"sql(
CREATE TABLE frozen (
    message_id TEXT PRIMARY KEY REFERENCES message (id),
    bytes TEXT NOT NULL);
INSERT INTO frozen (message_id, bytes) SELECT id, frozen FROM message WHERE frozen IS NOT NULL;
ALTER TABLE message DROP COLUMN frozen;
DROP INDEX message_state;
)sql";

/// What nobody is reminded of any more is asked for with every scrape of the health page.
constexpr const char* kStrandedObligations = R"sql(
CREATE INDEX obligation_stranded ON obligation (plan_id, id)
    WHERE state = 'open' AND next_ms IS NULL AND kind <> 'continuous';
)sql";

/// A copy of what was there, beside it. Root's commands migrate too.
void keep(Database& database, std::size_t target) {
    const std::string copy = fmt::format("{}.before-v{}", database.path(), target);
    database.copy_to(copy);
    give_like(copy, database.path());
}

}  // namespace

const std::vector<Migration>& migrations() {
    static const std::vector<Migration> steps = {
        {std::string(kWhoAndWhat) + kWhatIsOwed + kWhatIsSaid},
        {std::string(kGoneEndpoint) + kFrozenApart + kStrandedObligations, chain_journal},
    };
    return steps;
}

void migrate(Database& database, const std::vector<Migration>& steps) {
    if (database.version() >= steps.size()) return;
    // All of it under one lock: of two processes that find an earlier version, the second finds the
    // newest once it has the lock, and puts no copy of that in the place of what was there.
    database.transaction([&] {
        const std::size_t found = database.version();
        if (found > 0 && found < steps.size()) keep(database, steps.size());
        for (std::size_t version = found; version < steps.size(); ++version) {
            database.execute(steps.at(version).sql);
            if (steps.at(version).then != nullptr) steps.at(version).then(database);
        }
        if (found >= steps.size()) return;
        // Only now: a file is dondoc's once it has a whole schema.
        database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                                     kApplicationId, steps.size()));
    });
}

}  // namespace dondoc::store
