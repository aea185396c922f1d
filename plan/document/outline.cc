#include "plan/document/outline.h"

#include <algorithm>
#include <map>
#include <set>

#include "plan/document/letters.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kLongestSectionTitle = 1500;

int rank_of(NumberStyle style) {
    return static_cast<int>(style);
}

bool is_label(const Number& number) {
    return number.style == NumberStyle::letter || number.style == NumberStyle::roman;
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, std::min(text.find('\n'), text.size())));
}

/// `9` and `9.2` are `9.2`: an inner number may have the outer in it.
void add_part(std::string& path, const std::string& part) {
    const auto last = path.rfind('.');
    const std::string tail = last == std::string::npos ? path : path.substr(last + 1);
    if (!path.empty() && part.starts_with(path + ".")) {
        path = part;
    } else if (!tail.empty() && part.starts_with(tail + ".")) {
        path = path.substr(0, path.size() - tail.size()) + part;
    } else {
        path += (path.empty() ? "" : ".") + part;
    }
}

}  // namespace

std::optional<std::string> annex_of(std::string_view text) {
    const std::string line = first_line(text);
    if (line.size() > 250) return std::nullopt;
    std::string plain = fold_marks(line);
    constexpr std::string_view kWord = "phu luc";
    if (!plain.starts_with(kWord)) return std::nullopt;
    std::string rest = collapse_space(plain.substr(kWord.size()));
    if (rest.starts_with("so ")) rest.erase(0, 3);
    const auto end = rest.find_first_of(" .:-,(;/");
    std::string token = rest.substr(0, end);
    std::string after = end == std::string::npos ? "" : collapse_space(rest.substr(end));
    std::string upper = token;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    const auto number = number_of_row(upper);
    const bool numbered = number && (number->style == NumberStyle::arabic || is_label(*number));
    if (!numbered) after = rest;
    // «Phụ lục I kèm theo Kế hoạch này …» inside a sentence begins nothing; a title does.
    const bool titled = after.empty() || is_all_upper(line) ||
                        std::string_view(".:-(").find(after.front()) != std::string_view::npos ||
                        after.starts_with("kem theo") || after.starts_with("ban hanh");
    if (!titled) return std::nullopt;
    if (!numbered) return "PL";
    return "PL" +
           (number->style == NumberStyle::letter ? number->text : std::to_string(number->value));
}

void Outline::prose(std::string_view text) {
    if (auto annex = annex_of(text)) {
        annexes_.push_back(std::move(*annex));
        annex_ = annexes_.size();
        sections_.clear();
        new_section_ = true;
        return;
    }
    const std::string plain = text.size() < 200 ? fold_marks(text) : std::string();
    if (plain.starts_with("noi nhan")) {
        // What follows the signature is an annex, even where it does not say so.
        annexes_.emplace_back("PL");
        annex_ = annexes_.size();
        sections_.clear();
        new_section_ = true;
        return;
    }
    if (text.size() > kLongestSectionTitle) return;
    auto number = number_at_start(text);
    if (!number || number->style == NumberStyle::bullet) return;
    if (continues_groups(*number)) return group(number);
    while (!sections_.empty() && rank_of(sections_.back().style) >= rank_of(number->style))
        sections_.pop_back();
    sections_.push_back(std::move(*number));
    new_section_ = true;
}

/// The name of a table's next group that stands in a line of its own: IV was a group, and no
/// section before it asks for a V.
bool Outline::continues_groups(const Number& number) const {
    const auto precedes = [&](const Number& other) {
        return other.style == number.style && other.value + 1 == number.value;
    };
    if (!is_label(number) || std::ranges::any_of(sections_, precedes)) return false;
    return std::ranges::any_of(open_, [&](std::size_t at) {
        const Group& group = groups_[at];
        return !group.is_task && group.number && precedes(*group.number);
    });
}

void Outline::start_table() {
    ++table_;
    open_.clear();
    new_section_ = false;
    unsure_ = false;
    last_plain_ = 0;
}

void Outline::heading(bool same_columns) {
    if (new_section_ || !same_columns || table_ == 0) {
        start_table();
    } else {
        unsure_ = true;
    }
}

