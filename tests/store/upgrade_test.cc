/// Every schema version that an office may still have, as it was stored then
/// (tests/store/data/version-N.sql), is brought to the newest one by opening it.

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "gmock/gmock.h"
#include "office.h"
#include "store/journal_chain.h"
#include "store/schema.h"
#include "stored_version.h"

namespace dondoc::store {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

std::set<std::string> rows(const std::string& file, const std::string& sql) {
    SQLite::Database database(file);
    SQLite::Statement query(database, sql);
    std::set<std::string> all;
    while (query.executeStep()) {
        std::string row;
        for (int i = 0; i < query.getColumnCount(); ++i)
            row += query.getColumn(i).getString() + "|";
        all.insert(row);
    }
    return all;
}

/// Tables with their columns, indexes, triggers: whatever way a database came to them.
std::set<std::string> schema_of(const std::string& file) {
    auto all = rows(file,
                    "SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk FROM "
                    "sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'");
    all.merge(rows(file, "SELECT type, name, tbl_name FROM sqlite_master"));
    all.merge(rows(file,
                   "SELECT m.name, f.\"table\", f.\"from\", f.\"to\", f.on_delete FROM "
                   "sqlite_master m JOIN pragma_foreign_key_list(m.name) f"));
    return all;
}

std::string newest_database(const Folder& folder) {
    const auto file = folder.file("new.db");
    opened(file);
    return file;
}

class Upgrade : public ::testing::TestWithParam<std::size_t> {
  protected:
    Folder folder;
    std::string file = stored(folder, GetParam());
};

TEST_P(Upgrade, MakesTheSchemaOfANewDatabase) {
    EXPECT_EQ(opened(file, Database::Open::existing)->version(), migrations().size());
    EXPECT_EQ(schema_of(file), schema_of(newest_database(folder)));
    EXPECT_THAT(rows(file, "PRAGMA integrity_check"), ::testing::ElementsAre("ok|"));
    EXPECT_THAT(rows(file, "PRAGMA foreign_key_check"), SizeIs(0));
}

TEST_P(Upgrade, LosesNothing) {
    const std::vector<std::string> kept = {
        "SELECT * FROM unit",
        "SELECT * FROM contact",
        "SELECT * FROM plan",
        "SELECT * FROM task",
        "SELECT * FROM event",
        "SELECT * FROM obligation",
        "SELECT * FROM attempt",
        "SELECT * FROM reminder",
        "SELECT id, at_ms, actor, what, subject, detail FROM journal",
        "SELECT id, kind, channel, address, state, created_ms, not_before_ms, useful_until_ms, "
        "attempts, uncertain, epoch, claimed_ms, alert, subject, last_detail FROM message"};
    std::vector<std::set<std::string>> before;
    for (const auto& sql : kept)
        before.push_back(rows(file, sql));
    opened(file, Database::Open::existing);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        EXPECT_FALSE(before[i].empty()) << "nothing stored: " << kept[i];
        EXPECT_EQ(rows(file, kept[i]), before[i]) << kept[i];
    }
}

TEST_P(Upgrade, CanBeWorkedWith) {
    const auto database = opened(file, Database::Open::existing);
    ASSERT_FALSE(PlanStore(*database).list().empty());
    const auto cases = ObligationStore(*database).cases({});
    ASSERT_FALSE(cases.empty());
    Outbox outbox(*database, 1'000'000);
    const auto messages = outbox.list({});
    ASSERT_FALSE(messages.empty());
    for (const auto& each : messages) {
        EXPECT_FALSE(each.message.reminders.empty());
        if (each.subject.empty()) continue;  // never rendered
        const auto frozen = outbox.frozen(each.message.id);
        ASSERT_TRUE(frozen);
        EXPECT_FALSE(frozen->bytes.empty());
    }
    EXPECT_FALSE(verify_journal(*database).fault);
    Journal(*database).append(act(), "waive", "x");
    EXPECT_FALSE(verify_journal(*database).fault);
}

