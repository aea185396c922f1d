#include <algorithm>

#include "plan/phrase/draft.h"
#include "plan/said.h"

// What governs the drafts around it, or only names the work: settled before cycles meet their days.

namespace dondoc::plan::phrase {
namespace {

using Kind = Draft::Kind;
using PeriodUnit = Relative::Unit;

bool is_list(W joint) {
    return joint == W::comma || joint == W::conj_and || joint == W::conj_or;
}

void sweep(std::vector<Draft>& drafts) {
    std::erase_if(drafts, [](const Draft& each) { return each.kind == Kind::gone; });
}

bool limited_day(const Draft& draft) {
    const Calendar& date = draft.calendar;
    const bool limit = draft.bound != W::plain && draft.bound != W::from && draft.bound != W::after;
    return draft.kind == Kind::dated && date.level == Level::day && !draft.start &&
           (limit || date.weekday || date.day != 0);
}

bool repeats(const Draft& draft) {
    return draft.kind == Kind::cycle && !draft.bare;
}

/// A half or a quarter without a year, or «báo cáo 6 tháng»: what a date beside it may be for.
bool names_turn(const Draft& draft) {
    if (draft.kind == Kind::cycle) return draft.bare && draft.cycle.every != Every::year;
    return is_open_period(draft);
}

unsigned periods_in_year(Every every) {
    switch (every) {
        case Every::month:
            return 12;
        case Every::quarter:
            return 4;
        case Every::half_year:
            return 2;
        default:
            return 0;
    }
}

/// The number of a period, where the cycle counts in such periods; 0 otherwise.
int number_in(const Cycle& cycle, const Calendar& period) {
    if (period.year || period.impossible || period.part != Part::whole) return 0;
    if (cycle.every == Every::quarter && period.level == Level::quarter) return period.index;
    if (cycle.every == Every::half_year && period.level == Level::half) return period.index;
    if (cycle.every == Every::month && period.level == Level::month)
        return static_cast<int>(period.month);
    return 0;
}

void leave_out(Cycle& cycle, int number) {
    auto& periods = cycle.periods;
    if (periods.empty()) {
        for (unsigned each = 1; each <= periods_in_year(cycle.every); ++each)
            periods.push_back(static_cast<int>(each));
    }
    if (periods.size() > 1) std::erase(periods, number);
}

/// «riêng quý IV» is a cycle of its own, whose day stands behind it.
void stand_alone(Draft& draft, const Draft& owner, int number) {
    draft.kind = Kind::cycle;
    draft.bare = false;
    draft.cycle = {};
    draft.cycle.every = owner.cycle.every;
    draft.cycle.periods = {number};
}

/// «hằng quý (trừ quý IV)», «…, riêng quý IV»: leaves the cycle before, or the one that a date's
/// own words name.
void settle_exceptions(const Script& script, std::vector<Draft>& drafts, Notes& notes) {
    Draft* owner = nullptr;
    Draft* alone = nullptr;
    for (Draft& draft : drafts) {
        if (draft.kind == Kind::cycle) owner = &draft;
        if (draft.kind != Kind::dated) continue;
        if (!draft.except && !draft.only) {
            const PeriodUnit unit = draft.calendar.relative.unit;
            const bool own = unit == PeriodUnit::month || unit == PeriodUnit::quarter ||
                             unit == PeriodUnit::half;
            if (own) owner = &draft;
            continue;
        }
        if (owner != nullptr && owner->kind == Kind::dated) {
            if (auto made = own_cycle(*owner, notes)) *owner = std::move(*made);
        }
        const int number = owner != nullptr && owner->kind == Kind::cycle
                               ? number_in(owner->cycle, draft.calendar)
                               : 0;
        if (number > 0) {
            leave_out(owner->cycle, number);
        } else {
            notes.add(said("phần trừ «{}» chưa ghi được: xin xem lại",
                           "the exception \"{}\" cannot be kept: please check",
                           script.slice(draft.from, draft.to)));
        }
        const bool goes_on = alone != nullptr && draft.only && is_list(draft.joint) && !draft.text;
        if (goes_on && number > 0) alone->cycle.periods.push_back(number);
        if (draft.only && !goes_on && number > 0) {
            stand_alone(draft, *owner, number);
            alone = &draft;
        } else if (!draft.only || number > 0) {
            draft.kind = Kind::gone;
        }
    }
    sweep(drafts);
}

/// «6 tháng đầu năm gửi chậm nhất ngày 20/6 hằng năm»: «hằng năm» says that the half comes round.
void settle_yearly(std::vector<Draft>& drafts) {
    for (std::size_t i = 2; i < drafts.size(); ++i) {
        const Draft& year = drafts[i];
        if (!repeats(year) || year.cycle.every != Every::year || year.joint != W::plain) continue;
        bool named = false;
        for (std::size_t date = i - 1; date >= 1; date -= 2) {
            Draft& turn = drafts[date - 1];
            const bool pair = limited_day(drafts[date]) && drafts[date].calendar.month != 0 &&
                              !drafts[date].calendar.year && names_turn(turn) && !turn.scope &&
                              !is_list(drafts[date].joint);
            if (!pair) break;
            if (turn.kind == Kind::dated) become_cycle(turn);
            turn.bare = false;
            named = true;
            if (date < 3 || !is_list(turn.joint)) break;
        }
        if (named) drafts[i].kind = Kind::gone;
    }
    sweep(drafts);
}

/// «Hằng năm: …», «Mỗi năm 02 kỳ (6 tháng đầu năm và …)» governs the periods that follow.
void settle_header(Clause& clause, Notes& notes) {
    auto& drafts = clause.drafts;
    const auto turn = [](const Draft& each) {
        return each.kind == Kind::cycle || names_turn(each) || (each.scope && is_window(each));
    };
    if (clause.header) {
        const bool own = std::ranges::any_of(drafts, turn);
        const bool dates = !drafts.empty() && limited_day(drafts.front()) &&
                           accepts(clause.header->cycle, drafts.front().calendar) &&
                           drafts.front().calendar.month != 0;
        clause.periodic = true;
        if (dates && !own) {
            drafts.front().joint = W::colon;
            drafts.insert(drafts.begin(), *clause.header);
        }
    }
    if (drafts.size() > 1 && repeats(drafts.front())) {
        const Draft& next = drafts[1];
        // A list of cycles goes on behind a comma; a report with its own day does not.
        const bool apart = next.joint == W::comma && drafts.size() > 2 && next.text && turn(next) &&
                           limited_day(drafts[2]) && !is_list(drafts[2].joint) &&
                           drafts.front().cycle.every == Every::year;
        const bool headed =
            drafts.front().header && std::any_of(drafts.begin() + 1, drafts.end(), turn);
        const bool counted = drafts.front().rough && next.joint == W::open && turn(next);
        if (apart || headed || counted) {
            clause.periodic = true;
            drafts.erase(drafts.begin());
        }
    }
    for (const Draft& draft : drafts) {
        if (!draft.rough) continue;
        notes.add(said("số lần trong kỳ chỉ ghi được gần đúng: xin xem lại",
                       "how often within the period can only be kept roughly: please check"));
    }
}

/// «… hằng tuần gửi lịch công tác tuần sau»: behind the deadline a period names the work.
void drop_work(std::vector<Draft>& drafts) {
    bool due = false;    // a day, or a cycle, stands before
    bool cycle = false;  // it comes round
    bool named = false;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        Draft& draft = drafts[i];
        const Relative& relative = draft.calendar.relative;
        const bool bounded_next = i + 1 < drafts.size() && drafts[i + 1].joint == W::plain &&
                                  limited_day(drafts[i + 1]) && drafts[i + 1].bound != W::plain;
        const bool next = relative.shift != 0 && draft.joint == W::comma;
        const bool near = draft.joint == W::plain || next || (named && is_list(draft.joint));
        const bool window = is_window(draft) && !draft.start && !draft.onward &&
                            draft.calendar.level >= Level::week;
        const bool spoken = window && (relative.shift != 0 || draft.calendar.year ||
                                       draft.calendar.level == Level::year);
        const bool unit = draft.kind == Kind::cycle && draft.bare && cycle;
        // «Ban hành kế hoạch tháng sau trước ngày 28 hằng tháng»
        const bool ahead = bounded_next && window && relative.shift != 0;
        named = draft.text && draft.bound == W::plain && !draft.scope && !draft.brackets &&
                (ahead || (due && near && !bounded_next && (spoken || unit)));
        if (named) {
            draft.kind = Kind::gone;
            continue;
        }
        cycle = repeats(draft) || (limited_day(draft) && relative.unit != PeriodUnit::none);
        due = limited_day(draft) || (due && repeats(draft));
    }
    sweep(drafts);
}

}  // namespace

void settle_govern(const Script& script, Clause& clause, Notes& notes) {
    settle_exceptions(script, clause.drafts, notes);
    drop_work(clause.drafts);
    settle_header(clause, notes);
    settle_yearly(clause.drafts);
}

/// «…, riêng quý IV lồng ghép với báo cáo năm»: it has left the cycle and has no day of its own.
void settle_only(Clause& clause, Notes& notes) {
    for (Draft& draft : clause.drafts) {
        if (!draft.only || draft.kind != Kind::cycle || draft.due) continue;
        draft.kind = Kind::gone;
        notes.add(said("kỳ được nói riêng không có ngày, không ghi vào thời hạn: xin xem lại",
                       "the period that is set apart has no day and is left out"));
    }
    sweep(clause.drafts);
}

}  // namespace dondoc::plan::phrase
