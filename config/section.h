#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plan/result.h"
#include "plan/words.h"

/// Private to config/: how its readers walk a TOML file. What is wrong is noted, with its place,
/// and reading goes on, so that a person sees every problem at once.
namespace dondoc::config {

/// 1-based; line 0 is the whole file.
struct Place {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

template <class T>
struct Found {
    T value;
    Place at;
};
using Text = Found<std::string>;

Place place_of(const toml::node& node);
bool is_control(char letter);

/// The file being read, and what is wrong with it.
class Source {
  public:
    explicit Source(std::string file) : file_(std::move(file)) {}

    /// A path as the file gives it, absolute: relative ones start at the file's folder.
    std::string path(const std::string& text) const;
    void fault(Place at, plan::Words words);
    /// What is wrong with another file that this one names.
    void take(plan::Problems others);
    /// Everything found so far: this file first, in the order of its lines.
    plan::Problems problems() const;

  private:
    std::string file_;
    plan::Problems problems_;
};

/// Reads TOML text; a fault of syntax is noted in `source`, and nothing comes back.
std::optional<toml::table> parse_toml(std::string_view text, Source& source);

/// One table of the file. Every key that is asked for counts as known; `finish` names the others.
/// Values that are missing, of the wrong type, empty or with control characters come back as
/// nothing, and all but the missing ones are noted. `example` is a right-hand side that would be
/// good. Table and source must outlive it.
class Section {
  public:
    Section(const toml::table& table, std::string title, Place at, Source& source)
        : table_(&table), title_(std::move(title)), at_(at), source_(&source) {}

    const std::string& title() const { return title_; }
    Place at() const { return at_; }
    Source& source() const { return *source_; }
    void fault(Place at, plan::Words words) const { source_->fault(at, std::move(words)); }

    /// The value as it stands; null where it is missing.
    const toml::node* node(std::string_view key);
    bool has(std::string_view key) { return node(key) != nullptr; }
    /// The same, and a missing key is noted.
    bool required(std::string_view key, std::string_view example);

    std::optional<Text> text(std::string_view key, std::string_view example);
    std::optional<Text> required_text(std::string_view key, std::string_view example);
    /// One text or a list of texts; an empty list is noted.
    std::vector<Text> texts(std::string_view key, std::string_view example);
    std::optional<bool> flag(std::string_view key);
    /// A whole number within `least` and `most`.
    std::optional<unsigned> number(std::string_view key, unsigned least, unsigned most);
    /// A text that must be one of `names`: its index.
    std::optional<std::size_t> one_of(std::string_view key,
                                      const std::vector<std::string_view>& names);
    /// The index of a text that was read as `key`; notes one that is none of `names`.
    std::optional<std::size_t> index_of(std::string_view key, const Text& text,
                                        const std::vector<std::string_view>& names) const;

    /// `[title]` or an inline table.
    std::optional<Section> table(std::string_view key, std::string title, std::string_view example);
    /// `[[title]]`, in the file's order.
    std::vector<Section> tables(std::string_view key, const std::string& title);
    /// Every key of the table.
    std::vector<std::string> keys() const;

    /// Notes a key that must not be there, whatever its value.
    void refuse(std::string_view key, const plan::Words& why);
    /// The same for what a later version is to bring.
    void not_built(std::string_view key);
    /// A value of the wrong type: `wanted` is "text in quotes", say.
    void wrong_type(std::string_view key, const toml::node& value, const plan::Words& wanted,
                    std::string_view example) const;
    /// Notes every key that nobody asked for, with the nearest known one.
    void finish() const;

  private:
    std::optional<Text> checked_text(std::string_view key, const toml::node& value,
                                     const plan::Words& wanted, std::string_view example) const;

    const toml::table* table_;
    std::string title_;
    Place at_;
    Source* source_;
    std::set<std::string, std::less<>> known_;
    std::set<std::string, std::less<>> refused_;
};

}  // namespace dondoc::config
