#include <algorithm>

#include "plan/phrase/draft.h"
#include "plan/said.h"

namespace dondoc::plan::phrase {
namespace {

using Named = CycleMonth::Which;
using Unit_ = Relative::Unit;
using Which = Relative::Which;

bool joins_list(W joint) {
    return joint == W::comma || joint == W::conj_and || joint == W::conj_or || joint == W::slash ||
           joint == W::dash || joint == W::close || joint == W::open;
}

bool is_open_period(const Draft& draft) {
    const Calendar& date = draft.calendar;
    const bool level = date.level == Level::quarter || date.level == Level::half ||
                       date.level == Level::nine_months;
    return draft.kind == Draft::Kind::dated && level && date.part == Part::whole && !date.year &&
           !draft.start && date.relative.unit == Unit_::none &&
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
    const bool company = std::ranges::any_of(
        drafts, [](const Draft& each) { return each.kind == Draft::Kind::cycle && !each.scope; });
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
        if (list != nullptr && same_cycle(*list, draft) && !draft.cycle.periods.empty() &&
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
            continue;
        }
        if (clause.periodic || cycles > 1 || draft.report) continue;
        notes.add(said("chỉ có tên kỳ, được hiểu là lặp lại theo kỳ đó: xin xem lại",
                       "only a period is named; read as each such period: please check"));
    }
}

/// «Báo cáo quý trước ngày 15 của tháng cuối quý», «trước ngày 5/7 đối với báo cáo 6 tháng».
void apply_scopes(Clause& clause, Notes& notes) {
    auto& drafts = clause.drafts;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        Draft& scope = drafts[i];
        if (!scope.scope) continue;
        const bool next_fits = i + 1 < drafts.size() && drafts[i + 1].kind == Draft::Kind::dated &&
                               !drafts[i + 1].scope;
        const bool last_fits =
            i > 0 && drafts[i - 1].kind == Draft::Kind::dated && !drafts[i - 1].scope;
        const bool cycle_behind = i > 0 && drafts[i - 1].kind == Draft::Kind::cycle;
        Draft* due = scope.scope_label ? (next_fits ? &drafts[i + 1] : nullptr)
                     : last_fits       ? &drafts[i - 1]
                     : next_fits       ? &drafts[i + 1]
                                       : nullptr;
        const bool quarter_named =
            scope.kind == Draft::Kind::dated &&
            (scope.calendar.level == Level::quarter || scope.calendar.year ||
             scope.calendar.level == Level::month || scope.calendar.level == Level::year);
        // «trước ngày 5/7 hằng năm đối với báo cáo 6 tháng»: the scope is the cycle.
        if (cycle_behind && !scope.scope_label && i >= 2 &&
            drafts[i - 2].kind == Draft::Kind::dated && !quarter_named) {
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
        scope.scope = false;
        if (quarter_named) {
            if (scope.calendar.year && !due->calendar.year &&
                due->calendar.relative.unit == Unit_::none && scope.calendar.level == Level::year &&
                scope.scope_label)
                due->calendar.year = scope.calendar.year;
            scope.kind = Draft::Kind::gone;
            continue;
        }
        if (scope.kind == Draft::Kind::dated) become_cycle(scope);
        if (!accepts(scope.cycle, due->calendar) || due->calendar.year) {
            scope.kind = Draft::Kind::gone;
            continue;
        }
        if (scope.cycle.every != Every::month && due->calendar.relative.unit == Unit_::none)
            notes.add(said("không ghi năm: được hiểu là lặp lại mỗi kỳ",
                           "no year is named: read as each such period"));
        scope.joint = due->joint;
        fill(scope, *due, notes);
        due->kind = Draft::Kind::gone;
    }
    sweep(clause);
}

}  // namespace

void settle_cycles(Clause& clause, Notes& notes) {
    apply_scopes(clause, notes);
    periods_of_lists(clause);
    whole_sets(clause, notes);
    settle_bare(clause, notes);
}

