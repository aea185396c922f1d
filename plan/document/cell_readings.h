#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/document/unit_names.h"
#include "plan/phrase/phrase.h"
#include "plan/timing.h"

namespace dondoc::plan {

/// What a bounded number of texts gave, for columns say the same in many rows. `read` must be a
/// pure function of the text.
template <class Reading>
class Remembered {
  public:
    template <class Read>
    const Reading& get(const std::string& text, Read read) {
        const auto known = readings_.find(text);
        if (known != readings_.end()) return known->second;
        if (readings_.size() >= kMost || text.size() > kLongest) return last_ = read(text);
        return readings_.emplace(text, read(text)).first->second;
    }

  private:
    static constexpr std::size_t kMost = 4096;
    static constexpr std::size_t kLongest = 500;  ///< longer texts are seldom the same

    std::unordered_map<std::string, Reading> readings_;
    Reading last_;
};

/// Reads the cells of one document; cells with the same text are read once. What it returns holds
/// until the next call.
class CellReadings {
  public:
    struct Units {
        std::vector<std::string> names;
        bool guessed = false;  ///< as `UnitSplitter::split` says
    };

    explicit CellReadings(int year) : year_(year) {}

    /// To be called with all cells of units before the first call of `units`.
    void learn(const std::string& cell) { splitter_.learn(cell); }

    const PhraseReading& phrase(const std::string& text) {
        return phrases_.get(text, [&](const std::string& t) { return read_phrase(t, year_); });
    }
    const std::vector<Timing>& deadlines(const std::string& text);
    const Units& units(const std::string& cell);

  private:
    int year_;
    UnitSplitter splitter_;
    Remembered<PhraseReading> phrases_;
    Remembered<std::vector<Timing>> deadlines_;
    Remembered<Units> units_;
};

}  // namespace dondoc::plan
