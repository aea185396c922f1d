#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"
#include "plan/result.h"

namespace dondoc::plan {

/// A row of a plan document as it was understood.
struct ReadTask {
    Task task;
    /// What the title, the note and the product add about deadlines; may be empty.
    std::vector<Timing> timings_elsewhere;
    /// What to look at, in plain words.
    std::vector<Words> warnings;
    /// Something is open that only a person can settle: no timing that could be read, no unit that
    /// owes it, a reading that rests on an assumption.
    bool needs_person = false;
};

struct ReadPlan {
    Plan plan;  ///< its head and, in the order of the document, the tasks of `rows`
    std::vector<ReadTask> rows;
    /// About the document as a whole: a head without number or date, tables that were left out.
    std::vector<Words> warnings;
};

/// Reads a plan as an office wrote it: a `.docx`, `.xlsx`, `.csv`, `.tsv` or text, told by what is
/// in it. `file_name` serves messages and as a last resort the plan's number; `year` is the plan's
/// where the document does not say (and stands above what it says). Every problem is one line with
/// what to do. Takes any bytes; units are not matched yet (unit_match.h).
Checked<ReadPlan> read_plan_document(std::string_view bytes, const std::string& file_name,
                                     std::optional<int> year);

}  // namespace dondoc::plan
