#include "plan/document/unit_names.h"

#include "plan/document/letters.h"
#include "plan/document/office_name.h"
#include "plan/document/unit_words.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

bool starts_with_unit(std::string_view text) {
    return start_of(Folded(text)).kind > 0;
}

bool names_a_unit(std::string_view text) {
    const Folded name(text);
    return !name.words.empty() && !says_kinds_only(name);
}

bool is_group_name(std::string_view text) {
    const Folded name(text);
    const NameStart start = start_of(name);
    if (is_person(name.words, start.quantity)) return false;
    if (start.quantity > 0 || says_kinds_only(name)) return true;
    if (start.kind == 0 || start.length() >= name.words.size()) return false;
    // «Phòng, đơn vị thuộc Sở», «Sở, ban, ngành tỉnh»
    if (name.words[start.length()] == ",") return kind_words(name.words, start.length() + 1) > 0;
    const std::string_view next = name.words[start.length()];
    return next == "thuộc" || next == "trực" || next == "có" || next == "liên" || next == "cấp";
}

std::string unit_part(std::string_view text, bool in_prose) {
    std::string whole = collapse_space(text);
    const auto printed = words_of(whole);
    const std::string lower = fold(whole);
    const auto words = words_of(lower);
    if (printed.size() != words.size()) return whole;
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (duty_words(words, at, in_prose) == 0 || !starts_lower(printed[at])) continue;
        const std::string_view before = words[at - 1];
        if (before == "và" || before == "&" || before.ends_with(',')) continue;
        // «Phòng Nghiệp vụ tổng hợp», «Trung tâm Dịch vụ hỗ trợ», «Vụ tổ chức»; not «Nội vụ».
        if (before == "vụ" && (at < 2 || words[at - 2] == "nghiệp" || words[at - 2] == "dịch"))
            continue;
        const std::string unit = some_words(whole, 0, at);
        if (!names_a_unit(unit) && !in_prose) continue;
        return unit.ends_with(',') ? unit.substr(0, unit.size() - 1) : unit;
    }
    return whole;
}

}  // namespace dondoc::plan
