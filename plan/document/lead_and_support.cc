#include <array>

#include "plan/document/unit_names.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

struct Label {
    std::size_t at = std::string_view::npos;
    std::size_t end = 0;
    bool support = false;
};

/// The next «chủ trì:» or «phối hợp:», however it is written.
Label next_label(std::string_view text, std::size_t from) {
    static constexpr std::array<std::string_view, 3> kLead{"chủ trì", "Chủ trì", "CHỦ TRÌ"};
    static constexpr std::array<std::string_view, 3> kSupport{"phối hợp", "Phối hợp", "PHỐI HỢP"};
    Label first;
    const auto look = [&](std::string_view words, bool support) {
        for (auto at = text.find(words, from); at < first.at; at = text.find(words, at + 1)) {
            auto end = at + words.size();
            for (const std::string_view more : {" thực hiện", " tham mưu", " chính"}) {
                if (text.substr(end).starts_with(more)) end += more.size();
            }
            while (end < text.size() && text[end] == ' ')
                ++end;
            if (end >= text.size() || text[end] != ':') continue;
            first = {at, end + 1, support};
            return;
        }
    };
    for (const std::string_view words : kLead)
        look(words, false);
    for (const std::string_view words : kSupport)
        look(words, true);
    return first;
}

/// What a label is written with: «- Đơn vị chủ trì:», «Cơ quan phối hợp:».
std::string_view without_label_words(std::string_view text) {
    for (bool cut = true; cut;) {
        cut = false;
        while (!text.empty() &&
               std::string_view(" -+•;,.\n").find(text.back()) != std::string_view::npos)
            text.remove_suffix(1), cut = true;
        for (const std::string_view word : {"đơn vị", "Đơn vị", "cơ quan", "Cơ quan", "Phòng, ban",
                                            "phòng, ban", "Bộ phận", "bộ phận"}) {
            const bool alone = text.ends_with(word) &&
                               (text.size() == word.size() ||
                                std::string_view(" \n;,.-").find(
                                    text[text.size() - word.size() - 1]) != std::string_view::npos);
            if (alone) text.remove_suffix(word.size()), cut = true;
        }
    }
    return text;
}

}  // namespace

LeadAndSupport lead_and_support(std::string_view cell) {
    LeadAndSupport parts;
    constexpr std::size_t kLongest = 4000;  // each label is searched for in what is left
    Label label = cell.size() > kLongest ? Label{} : next_label(cell, 0);
    if (label.at == std::string_view::npos) return {std::string(cell), {}};
    parts.lead = without_label_words(cell.substr(0, label.at));
    while (label.at != std::string_view::npos) {
        const Label next = next_label(cell, label.end);
        std::string_view text =
            cell.substr(label.end, next.at == std::string_view::npos ? std::string_view::npos
                                                                     : next.at - label.end);
        if (next.at != std::string_view::npos) text = without_label_words(text);
        std::string& part = label.support ? parts.support : parts.lead;
        part += (part.empty() ? "" : "\n") + std::string(text);
        label = next;
    }
    return parts;
}

}  // namespace dondoc::plan
