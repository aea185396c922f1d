#include "store/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <fstream>
#include <functional>
#include <iterator>

#include "gmock/gmock.h"
#include "office.h"
#include "store/query.h"
#include "store/schema.h"

namespace dondoc::store {
namespace {

using ::testing::HasSubstr;

std::string bytes_of(const std::string& file) {
    if (!std::filesystem::is_regular_file(file)) return {};
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

void run_sql(const std::string& file, const std::string& sql) {
    SQLite::Database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
}

std::int64_t pragma(Database& database, const std::string& name) {
    Query query(database, "PRAGMA " + name);
    query.next();
    return query.get<std::int64_t>(0);
}

/// With enough rows that damage in the middle meets some.
void make_full(const std::string& file) {
    const auto database = opened(file);
    Journal journal(*database);
    database->transaction([&] {
        for (int i = 0; i < 500; ++i)
            journal.append(act(), "import", "56/KH-STP",
                           "{\"text\":\"" + std::string(90, 'x') + "\"}");
    });
}

TEST(Open, MakesANewFileWithItsSchema) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    const auto database = opened(file);
    struct stat facts = {};
    ASSERT_EQ(::stat(file.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    EXPECT_EQ(database->version(), migrations().size());
    EXPECT_EQ(pragma(*database, "application_id"), kApplicationId);
}

TEST(Open, SetsThePragmas) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    EXPECT_EQ(pragma(*database, "synchronous"), 3);
    EXPECT_EQ(pragma(*database, "foreign_keys"), 1);
    EXPECT_EQ(pragma(*database, "trusted_schema"), 0);
    EXPECT_EQ(pragma(*database, "cell_size_check"), 1);
    EXPECT_EQ(pragma(*database, "mmap_size"), 0);
    EXPECT_EQ(pragma(*database, "busy_timeout"), 10'000);
    Query mode(*database, "PRAGMA journal_mode");
    mode.next();
    EXPECT_EQ(mode.get<std::string>(0), "truncate");
}

TEST(Open, OpensAgainWhatItMade) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    opened(file);
    EXPECT_EQ(opened(file, Database::Open::existing)->version(), migrations().size());
}

struct Refusal {
    const char* name;
    std::function<void(const std::string& file)> make;
    Database::Open how;
    const char* says;
};

class Refuses : public ::testing::TestWithParam<Refusal> {};

TEST_P(Refuses, AndLeavesTheFileAsItIs) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    GetParam().make(file);
    const auto before = bytes_of(file);
    const auto database = Database::open(file, GetParam().how);
    ASSERT_FALSE(database);
    EXPECT_THAT(database.error().words.en, HasSubstr(GetParam().says));
    EXPECT_THAT(database.error().words.vi, HasSubstr("dondoc"));
    EXPECT_NE(database.error().words.vi, database.error().words.en);
    EXPECT_EQ(bytes_of(file), before);
}

const Refusal kRefusals[] = {
    {"missing", [](const std::string&) {}, Database::Open::existing, "dondoc import"},
    {"empty", [](const std::string& file) { write(file, ""); }, Database::Open::existing,
     "is empty"},
    {"no_tables_yet", [](const std::string& file) { run_sql(file, "VACUUM"); },
     Database::Open::existing, "is empty"},
    {"text", [](const std::string& file) { write(file, std::string(5000, 'a')); },
     Database::Open::create, "is not a database"},
    {"short_text", [](const std::string& file) { write(file, "số 56\n"); }, Database::Open::create,
     "is not a database"},
    {"folder_instead", [](const std::string& file) { std::filesystem::create_directory(file); },
     Database::Open::create, "is not a file"},
    {"tables_without_application_id",
     [](const std::string& file) { run_sql(file, "CREATE TABLE unit (id TEXT)"); },
     Database::Open::create, "another program's"},
    {"other_application_id",
     [](const std::string& file) {
         run_sql(file, "PRAGMA application_id = 7; CREATE TABLE unit (id TEXT)");
     },
     Database::Open::create, "another program's"},
    {"newer",
     [](const std::string& file) {
         make_full(file);
         run_sql(file, "PRAGMA user_version = 99");
     },
     Database::Open::create, "newer dondoc"},
    {"truncated",
     [](const std::string& file) {
         make_full(file);
         std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
     },
     Database::Open::create, "is damaged"},
    {"overwritten_in_its_rows",
     [](const std::string& file) {
         make_full(file);
         auto bytes = bytes_of(file);
         // The second half holds rows only: what stands in front can be read.
         for (std::size_t page = bytes.size() / 8192 * 4096; page + 200 < bytes.size();
              page += 4096)
             bytes.replace(page, 200, 200, '\x5a');
         write(file, bytes);
     },
     Database::Open::existing, "is damaged"},
};

INSTANTIATE_TEST_SUITE_P(Open, Refuses, ::testing::ValuesIn(kRefusals), RowName{});

TEST(Open, SaysWhichFolderIsMissing) {
    const Folder folder;
    const auto database = Database::open(folder.file("no/where/dondoc.db"), Database::Open::create);
    ASSERT_FALSE(database);
    EXPECT_THAT(database.error().words.en, HasSubstr("mkdir -p " + folder.file("no/where")));
}

TEST(Open, TakesAnEmptyFileAsNew) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    write(file, "");
    EXPECT_EQ(opened(file)->version(), migrations().size());
}

TEST(Open, SaysThatItMayNotRead) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    opened(file);
    ::chmod(file.c_str(), 0);
    const auto database = Database::open(file, Database::Open::existing);
    ASSERT_FALSE(database);
    EXPECT_THAT(database.error().words.en, HasSubstr("sudo -u _dondoc"));
}

