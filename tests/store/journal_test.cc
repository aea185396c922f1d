#include "store/journal.h"

#include "office.h"

namespace dondoc::store {
namespace {

class JournalTest : public ::testing::Test {
  protected:
    Folder folder;
    std::unique_ptr<Database> database = opened(folder.file("dondoc.db"));
    Journal journal{*database};
};

TEST_F(JournalTest, ListsTheNewestFirst) {
    journal.append(act("2024-05-01T09:00"), "import", "56/KH-STP");
    journal.append(act("2024-05-02T09:00", "minh"), "activate", "56/KH-STP", R"({"a":1})");
    journal.append(act("2024-05-03T09:00"), "import", "20/KH-STP");
    const auto entries = journal.list("56/KH-STP", 10);
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].what, "activate");
    EXPECT_EQ(entries[0].by, "minh");
    EXPECT_EQ(entries[0].at, at("2024-05-02T09:00"));
    EXPECT_EQ(entries[0].detail, R"({"a":1})");
    EXPECT_EQ(entries[1].what, "import");
    EXPECT_EQ(journal.list({}, 2).size(), 2U);
    EXPECT_EQ(journal.list({}, 2).front().subject, "20/KH-STP");
}

TEST_F(JournalTest, KeepsANoteInTheDetail) {
    Act noted = act();
    noted.note = "theo công văn 12";
    journal.append(noted, "extend", "x");
    journal.append(noted, "extend", "x", R"({"to":1})");
    const auto entries = journal.list("x", 10);
    EXPECT_EQ(entries[1].detail, R"({"note":"theo công văn 12"})");
    EXPECT_EQ(entries[0].detail, R"({"to":1,"note":"theo công văn 12"})");
}

TEST_F(JournalTest, CanOnlyGrow) {
    journal.append(act(), "import", "56/KH-STP");
    EXPECT_THROW(database->execute("UPDATE journal SET actor = 'x'"), StoreError);
    EXPECT_THROW(database->execute("DELETE FROM journal"), StoreError);
    EXPECT_EQ(journal.list({}, 10).front().by, "lan");
}

}  // namespace
}  // namespace dondoc::store