bool accepts(const Cycle& cycle, const Calendar& date) {
    const Unit_ unit = date.relative.unit;
    if (date.year || date.impossible) return false;
    const bool day_and_month = date.level == Level::day && date.month != 0;
    const bool any_day = date.level == Level::day && date.month == 0 && !date.weekday;
    switch (cycle.every) {
        case Every::week:
            return date.weekday.has_value() || (date.level == Level::week && unit == Unit_::week);
        case Every::month:
            if (date.weekday) return unit == Unit_::none;
            return (any_day || date.level == Level::week || date.level == Level::month) &&
                   date.month == 0 &&
                   (unit == Unit_::none || unit == Unit_::month || unit == Unit_::term);
        case Every::quarter:
            if (day_and_month) return true;
            return (any_day || date.level == Level::month || date.level == Level::quarter) &&
                   date.month == 0 &&
                   (unit == Unit_::none || unit == Unit_::quarter || unit == Unit_::term ||
                    unit == Unit_::month);
        case Every::half_year:
            return (day_and_month && unit != Unit_::month) || (any_day && unit >= Unit_::half) ||
                   date.level == Level::half || (date.level == Level::month && date.month != 0) ||
                   (date.level == Level::month && unit >= Unit_::half) ||
                   (any_day && unit == Unit_::none);
        case Every::year:
            return day_and_month || date.level >= Level::month || (any_day && unit >= Unit_::year);
    }
    return false;
}

namespace {

void fill_parts(Cycle& cycle, const Calendar& date, Notes& notes) {
    if (date.part == Part::whole || date.part == Part::last) return;
    if (date.part == Part::middle) {
        if (cycle.every == Every::year && date.level == Level::year) {
            cycle.month = {Named::named, 6};
        } else if (date.level == Level::month || cycle.every == Every::month) {
            cycle.day = 15;
        } else {
            notes.add(said("«giữa kỳ» chưa rõ ngày: xin xem lại",
                           "\"mid-period\" has no certain day: please check"));
        }
        return;
    }
    notes.add(said("«đầu kỳ» được hiểu là ngày đầu tiên của kỳ",
                   "\"the beginning\" is read as the first day"));
    if (cycle.every > Every::month && date.level != Level::month) cycle.month = {Named::first, 0};
    cycle.day = date.part == Part::first_half ? 15U : 1U;
}

void fill_month(Cycle& cycle, const Calendar& date, Notes& notes) {
    const Relative& relative = date.relative;
    if (date.month != 0) {
        cycle.month = {Named::named, date.month};
        if (relative.shift > 0) cycle.offset = relative.shift;
        return;
    }
    if (cycle.every == Every::month || cycle.every == Every::week) {
        cycle.offset = std::max(0, relative.shift);
        return;
    }
    if (relative.which == Which::first) cycle.month = {Named::first, 0};
    if (relative.which == Which::other) {
        notes.add(said("tháng giữa kỳ chưa ghi được: xin xem lại",
                       "a month in the middle of the period cannot be kept: please check"));
    }
    if (relative.unit == Unit_::month && relative.shift > 0) {
        // «hằng quý … ngày 5 của tháng sau»: the first month of the next quarter.
        cycle.month = {Named::first, 0};
    }
    cycle.offset = std::max(0, relative.shift);
}

/// One named date says which half or quarter it closes.
void fill_period(Cycle& cycle, const Calendar& date) {
    if (date.month == 0 || !cycle.periods.empty()) return;
    if (cycle.every == Every::half_year) cycle.periods = {date.month <= 7 ? 1 : 2};
    if (cycle.every == Every::quarter) cycle.periods = {static_cast<int>((date.month + 2) / 3)};
}

}  // namespace

