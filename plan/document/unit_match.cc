#include "plan/document/unit_match.h"

#include <map>
#include <set>

#include "plan/document/letters.h"
#include "plan/document/unit_words.h"
#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

std::string_view written_out(std::string_view word) {
    static constexpr std::pair<std::string_view, std::string_view> kShort[] = {
        {"ubnd", "uỷ ban nhân dân"},
        {"vp", "văn phòng"},
        {"vp.", "văn phòng"},
        {"hđnd", "hội đồng nhân dân"},
        {"p.", "phòng"},
        {"&", "và"},
        {"tt.", "trung tâm"},
        {"mttq", "mặt trận tổ quốc"}};
    for (const auto& [shorter, longer] : kShort) {
        if (word == shorter) return longer;
    }
    return word;
}

/// Each word is the same, or has no tone marks where the other has.
bool only_lacks_marks(std::string_view written, std::string_view known) {
    const auto mine = words_of(written);
    const auto theirs = words_of(known);
    if (mine.size() != theirs.size()) return false;
    for (std::size_t at = 0; at < mine.size(); ++at) {
        if (mine[at] != theirs[at] && mine[at] != fold_marks(theirs[at])) return false;
    }
    return true;
}

class Matcher {
  public:
    explicit Matcher(const Units& units) : units_(units) {
        for (const Unit& unit : units.all()) {
            know(unit.name, unit);
            for (const std::string& alias : unit.aliases)
                know(alias, unit);
        }
    }

    const Unit* find(const std::string& name) const {
        if (const Unit* unit = units_.named(name)) return unit;
        const std::string key = unit_key(name);
        std::set<const Unit*> found;
        const auto [first, last] = by_marks_.equal_range(fold_marks(key));
        for (auto one = first; one != last; ++one) {
            if (one->second.key == key) return one->second.unit;
            if (only_lacks_marks(key, one->second.key)) found.insert(one->second.unit);
        }
        return found.size() == 1 ? *found.begin() : nullptr;
    }

    /// The one with other marks, else the nearest in letters.
    std::string suggestion(const std::string& name) const {
        const auto [first, last] = by_marks_.equal_range(fold_marks(unit_key(name)));
        if (first != last) return first->second.unit->name;
        return units_.nearest(name);
    }

  private:
    struct Known {
        std::string key;
        const Unit* unit;
    };
    void know(const std::string& name, const Unit& unit) {
        const std::string key = unit_key(name);
        by_marks_.emplace(fold_marks(key), Known{key, &unit});
    }

    const Units& units_;
    std::multimap<std::string, Known> by_marks_;
};

Words words_of_unmatched(const UnmatchedUnit& unmatched) {
    return said(
               "chưa có đơn vị nào tên \"{}\" (nhiệm vụ {}{}): hãy thêm bằng dondoc unit add, "
               "hoặc ghi tên này vào aliases của một đơn vị",
               "there is no unit \"{}\" (task {}{}): add it with dondoc unit add, or put this name "
               "into the aliases of a unit",
               unmatched.name, unmatched.tasks.front(), unmatched.tasks.size() > 1 ? ", …" : "") +
           did_you_mean(unmatched.suggestion);
}

}  // namespace

std::string unit_key(std::string_view name) {
    const std::string folded = fold_name(name);
    const auto words = words_of(folded);
    std::string key;
    std::size_t first = quantity_words(words, 0);
    if (first >= words.size()) first = 0;
    for (std::size_t at = first; at < words.size(); ++at)
        key += (key.empty() ? "" : " ") + std::string(written_out(words[at]));
    return key;
}

std::vector<UnmatchedUnit> match_units(Plan& plan, const Units& units) {
    const Matcher matcher(units);
    std::map<std::string, const Unit*> known;
    std::map<std::string, std::size_t> place;
    std::vector<UnmatchedUnit> unmatched;
    for (Task& task : plan.tasks) {
        for (std::vector<UnitRef>* refs : {&task.lead, &task.support}) {
            for (UnitRef& ref : *refs) {
                if (!ref.unit.empty()) continue;
                const auto [found, added] = known.try_emplace(ref.name, nullptr);
                if (added) found->second = matcher.find(ref.name);
                ref.unit = found->second == nullptr ? std::string() : found->second->id;
                if (found->second != nullptr) continue;
                const auto [at, fresh] = place.try_emplace(ref.name, unmatched.size());
                if (fresh) unmatched.push_back({ref.name, matcher.suggestion(ref.name), {}, {}});
                auto& tasks = unmatched[at->second].tasks;
                if (tasks.empty() || tasks.back() != task.key) tasks.push_back(task.key);
            }
        }
    }
    for (UnmatchedUnit& one : unmatched)
        one.words = words_of_unmatched(one);
    return unmatched;
}

}  // namespace dondoc::plan
