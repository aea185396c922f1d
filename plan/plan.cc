#include "plan/plan.h"

#include "plan/vietnamese.h"

namespace dondoc::plan {

std::string bare_number(std::string_view printed) {
    std::string number = collapse_space(printed);
    while (number.ends_with('.') || number.ends_with(' '))
        number.pop_back();
    return number;
}

std::string task_key(std::string_view table, std::string_view no, std::size_t place) {
    std::string row = bare_number(no);
    if (row.empty()) row = std::to_string(place);
    const std::string section = bare_number(table);
    return section.empty() ? row : section + "." + row;
}

}  // namespace dondoc::plan
