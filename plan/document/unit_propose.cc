#include "plan/document/unit_propose.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "plan/document/letters.h"
#include "plan/document/unit_match.h"
#include "plan/document/unit_names.h"
#include "plan/document/unit_words.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kMostCompared = 500;  ///< names that are compared with each other

struct Spelling {
    std::string name;
    int count = 0;
};

/// All spellings of what is one body.
struct Body {
    std::string key;
    std::vector<Spelling> spellings;  ///< in the order of the plan
    int count = 0;
    std::size_t words = 0;

    const std::string& name() const {
        const auto better = [](const Spelling& a, const Spelling& b) {
            return a.count != b.count ? a.count < b.count
                                      : !starts_upper(a.name) && starts_upper(b.name);
        };
        return std::max_element(spellings.begin(), spellings.end(), better)->name;
    }
};

std::vector<Body> bodies_of(const Plan& plan) {
    std::vector<Body> bodies;
    std::map<std::string, std::size_t> by_key;
    for (const Task& task : plan.tasks) {
        for (const std::vector<UnitRef>* refs : {&task.lead, &task.support}) {
            for (const UnitRef& ref : *refs) {
                const std::string key = unit_key(ref.name);
                if (key.empty()) continue;
                const auto [at, fresh] = by_key.try_emplace(key, bodies.size());
                if (fresh) bodies.push_back({key, {}, 0, words_of(key).size()});
                Body& body = bodies[at->second];
                ++body.count;
                const auto same = std::find_if(
                    body.spellings.begin(), body.spellings.end(),
                    [&](const Spelling& spelling) { return spelling.name == ref.name; });
                if (same == body.spellings.end()) {
                    body.spellings.push_back({ref.name, 1});
                } else {
                    ++same->count;
                }
            }
        }
    }
    return bodies;
}

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits;
}

/// The first letters of its words, and abbreviations whole: «Phòng HCTP» and «Phòng Hành chính tư
/// pháp» are both `phctp`.
std::string skeleton(std::string_view name) {
    const std::string whole = collapse_space(name);
    std::string letters;
    for (const std::string_view word : words_of(whole)) {
        const std::string plain = fold_marks(word);
        if (plain.empty() || plain == "&" || plain == "va") continue;
        letters += is_all_upper(word) ? plain : plain.substr(0, 1);
    }
    return letters;
}

bool has_abbreviation(std::string_view name) {
    const std::string whole = collapse_space(name);
    for (const std::string_view word : words_of(whole)) {
        if (word.size() > 1 && is_all_upper(word) && fold_marks(word) != "ubnd") return true;
    }
    return false;
}

/// Differ in one letter of one word: what text recognition does. Places do differ so little («An
/// Phú», «An Phúc»), and numbers always mean something.
bool is_near(const Body& a, const Body& b) {
    if (a.words != b.words || a.words < 3 || digits_of(a.key) != digits_of(b.key)) return false;
    const std::string plain_a = fold_marks(a.key);
    const std::string plain_b = fold_marks(b.key);
    for (const std::string_view place : {" xa ", " huyen ", " phuong ", " thi "}) {
        if (plain_a.find(place) != std::string::npos) return false;
    }
    const auto words_a = words_of(plain_a);
    const auto words_b = words_of(plain_b);
    int differing = 0;
    for (std::size_t at = 0; at < words_a.size(); ++at) {
        const std::string_view x = words_a[at];
        const std::string_view y = words_b[at];
        if (x == y) continue;
        ++differing;
        if (x.size() != y.size() || at == 0) return false;
        int letters = 0;
        for (std::size_t letter = 0; letter < x.size(); ++letter)
            letters += x[letter] != y[letter] ? 1 : 0;
        if (letters > 1) return false;
    }
    return differing <= 1;
}

bool is_longer_by(std::string_view longer, std::string_view shorter, std::string_view tail) {
    return longer.size() == shorter.size() + tail.size() && longer.starts_with(shorter) &&
           longer.ends_with(tail);
}

