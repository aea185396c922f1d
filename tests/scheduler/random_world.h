#pragma once

#include <cstdint>
#include <random>

#include "naive_model.h"

namespace dondoc::testing {

/// A seeded source of choices; the same seed gives the same choices everywhere.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    /// From `low` to `high`, both included.
    int between(int low, int high) {
        return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool chance(int percent) { return between(1, 100) <= percent; }
    template <class Choices>
    auto pick(const Choices& choices) {
        return *(std::begin(choices) + between(0, static_cast<int>(std::size(choices)) - 1));
    }

  private:
    std::mt19937_64 engine_;
};

/// An office, its plan, its calendar and its rules, thrown by dice: everything that `simulate` can
/// meet, with clock changes, long holidays and missing contacts more often than life has them.
/// `closed` is left empty.
World random_world(Dice& dice);

}  // namespace dondoc::testing
