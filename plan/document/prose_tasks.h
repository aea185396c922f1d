#pragma once

#include <string>
#include <vector>

#include "plan/document/plan_lines.h"
#include "plan/timing.h"

namespace dondoc::plan {

/// A deadline that stands in the text, not in a table.
struct ProseTask {
    std::string no;           ///< of its paragraph
    std::string title;        ///< the sentences that set the deadline
    std::string timing_text;  ///< the words of the deadline, and as little else as possible
    std::vector<Timing> timings;
    std::vector<std::string> lead;
};

/// The deadlines of «Tổ chức thực hiện»: those that name a date, a period or a number of days. What
/// is only to be done «thường xuyên» or «kịp thời» there is no task.
std::vector<ProseTask> prose_tasks(const PlanLines& lines, int year);

}  // namespace dondoc::plan