/// The same words, but for marks, one letter, or a tail that says nothing new.
bool is_same(const Body& a, const Body& b) {
    if (fold_marks(a.key) == fold_marks(b.key) || is_near(a, b)) return true;
    if (std::min(a.words, b.words) <= 3) return false;
    for (const std::string_view tail : {" nhà nước", " của tỉnh", " tỉnh", " thuộc sở"}) {
        if (is_longer_by(a.key, b.key, tail) || is_longer_by(b.key, a.key, tail)) return true;
    }
    return false;
}

/// `shorter` abbreviates what `longer` writes out.
bool abbreviates(const Body& shorter, const Body& longer) {
    return shorter.words < longer.words && has_abbreviation(shorter.name()) &&
           skeleton(shorter.name()) == skeleton(longer.name());
}

/// Which body each name belongs to: itself, or the one it is a variant of.
class Homes {
  public:
    explicit Homes(const std::vector<Body>& bodies) : bodies_(bodies), home_(bodies.size()) {
        for (std::size_t at = 0; at < home_.size(); ++at)
            home_[at] = at;
    }

    std::size_t root(std::size_t at) const {
        while (home_[at] != at)
            at = home_[at];
        return at;
    }

    /// Moves a name into the one body that `fits`; where two bodies fit it stays alone.
    template <class Fits>
    void move(std::size_t at, Fits fits) {
        if (home_[at] != at || is_group_name(bodies_[at].name())) return;
        std::set<std::size_t> found;
        for (std::size_t other = 0; other < bodies_.size(); ++other) {
            if (root(other) != at && !is_group_name(bodies_[other].name()) &&
                fits(bodies_[other], other)) {
                found.insert(root(other));
            }
        }
        if (found.size() == 1) home_[at] = *found.begin();
    }

  private:
    const std::vector<Body>& bodies_;
    std::vector<std::size_t> home_;
};

void merge_variants(std::vector<Body>& bodies) {
    if (bodies.size() > kMostCompared) return;
    Homes homes(bodies);
    std::vector<std::size_t> order(bodies.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // The commonest first: so the variants of one body have found each other before a rarer one
    // that is like several of them is asked.
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return bodies[a].count > bodies[b].count;
    });
    for (const std::size_t at : order) {
        homes.move(at, [&](const Body& other, std::size_t place) {
            const bool commoner =
                other.count != bodies[at].count ? other.count > bodies[at].count : place < at;
            return commoner && is_same(bodies[at], other);
        });
    }
    for (std::size_t at = 0; at < bodies.size(); ++at) {
        homes.move(at,
                   [&](const Body& other, std::size_t) { return abbreviates(bodies[at], other); });
    }
    for (std::size_t at = 0; at < bodies.size(); ++at) {
        const std::size_t root = homes.root(at);
        if (root == at) continue;
        for (Spelling& spelling : bodies[at].spellings) {
            spelling.count = 0;  // never the name of its new home
            bodies[root].spellings.push_back(std::move(spelling));
        }
        bodies[at].spellings.clear();
    }
    std::erase_if(bodies, [](const Body& body) { return body.spellings.empty(); });
}

std::string plain_id(std::string_view text) {
    std::string id;
    for (const char c : fold_marks(text)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) {
            id += c;
        } else if (!id.empty() && id.back() != '-') {
            id += '-';
        }
    }
    while (id.ends_with('-'))
        id.pop_back();
    return id;
}

/// «Phòng Hành chính tư pháp» is `hctp`, «Văn phòng Sở» is `van-phong-so`, groups are `cac-phong…`.
std::string id_of(std::string_view name) {
    constexpr std::size_t kMostWords = 4;
    const std::string folded = fold(name);
    const auto words = words_of(folded);
    const std::size_t many = quantity_words(words, 0);
    const std::size_t kind = kind_words(words, many);
    if (words.size() <= kMostWords || is_group_name(name)) {
        std::string start;
        for (std::size_t at = 0; at < std::min(words.size(), kMostWords); ++at)
            start += std::string(words[at]) + " ";
        return plain_id(start);
    }
    std::string letters;
    for (std::size_t at = many + kind; at < words.size() && letters.size() < 16; ++at) {
        const std::string plain = plain_id(words[at]);
        if (plain.empty() || plain == "va") continue;
        const bool whole = plain.find_first_not_of("0123456789") == std::string::npos;
        letters += whole ? plain : plain.substr(0, 1);
    }
    return letters.size() >= 2 ? letters : plain_id(folded.substr(0, 40));
}

