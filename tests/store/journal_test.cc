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

struct Selection {
    const char* name;
    JournalFilter filter;
    std::vector<std::int64_t> ids;
};

class Selects : public JournalTest, public ::testing::WithParamInterface<Selection> {};

TEST_P(Selects, WhatMatchesOldestFirst) {
    journal.append(act("2024-05-01T09:00"), "import", "56/KH-STP");
    journal.append(act("2024-05-02T09:00", "minh"), "submit", "56/KH-STP:1.1:once:bttp");
    journal.append(act("2024-05-03T09:00", "dondoc"), "accepted", "01A");
    journal.append(act("2024-05-04T09:00", "minh"), "submit", "56/KH-STP:1.1:once:ttg");
    std::vector<std::int64_t> ids;
    for (const auto& entry : journal.select(GetParam().filter))
        ids.push_back(entry.id);
    EXPECT_EQ(ids, GetParam().ids);
    JournalFilter all = GetParam().filter;
    all.limit = 1000;
    EXPECT_EQ(journal.count(GetParam().filter), journal.select(all).size());
}

JournalFilter filter(const std::string& from, const std::string& until,
                     std::vector<std::string> what = {}, std::vector<std::string> subjects = {},
                     const std::string& by = {}, std::size_t limit = 1000) {
    JournalFilter made;
    if (!from.empty()) made.from = at(from);
    if (!until.empty()) made.until = at(until);
    made.what = std::move(what);
    made.subjects = std::move(subjects);
    made.by = by;
    made.limit = limit;
    return made;
}

const Selection kSelections[] = {
    {"all", {}, {1, 2, 3, 4}},
    {"from", filter("2024-05-03T09:00", ""), {3, 4}},
    {"until_is_without", filter("", "2024-05-03T09:00"), {1, 2}},
    {"between", filter("2024-05-02T00:00", "2024-05-04T00:00"), {2, 3}},
    {"what", filter("", "", {"submit"}), {2, 4}},
    {"one_of_two", filter("", "", {"import", "accepted"}), {1, 3}},
    {"subjects", filter("", "", {}, {"01A", "56/KH-STP:1.1:once:ttg"}), {3, 4}},
    {"subject_is_whole", filter("", "", {}, {"56/KH-STP:1.1"}), {}},
    {"by", filter("", "", {}, {}, "minh"), {2, 4}},
    {"all_at_once",
     filter("2024-05-03T00:00", "2024-05-05T00:00", {"submit"}, {"56/KH-STP:1.1:once:ttg"}, "minh"),
     {4}},
    {"newest_of_them", filter("", "", {}, {}, "", 2), {3, 4}},
};

INSTANTIATE_TEST_SUITE_P(Journal, Selects, ::testing::ValuesIn(kSelections), RowName{});

TEST_F(Office, EntriesOfTheMessagesThatToldOfAnObligationOrAUnit) {
    const auto may = owed("2024-05", "2024-05-23");
    const auto june = owed("2024-06", "2024-06-23", "bttp");
    sync({may, june});
    remind("01A", may);
    remind("01B", june);
    const Journal journal(*database);
    Journal(*database).append_all({{act(), "accepted", "01A", ""}, {act(), "accepted", "01B", ""}});
    const auto subjects = [&](const JournalFilter& wanted) {
        std::vector<std::string> found;
        for (const auto& entry : journal.select(wanted))
            found.push_back(entry.subject);
        return found;
    };
    JournalFilter of_may;
    of_may.told_of = id_of(may.key.text());
    EXPECT_EQ(subjects(of_may), std::vector<std::string>{"01A"});
    JournalFilter to_bttp;
    to_bttp.told = "bttp";
    EXPECT_EQ(subjects(to_bttp), std::vector<std::string>{"01B"});
    to_bttp.subjects = {"56/KH-STP"};
    to_bttp.what = {"accepted", "activate"};
    EXPECT_EQ(subjects(to_bttp), (std::vector<std::string>{"56/KH-STP", "01B"}));
    // A reminder that was left out of its message was not told by it.
    database->execute("UPDATE reminder SET fate = 'withdrawn' WHERE message_id = '01A'");
    EXPECT_TRUE(subjects(of_may).empty());
}

TEST_F(JournalTest, CanOnlyGrow) {
    journal.append(act(), "import", "56/KH-STP");
    EXPECT_THROW(database->execute("UPDATE journal SET actor = 'x'"), StoreError);
    EXPECT_THROW(database->execute("DELETE FROM journal"), StoreError);
    EXPECT_EQ(journal.list({}, 10).front().by, "lan");
}

}  // namespace
}  // namespace dondoc::store
