#pragma once

#include <fmt/format.h>

#include "plan/words.h"

namespace dondoc::plan {

/// The same words with every control character as «�»: what a file holds may not break a message
/// into lines or reach a terminal as a command.
Words one_line(Words words);

/// One sentence in both languages, filled with the same facts in the same order. For the sources of
/// this room; both sentences are checked against the facts when they are compiled.
template <class... Facts>
Words said(fmt::format_string<const Facts&...> vi, fmt::format_string<const Facts&...> en,
           const Facts&... facts) {
    return one_line({fmt::format(vi, facts...), fmt::format(en, facts...)});
}

/// A sentence and its continuation.
inline Words operator+(Words head, const Words& tail) {
    head.vi += tail.vi;
    head.en += tail.en;
    return head;
}

}  // namespace dondoc::plan
