#pragma once

#include "notifiers/template_text.h"
#include "notifiers/wording.h"

namespace dondoc::notifiers {

/// Everything that templates can say about a letter, by the names that they use. All text is one
/// line of clean UTF-8. `short_title` is left empty: how long it may be is for the subject to say.
Facts facts_of(const scheduler::Letter& letter, const plan::Calendar& calendar,
               const Wording& wording, plan::Language language);

/// The title of what a subject speaks of, in at most `columns`, period included.
std::string short_title(const scheduler::Letter& letter, const Wording& wording,
                        plan::Language language, std::size_t columns);

}  // namespace dondoc::notifiers
