#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/document/xml.h"

namespace dondoc::plan {

/// How the cells of a workbook show their numbers: as dates, percentages or plain numbers.
class XlsxFormats {
  public:
    /// Root of `styles.xml`, or nothing. `from_1904`: the workbook counts its days from 1904.
    XlsxFormats(pugi::xml_node styles, bool from_1904);

    /// A number as the sheet shows it: a date as `5/9/2024`, a month as `tháng 9/2024`, an integer
    /// without decimals. `style` is the cell's; what is no number comes back as it is.
    std::string shown(std::string_view value, int style) const;

  private:
    struct Format {
        bool day = false;
        bool month = false;
        bool percent = false;
        int decimals = -1;  ///< -1: as many as there are
    };
    static Format format_of(std::string_view code);
    static Format built_in(int id);

    std::vector<Format> styles_;
    bool from_1904_;
};

}  // namespace dondoc::plan
