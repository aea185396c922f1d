#include <algorithm>

#include "plan/phrase/draft.h"
#include "plan/said.h"

namespace dondoc::plan::phrase {
namespace {

using Named = CycleMonth::Which;
using PeriodUnit = Relative::Unit;
using Which = Relative::Which;

bool joins_list(W joint) {
    return joint == W::comma || joint == W::conj_and || joint == W::conj_or || joint == W::slash ||
           joint == W::dash || joint == W::close || joint == W::open;
}

/// Takes what is gone out of the list, handing its place in the phrase to the one behind it.
void sweep(Clause& clause) {
    std::vector<Draft> kept;
    kept.reserve(clause.drafts.size());
    for (Draft& draft : clause.drafts) {
        if (draft.kind != Draft::Kind::gone) kept.push_back(std::move(draft));
    }
    clause.drafts = std::move(kept);
}

bool same_cycle(const Draft& a, const Draft& b) {
    return a.kind == Draft::Kind::cycle && b.kind == Draft::Kind::cycle &&
           a.cycle.every == b.cycle.every && !a.due && !b.due;
}

/// «hằng quý (Quý I, II, III)», «Quý I/II/III, năm».
void periods_of_lists(Clause& clause) {
    auto& drafts = clause.drafts;
    // «Quý IV hằng năm»: the year right behind says how often, and is no period of its own.
    const auto says_how_often = [](const Draft& each) {
        return !each.bare && each.cycle.every == Every::year && each.joint == W::plain;
    };
    const bool company = std::ranges::any_of(drafts, [&](const Draft& each) {
        const PeriodUnit unit = each.calendar.relative.unit;
        if (each.only) return true;
        const bool turn = each.kind == Draft::Kind::dated && each.calendar.level == Level::day &&
                          (unit == PeriodUnit::quarter || unit == PeriodUnit::term);
        return turn || (each.kind == Draft::Kind::cycle && !each.scope && !says_how_often(each));
    });
    if (!company && !clause.periodic) return;
    Draft* list = nullptr;
    for (Draft& draft : drafts) {
        const bool chained = !draft.text && (joins_list(draft.joint) || draft.joint == W::plain);
        if (!chained && draft.joint != W::colon) list = nullptr;
        if (draft.scope) continue;
        if (is_open_period(draft)) {
            become_cycle(draft);
        } else if (draft.kind != Draft::Kind::cycle) {
            if (draft.kind != Draft::Kind::data) list = nullptr;
            continue;
        }
        if (list != nullptr && !draft.only && same_cycle(*list, draft) &&
            !draft.cycle.periods.empty() &&
            (list->cycle.every == Every::quarter || list->cycle.every == Every::half_year)) {
            list->cycle.periods.push_back(draft.cycle.periods.front());
            draft.kind = Draft::Kind::gone;
            continue;
        }
        list = &draft;
    }
    sweep(clause);
}

/// «6 tháng đầu năm và cuối năm 2022» is each half; all four quarters are each quarter.
void whole_sets(Clause& clause, Notes& notes) {
    auto& drafts = clause.drafts;
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        Draft& first = drafts[i];
        Draft& second = drafts[i + 1];
        const auto half = [](const Draft& each, int index) {
            return each.kind == Draft::Kind::dated && each.calendar.level == Level::half &&
                   each.calendar.index == index && !each.start && !each.scope &&
                   (each.bound == W::plain || each.bound == W::within);
        };
        if (!half(first, 1) || !half(second, 2) || second.text || !joins_list(second.joint))
            continue;
        first.kind = Draft::Kind::cycle;
        first.cycle.every = Every::half_year;
        first.to = second.to;
        second.kind = Draft::Kind::gone;
    }
    for (Draft& draft : drafts) {
        auto& periods = draft.cycle.periods;
        const std::size_t all = draft.cycle.every == Every::quarter     ? 4
                                : draft.cycle.every == Every::half_year ? 2
                                                                        : 0;
        std::ranges::sort(periods);
        periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
        if (all > 0 && periods.size() == all) periods.clear();
    }
    (void)notes;
    sweep(clause);
}

/// A unit without a number is a cycle in the company of others, or of a report.
void settle_bare(Clause& clause, Notes& notes) {
    auto& drafts = clause.drafts;
    const auto cycles = std::ranges::count_if(
        drafts, [](const Draft& each) { return each.kind == Draft::Kind::cycle && !each.scope; });
    const bool nine = std::ranges::any_of(drafts, [](const Draft& each) {
        return each.kind == Draft::Kind::cycle && each.unit == Unit::nine_months;
    });
    const bool whole = std::ranges::any_of(drafts, [](const Draft& each) { return each.whole; });
    for (Draft& draft : drafts) {
        if (draft.kind != Draft::Kind::cycle) continue;
        const bool half = draft.cycle.every == Every::half_year && draft.cycle.periods.empty();
        if (half && !draft.due && (nine || whole)) draft.cycle.periods = {1};
        if (!draft.bare) continue;
        if (draft.unit == Unit::nine_months) {
            notes.add(said("«9 tháng» được ghi là mỗi năm một lần, hạn cuối tháng 9",
                           "\"nine months\" is kept as each year, due at the end of September"));
        }
        if (draft.scope) continue;
        if (draft.unit == Unit::year && (draft.bound == W::within || draft.whole) && cycles <= 1) {
            draft.kind = Draft::Kind::dated;
            draft.calendar = {};
            draft.calendar.level = Level::year;
            if (draft.whole && draft.bound != W::within) {
                notes.add(said("«cả năm» được hiểu là trong năm của kế hoạch: xin xem lại",
                               "\"the whole year\" is read as within the plan's year"));
            }
            continue;
        }
        if (clause.periodic || cycles > 1 || draft.report) continue;
        notes.add(said("chỉ có tên kỳ, được hiểu là lặp lại theo kỳ đó: xin xem lại",
                       "only a period is named; read as each such period: please check"));
    }
}

/// The date that a scope is about: behind its label, before or after «đối với».
Draft* due_of(std::vector<Draft>& drafts, std::size_t at) {
    const auto fits = [&](std::size_t other) {
        return other < drafts.size() && drafts[other].kind == Draft::Kind::dated &&
               !drafts[other].scope;
    };
    const bool before = at > 0 && fits(at - 1);
    if (!drafts[at].scope_label && before) return &drafts[at - 1];
    return fits(at + 1) ? &drafts[at + 1] : nullptr;
}

/// One turn named by number or year: it tells whose date it is, not how often it comes.
bool names_one_turn(const Draft& scope) {
    const Calendar& date = scope.calendar;
    return scope.kind == Draft::Kind::dated &&
           (date.level == Level::quarter || date.year || date.level == Level::month ||
            date.level == Level::year);
}

/// Gives the date to the cycle that the scope is. `told`: the words say that it comes round.
void give_due(Draft& scope, Draft& date, bool told, Notes& notes) {
    scope.scope = false;
    const PeriodUnit turn = date.calendar.relative.unit;
    if (is_open_period(scope) && (turn == PeriodUnit::quarter || turn == PeriodUnit::term)) return;
    if (names_one_turn(scope)) {
        const bool year = scope.calendar.year && scope.calendar.level == Level::year;
        if (year && scope.scope_label && !date.calendar.year && turn == PeriodUnit::none)
            date.calendar.year = scope.calendar.year;
        scope.kind = Draft::Kind::gone;
        return;
    }
    if (scope.kind == Draft::Kind::dated) become_cycle(scope);
    if (!accepts(scope.cycle, date.calendar) || date.calendar.year) {
        scope.kind = Draft::Kind::gone;
        return;
    }
    if (scope.cycle.every != Every::month && turn == PeriodUnit::none && !told)
        notes.add(said("không ghi năm: được hiểu là lặp lại mỗi kỳ",
                       "no year is named: read as each such period"));
    scope.joint = date.joint;
    fill(scope, date, notes);
    date.kind = Draft::Kind::gone;
}

/// «Báo cáo quý trước ngày 15 của tháng cuối quý», «trước ngày 5/7 đối với báo cáo 6 tháng».
void apply_scopes(Clause& clause, Notes& notes) {
    auto& drafts = clause.drafts;
    const bool told = clause.periodic || std::ranges::any_of(drafts, [](const Draft& each) {
                          return each.kind == Draft::Kind::cycle && !each.bare;
                      });
    // «báo cáo 6 tháng, năm: …»: several labels share what follows.
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        const bool both = drafts[i].scope_label && drafts[i + 1].scope_label;
        if (both) drafts[i].scope = drafts[i + 1].scope = false;
    }
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        Draft& scope = drafts[i];
        if (!scope.scope) continue;
        Draft* due = due_of(drafts, i);
        const bool cycle_behind = i > 0 && drafts[i - 1].kind == Draft::Kind::cycle;
        // «trước ngày 5/7 hằng năm đối với báo cáo 6 tháng»: the scope is the cycle.
        if (cycle_behind && !scope.scope_label && i >= 2 &&
            drafts[i - 2].kind == Draft::Kind::dated && !names_one_turn(scope)) {
            drafts[i - 1].kind = Draft::Kind::gone;
            due = &drafts[i - 2];
        }
        if (due == nullptr) {
            if (cycle_behind || drafts.size() > 1) {
                if (!scope.scope_label || i + 1 < drafts.size()) scope.kind = Draft::Kind::gone;
            }
            scope.scope = false;
            continue;
        }
        give_due(scope, *due, told, notes);
    }
    sweep(clause);
}

}  // namespace

bool is_open_period(const Draft& draft) {
    const Calendar& date = draft.calendar;
    const bool level = date.level == Level::quarter || date.level == Level::half ||
                       date.level == Level::nine_months;
    return draft.kind == Draft::Kind::dated && level && date.part == Part::whole && !date.year &&
           !draft.start && date.relative.unit == PeriodUnit::none &&
           (draft.bound == W::plain || draft.bound == W::within);
}

/// A dated quarter, half or nine months as the cycle it is one turn of.
void become_cycle(Draft& draft) {
    const Calendar date = draft.calendar;
    draft.kind = Draft::Kind::cycle;
    draft.own_year = date.year;
    if (date.level == Level::quarter) {
        draft.cycle.every = Every::quarter;
        draft.cycle.periods = {date.index};
    } else if (date.level == Level::half) {
        draft.cycle.every = Every::half_year;
        draft.cycle.periods = {date.index};
    } else {
        draft.cycle.every = Every::year;
        draft.cycle.month = {Named::named, 9};
    }
}

void settle_cycles(Clause& clause, Notes& notes) {
    apply_scopes(clause, notes);
    periods_of_lists(clause);
    whole_sets(clause, notes);
    settle_bare(clause, notes);
}

}  // namespace dondoc::plan::phrase
