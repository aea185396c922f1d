#pragma once

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "plan/words.h"

namespace dondoc::daemon {

enum class Format { table, json, jsonl };
enum class Style { plain, good, warn, bad, dim };

/// One cell: what people read, and what programs read under the column's key.
struct Cell {
    std::string text;
    nlohmann::ordered_json value;
    Style style = Style::plain;

    Cell(std::string shown) : text(std::move(shown)), value(text) {}  // NOLINT: a text is a cell
    Cell(const char* shown) : Cell(std::string(shown)) {}             // NOLINT
    Cell(std::string shown, nlohmann::ordered_json json, Style as = Style::plain)
        : text(std::move(shown)), value(std::move(json)), style(as) {}
};

struct Column {
    std::string key;  ///< empty: only in the table
    plan::Words title;
    bool right = false;     ///< numbers
    bool flexible = false;  ///< made narrower where the terminal is narrow, by shortening
    bool hidden = false;    ///< only in the machine-readable forms
    bool wraps = false;     ///< what does not fit goes on in the next line instead
};

/// A listing that prints itself as an aligned table for people, as one JSON array, or as JSON
/// Lines.
class Listing {
  public:
    explicit Listing(std::vector<Column> columns) : columns_(std::move(columns)) {}

    void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }
    /// What programs read: one object a row.
    nlohmann::ordered_json objects() const;
    /// `none` is what people are told where there is no row.
    void print(std::ostream& out, Format format, plan::Language language,
               const plan::Words& none) const;

  private:
    nlohmann::ordered_json object(const std::vector<Cell>& row) const;
    void print_table(std::ostream& out, plan::Language language) const;
    void print_row(std::ostream& out, const std::vector<Cell>& row,
                   const std::vector<std::size_t>& wide) const;
    std::vector<std::size_t> widths(plan::Language language) const;

    std::vector<Column> columns_;
    std::vector<std::vector<Cell>> rows_;
};

/// Breaks a text between words into lines of at most `columns`; a longer word has its own line.
std::vector<std::string> lines_of(std::string_view text, std::size_t columns);
/// The text in lines that fit the terminal, each with its line end.
std::string wrapped(std::string_view text);
/// Columns of the terminal; 100 where the output is none.
std::size_t terminal_width();
bool colour_wanted();
std::string styled(const std::string& text, Style style);
/// One JSON value in one line, or laid out for eyes. What a damaged database has that is not UTF-8
/// is shown as U+FFFD.
std::string json_line(const nlohmann::ordered_json& value);
std::string json_text(const nlohmann::ordered_json& value);

}  // namespace dondoc::daemon
