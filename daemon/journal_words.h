#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/time.h"
#include "plan/words.h"
#include "store/journal.h"
#include "store/journal_chain.h"

namespace dondoc::daemon {

/// What people read of the journal.

/// The names of all acts that the program writes (`submit`, `accepted`, …).
std::vector<std::string> journal_acts();
/// `đã nộp`; an act that this version does not know is its name.
plan::Words act_words(const std::string& what);
/// The detail in words. What an entry has beyond the fields that are known is shown as it stands,
/// and so is a detail that cannot be read: nothing of an entry is hidden.
plan::Words detail_words(const store::JournalEntry& entry, const plan::Zone& zone);

/// What was found wrong, and what that means.
plan::Words fault_words(const store::ChainFault& fault);
/// That all is well, with the head to note down.
plan::Words whole_words(const store::ChainReport& report, const plan::Zone& zone);

}  // namespace dondoc::daemon
