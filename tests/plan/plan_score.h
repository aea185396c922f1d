#pragma once

#include <string>
#include <vector>

#include "plan/document/plan_document.h"

namespace dondoc::plan {

/// A row as a careful reader understood it (tests/plan/data/*.jsonl).
struct ReferenceRow {
    Task task;
    std::vector<Timing> elsewhere;
};

std::string file_bytes(const std::string& path);
/// A file of tests/plan/data.
std::string data_file(const std::string& name);
std::vector<ReferenceRow> reference_rows(const std::string& name);

/// How a reading compares with the reference, in rows.
struct PlanScore {
    int rows = 0;      ///< of the reference
    int found = 0;     ///< with table, number and text right
    int invented = 0;  ///< rows that the reference does not have
    int timing = 0;
    int lead = 0;
    int support = 0;
    int elsewhere = 0;       ///< rows of the reference that have any, and are right
    int elsewhere_rows = 0;  ///< rows of the reference that have any
    std::vector<std::string> differences;

    PlanScore& operator+=(const PlanScore& other);
    std::string text() const;
};

PlanScore score(const ReadPlan& read, const std::vector<ReferenceRow>& reference);

/// The same kind of timing with the same dates and numbers; how its condition or event is worded
/// does not matter.
bool same_timings(const std::vector<Timing>& a, const std::vector<Timing>& b);

}  // namespace dondoc::plan
