#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/document/plan_lines.h"
#include "plan/plan.h"

namespace dondoc::plan {

/// What the head of a plan says of it, each part empty where it does not say.
struct PlanHead {
    std::string number;  ///< `56/KH-STP`
    std::string title;   ///< without «Kế hoạch»
    std::string issuer;
    std::optional<Day> issued;
    std::vector<std::string> supersedes;
    std::optional<int> first_year;  ///< of its validity, as the title says
    std::optional<int> last_year;
    bool number_from_name = false;  ///< the file's name, for want of better
};

/// Reads the paragraphs before the tables, the annexes' «(Kèm theo Kế hoạch số …)», and where both
/// are silent the file's name.
PlanHead plan_head(const PlanLines& lines, std::string_view file_name);

/// The year that the timings name most often; nothing where they name none.
std::optional<int> year_of_timings(const PlanLines& lines);

}  // namespace dondoc::plan
