#include "bad_file.h"

namespace dondoc::config {
namespace {

TEST(Source, SaysWhereTheSyntaxIsWrong) {
    const Wrong rows[] = {
        {"a text without quotes", "[daemon]\ndatabase = dondoc.db", 2,
         "text and times stand in quotes"},
        {"a time without quotes", "[calendar]\n\nroll = 08:00", 3, "at = \"08:00\""},
        {"a quote that does not end", "[daemon]\ndatabase = \"dondoc.db\n", 2, "not valid TOML"},
        {"a key twice", "[daemon]\ndatabase = \"a\"\ndatabase = \"b\"", 3, "cannot redefine"},
        {"a table twice", "[daemon]\ndatabase = \"a\"\n[daemon]", 3, "cannot redefine"},
        {"a date that does not exist", "[calendar]\nholidays = [2024-02-30]", 2,
         "there is no day 2024-02-30: month 2 of 2024 has 29 days"},
        {"a letter that is not UTF-8", "[daemon]\ndatabase = \"\xff\"", 2, "utf-8"},
        {"an endless key",
         std::string("a") +
             [] {
                 std::string dots;
                 for (int i = 0; i < 100000; ++i)
                     dots += ".a";
                 return dots;
             }() +
             " = 1",
         0, "too many dots"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(Source, DoesNotRepeatWhatMayBeASecret) {
    for (const char* value : {"5ecret", "tSecret", "\"secret\\q\"", "secret"}) {
        const auto read =
            read_settings("[channels.mail]\npassword = " + std::string(value), "dondoc.toml");
        ASSERT_FALSE(read);
        for (const auto& problem : read.error()) {
            EXPECT_EQ(problem.words.en.find("ecret'"), std::string::npos) << problem.words.en;
            EXPECT_EQ(problem.words.en.find("saw"), std::string::npos) << problem.words.en;
        }
    }
}

TEST(Source, KeepsAProblemInOneLineWhateverAKeyHolds) {
    expect_wrong({"a line end in a key", "\"a\\nb\" = 1", 1, "no key \"a?b\""});
}

}  // namespace
}  // namespace dondoc::config