void Outline::pop_to(const Number& number) {
    for (std::size_t at = 0; at < open_.size(); ++at) {
        const Group& group = groups_[open_[at]];
        if (!group.number) continue;
        const bool inner = rank_of(group.number->style) < rank_of(number.style);
        const bool other = number.style == NumberStyle::dotted &&
                           group.number->style == NumberStyle::arabic &&
                           !number.text.starts_with(group.number->text + ".");
        if (inner && !other) continue;
        open_.resize(at);
        return;
    }
}

void Outline::push(const std::optional<Number>& number, bool is_task) {
    Group group;
    group.number = number;
    group.is_task = is_task;
    group.parent = open_.empty() ? 0 : open_.back() + 1;
    group.table = table_;
    if (!number) {
        group.ordinal =
            1 +
            static_cast<int>(std::count_if(groups_.begin(), groups_.end(), [&](const Group& other) {
                return !other.number && other.table == group.table && other.parent == group.parent;
            }));
    }
    groups_.push_back(std::move(group));
    open_.push_back(groups_.size() - 1);
}

void Outline::group(const std::optional<Number>& number) {
    if (new_section_ && table_ > 0) start_table();
    if (table_ == 0) start_table();
    unsure_ = false;
    if (number) {
        pop_to(*number);
    } else {
        const auto first = std::find_if(open_.begin(), open_.end(), [&](std::size_t at) {
            return !groups_[at].number || groups_[at].is_task;
        });
        open_.erase(first, open_.end());
    }
    push(number, false);
}

Place Outline::task(const std::optional<Number>& number) {
    if (table_ == 0 || (unsure_ && number && number->value <= 1)) start_table();
    unsure_ = false;
    if (number) pop_to(*number);
    Place place;
    place.annex = annex_;
    place.table = table_;
    for (const Number& section : sections_)
        add_part(place.section, section.text);
    place.groups = open_;
    if (!number) {
        while (!place.groups.empty() && groups_[place.groups.back()].is_task)
            place.groups.pop_back();
        return place;
    }
    if (!open_.empty() && number->style == NumberStyle::arabic)
        groups_[open_.back()].children.push_back(number->value);
    push(number, true);
    return place;
}

/// A group is only a label where the numbering of the rows goes on from one group to the next.
void Outline::drop_labels() {
    std::map<std::pair<std::size_t, std::size_t>, std::vector<Group*>> siblings;
    for (Group& group : groups_) {
        const bool label = !group.number || is_label(*group.number);
        if (!group.is_task && label) siblings[{group.table, group.parent}].push_back(&group);
    }
    for (auto& [where, groups] : siblings) {
        int last = 0;
        int with_tasks = 0;
        bool goes_on = true;
        for (const Group* group : groups) {
            if (!group->children.empty()) ++with_tasks;
            for (const int child : group->children) {
                goes_on = goes_on && child > last;
                last = child;
            }
        }
        if (goes_on && with_tasks > 1) {
            for (Group* group : groups)
                group->dropped = true;
        }
    }
}

std::string Outline::path_of(const Place& place) const {
    std::string path = place.section;
    for (const std::size_t at : place.groups) {
        const Group& group = groups_[at];
        if (group.dropped) continue;
        add_part(path, group.number ? group.number->text : std::to_string(group.ordinal));
    }
    return path;
}

std::string Outline::annex_label(std::size_t annex) const {
    return annex == 0 ? std::string() : annexes_[annex - 1];
}

std::vector<std::string> Outline::keys(const std::vector<Place>& places) {
    drop_labels();
    std::vector<std::string> paths;
    std::map<std::string, std::set<std::size_t>> annexes_with;
    for (const Place& place : places) {
        paths.push_back(path_of(place));
        annexes_with[paths.back()].insert(place.annex);
    }
    std::vector<std::string> keys;
    for (std::size_t at = 0; at < places.size(); ++at) {
        const std::string label = annex_label(places[at].annex);
        const bool needed = paths[at].empty() || annexes_with[paths[at]].size() > 1;
        std::string key = needed ? label : paths[at];
        if (needed && !paths[at].empty()) key += (key.empty() ? "" : ".") + paths[at];
        keys.push_back(std::move(key));
    }
    return keys;
}

}  // namespace dondoc::plan