/// An id that no other unit has as its id or its name.
std::string free_id(const std::string& name, std::set<std::string>& taken,
                    const std::set<std::string>& names) {
    std::string stem = id_of(name);
    if (!is_identifier(stem)) stem = "don-vi";
    std::string id = stem;
    for (int turn = 2;
         taken.contains(id) || (names.contains(fold_name(id)) && fold_name(name) != id); ++turn)
        id = stem + "-" + std::to_string(turn);
    taken.insert(id);
    return id;
}

/// The kinds of bodies inside an office that a group names.
std::set<std::string> kinds_in_group(const std::string& name) {
    const std::string folded = fold_marks(name);
    const auto has = [&](std::string_view words) {
        return folded.find(words) != std::string::npos;
    };
    std::set<std::string> kinds;
    const bool unknown_part = has("lien quan") || has("huyen") || has("xa ") || has("tinh");
    if (unknown_part) return kinds;
    const auto add = [&](std::initializer_list<const char*> more) {
        kinds.insert(more.begin(), more.end());
    };
    if (has("don vi") || has("bo phan"))
        add({"phòng", "văn phòng", "thanh tra", "trung tâm", "chi cục", "ban", "quỹ"});
    if (has("phong")) add({"phòng", "văn phòng", "thanh tra"});
    if (has("trung tam")) add({"trung tâm"});
    if (has("chi cuc")) add({"chi cục"});
    return kinds;
}

/// «Văn phòng UBND tỉnh» and «Phòng Tư pháp cấp huyện» are bodies of others.
bool is_inside(const std::string& name, const std::set<std::string>& kinds) {
    const std::string folded = fold(name);
    const auto words = words_of(folded);
    const std::size_t kind = kind_words(words, 0);
    if (kind == 0 || is_group_name(name)) return false;
    std::string own;
    for (std::size_t at = 0; at < kind; ++at)
        own += (own.empty() ? "" : " ") + std::string(words[at]);
    if (own == "vp" || own == "vp.") own = "văn phòng";
    if (own == "p.") own = "phòng";
    if (!kinds.contains(own)) return false;
    for (const std::string_view other :
         {"ubnd", "cấp", "tỉnh", "huyện", "xã", "hđnd", "nhân", "chính"}) {
        const bool people = other == "nhân" && folded.find("nhân dân") == std::string::npos;
        const bool state = other == "chính" && folded.find("chính phủ") == std::string::npos;
        if (!people && !state && std::find(words.begin(), words.end(), other) != words.end())
            return false;
    }
    return true;
}

}  // namespace

std::vector<Unit> propose_units(const Plan& plan) {
    std::vector<Body> bodies = bodies_of(plan);
    merge_variants(bodies);
    std::vector<Unit> units;
    std::set<std::string> taken;
    std::set<std::string> names;
    for (const Body& body : bodies)
        names.insert(fold_name(body.name()));
    for (const Body& body : bodies) {
        Unit unit;
        unit.name = capitalized(body.name());
        unit.id = free_id(unit.name, taken, names);
        for (const Spelling& spelling : body.spellings) {
            if (names.insert(fold_name(spelling.name)).second)
                unit.aliases.push_back(spelling.name);
        }
        units.push_back(std::move(unit));
    }
    for (Unit& group : units) {
        if (!is_group_name(group.name)) continue;
        const auto kinds = kinds_in_group(group.name);
        for (const Unit& unit : units) {
            if (is_inside(unit.name, kinds)) group.members.push_back(unit.id);
        }
    }
    return units;
}

}  // namespace dondoc::plan