// Promise 17: names the newest good backup, and no bad one.
TEST(Open, NamesTheNewestGoodCopyOfADamagedFile) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    make_full(file);
    opened(file)->copy_to(folder.file("dondoc-monday.db"));
    write(folder.file("dondoc-tuesday.db"), std::string(5000, 'a'));
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    const auto database = Database::open(file, Database::Open::existing);
    ASSERT_FALSE(database);
    EXPECT_THAT(database.error().words.en,
                HasSubstr("dondoc restore " + folder.file("dondoc-monday.db")));
}

TEST(Migrate, CopiesAnEarlierVersionFirst) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    const auto database = opened(file);
    Journal(*database).append(act(), "import", "56/KH-STP");
    auto steps = migrations();
    const auto version = steps.size();
    steps.emplace_back("CREATE TABLE silence (id INTEGER PRIMARY KEY)");
    migrate(*database, steps);
    EXPECT_EQ(database->version(), version + 1);
    const auto copy = opened(file + ".before-v" + std::to_string(version + 1));
    EXPECT_EQ(copy->version(), version);
    EXPECT_EQ(Journal(*copy).list({}, 10).size(), 1U);
}

TEST(Migrate, LeavesEverythingAsItWasWhereAStepFails) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    auto steps = migrations();
    const auto version = steps.size();
    steps.emplace_back("CREATE TABLE silence (id INTEGER PRIMARY KEY)");
    steps.emplace_back(
        "CREATE TABLE pause (id INTEGER PRIMARY KEY); INSERT INTO nowhere VALUES (1)");
    EXPECT_THROW(migrate(*database, steps), StoreError);
    EXPECT_EQ(database->version(), version);
    EXPECT_THROW(database->execute("SELECT * FROM silence"), StoreError);
}

TEST(DataVersion, TellsOfAnothersCommitOnly) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    const auto mine = opened(file);
    const auto theirs = opened(file);
    const auto before = mine->data_version();
    Journal(*mine).append(act(), "import", "mine");
    EXPECT_EQ(mine->data_version(), before);
    Journal(*theirs).append(act(), "import", "theirs");
    EXPECT_NE(mine->data_version(), before);
}

TEST(Transaction, WritesAllOrNothing) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    const auto fails = [&] {
        Journal(*database).append(act(), "import", "56/KH-STP");
        throw std::runtime_error("no");
    };
    EXPECT_THROW(database->transaction(fails), std::runtime_error);
    EXPECT_TRUE(Journal(*database).list({}, 10).empty());
    database->transaction([&] {
        database->transaction([&] { Journal(*database).append(act(), "import", "inner"); });
        Journal(*database).append(act(), "import", "outer");
    });
    EXPECT_EQ(Journal(*database).list({}, 10).size(), 2U);
}

TEST(Transaction, SaysInWordsThatAnotherCommandWrites) {
    const Folder folder;
    const auto mine = opened(folder.file("dondoc.db"));
    const auto theirs = opened(folder.file("dondoc.db"));
    mine->execute("PRAGMA busy_timeout = 0");
    theirs->transaction([&] {
        try {
            mine->transaction([] {});
            ADD_FAILURE() << "two wrote at once";
        } catch (const StoreError& problem) {
            EXPECT_EQ(problem.cause(), StoreError::Cause::busy);
            EXPECT_THAT(problem.problem().words.en, HasSubstr("another dondoc command"));
        }
    });
}

TEST(Transaction, SaysInWordsThatTheDiskIsFull) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    Query pages(*database, "PRAGMA page_count");
    pages.next();
    database->execute("PRAGMA max_page_count = " + pages.get<std::string>(0));
    try {
        Journal(*database).append(act(), "import", std::string(100'000, 'x'));
        ADD_FAILURE() << "it was written";
    } catch (const StoreError& problem) {
        EXPECT_EQ(problem.cause(), StoreError::Cause::full);
        EXPECT_THAT(problem.problem().words.en, HasSubstr("free some space"));
    }
}

}  // namespace
}  // namespace dondoc::store
