#include "store/journal_chain.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "office.h"
#include "store/query.h"
#include "store/schema.h"

namespace dondoc::store {
namespace {

using Kind = ChainFault::Kind;

constexpr const char* kWithoutGuard =
    "DROP TRIGGER journal_keeps_entries; DROP TRIGGER journal_keeps_words;";

/// Seven entries, some with everything, some with next to nothing.
class ChainTest : public ::testing::Test {
  protected:
    ChainTest() {
        journal.append(act("2024-05-01T09:00"), "import", "56/KH-STP", R"({"added":["1.1"]})");
        journal.append(act("2024-05-01T09:01", "Chị văn thư"), "activate", "56/KH-STP");
        journal.append_all({{act("2024-05-02T09:00", "dondoc"), "accepted", "01A", R"({"a":"b"})"},
                            {act("2024-05-02T09:00", "dondoc"), "accepted", "01B", R"({"a":"b"})"},
                            {act("2024-05-02T09:00", "dondoc"), "hold", "mail", ""}});
        Act noted = act("2024-05-03T09:00");
        noted.note = "công văn \"12\"";
        journal.append(noted, "waive", "56/KH-STP:1.1:once:van-phong");
        journal.append(act("2024-05-04T09:00"), "release", "mail");
    }

    void tamper(const std::string& sql) { database->execute(kWithoutGuard + sql); }
    JournalHead head_after(std::int64_t id) {
        Query query(*database, "SELECT hash FROM journal WHERE id = ?1");
        query.with(id).next();
        return {id, query.get<std::string>(0)};
    }

    Folder folder;
    std::unique_ptr<Database> database = opened(folder.file("dondoc.db"));
    Journal journal{*database};
};

TEST_F(ChainTest, IsWholeAsWritten) {
    const auto report = verify_journal(*database);
    EXPECT_FALSE(report.fault);
    EXPECT_EQ(report.count, 7);
    EXPECT_EQ(report.from, at("2024-05-01T09:00"));
    EXPECT_EQ(report.to, at("2024-05-04T09:00"));
    EXPECT_EQ(report.head, head_after(7));
    EXPECT_EQ(read_head(*database), head_after(7));
}

TEST_F(ChainTest, IsWholeWithoutEntries) {
    const auto fresh = opened(folder.file("fresh.db"));
    const auto report = verify_journal(*fresh);
    EXPECT_FALSE(report.fault);
    EXPECT_EQ(report.head.text(), "0:" + std::string(64, '0'));
}

TEST_F(ChainTest, LinksEachEntryToTheOneBefore) {
    const auto entries = journal.select({});
    ASSERT_EQ(entries.size(), 7U);
    EXPECT_EQ(entries.front().before, "");
    for (std::size_t i = 1; i < entries.size(); ++i)
        EXPECT_EQ(entries.at(i).before, entries.at(i - 1).hash);
}

// The encoding is a promise to whoever checks a journal with a program of their own; worked out
// with sha256sum.
TEST(ChainHash, IsSha256OfNetstrings) {
    EXPECT_EQ(
        chain_hash(std::string(64, '0'), {"1", "1714528800000", "lan", "import", "56/KH-STP", ""}),
        "68c1c0fd25a2d4cafe5da01f0be6b0124ef09fa450ff5f4d528d59ac924b2368");
    EXPECT_NE(chain_hash("", {"1", "2", "ab", "c", "", ""}),
              chain_hash("", {"1", "2", "a", "bc", "", ""}));
}

struct Tampering {
    const char* name;
    const char* sql;
    Kind kind;
    std::int64_t id;
};

class Tampered : public ChainTest, public ::testing::WithParamInterface<Tampering> {};

TEST_P(Tampered, IsFound) {
    tamper(GetParam().sql);
    const auto report = verify_journal(*database);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->kind, GetParam().kind);
    EXPECT_EQ(report.fault->id, GetParam().id);
    // What is written afterwards does not heal it.
    journal.append(act("2024-05-05T09:00"), "import", "20/KH-STP");
    ASSERT_TRUE(verify_journal(*database).fault);
    EXPECT_EQ(verify_journal(*database).fault->id, GetParam().id);
}

const Tampering kTamperings[] = {
    {"first_removed", "DELETE FROM journal WHERE id = 1", Kind::missing, 1},
    {"middle_removed", "DELETE FROM journal WHERE id = 4", Kind::missing, 4},
    {"middle_removed_and_closed_up",
     "DELETE FROM journal WHERE id = 4; UPDATE journal SET id = id - 1 WHERE id > 4", Kind::changed,
     4},
    {"several_removed", "DELETE FROM journal WHERE id IN (3, 4)", Kind::missing, 3},
    {"inserted",
     "UPDATE journal SET id = -id WHERE id > 3; UPDATE journal SET id = 1 - id WHERE id < 0;"
     "INSERT INTO journal SELECT 4, at_ms, actor, what, subject, detail, hash FROM journal "
     "WHERE id = 3",
     Kind::changed, 4},
    {"inserted_before_all",
     "INSERT INTO journal SELECT 0, at_ms, actor, what, subject, detail, hash FROM journal "
     "WHERE id = 1",
     Kind::changed, 0},
    {"swapped",
     "UPDATE journal SET id = -3 WHERE id = 3; UPDATE journal SET id = 3 WHERE id = 4;"
     "UPDATE journal SET id = 4 WHERE id = -3",
     Kind::changed, 3},
    {"swapped_but_for_the_hashes",
     "UPDATE journal SET subject = CASE id WHEN 3 THEN '01B' ELSE '01A' END WHERE id IN (3, 4)",
     Kind::changed, 3},
    {"moved_between_fields", "UPDATE journal SET actor = 'la', what = 'nimport' WHERE id = 1",
     Kind::changed, 1},
    {"emptied", "UPDATE journal SET detail = '' WHERE id = 6", Kind::changed, 6},
    {"a_fraction_of_a_millisecond", "UPDATE journal SET at_ms = at_ms + 0.5 WHERE id = 2",
     Kind::changed, 2},
};

INSTANTIATE_TEST_SUITE_P(Chain, Tampered, ::testing::ValuesIn(kTamperings), RowName{});

TEST_F(ChainTest, FindsThatTheLastIsGoneUntilAndAfterMoreIsWritten) {
    tamper("DELETE FROM journal WHERE id = 7");
    const auto report = verify_journal(*database);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->kind, Kind::cut_off);
    EXPECT_EQ(report.fault->id, 7);
    journal.append(act("2024-05-05T09:00"), "import", "20/KH-STP");
    const auto later = verify_journal(*database);
    ASSERT_TRUE(later.fault);
    EXPECT_EQ(later.fault->kind, Kind::missing);
    EXPECT_EQ(later.fault->id, 7);
    EXPECT_EQ(later.fault->last, 7);
}

