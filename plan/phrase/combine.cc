#include <algorithm>

#include "plan/phrase/draft.h"
#include "plan/said.h"

namespace dondoc::plan::phrase {
namespace {

using std::chrono::days;

bool joins_list(W joint) {
    return joint == W::comma || joint == W::conj_and || joint == W::conj_or || joint == W::slash ||
           joint == W::dash;
}

bool listed(const Draft& draft) {
    return joins_list(draft.joint) && !draft.text;
}

bool is_dated(const Draft& draft) {
    return draft.kind == Draft::Kind::dated;
}

bool open_bound(const Draft& draft) {
    return draft.bound == W::plain || draft.bound == W::within || draft.bound == W::on;
}

void sweep(std::vector<Draft>& drafts) {
    std::erase_if(drafts, [](const Draft& each) { return each.kind == Draft::Kind::gone; });
}

bool has_law(const Script& script) {
    return std::ranges::any_of(script.lexemes, [](const Lexeme& each) { return each.w == W::law; });
}

/// «Trước ngày 15/11, Quốc hội quyết định dự toán»: a law's date comes round each year.
void settle_law(const Script& script, Clause& clause, Notes& notes) {
    if (!has_law(script)) return;
    for (Draft& draft : clause.drafts) {
        const Calendar& date = draft.calendar;
        const bool yearless = is_dated(draft) && !draft.start && date.level == Level::day &&
                              date.month != 0 && !date.year && !date.impossible;
        if (!yearless || date.relative.unit != Relative::Unit::none) continue;
        Draft made = draft;
        made.kind = Draft::Kind::cycle;
        made.cycle.every = Every::year;
        fill(made, draft, notes);
        draft = std::move(made);
        notes.add(said("ngày của một văn bản luật không ghi năm: được hiểu là hằng năm",
                       "a law's date without a year: read as each year"));
    }
}

void settle_own_cycles(Clause& clause, Notes& notes) {
    for (Draft& draft : clause.drafts) {
        if (!is_dated(draft) || draft.calendar.impossible) continue;
        if (auto made = own_cycle(draft, notes)) draft = std::move(*made);
    }
}

/// A year or a period beside a cycle only says when it runs: «hằng quý năm 2024».
void drop_frames(Clause& clause, int year, Notes& notes) {
    auto& drafts = clause.drafts;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        Draft& draft = drafts[i];
        const bool onward = draft.bound == W::from && !draft.start;
        const bool years = draft.calendar.level == Level::year && is_window(draft);
        if (!is_dated(draft) || (!years && !onward)) continue;
        const auto cycle = [&](std::size_t at) {
            return at < drafts.size() && drafts[at].kind == Draft::Kind::cycle;
        };
        const bool close =
            draft.joint == W::plain || draft.joint == W::comma || draft.joint == W::open;
        const bool behind = i > 0 && cycle(i - 1) && close && !draft.text;
        const bool apart = i + 1 < drafts.size() && joins_list(drafts[i + 1].joint) &&
                           !(onward && drafts[i + 1].joint == W::comma);
        const bool ahead = cycle(i + 1) && !apart && !drafts[i + 1].text;
        if (!behind && !ahead) continue;
        const bool own = first_day(draft.calendar, year) == day_of(year, 1, 1) &&
                         last_day(draft.calendar, year) == day_of(year, 12, 31) && !draft.start &&
                         open_bound(draft);
        if (!own) {
            notes.add(said("khoảng thời gian của kỳ lặp chưa ghi được: xin xem lại",
                           "the span of a cycle cannot be kept: please check"));
        }
        draft.kind = Draft::Kind::gone;
    }
    sweep(drafts);
}

/// «ngày 20 các tháng 3, 6, 9, 12»: the day of each month.
void spread_day(std::vector<Draft>& drafts) {
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        Draft& day = drafts[i];
        const Calendar& date = day.calendar;
        const bool alone = is_dated(day) && date.level == Level::day && date.day != 0 &&
                           date.month == 0 && !day.start &&
                           date.relative.unit == Relative::Unit::none;
        if (!alone) continue;
        for (std::size_t next = i + 1; next < drafts.size(); ++next) {
            Draft& month = drafts[next];
            const bool fits = is_dated(month) && month.calendar.level == Level::month &&
                              month.calendar.month != 0 && month.calendar.part == Part::whole &&
                              !month.start && !month.text;
            const bool near = next == i + 1 ? month.joint == W::plain : joins_list(month.joint);
            if (!fits || !near) break;
            month.calendar.level = Level::day;
            month.calendar.day = date.day;
            month.calendar.hour = date.hour;
            month.bound = day.bound;
            day.kind = Draft::Kind::gone;
        }
        if (day.kind == Draft::Kind::gone) drafts[i + 1].joint = day.joint;
    }
    sweep(drafts);
}