void fill(Draft& cycle_draft, const Draft& date_draft, Notes& notes) {
    Cycle& cycle = cycle_draft.cycle;
    const Calendar& date = date_draft.calendar;
    cycle_draft.due = true;
    cycle.bound = date_draft.bound == W::before ? Bound::before : Bound::by;
    if (date.level == Level::quarter && cycle.every == Every::year && date.index > 0) {
        cycle.every = Every::quarter;
        cycle.periods = {date.index};
    } else if (date.level == Level::half && cycle.every == Every::year) {
        cycle.every = Every::half_year;
        cycle.periods = {date.index};
    }
    if (date.weekday && cycle.every == Every::week) cycle.weekday = date.weekday;
    if (date.weekday && cycle.every != Every::week) {
        notes.add(said("thứ trong tuần của kỳ này chưa ghi được: xin xem lại",
                       "the weekday of this period cannot be kept: please check"));
    }
    fill_month(cycle, date, notes);
    if (date.day > 0) cycle.day = date.day;
    if (date.last_day && cycle.bound == Bound::before) cycle.day = 31;
    fill_parts(cycle, date, notes);
    fill_period(cycle, date);
    if (date.level == Level::week) {
        notes.add(said("tuần trong kỳ chưa ghi được, hạn được lấy là hết kỳ: xin xem lại",
                       "the week of the period cannot be kept; due at the period's end: please "
                       "check"));
    }
    if (date.hour) {
        notes.add(said("giờ của hạn định kỳ chưa ghi được: xin xem lại",
                       "the hour of a cycle cannot be kept: please check"));
    }
    if (date.working) {
        notes.add(said("ngày làm việc thứ mấy trong kỳ chưa ghi được: xin xem lại",
                       "a working day of the period cannot be kept: please check"));
    }
    if (date_draft.start) {
        notes.add(said("ngày bắt đầu của kỳ thực hiện chưa ghi được: xin xem lại",
                       "the first day of the turn cannot be kept: please check"));
    }
    if (date.level == Level::day && date.day > 0 && cycle.every >= Every::quarter &&
        date.month == 0 && date.relative.unit == Unit_::none) {
        notes.add(said("không ghi tháng: được hiểu là tháng cuối của kỳ",
                       "no month is named: read as the last month of the period"));
    }
}

std::optional<Draft> own_cycle(const Draft& date_draft, Notes& notes) {
    const Calendar& date = date_draft.calendar;
    const Relative& relative = date.relative;
    Draft made = date_draft;
    made.kind = Draft::Kind::cycle;
    if (date.year) return std::nullopt;
    if (relative.shift < 0) return std::nullopt;
    switch (relative.unit) {
        case Unit_::none:
            if (date.weekday) {
                made.cycle.every = Every::week;
            } else if (date.level == Level::day && date.month == 0 &&
                       (date.day > 0 || date.last_day)) {
                made.cycle.every = Every::month;
                notes.add(said("không ghi tháng: được hiểu là hằng tháng",
                               "no month is named: read as each month"));
            } else {
                return std::nullopt;
            }
            break;
        case Unit_::week:
            made.cycle.every = Every::week;
            break;
        case Unit_::month:
            made.cycle.every = Every::month;
            break;
        case Unit_::quarter:
            made.cycle.every = Every::quarter;
            break;
        case Unit_::half:
            made.cycle.every = Every::half_year;
            break;
        case Unit_::term:
            made.cycle.every = Every::quarter;
            notes.add(
                said("câu không cho biết kỳ nào, tạm hiểu là quý: xin xem lại",
                     "which period is meant is not said; taken as the quarter: please check"));
            break;
        case Unit_::year:
            if (relative.shift == 0 && (date.month != 0 || date.level >= Level::quarter) &&
                !relative.named)
                return std::nullopt;
            if (date.level == Level::year && date.part == Part::whole) return std::nullopt;
            made.cycle.every = Every::year;
            break;
    }
    if (date.level == Level::week && date.index == 0) {
        notes.add(said("hạn theo tuần chưa rõ ngày: xin xem lại",
                       "the day of the week is not said: please check"));
    }
    fill(made, date_draft, notes);
    if (date.level == Level::quarter && date.index > 0 && made.cycle.every == Every::quarter &&
        relative.unit == Unit_::year) {
        made.cycle.offset = 0;
        made.cycle.every = Every::year;
        made.cycle.periods.clear();
        made.cycle.month = {Named::named, static_cast<unsigned>(date.index * 3)};
        made.cycle.offset = relative.shift;
    }
    return made;
}

}  // namespace dondoc::plan::phrase
