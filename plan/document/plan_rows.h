#pragma once

#include <string>
#include <vector>

#include "plan/document/plan_lines.h"
#include "plan/words.h"

namespace dondoc::plan {

/// A task as its row or rows have it, before its cells are read.
struct DraftTask {
    std::string table;  ///< the key of its table
    std::string no;
    TaskRow row;
    std::vector<Words> warnings;
};

struct DraftTasks {
    std::vector<DraftTask> tasks;
    std::size_t targets = 0;  ///< rows of tables of targets, which owe nothing by a date
};

/// Which rows are tasks, which are names of groups, and which go on with the row before them,
/// because a page break cut it in two.
DraftTasks draft_tasks(const PlanLines& lines);

}  // namespace dondoc::plan
