#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

#include "plan/vietnamese.h"
#include "store/case_rows.h"
#include "store/obligations.h"
#include "store/query.h"
#include "store/units.h"

namespace dondoc::store {
namespace {

constexpr std::size_t kShown = 5;

/// An obligation as far as a reference can name it.
struct Candidate {
    std::int64_t id = 0;
    plan::ObligationKey key;
    bool active = false;
};

std::vector<std::string> parts_of(const std::string& reference) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    while (from <= reference.size()) {
        const auto to = std::min(reference.find(':', from), reference.size());
        auto part = plan::collapse_space(reference.substr(from, to - from));
        if (!part.empty()) parts.push_back(std::move(part));
        from = to + 1;
    }
    return parts;
}

/// Which parts of a reference name an obligation, by content; parts are compared once a name.
class Matcher {
  public:
    Matcher(const std::vector<std::string>& parts, const plan::Units& units) {
        for (const auto& part : parts) {
            const auto* unit = units.named(part);
            parts_.push_back({plan::fold(part), unit == nullptr ? "" : unit->id});
        }
    }

    std::size_t size() const { return parts_.size(); }
    bool matches(std::size_t part, const plan::ObligationKey& key) {
        const auto& [text, unit] = parts_.at(part);
        const auto& number = folded(key.plan);
        return text == number || text == number.substr(0, number.find('/')) ||
               text == folded(key.task) || text == folded(key.period) || text == folded(key.unit) ||
               unit == key.unit;
    }
    /// `without` is a part to leave out; past the end: none.
    bool all_match(const plan::ObligationKey& key, std::size_t without) {
        for (std::size_t part = 0; part < parts_.size(); ++part) {
            if (part != without && !matches(part, key)) return false;
        }
        return true;
    }

  private:
    struct Part {
        std::string text;
        std::string unit;  ///< the id of the unit that the part names
    };
    const std::string& folded(const std::string& text) {
        const auto [place, fresh] = folded_.try_emplace(text);
        if (fresh) place->second = plan::fold(text);
        return place->second;
    }

    std::vector<Part> parts_;
    std::map<std::string, std::string> folded_;
};

/// What is open first: it is the likeliest to be meant.
std::vector<Candidate> candidates(Database& database) {
    std::vector<Candidate> all;
    Query query(database,
                "SELECT o.id, p.number, o.task_key, o.period, o.unit, p.state = 'active' "
                "FROM obligation o JOIN plan p ON p.id = o.plan_id WHERE o.kind <> 'continuous' "
                "ORDER BY o.state <> 'open', p.number, o.task_key, o.period, o.unit");
    while (query.next()) {
        all.push_back({query.get<std::int64_t>(0),
                       {query.get<std::string>(1), query.get<std::string>(2),
                        query.get<std::string>(3), query.get<std::string>(4)},
                       query.get<bool>(5)});
    }
    return all;
}

std::vector<const Candidate*> matching(const std::vector<Candidate>& all, Matcher& matcher,
                                       std::size_t without) {
    std::vector<const Candidate*> found;
    for (const auto& each : all) {
        if (matcher.all_match(each.key, without)) found.push_back(&each);
    }
    // A plan that is superseded does not stand in the way of the one that counts.
    const auto active = [](const Candidate* each) { return each->active; };
    if (std::ranges::any_of(found, active)) std::erase_if(found, std::not_fn(active));
    return found;
}

/// At most five references, and how many more there are.
plan::Words listed(const std::vector<const Candidate*>& found) {
    std::vector<std::string> references;
    for (const auto* each : found) {
        if (references.size() < kShown) references.push_back(each->key.text());
    }
    const auto shown = fmt::format("{}", fmt::join(references, ", "));
    if (found.size() == references.size()) return {shown, shown};
    const auto more = found.size() - references.size();
    return {fmt::format("{} và {} việc khác", shown, more),
            fmt::format("{} and {} more", shown, more)};
}

tl::unexpected<plan::Problem> unknown_part(const std::string& part, const plan::Units& units) {
    const auto near = units.nearest(part);
    return plan::problem(
        fmt::format("«{}» không phải kế hoạch, nhiệm vụ, kỳ hay đơn vị nào có việc phải nộp{}; xem "
                    "`dondoc status`",
                    plan::echo(part), near.empty() ? "" : fmt::format(" (gần nhất: «{}»)", near)),
        fmt::format(
            "«{}» is no plan, task, period or unit that owes something{}; see `dondoc status`",
            plan::echo(part), near.empty() ? "" : fmt::format(" (nearest: «{}»)", near)));
}

/// Nothing has all the parts: says which part is unknown, or what the others lead to.
tl::unexpected<plan::Problem> nothing(const std::vector<std::string>& parts,
                                      const std::vector<Candidate>& all, Matcher& matcher,
                                      const plan::Units& units) {
    if (all.empty()) {
        return plan::problem(
            "Chưa có việc nào phải nộp; nhập kế hoạch bằng `dondoc import` rồi `dondoc plan "
            "activate`",
            "nothing is owed yet; bring in a plan with `dondoc import`, then `dondoc plan "
            "activate`");
    }
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const auto named = [&](const Candidate& each) { return matcher.matches(part, each.key); };
        if (std::ranges::none_of(all, named)) return unknown_part(parts[part], units);
    }
    const auto said = plan::echo(fmt::format("{}", fmt::join(parts, ":")));
    for (std::size_t part = parts.size(); part-- > 0;) {
        const auto near = matching(all, matcher, part);
        if (near.empty()) continue;
        const auto known = listed(near);
        const auto other = plan::echo(parts[part]);
        return plan::problem(
            fmt::format("Không có việc nào khớp «{}»; bỏ «{}» thì có: {}", said, other, known.vi),
            fmt::format("no obligation matches «{}»; without «{}» there are: {}", said, other,
                        known.en));
    }
    return plan::problem(fmt::format("Không có việc nào khớp «{}»; xem `dondoc status`", said),
                         fmt::format("no obligation matches «{}»; see `dondoc status`", said));
}

/// The id of the one obligation that is meant.
plan::Result<std::int64_t> find_id(Database& database, const std::string& reference) {
    const auto parts = parts_of(reference);
    if (parts.empty()) {
        return plan::problem(
            "Ghi rõ việc nào: KẾ-HOẠCH:NHIỆM-VỤ:KỲ:ĐƠN-VỊ, hoặc phần đủ để phân biệt",
            "say which obligation: PLAN:TASK:PERIOD:UNIT, or as much of it as is "
            "unambiguous");
    }
    const auto all = candidates(database);
    const auto exact =
        std::ranges::find(all, reference, [](const Candidate& each) { return each.key.text(); });
    if (exact != all.end()) return exact->id;
    const auto units = UnitStore(database).load();
    Matcher matcher(parts, units);
    const auto found = matching(all, matcher, parts.size());
    if (found.empty()) return nothing(parts, all, matcher, units);
    if (found.size() == 1) return found.front()->id;
    const auto meant = listed(found);
    const auto said = plan::echo(reference);
    return plan::problem(fmt::format("«{}» có thể là {}; ghi thêm cho rõ", said, meant.vi),
                         fmt::format("«{}» could be {}; say more of it", said, meant.en));
}

}  // namespace

plan::Result<scheduler::Case> ObligationStore::find(const std::string& reference) const {
    plan::Result<scheduler::Case> answer;
    database_.snapshot([&] {
        const auto id = find_id(database_, reference);
        if (id) {
            answer = CaseReader(database_).by_id(*id).value();
        } else {
            answer = tl::unexpected(id.error());
        }
    });
    return answer;
}

}  // namespace dondoc::store
