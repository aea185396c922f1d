#pragma once

#include <gtest/gtest.h>

#include <string>

#include "config/reader.h"

/// Tables of wrong snippets of dondoc.toml: where the problem stands and what it says.
namespace dondoc::config {

/// A snippet, and what it takes to make a whole file of it, after its own lines.
inline std::string whole(const std::string& snippet) {
    std::string file = snippet;
    if (snippet.find("daemon") == std::string::npos) {
        file += "\n[daemon]\ndatabase = \"dondoc.db\"\n";
    }
    if (snippet.find("rule") == std::string::npos) {
        file += "\n[[rule]]\nname = \"chung\"\n[[rule.step]]\nwhen = \"-1d\"\nto = \"lead\"\n";
    }
    return file;
}

struct Wrong {
    const char* name;
    std::string snippet;
    std::uint32_t line;
    std::string words;  ///< part of the English text
};

/// The snippet has exactly this problem.
inline void expect_wrong(const Wrong& row) {
    SCOPED_TRACE(row.name);
    const auto read = read_settings(whole(row.snippet), "dondoc.toml");
    ASSERT_FALSE(read.has_value()) << "no problem was found";
    for (const auto& problem : read.error()) {
        SCOPED_TRACE(problem.text(plan::Language::en));
        EXPECT_NE(problem.words.vi, problem.words.en);
        EXPECT_EQ(problem.words.vi.find('\n'), std::string::npos);
        EXPECT_EQ(read.error().size(), 1u);
    }
    const auto& first = read.error().front();
    EXPECT_EQ(first.file, "dondoc.toml");
    EXPECT_EQ(first.line, row.line);
    EXPECT_NE(first.words.en.find(row.words), std::string::npos)
        << first.words.en << "\n  lacks: " << row.words;
}

/// Near misses of the tables: no problem at all.
inline Settings expect_good(const std::string& snippet) {
    const auto read = read_settings(whole(snippet), "/etc/dondoc/dondoc.toml");
    if (read) return *read;
    for (const auto& problem : read.error()) {
        ADD_FAILURE() << problem.text(plan::Language::en) << "\nin:\n" << snippet;
    }
    return {};
}

}  // namespace dondoc::config
