#pragma once

#include "plan/plan.h"

namespace dondoc::plan {

/// What a person settled stays settled when the same document is read again: where a task that is
/// stored has the same words («Theo Kế hoạch …», «Phòng Bỏ trợ tư pháp»), but a timing or a unit
/// that the reader could not find, the stored one is taken.
void keep_settled(Plan& read, const Plan& stored);

}  // namespace dondoc::plan
