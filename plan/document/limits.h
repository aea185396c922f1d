#pragma once

#include <cstddef>

namespace dondoc::plan {

/// What a plan document may take (DELIVERY, promise 28). Together they keep the import of any file
/// below 256 MiB: the file, one XML part with its tree, and the document made of it.
inline constexpr std::size_t kLargestFile = 16 * 1024 * 1024;
inline constexpr std::size_t kMostInflated = 64 * 1024 * 1024;  ///< of all parts of a package
inline constexpr std::size_t kLargestPart = 32 * 1024 * 1024;   ///< inflated
inline constexpr std::size_t kMostEntries = 2000;               ///< in a package
inline constexpr std::size_t kHighestRatio = 100;               ///< inflated to packed
inline constexpr std::size_t kRatioCountsFrom = 1024 * 1024;    ///< small parts may pack better
inline constexpr int kDeepestXml = 256;
inline constexpr std::size_t kMostMarkup = 600'000;  ///< tags, and attributes, of one part
inline constexpr std::size_t kMostLines = 20'000;    ///< rows and paragraphs that hold text
inline constexpr std::size_t kMostCells = 400'000;   ///< of all tables
inline constexpr std::size_t kMostText = 16 * 1024 * 1024;
inline constexpr std::size_t kMostColumns = 128;

}  // namespace dondoc::plan
