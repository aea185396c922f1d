#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "plan/words.h"

namespace dondoc::plan {

/// Something that is wrong and that a person can mend: what, and where it stands if it stands in a
/// file. `words` says in one line what is wrong and what to write or do instead.
struct Problem {
    Words words;
    std::string file;          ///< empty: not in a file
    std::uint32_t line = 0;    ///< 1-based; 0: the whole file
    std::uint32_t column = 0;  ///< 1-based; 0: the whole line

    /// `file:line:column: words`, in one line.
    std::string text(Language language) const;
};

using Problems = std::vector<Problem>;

template <class T>
using Result = tl::expected<T, Problem>;

/// For readers of files: every problem at once, not the first only. Never empty when it is the
/// error.
template <class T>
using Checked = tl::expected<T, Problems>;

inline tl::unexpected<Problem> problem(std::string vi, std::string en) {
    return tl::unexpected<Problem>(Problem{Words{std::move(vi), std::move(en)}, {}, 0, 0});
}

}  // namespace dondoc::plan