TEST_P(Upgrade, KeepsACopyOfWhatWasThere) {
    const auto before = schema_of(file);
    opened(file, Database::Open::existing);
    const auto copy = file + ".before-v" + std::to_string(migrations().size());
    EXPECT_EQ(schema_of(copy), before);
    EXPECT_THAT(rows(copy, "PRAGMA user_version"),
                ::testing::ElementsAre(std::to_string(GetParam()) + "|"));
    struct stat facts = {};
    ASSERT_EQ(::stat(copy.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
}

// With a migration comes a database of the version before it: without, this does not run.
INSTANTIATE_TEST_SUITE_P(Version, Upgrade, ::testing::Range<std::size_t>(1, migrations().size()));

TEST(Upgrade1, GivesTheJournalItsChain) {
    const Folder folder;
    const auto database = opened(stored(folder, 1), Database::Open::existing);
    const auto report = verify_journal(*database);
    EXPECT_FALSE(report.fault);
    EXPECT_EQ(report.count, 15);
    EXPECT_THROW(database->execute("DELETE FROM journal"), StoreError);
    EXPECT_THROW(database->execute("UPDATE journal SET hash = ''"), StoreError);
}

TEST(Upgrade1, ShowsAGapThatWasThere) {
    const Folder folder;
    const auto file = stored(folder, 1);
    SQLite::Database(file, SQLite::OPEN_READWRITE)
        .exec("DROP TRIGGER journal_keeps_entries; DELETE FROM journal WHERE id = 5");
    const auto report = verify_journal(*opened(file, Database::Open::existing));
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->kind, ChainFault::Kind::missing);
    EXPECT_EQ(report.fault->id, 5);
}

TEST(Upgrade1, IsKeptForWhomTheDatabaseBelongsTo) {
    if (::geteuid() != 0) GTEST_SKIP() << "giving files away needs root";
    constexpr uid_t kService = 12345;
    const Folder folder;
    const auto file = stored(folder, 1);
    ASSERT_EQ(::chown(file.c_str(), kService, kService), 0);
    opened(file, Database::Open::existing);
    struct stat facts = {};
    ASSERT_EQ(::stat((file + ".before-v" + std::to_string(migrations().size())).c_str(), &facts),
              0);
    EXPECT_EQ(facts.st_uid, kService);
    EXPECT_EQ(facts.st_gid, kService);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
}

/// Opens `file` in a process of its own as soon as nobody can write to `gate` any more.
pid_t opener(const std::string& file, const int (&gate)[2]) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::close(gate[1]);
    char nothing = 0;
    while (::read(gate[0], &nothing, 1) > 0) {
    }
    ::_exit(Database::open(file, Database::Open::existing) ? 0 : 1);
}

/// A service that starts after an upgrade, and commands beside it.
TEST(Upgrade1, IsKeptAsItWasWhereSeveralMigrateAtOnce) {
    for (int round = 0; round < 10; ++round) {
        const Folder folder;
        const auto file = stored(folder, 1);
        int gate[2] = {};
        ASSERT_EQ(::pipe(gate), 0);
        std::vector<pid_t> openers(6);
        for (pid_t& each : openers)
            each = opener(file, gate);
        ::close(gate[0]);
        ::close(gate[1]);
        for (const pid_t each : openers) {
            int status = -1;
            EXPECT_EQ(::waitpid(each, &status, 0), each);
            EXPECT_EQ(status, 0);
        }
        SQLite::Database copy(file + ".before-v" + std::to_string(migrations().size()));
        ASSERT_EQ(copy.execAndGet("PRAGMA user_version").getInt(), 1);
        EXPECT_EQ(copy.execAndGet("SELECT count(*) FROM journal").getInt(), 15);
    }
}

TEST(Downgrade, IsRefusedInWords) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    opened(file)->execute("PRAGMA user_version = " + std::to_string(migrations().size() + 1));
    const auto refused = Database::open(file, Database::Open::existing);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().words.en, HasSubstr("newer dondoc"));
    EXPECT_THAT(refused.error().words.vi, HasSubstr("cài bản dondoc mới hơn"));
}

}  // namespace
}  // namespace dondoc::store
