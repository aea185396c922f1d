#pragma once

#include <string>

#include "plan/obligation.h"
#include "plan/words.h"
#include "scheduler/recipient.h"

namespace dondoc::notifiers {

/// Why a selector reaches nobody: «việc này không có đơn vị phối hợp». `unit_name` is what people
/// call the unit that owes the task.
plan::Words cause(const scheduler::Lack& lack, const std::string& unit_name);

/// What to do about it: «sửa bậc nhắc hoặc thêm đơn vị phối hợp»; `mending_command` does it.
plan::Words remedy(const scheduler::Lack& lack);

/// The command that gives the selector somebody to reach for what `key` names, with a word in
/// capitals for each thing that only the one who types it can know.
std::string mending_command(const scheduler::Lack& lack, const plan::ObligationKey& key,
                            const std::string& channel, plan::Language language);

}  // namespace dondoc::notifiers
