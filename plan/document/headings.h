#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/document/document.h"

namespace dondoc::plan {

/// What a column of a plan's table is for, as its heading says.
enum class Role {
    none,
    no,
    title,
    target,
    timing,
    start,
    end,
    lead,
    support,
    product,
    note,
    other
};

struct Column {
    Role role = Role::none;
    std::string heading;  ///< as printed, in one line; of two rows: the lower one, else the upper
    bool operator==(const Column&) const = default;
};

/// One heading cell on its own. `none`: an empty or overlong cell; `other`: a heading that is none
/// of those above.
Role role_of_heading(std::string_view heading);

/// The roles of a row's cells, where the row is the heading of a plan's table: it names the task
/// and at least its timing, its units or its product.
std::optional<std::vector<Role>> heading_roles(const Row& row);

/// The columns of a table, from its heading row and, where it has one, the row below that splits
/// wide columns in two («Bắt đầu», «Hoàn thành» below «Thời gian thực hiện»). `lower` may be null.
std::vector<Column> columns_of(const Row& heading, const Row* lower);

/// The row below a heading row that belongs to it.
bool is_lower_heading(const Row& heading, const Row& row);

/// The row below a heading row that has the ends of its words: «Thời gian» above «thực hiện».
bool is_heading_tail(const Row& heading, const Row& row);

/// `(1) (2) (3)` or `A B 1 2` below a heading.
bool is_column_numbers(const Row& row);

/// «Người phụ trách», «Cán bộ thực hiện»: who does it inside the unit that leads.
bool names_a_person(std::string_view heading);

/// The headings that are looked for, for messages.
std::string_view headings_sought();

}  // namespace dondoc::plan
