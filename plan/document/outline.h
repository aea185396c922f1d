#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/document/numbering.h"

namespace dondoc::plan {

/// Where a task stands: annex, numbered sections of the text, groups of its table.
struct Place {
    std::size_t annex = 0;  ///< 0: the body of the document
    std::string section;    ///< `9.2`, `II.1`
    std::vector<std::size_t> groups;
    std::size_t table = 0;
};

/// Follows the numbering of a document from line to line and makes the table keys of its tasks
/// (`II.1`, `PL2`). A key says no more than it must to be unique: the annex only where the sections
/// in it are not, a group only where the numbering of the rows starts again in it.
class Outline {
  public:
    /// A paragraph: an annex, a numbered section, or neither.
    void prose(std::string_view text);
    /// The heading of a table.
    void heading(bool same_columns);
    /// A row that is the name of a group, with its number if it has one.
    void group(const std::optional<Number>& number);
    /// A row that is a task.
    Place task(const std::optional<Number>& number);

    /// The key of each place, once all lines were seen.
    std::vector<std::string> keys(const std::vector<Place>& places);

  private:
    struct Group {
        std::optional<Number> number;
        bool is_task = false;    ///< a task, for the rows numbered below it
        std::size_t parent = 0;  ///< index + 1; 0: none
        std::size_t table = 0;
        int ordinal = 0;            ///< among the groups without number
        std::vector<int> children;  ///< numbers of its tasks, where they are plain
        bool dropped = false;
    };

    bool continues_groups(const Number& number) const;
    void start_table();
    void pop_to(const Number& number);
    void push(const std::optional<Number>& number, bool is_task);
    void drop_labels();
    std::string path_of(const Place& place) const;
    std::string annex_label(std::size_t annex) const;

    std::vector<std::string> annexes_;
    std::size_t annex_ = 0;
    std::vector<Number> sections_;
    std::vector<Group> groups_;
    std::vector<std::size_t> open_;  ///< the groups that are open, outermost first
    std::size_t table_ = 0;
    bool new_section_ = true;
    bool unsure_ = false;  ///< a heading came again after prose: the same table or the next one?
    int last_plain_ = 0;
};

/// The label of an annex that a paragraph begins: `PL2` of «PHỤ LỤC II», `PL` of one without
/// number.
std::optional<std::string> annex_of(std::string_view text);

}  // namespace dondoc::plan