void share_backwards(std::vector<Draft>& drafts) {
    // Backwards: «ngày 15 và ngày 30 tháng 6», «15/3, 15/6 và 15/12/2024».
    for (std::size_t i = drafts.size(); i-- > 0;) {
        Draft& draft = drafts[i];
        if (!is_dated(draft)) continue;
        if (draft.start) {
            Calendar& start = *draft.start;
            const Calendar& end = draft.calendar;
            if (start.level == Level::day && start.month == 0 && start.day != 0 &&
                start.relative.unit == Relative::Unit::none)
                start.month = end.month;
            if (start.level == Level::day && end.level == Level::month && start.month == 0)
                start.month = end.month;
        }
        if (i + 1 >= drafts.size() || !is_dated(drafts[i + 1]) || !listed(drafts[i + 1])) continue;
        Calendar& date = draft.calendar;
        Calendar& next = drafts[i + 1].start ? *drafts[i + 1].start : drafts[i + 1].calendar;
        const bool day_only = date.level == Level::day && date.month == 0 &&
                              date.relative.unit == Relative::Unit::none && date.day != 0;
        if (day_only && next.level == Level::day && !date.weekday) {
            date.month = next.month;
            date.relative = next.relative;
        }
        const auto& last = drafts[i + 1].calendar;
        if (!date.year && last.year && date.relative.unit == Relative::Unit::none &&
            date.level != Level::year) {
            date.year = last.year;
            if (draft.start && !draft.start->year) draft.start->year = last.year;
        }
        const bool yearly = next.relative.unit == Relative::Unit::year &&
                            (next.relative.shift != 0 || next.relative.named);
        if (yearly && !date.year && date.month != 0 && date.relative.unit == Relative::Unit::none)
            date.relative = next.relative;
        // «10/4, 10/7 và 10/01 năm sau»: only what the calendar has before it lies in that year.
        if (yearly && date.relative.unit == Relative::Unit::year && next.month != 0 &&
            date.month > next.month) {
            date.relative.shift = 0;
            date.relative.named = true;
        }
    }
}

void share_forwards(std::vector<Draft>& drafts) {
    // Forwards: «trước ngày 20 tháng 3, tháng 6», «15/3/2024 và 15/6».
    for (std::size_t i = 1; i < drafts.size(); ++i) {
        Draft& draft = drafts[i];
        const Draft& before = drafts[i - 1];
        if (!is_dated(draft) || !is_dated(before) || !listed(draft)) continue;
        Calendar& date = draft.calendar;
        const Calendar& last = before.calendar;
        const bool goes_on = draft.carried && date.level == Level::month &&
                             date.part == Part::whole && last.level == Level::day &&
                             last.month != 0 && last.day != 0 && !draft.start &&
                             draft.bound != W::plain;
        const bool same_part = draft.bound == before.bound && date.level == last.level &&
                               date.level > Level::week && date.part == Part::whole &&
                               last.part != Part::whole && !draft.start && !before.start;
        if (same_part) date.part = last.part;
        if (goes_on) {
            date.level = Level::day;
            date.day = last.day;
        }
        if (!date.year && last.year && !last.year_assumed &&
            date.relative.unit == Relative::Unit::none && date.level != Level::year && !draft.start)
            date.year = last.year;
    }
}

}  // namespace

void share_parts(std::vector<Draft>& drafts) {
    spread_day(drafts);
    share_backwards(drafts);
    share_forwards(drafts);
}

void check_neighbours(const std::vector<Clause>& clauses, Notes& notes) {
    for (const Clause& clause : clauses) {
        for (std::size_t i = 1; i < clause.drafts.size(); ++i) {
            const Draft& draft = clause.drafts[i];
            if (draft.joint != W::plain) continue;
            notes.add(said("hai thời hạn đứng liền nhau, quan hệ chưa rõ: xin xem lại",
                           "two timings stand side by side; how they go together is not certain"));
        }
    }
}

void combine(const Script& script, Clause& clause, int year, Notes& notes) {
    share_parts(clause.drafts);
    settle_data(clause, notes);
    settle_govern(script, clause, notes);
    settle_cycles(clause, notes);
    attach_dues(clause, notes);
    drop_frames(clause, year, notes);
    settle_windows(script, clause, year, notes);
    settle_law(script, clause, notes);
    settle_own_cycles(clause, notes);
    settle_only(clause, notes);
}

}  // namespace dondoc::plan::phrase
