#include "config/keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <set>

#include "bad_file.h"

namespace dondoc::config {
namespace {

/// Like no key there is, so that the reader names all it knows.
constexpr const char* kNobody = "qqqqqqqqqqqqqqqq";

bool is_table(const Key& key) {
    return key.type == Key::Type::table || key.type == Key::Type::tables;
}

std::string lines(const std::string& id, const std::string& leave_out = {}) {
    std::string text;
    for (const Key& key : key_table(id).keys) {
        if (!is_table(key) && key.name != leave_out)
            text += fmt::format("{} = {}\n", key.name, key.example);
    }
    return text;
}

/// A whole file with `table` as its text and what it needs around it.
std::string file_with(const std::string& id, const std::string& table) {
    const std::string daemon = "[daemon]\ndatabase = \"dondoc.db\"\n";
    const std::string mail =
        "[channels.mail]\ntype = \"maildir\"\npath = \"mail\"\nfrom = \"a@b.example\"\n";
    const std::string rule = "[[rule]]\nname = \"r\"\n";
    const std::string step = "[[rule.step]]\nwhen = \"-1d\"\nto = \"lead\"\n";
    if (id == "file") return table + daemon + rule + step;
    if (id == "daemon") return "[daemon]\n" + table + rule + step;
    if (id == "calendar") return daemon + rule + step + "[calendar]\n" + table;
    if (id == "fallback") return daemon + rule + step + mail + "[fallback]\n" + table;
    if (id == "web") return daemon + rule + step + "[web]\n" + table;
    if (id == "rule") return daemon + "[[rule]]\n" + table + step;
    if (id == "match") return daemon + rule + "[rule.match]\n" + table + step;
    if (id == "step") return daemon + rule + "[[rule.step]]\n" + table;
    if (id == "nudge") return daemon + rule + "[rule.nudge]\n" + table;
    return daemon + rule + step + "[channels.it]\n" + table;
}

/// Two keys of which a table takes one, and the one that the reader is not shown.
std::string left_out(const std::string& id) {
    if (id == "email") return "password_file";
    if (id == "webhook") return "secret_file";
    return id == "nudge" ? "weekday" : "";
}

const std::vector<std::string> kTables = {"file",  "web",     "daemon",  "calendar",
                                          "email", "webhook", "maildir", "fallback",
                                          "rule",  "match",   "step",    "nudge"};

std::set<std::string> documented(const std::string& id) {
    std::set<std::string> names;
    for (const Key& key : key_table(id).keys)
        names.insert(key.name);
    return names;
}

/// The keys that the reader says a table has.
std::set<std::string> known_to_reader(const plan::Problems& problems) {
    std::set<std::string> names;
    constexpr std::string_view kMark = "; its keys are ";
    for (const auto& problem : problems) {
        const auto at = problem.words.en.find(kMark);
        if (at == std::string::npos) continue;
        std::istringstream rest(problem.words.en.substr(at + kMark.size()));
        for (std::string name; std::getline(rest >> std::ws, name, ',');)
            names.insert(name);
    }
    return names;
}

plan::Problems problems_of(const std::string& text) {
    const auto read = read_settings(text, "/etc/dondoc/dondoc.toml");
    return read ? plan::Problems{} : read.error();
}

TEST(Keys, AreThoseThatTheReaderKnows) {
    for (const std::string& id : kTables) {
        SCOPED_TRACE(id);
        const std::string odd = fmt::format("{} = 1\n", kNobody);
        const auto problems = problems_of(file_with(id, odd + lines(id, left_out(id))));
        EXPECT_EQ(known_to_reader(problems), documented(id));
    }
}

TEST(Keys, ExamplesAreTakenByTheReader) {
    for (const std::string& id : kTables) {
        SCOPED_TRACE(id);
        for (const auto& problem : problems_of(file_with(id, lines(id, left_out(id)))))
            ADD_FAILURE() << problem.text(plan::Language::en);
    }
}

TEST(Keys, RequiredOnesAreMissedByTheReader) {
    for (const std::string& id : kTables) {
        for (const Key& key : key_table(id).keys) {
            if (!key.required || is_table(key)) continue;
            SCOPED_TRACE(id + " " + key.name);
            EXPECT_FALSE(problems_of(file_with(id, lines(id, key.name))).empty());
        }
    }
}

/// What is wrong with a table that has nothing but what is required and one key with this value.
plan::Problems problems_with(const std::string& id, const Key& key, const std::string& value) {
    std::string text = fmt::format("{} = {}\n", key.name, value);
    // A day of a quarter, say, goes with quarters only.
    if (id == "nudge" && key.name != "every")
        text += key.name == "weekday" ? "every = \"week\"\n" : "every = \"year\"\n";
    for (const Key& each : key_table(id).keys) {
        const bool there = text.find(each.name + " = ") != std::string::npos;
        if (each.required && !is_table(each) && !there)
            text += fmt::format("{} = {}\n", each.name, each.example);
    }
    return problems_of(file_with(id, text));
}

TEST(Keys, RangesAreTheReaders) {
    for (const std::string& id : kTables) {
        for (const Key& key : key_table(id).keys) {
            if (key.type != Key::Type::number) continue;
            SCOPED_TRACE(id + " " + key.name);
            for (const unsigned good : {key.least, key.most})
                EXPECT_TRUE(problems_with(id, key, std::to_string(good)).empty()) << good;
            for (const long long bad : {key.least - 1LL, key.most + 1LL})
                EXPECT_FALSE(problems_with(id, key, std::to_string(bad)).empty()) << bad;
        }
    }
}

TEST(Keys, ChoicesAreTheReaders) {
    for (const std::string& id : kTables) {
        for (const Key& key : key_table(id).keys) {
            // The type of a channel says which table it is.
            if (key.choices.empty() || key.name == "type") continue;
            SCOPED_TRACE(id + " " + key.name);
            std::string said;
            for (const auto& problem : problems_with(id, key, fmt::format("\"{}\"", kNobody)))
                said += problem.words.en + "\n";
            const auto all =
                fmt::format("choose one of \"{}\"\n", fmt::join(key.choices, "\", \""));
            EXPECT_NE(said.find(all), std::string::npos) << said << "not " << all;
        }
    }
}

TEST(Keys, EveryTableIsHeldAgainstTheReader) {
    std::set<std::string> ids(kTables.begin(), kTables.end());
    ids.insert({"holidays_file", "holiday"});
    for (const KeyTable& table : key_tables())
        EXPECT_EQ(ids.erase(table.id), 1U) << table.id;
    EXPECT_TRUE(ids.empty());
}

bool same(const Settings& a, const Settings& b) {
    return a.timezone == b.timezone && a.language == b.language && a.calendar == b.calendar &&
           a.templates == b.templates && a.channels == b.channels && a.rules == b.rules;
}

/// Nothing but what is required, and one key with its default.
std::string least(const std::string& id, const Key* more) {
    std::string text;
    for (const Key& key : key_table(id).keys) {
        if (key.required) text += fmt::format("{} = {}\n", key.name, key.example);
    }
    // A weekday goes with weeks only, a month not.
    if (more && more->name == "weekday") text = "every = \"week\"\n";
    return more ? text + fmt::format("{} = {}\n", more->name, more->fallback) : text;
}

TEST(Keys, DefaultsChangeNothing) {
    for (const std::string& id : kTables) {
        for (const Key& key : key_table(id).keys) {
            if (key.fallback.empty()) continue;
            SCOPED_TRACE(id + " " + key.name);
            std::string without = least(id, nullptr);
            if (key.name == "weekday") without = "every = \"week\"\n";
            // The place of a table is part of what is compared: the same lines in both.
            const auto read = read_settings(file_with(id, without + "# \n"), "/x/dondoc.toml");
            const auto said = read_settings(file_with(id, least(id, &key)), "/x/dondoc.toml");
            ASSERT_TRUE(read && said);
            EXPECT_TRUE(same(*read, *said));
        }
    }
}

/// A file of holidays is read from the disk.
TEST(Keys, OfHolidaysFilesAreThoseThatTheReaderKnows) {
    const std::string path = testing::TempDir() + "keys_test_holidays.toml";
    const auto read = [&](const std::string& text) {
        std::ofstream(path) << text;
        return problems_of(file_with("calendar", fmt::format("holidays = \"{}\"\n", path)));
    };
    const std::string odd = fmt::format("{} = 1\n", kNobody);
    const std::string entry = "[[holiday]]\n" + lines("holiday");
    EXPECT_EQ(known_to_reader(read(odd + lines("holidays_file") + entry)),
              documented("holidays_file"));
    EXPECT_EQ(known_to_reader(read(lines("holidays_file") + entry + odd)), documented("holiday"));
    EXPECT_TRUE(read(lines("holidays_file") + entry).empty());
}

TEST(Keys, HaveMeaningsInBothLanguages) {
    std::set<std::string> ids;
    for (const KeyTable& table : key_tables()) {
        EXPECT_TRUE(ids.insert(table.id).second) << table.id;
        for (const Key& key : table.keys) {
            SCOPED_TRACE(table.id + " " + key.name);
            EXPECT_TRUE(key.meaning.vi.ends_with('.') && key.meaning.en.ends_with('.'));
            EXPECT_NE(key.meaning.vi, key.meaning.en);
            EXPECT_FALSE(form_of(key).vi.empty() || form_of(key).en.empty());
            EXPECT_EQ(key.otherwise.vi.empty(), key.otherwise.en.empty());
            EXPECT_FALSE(!key.otherwise.en.empty() && (key.required || !key.fallback.empty()));
        }
    }
}

}  // namespace
}  // namespace dondoc::config
