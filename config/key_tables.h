#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/keys.h"

/// Private to config/: the parts that `key_tables()` is put together from.
namespace dondoc::config {

/// What stands in the file in either language.
inline plan::Words same(const std::string& text) {
    return {text, text};
}

/// A key that is optional and has no default of its own: what holds where it is missing.
inline Key or_else(Key key, plan::Words otherwise) {
    key.otherwise = std::move(otherwise);
    return key;
}

std::vector<KeyTable> office_keys();   ///< the file itself, [daemon], [calendar]
std::vector<KeyTable> channel_keys();  ///< [channels.NAME] of each type, [fallback]
std::vector<KeyTable> rule_keys();     ///< [[rule]], match, [[rule.step]], nudge
std::vector<KeyTable> holiday_keys();  ///< a file of holidays

}  // namespace dondoc::config
