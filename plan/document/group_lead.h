#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/document/headings.h"
#include "plan/document/numbering.h"
#include "plan/document/plan_lines.h"

namespace dondoc::plan {

/// Units that stand in the heading of a group and lead all that is below it: «I. Chủ trì: Phòng
/// Tổng hợp», above the rows or above their table.
class GroupLead {
  public:
    /// The name of a group, its number taken off or not.
    void group(std::string_view name, const std::optional<Number>& number);
    /// A paragraph: a numbered one and an annex begin something new.
    void prose(std::string_view text);
    /// Gives a task what its row does not say. Where the column is for persons, the unit leads and
    /// the person is told in the note.
    void give(TaskRow& row, const std::vector<Column>& columns) const;

  private:
    void set(std::string_view name, const std::optional<Number>& number);

    std::string units_;  ///< as printed, with «Chủ trì:»; empty: none
    std::optional<Number> number_;
};

}  // namespace dondoc::plan
