#include "plan/result.h"

namespace dondoc::plan {

std::string Problem::text(Language language) const {
    std::string place = file;
    if (line > 0) place += (place.empty() ? "" : ":") + std::to_string(line);
    if (line > 0 && column > 0) place += ":" + std::to_string(column);
    return place.empty() ? words.in(language) : place + ": " + words.in(language);
}

}  // namespace dondoc::plan
