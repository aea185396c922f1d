#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "daemon/listing.h"

namespace dondoc::daemon {

/// One thing with all that is known of it: `label: value` lines for people, one object for
/// programs.
class Card {
  public:
    /// A text with line ends has a line for each; one that is empty is not shown to people. A label
    /// that is empty is for programs only.
    void add(std::string key, plan::Words label, Cell cell);
    void print(std::ostream& out, Format format, plan::Language language) const;

  private:
    struct Line {
        std::string key;
        plan::Words label;
        Cell cell;
    };
    std::string text(plan::Language language) const;
    std::vector<Line> lines_;
};

}  // namespace dondoc::daemon
