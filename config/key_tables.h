#pragma once

#include <vector>

#include "config/keys.h"

/// Private to config/: the parts that `key_tables()` is put together from.
namespace dondoc::config {

std::vector<KeyTable> office_keys();   ///< the file itself, [daemon], [calendar]
std::vector<KeyTable> channel_keys();  ///< [channels.NAME] of each type, [fallback]
std::vector<KeyTable> rule_keys();     ///< [[rule]], match, [[rule.step]], nudge
std::vector<KeyTable> holiday_keys();  ///< a file of holidays

}  // namespace dondoc::config
