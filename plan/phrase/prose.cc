#include <algorithm>
#include <array>

#include "plan/phrase/draft.h"
#include "plan/phrase/phrase.h"

namespace dondoc::plan {
namespace {

using phrase::Clause;
using phrase::Draft;
using phrase::Level;
using phrase::Script;
using phrase::W;
using DraftKind = Draft::Kind;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;
/// How far before a period «hoàn thành» may stand.
constexpr std::size_t kWordsToDone = 4;

bool limits(W bound) {
    return bound == W::before || bound == W::by || bound == W::to || bound == W::through;
}

bool done_before(const Script& script, std::size_t at) {
    for (std::size_t back = 1; back <= kWordsToDone && back <= at; ++back) {
        if (script.w(at - back) == W::done) return true;
    }
    return false;
}

/// Prose names many dates; only a bounded one is a deadline.
bool is_limit(const Script& script, const Draft& draft) {
    const phrase::Calendar& date = draft.calendar;
    if (date.impossible || draft.onward || draft.scope) return false;
    if (date.level == Level::day) return !draft.start && limits(draft.bound);
    if (draft.start && draft.bound != W::before && draft.bound != W::by) return false;
    const bool named = date.level == Level::month || date.level == Level::quarter;
    if (named && limits(draft.bound)) return true;
    return done_before(script, draft.from);
}

/// «khi phát hiện», «khi để xảy ra …»: an event that makes something due.
bool is_trigger(const Script& script, std::size_t at) {
    static constexpr std::array<std::string_view, 6> kTriggers{
        "phát hiện", "phát sinh", "để xảy ra", "xảy ra", "có yêu cầu", "cần thiết"};
    const std::string words = script.w(at + 1) == W::plain && script.w(at + 2) == W::plain
                                  ? script.at(at + 1).key + " " + script.at(at + 2).key
                                  : script.at(at + 1).key;
    const std::string more = words + " " + script.at(at + 3).key;
    return std::ranges::any_of(
        kTriggers, [&](std::string_view trigger) { return words == trigger || more == trigger; });
}

bool is_demand(const Script& script, const Draft& draft, bool alone) {
    const W first = script.w(draft.from);
    const W second = script.w(draft.from + 1);
    if (first == W::sudden) return true;
    if (first == W::when) return is_trigger(script, draft.from);
    if (first == W::according) return script.at(draft.from + 1).key == "yêu" && second == W::plain;
    return first == W::since && alone && draft.from == 0;
}

bool is_after(const Script& script, const Draft& draft) {
    if (draft.event.empty()) return false;
    if (draft.count > 0) return true;
    const W first = script.w(draft.from);
    return first == W::since || first == W::after ||
           (first == W::when && (script.w(draft.from + 1) == W::done ||
                                 (draft.from > 0 && script.w(draft.from - 1) == W::at_once)));
}

bool is_deadline(const Script& script, const Draft& draft, bool alone) {
    switch (draft.kind) {
        case DraftKind::dated:
            return is_limit(script, draft);
        case DraftKind::cycle:
            return !draft.bare || draft.due;
        case DraftKind::after:
            return is_after(script, draft);
        case DraftKind::demand:
            return is_demand(script, draft, alone);
        default:
            return false;
    }
}

}  // namespace

std::vector<Timing> deadlines_in(std::string_view prose, int year) {
    year = std::clamp(year, kFirstYear, kLastYear);
    const Script script = phrase::read_script(prose);
    phrase::Notes unheard;
    auto clauses = phrase::draft(script, phrase::scan(script), unheard);
    std::vector<Timing> found;
    for (Clause& clause : clauses) {
        const bool alone = clauses.size() == 1 && clause.drafts.size() == 1;
        std::erase_if(clause.drafts, [&](const Draft& draft) {
            const bool part =
                draft.kind == DraftKind::cycle || draft.kind == DraftKind::data ||
                (draft.kind == DraftKind::dated &&
                 (draft.calendar.level == Level::day ||
                  (draft.calendar.level >= Level::quarter && draft.calendar.level < Level::year)));
            return !part && !is_deadline(script, draft, alone);
        });
        phrase::combine(script, clause, year, unheard);
    }
    phrase::place_data(clauses, unheard);
    for (Clause& clause : clauses) {
        const bool alone = clauses.size() == 1 && clause.drafts.size() == 1;
        std::erase_if(clause.drafts,
                      [&](const Draft& draft) { return !is_deadline(script, draft, alone); });
    }
    for (Timing& timing : phrase::emit(script, clauses, year, unheard)) {
        if (kind_of(timing) == Kind::unknown) continue;
        if (std::ranges::find(found, timing) == found.end()) found.push_back(std::move(timing));
    }
    return found;
}

}  // namespace dondoc::plan
