#include "plan/document/docx_numbering.h"

#include <algorithm>

namespace dondoc::plan {

namespace {

constexpr int kLevels = 9;

std::string roman(int value) {
    static constexpr std::pair<int, std::string_view> kParts[] = {{100, "C"}, {90, "XC"}, {50, "L"},
                                                                  {40, "XL"}, {10, "X"},  {9, "IX"},
                                                                  {5, "V"},   {4, "IV"},  {1, "I"}};
    std::string out;
    for (const auto& [part, digits] : kParts) {
        for (; value >= part && out.size() < 24; value -= part)
            out += digits;
    }
    return out;
}

std::string small(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string counted(const std::string& format, int value) {
    if (format == "upperRoman") return roman(value);
    if (format == "lowerRoman") return small(roman(value));
    if (format == "upperLetter" || format == "lowerLetter") {
        const std::string letter(1, static_cast<char>('A' + (std::max(value, 1) - 1) % 26));
        return format == "upperLetter" ? letter : small(letter);
    }
    const std::string digits = std::to_string(value);
    return format == "decimalZero" && digits.size() < 2 ? "0" + digits : digits;
}

}  // namespace

DocxNumbering::DocxNumbering(pugi::xml_node numbering, pugi::xml_node styles) {
    for (const pugi::xml_node node : numbering.children()) {
        if (local_name(node) == "abstractNum") {
            abstracts_[number_of(attribute_named(node, "abstractNumId"), -1)] = levels_of(node);
        } else if (local_name(node) == "num") {
            List list;
            list.abstract =
                number_of(attribute_named(child_named(node, "abstractNumId"), "val"), -1);
            for (const pugi::xml_node change : node.children()) {
                const auto start = child_named(change, "startOverride");
                if (local_name(change) != "lvlOverride" || !start) continue;
                list.restarts[number_of(attribute_named(change, "ilvl"), 0, kLevels - 1)] =
                    number_of(attribute_named(start, "val"), 1);
            }
            lists_[number_of(attribute_named(node, "numId"), 0)] = std::move(list);
        }
    }
    for (const pugi::xml_node style : styles.children()) {
        const auto properties = child_named(child_named(style, "pPr"), "numPr");
        if (local_name(style) == "style" && properties)
            styles_[std::string(attribute_named(style, "styleId"))] = in_list(properties);
    }
}

DocxNumbering::Levels DocxNumbering::levels_of(pugi::xml_node abstract) {
    Levels levels;
    for (const pugi::xml_node node : abstract.children()) {
        if (local_name(node) != "lvl") continue;
        Level level;
        level.format = attribute_named(child_named(node, "numFmt"), "val");
        level.text = attribute_named(child_named(node, "lvlText"), "val");
        level.start = number_of(attribute_named(child_named(node, "start"), "val"), 1);
        levels[number_of(attribute_named(node, "ilvl"), 0, kLevels - 1)] = std::move(level);
    }
    return levels;
}

DocxNumbering::InList DocxNumbering::in_list(pugi::xml_node properties) {
    return {number_of(attribute_named(child_named(properties, "numId"), "val"), 0),
            number_of(attribute_named(child_named(properties, "ilvl"), "val"), 0, kLevels - 1)};
}

std::string DocxNumbering::next(pugi::xml_node properties) {
    InList where;
    if (const auto own = child_named(properties, "numPr")) {
        where = in_list(own);
    } else if (const auto style = child_named(properties, "pStyle")) {
        const auto known = styles_.find(attribute_named(style, "val"));
        if (known != styles_.end()) where = known->second;
    }
    const auto list = lists_.find(where.list);
    if (where.list == 0 || list == lists_.end()) return {};
    const auto abstract = abstracts_.find(list->second.abstract);
    if (abstract == abstracts_.end()) return {};
    const Levels& levels = abstract->second;
    std::vector<int>& counts = counts_[list->second.abstract];
    counts.resize(kLevels, 0);
    if (!list->second.begun) {
        list->second.begun = true;
        for (const auto& [level, start] : list->second.restarts)
            counts[static_cast<std::size_t>(level)] = start - 1;
    }
    const auto at = static_cast<std::size_t>(where.level);
    const auto level = levels.find(where.level);
    if (level == levels.end()) return {};
    if (counts[at] == 0) counts[at] = level->second.start - 1;
    ++counts[at];
    std::fill(counts.begin() + static_cast<std::ptrdiff_t>(at) + 1, counts.end(), 0);
    return label(levels, counts, where.level);
}

/// `%1.%2` filled with the counts of the levels.
std::string DocxNumbering::label(const Levels& levels, const std::vector<int>& counts,
                                 int level) const {
    const Level& own = levels.at(level);
    if (own.format == "bullet") return "-";
    if (own.format == "none") return {};
    std::string out;
    for (std::size_t at = 0; at < own.text.size() && out.size() < 40; ++at) {
        const char digit = at + 1 < own.text.size() ? own.text[at + 1] : ' ';
        if (own.text[at] != '%' || digit < '1' || digit > '9') {
            out += own.text[at];
            continue;
        }
        ++at;
        const auto outer = levels.find(digit - '1');
        const std::string format = outer == levels.end() ? "decimal" : outer->second.format;
        out += counted(format, std::max(counts[static_cast<std::size_t>(digit - '1')], 1));
    }
    return out;
}

}  // namespace dondoc::plan