TEST_F(ChainTest, FindsThatAllIsGone) {
    tamper("DELETE FROM journal");
    const auto report = verify_journal(*database);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->kind, Kind::cut_off);
    EXPECT_EQ(report.fault->id, 1);
    EXPECT_EQ(report.fault->last, 7);
}

TEST_F(ChainTest, FindsWhatAnotherProgramPutBehindTheEnd) {
    // By somebody who knows how entries are hashed, but not of the end that is kept.
    const auto last = head_after(7);
    const auto hash = chain_hash(last.hash, {"8", "1", "lan", "submit", "x", ""});
    tamper("INSERT INTO journal VALUES (8, 1, 'lan', 'submit', 'x', '', '" + hash + "')");
    const auto report = verify_journal(*database);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->kind, Kind::added);
    EXPECT_EQ(report.fault->id, 8);
    journal.append(act("2024-05-05T09:00"), "import", "20/KH-STP");
    EXPECT_EQ(verify_journal(*database).fault->kind, Kind::changed);
}

TEST_F(ChainTest, FindsThatTheKeptEndWasTouched) {
    for (const char* sql : {"DELETE FROM meta WHERE name = 'journal_head'",
                            "UPDATE meta SET value = 'x' WHERE name = 'journal_head'",
                            "UPDATE meta SET value = '0' || substr(value, 2) "
                            "WHERE name = 'journal_head'"}) {
        SCOPED_TRACE(sql);
        const auto before = read_head(*database);
        database->execute(sql);
        const auto report = verify_journal(*database);
        ASSERT_TRUE(report.fault);
        EXPECT_EQ(report.fault->kind, Kind::head);
        write_head(*database, before);
        EXPECT_FALSE(verify_journal(*database).fault);
    }
}

TEST_F(ChainTest, GoesOnWritingWhereTheKeptEndIsGone) {
    database->execute("DELETE FROM meta WHERE name = 'journal_head'");
    journal.append(act("2024-05-05T09:00"), "import", "20/KH-STP");
    const auto report = verify_journal(*database);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->id, 8);
}

