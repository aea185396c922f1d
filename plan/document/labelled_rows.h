#pragma once

#include "plan/document/plan_lines.h"

namespace dondoc::plan {

/// Some plans have no table: each task is a numbered paragraph with «Thời gian thực hiện: …», «Đơn
/// vị chủ trì: …» below it. Turns such paragraphs into rows, as if they stood in a table; a
/// document that has none is left as it is.
void add_labelled_rows(PlanLines& lines);

}  // namespace dondoc::plan
