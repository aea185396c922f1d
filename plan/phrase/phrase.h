#pragma once

#include <string_view>
#include <vector>

#include "plan/timing.h"
#include "plan/words.h"

namespace dondoc::plan {

/// What a careful reader makes of a timing phrase of administrative Vietnamese (DESIGN 4).
struct PhraseReading {
    /// Never empty. What cannot be read is one `Unknown`, never a guess.
    std::vector<Timing> timings;
    /// What a person should look at: an assumption that was made, something that was left out.
    std::vector<Words> warnings;
    bool operator==(const PhraseReading&) const = default;
};

/// Reads a whole timing cell («Trước ngày 23 hằng tháng; trước ngày 05/9»). `year` is the plan's:
/// a date without a year lies in it. A pure function; any text is taken, of any length.
PhraseReading read_phrase(std::string_view phrase, int year);

/// The deadlines that stand in prose: a title, a note, a paragraph of «Tổ chức thực hiện». Empty
/// where there are none: years, dates of documents and numbers that are no deadlines are not taken.
std::vector<Timing> deadlines_in(std::string_view prose, int year);

}  // namespace dondoc::plan
