#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "plan/document/xml.h"

namespace dondoc::plan {

/// The numbers that Word puts before the paragraphs of a list and that stand nowhere in the text.
class DocxNumbering {
  public:
    /// Roots of `numbering.xml` and `styles.xml`; either may be empty.
    DocxNumbering(pugi::xml_node numbering, pugi::xml_node styles);

    /// The number of a paragraph («1.», «II.», «2.3», «-») and counts on; empty where it is in no
    /// list. `properties` is its `pPr`.
    std::string next(pugi::xml_node properties);

  private:
    struct Level {
        std::string format = "decimal";
        std::string text;
        int start = 1;
    };
    using Levels = std::map<int, Level>;
    struct List {
        int abstract = -1;
        std::map<int, int> restarts;
        bool begun = false;
    };
    struct InList {
        int list = 0;
        int level = 0;
    };

    static Levels levels_of(pugi::xml_node abstract);
    static InList in_list(pugi::xml_node numbering_properties);
    std::string label(const Levels& levels, const std::vector<int>& counts, int level) const;

    std::map<int, Levels> abstracts_;
    std::map<int, List> lists_;
    std::map<std::string, InList, std::less<>> styles_;
    std::map<int, std::vector<int>> counts_;  ///< of each abstract list, by level
};

}  // namespace dondoc::plan
