#include "plan/document/office_name.h"

#include <algorithm>

#include "plan/document/letters.h"
#include "plan/document/unit_words.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

Folded::Folded(std::string_view name) : text(fold(name)) {
    std::string spaced;
    for (const char c : text)
        spaced += c == ',' ? std::string(" , ") : std::string(1, c);
    text = collapse_space(spaced);
    words = words_of(text);
}

NameStart start_of(const Folded& name, std::size_t at) {
    NameStart start;
    start.quantity = quantity_words(name.words, at);
    start.kind = kind_words(name.words, at + start.quantity);
    return start;
}

bool says_kinds_only(const Folded& name) {
    std::size_t at = 0;
    while (at < name.words.size()) {
        if (name.words[at] == "," || name.words[at] == "và") {
            ++at;
            continue;
        }
        const NameStart start = start_of(name, at);
        if (start.kind == 0) return false;
        std::size_t end = at + start.length();
        std::string_view last = name.words[end - 1];
        const bool pair = kind_words(name.words, end) > 0;
        while (kind_words(name.words, end) > 0) {
            end += kind_words(name.words, end);
            last = name.words[end - 1];
        }
        if (pair && last != "ngành" && last != "thể") return false;
        if (!pair && start.quantity == 0 && end == name.words.size() && at == 0) {
            std::string kind;
            for (std::size_t word = at; word < end; ++word)
                kind += (kind.empty() ? "" : " ") + std::string(name.words[word]);
            if (stands_alone(kind)) return false;
        }
        at = end;
    }
    return true;
}

bool is_kind_with_tail(const Folded& name) {
    const NameStart start = start_of(name);
    if (start.kind == 0) return false;
    return has_group_tail(name.words, start.quantity, start.kind);
}

bool is_joint_office(const Folded& before, const Folded& behind) {
    if (council_words(behind.words, 0) == 0) return false;
    constexpr std::size_t kMostWordsBefore = 4;
    for (std::size_t at = 0; at < before.words.size() && at <= kMostWordsBefore; ++at) {
        const std::size_t council = council_words(before.words, at);
        if (council == 0 || at + council != before.words.size()) continue;
        const std::string_view last = at > 0 ? before.words[at - 1] : std::string_view();
        // «Văn phòng», «Thường trực», «Lãnh đạo» of both; a delegation and a council share theirs.
        const bool office = last == "phòng" || last == "vp" || last == "trực" || last == "đạo";
        return office || (before.words[at] == "đoàn" && behind.words[0] != "ubnd");
    }
    return false;
}

bool is_kind_in_name(const Folded& piece) {
    static constexpr std::string_view kBoth[] = {
        "tổ chức", "bảo hiểm",  "bảo tàng",     "thư viện", "đoàn thể", "hợp tác xã",
        "báo chí", "ngân hàng", "doanh nghiệp", "hội",      "quỹ"};
    return std::find(std::begin(kBoth), std::end(kBoth), piece.text) != std::end(kBoth);
}

std::string some_words(std::string_view text, std::size_t from, std::size_t count) {
    const std::string whole = collapse_space(text);
    const auto words = words_of(whole);
    std::string out;
    for (std::size_t at = from; at < std::min(from + count, words.size()); ++at)
        out += (out.empty() ? "" : " ") + std::string(words[at]);
    return out;
}

NameLevel level_at_end(const Folded& name) {
    const auto& words = name.words;
    for (const std::size_t count : {std::size_t{2}, std::size_t{1}}) {
        if (words.size() <= count) continue;
        std::string tail(words[words.size() - count]);
        if (count == 2) tail += " " + std::string(words.back());
        const int tier = level_of(tail);
        if (tier == 0) continue;
        if (count == 2 && words[words.size() - 2] == "cấp") return {tier, 2, true};
        const bool with = words.size() > count + 1 && words[words.size() - count - 1] == "cấp";
        return {tier, count + (with ? 1U : 0U), with};
    }
    return {};
}

}  // namespace dondoc::plan
