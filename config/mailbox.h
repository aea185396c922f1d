#pragma once

#include <optional>
#include <string_view>

#include "plan/words.h"

/// Private to config/.
namespace dondoc::config {

/// What is wrong with `a@b.example`, or nothing.
std::optional<plan::Words> mail_address_fault(std::string_view address);
/// The same for `a@b.example` and `Tên <a@b.example>`.
std::optional<plan::Words> mailbox_fault(std::string_view mailbox);

}  // namespace dondoc::config