/// Every byte of every field of every entry, each changed alone.
TEST_F(ChainTest, FindsAnyByteThatWasChanged) {
    tamper("");
    const char* const columns[] = {"at_ms", "actor", "what", "subject", "detail", "hash"};
    std::size_t tried = 0;
    for (const auto& entry : journal.select({})) {
        for (const char* column : columns) {
            const auto where = " WHERE id = " + std::to_string(entry.id);
            Query read(*database,
                       std::string("SELECT CAST(") + column + " AS TEXT) FROM journal" + where);
            read.next();
            const auto whole = read.get<std::string>(0);
            read.next();
            Query write(*database, std::string("UPDATE journal SET ") + column + " = ?1" + where);
            for (std::size_t i = 0; i < whole.size(); ++i) {
                auto changed = whole;
                changed[i] = static_cast<char>(changed[i] ^ 1);
                write.with(changed).run();
                const auto report = verify_journal(*database);
                ASSERT_TRUE(report.fault) << column << " of " << entry.id << ", byte " << i;
                EXPECT_EQ(report.fault->id, entry.id);
                ++tried;
            }
            write.with(whole).run();
        }
    }
    EXPECT_GT(tried, 700U);
    EXPECT_FALSE(verify_journal(*database).fault);
}

/// Gives every entry from `id` on the hash it should have, and the kept end too: all that somebody
/// in full control can do.
void rewrite_from(Database& database, std::int64_t id) {
    JournalHead head;
    std::vector<std::pair<JournalHead, ChainedFields>> all;
    Query query(database,
                "SELECT id, at_ms, actor, what, subject, detail FROM journal ORDER BY id");
    while (query.next()) {
        all.push_back(
            {{query.get<std::int64_t>(0), ""},
             {query.get<std::string>(0), query.get<std::string>(1), query.get<std::string>(2),
              query.get<std::string>(3), query.get<std::string>(4), query.get<std::string>(5)}});
    }
    for (auto& [next, fields] : all) {
        head = {next.id, chain_hash(head.hash, fields)};
        if (next.id < id) continue;
        Query(database, "UPDATE journal SET hash = ?2 WHERE id = ?1")
            .with(head.id, head.hash)
            .run();
    }
    write_head(database, head);
}

TEST_F(ChainTest, OnlyANotedHeadTellsOfARewrittenChain) {
    const auto noted = head_after(5);
    const auto earlier = head_after(2);
    tamper("UPDATE journal SET actor = 'someone' WHERE id = 4");
    rewrite_from(*database, 4);
    EXPECT_FALSE(verify_journal(*database).fault);
    EXPECT_FALSE(verify_journal(*database, earlier).fault);
    const auto report = verify_journal(*database, noted);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->kind, Kind::rewritten);
    EXPECT_EQ(report.fault->id, 5);
}

TEST_F(ChainTest, ANotedHeadTellsOfAnOlderDatabase) {
    const auto copy = folder.file("copy.db");
    database->copy_to(copy);
    journal.append(act("2024-05-05T09:00"), "import", "20/KH-STP");
    const auto report = verify_journal(*opened(copy), head_after(8));
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->kind, Kind::cut_off);
    EXPECT_EQ(report.fault->id, 8);
}

TEST_F(ChainTest, AHeadStaysAPrefixAndMayBeShortened) {
    auto noted = head_after(7);
    journal.append(act("2024-05-05T09:00"), "import", "20/KH-STP");
    EXPECT_FALSE(verify_journal(*database, noted).fault);
    noted.hash.resize(16);
    EXPECT_FALSE(verify_journal(*database, noted).fault);
    EXPECT_FALSE(verify_journal(*database, JournalHead{}).fault);
}

TEST(Head, IsReadAsItIsPrinted) {
    const JournalHead head{12, std::string(64, 'a')};
    EXPECT_EQ(JournalHead::parse(head.text()), head);
    EXPECT_EQ(JournalHead::parse("12:" + std::string(64, 'A')), head);
    for (const std::string text : {"", "12", "12:", "12:abc", "x:aaaaaaaaaaaaaaaa",
                                   "-1:aaaaaaaaaaaaaaaa", "12:gggggggggggggggg"}) {
        EXPECT_FALSE(JournalHead::parse(text)) << text;
    }
}

TEST_F(ChainTest, VerifiesPieceByPiece) {
    std::vector<NewEntry> many(12'000, {act(), "accepted", "01C", "{}"});
    journal.append_all(many);
    const auto report = verify_journal(*database);
    EXPECT_FALSE(report.fault);
    EXPECT_EQ(report.count, 12'007);
}

TEST_F(ChainTest, TwoWritersKeepOneChain) {
    const auto other = opened(folder.file("dondoc.db"));
    Journal theirs(*other);
    for (int i = 0; i < 20; ++i) {
        journal.append(act(), "submit", "mine");
        theirs.append(act(), "submit", "theirs");
    }
    EXPECT_FALSE(verify_journal(*database).fault);
}

}  // namespace
}  // namespace dondoc::store
