#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

namespace dondoc::store {

/// How often something took how long, as metrics tell it: counts by upper bound, and the sum.
class Histogram {
  public:
    using Seconds = std::chrono::duration<double>;

    /// `bounds` rise.
    explicit Histogram(std::vector<double> bounds)
        : bounds_(std::move(bounds)), counts_(bounds_.size() + 1) {}

    void note(Seconds took) {
        const auto at = std::ranges::lower_bound(bounds_, took.count());
        ++counts_[static_cast<std::size_t>(at - bounds_.begin())];
        sum_ += took.count();
    }

    const std::vector<double>& bounds() const { return bounds_; }
    /// Not cumulative: one for each bound, and one for what was longer than the last.
    const std::vector<std::uint64_t>& counts() const { return counts_; }
    double sum() const { return sum_; }

  private:
    std::vector<double> bounds_;
    std::vector<std::uint64_t> counts_;
    double sum_ = 0;
};

}  // namespace dondoc::store
