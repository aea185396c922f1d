#pragma once

#include <toml++/toml.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/result.h"
#include "plan/time.h"

namespace dondoc::plan {

/// What the readers of plan files and unit files share. For the sources of this room only: it is
/// the one header that knows toml++.

/// A document, or why it is none, with the place where reading stopped.
Result<toml::table> parse_toml(std::string_view toml, const std::string& file);

/// Collects the problems of one file.
class FileProblems {
  public:
    explicit FileProblems(std::string file) : file_(std::move(file)) {}

    void add(const toml::source_region& at, Words words);
    void add(std::uint32_t line, std::uint32_t column, Words words);
    bool empty() const { return problems_.empty(); }
    /// In the order of the file.
    Problems take();

  private:
    std::string file_;
    Problems problems_;
};

struct PlacedText {
    std::string text;
    toml::source_region at;
};

/// One table of a file, read key by key. Whatever is wrong goes to the problems, and the reading
/// goes on with an empty value. Texts come normalised: NFC, white space collapsed, no control
/// characters.
class TomlTable {
  public:
    /// `name` is what messages call the table; every key that is not among `keys` is a problem.
    TomlTable(const toml::table& table, std::string name, const std::vector<std::string_view>& keys,
              FileProblems& problems);

    const toml::node* find(std::string_view key) const { return table_.get(key); }
    /// Not there at all, or an empty list.
    bool lacks(std::string_view key) const;
    /// Not there at all, or a text of white space.
    bool is_blank(std::string_view key) const;
    /// Where the value stands; where there is none, where the table does.
    const toml::source_region& at(std::string_view key) const;
    void add(std::string_view key, const Words& words) { problems_.add(at(key), said_of(words)); }

    std::string text(std::string_view key);
    /// A problem where it is missing or empty, with an example of what to write.
    std::string required_text(std::string_view key, std::string_view example);
    /// A list of texts; a single text is a list of one.
    std::vector<PlacedText> placed_texts(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    std::optional<Day> day(std::string_view key);
    /// `true` or `false`; false where it is missing.
    bool flag(std::string_view key);
    const toml::table* table(std::string_view key);
    /// The tables written as `[[key]]` or as a list of inline tables.
    std::vector<const toml::table*> tables(std::string_view key);

  private:
    Words said_of(const Words& words) const;
    std::optional<std::string> clean_text(std::string_view key, const toml::node& node);

    const toml::table& table_;
    std::string name_;
    FileProblems& problems_;
};

/// `2024-06-14`.
std::string iso(const toml::date& date);

}  // namespace dondoc::plan
