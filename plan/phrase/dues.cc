#include <algorithm>
#include <array>

#include "plan/phrase/draft.h"
#include "plan/said.h"

namespace dondoc::plan::phrase {
namespace {

using Named = CycleMonth::Which;

bool joins_list(W joint) {
    return joint == W::comma || joint == W::conj_and || joint == W::conj_or || joint == W::slash ||
           joint == W::dash;
}

bool waits(const Draft& draft) {
    return draft.kind == Draft::Kind::cycle && !draft.due;
}

bool fits(const Draft& cycle, const Draft& date) {
    if (date.kind != Draft::Kind::dated || date.onward) return false;
    if (date.start && date.start->year) return false;
    return accepts(cycle.cycle, date.calendar);
}

bool listed_date(const Draft& draft) {
    return draft.kind == Draft::Kind::dated && joins_list(draft.joint) && !draft.text;
}

/// Turns a date into a turn of the cycle, leaving the cycle itself for the next of a list.
Draft met(const Draft& cycle, const Draft& date, Notes& notes) {
    Draft made = cycle;
    made.from = std::min(cycle.from, date.from);
    made.to = std::max(cycle.to, date.to);
    fill(made, date, notes);
    return made;
}

/// «trước ngày 15/6 và 15/12 hằng năm»: the dates right before a cycle are its own.
void take_before(std::vector<Draft>& drafts, std::size_t at, Notes& notes) {
    Draft cycle = drafts[at];
    std::size_t first = at;
    while (first > 0 && fits(cycle, drafts[first - 1])) {
        --first;
        if (!joins_list(drafts[first].joint) || drafts[first].text) break;
    }
    if (first == at) return;
    // «báo cáo năm gửi trước ngày 05/12 hằng năm»: the report before the date is the same cycle.
    if (first > 0 && waits(drafts[first - 1]) && drafts[first - 1].bare &&
        fits(drafts[first - 1], drafts[first]) && drafts[first].joint == W::plain) {
        cycle = drafts[first - 1];
        drafts[first - 1].kind = Draft::Kind::gone;
        drafts[first].joint = cycle.joint;
    }
    for (std::size_t i = first; i < at; ++i) {
        const W joint = drafts[i].joint;
        Draft made = met(cycle, drafts[i], notes);
        made.joint = joint;
        drafts[i] = std::move(made);
    }
    drafts[at].kind = Draft::Kind::gone;
}

/// «hằng quý, trước ngày 15 của tháng cuối quý»: the dates behind a cycle, with their list.
void take_behind(std::vector<Draft>& drafts, std::size_t at, bool periodic, Notes& notes) {
    const Draft cycle = drafts[at];
    std::size_t next = at + 1;
    if (next >= drafts.size() || !fits(cycle, drafts[next])) return;
    const bool apart = drafts[next].joint == W::conj_and || drafts[next].joint == W::conj_or;
    if (apart && drafts[next].calendar.level != Level::day) return;
    // A date whose own cycle stands right behind it belongs to that one.
    const auto owned = [&](std::size_t i) {
        return i + 1 < drafts.size() && waits(drafts[i + 1]) && !drafts[i + 1].bare &&
               drafts[i + 1].joint == W::plain && fits(drafts[i + 1], drafts[i]);
    };
    if (owned(next)) return;
    const bool assumed = cycle.bare && !periodic && drafts[next].calendar.month != 0;
    drafts[next] = met(cycle, drafts[next], notes);
    drafts[next].joint = cycle.joint;
    if (assumed) {
        notes.add(said("không ghi năm: được hiểu là lặp lại mỗi kỳ",
                       "no year is named: read as each such period"));
    }
    drafts[at].kind = Draft::Kind::gone;
    for (++next; next < drafts.size(); ++next) {
        const Draft& more = drafts[next];
        // «Hằng năm, chậm nhất 31/3 gửi kế hoạch, chậm nhất 30/11 gửi báo cáo»
        const bool goes_on = !more.text || (!cycle.bare && more.bound != W::plain);
        if (!joins_list(more.joint) || !goes_on || !fits(cycle, more) || owned(next)) break;
        if (more.calendar.level != Level::day && more.calendar.level != Level::month) break;
        const W joint = more.joint;
        drafts[next] = met(cycle, more, notes);
        drafts[next].joint = joint;
    }
}

/// Every quarter's date spelt out («15/3, 15/6, 15/9, 15/12») is one cycle.
void fold_quarters(std::vector<Draft>& drafts) {
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        const auto plain = [](const Draft& each) {
            return each.kind == Draft::Kind::cycle && !each.text && !each.only &&
                   each.cycle.every == Every::quarter && each.cycle.periods.size() == 1 &&
                   each.cycle.month == CycleMonth{} && !each.cycle.day;
        };
        Draft& last = drafts[i];
        Draft& next = drafts[i + 1];
        if (!plain(last) || !(plain(next)) || !joins_list(next.joint)) continue;
        next.cycle.periods.insert(next.cycle.periods.begin(), last.cycle.periods.front());
        next.joint = last.joint;
        last.kind = Draft::Kind::gone;
        break;
    }
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        Draft& first = drafts[i];
        const auto last_month = [](const Draft& each) {
            return each.kind == Draft::Kind::cycle && each.cycle.every == Every::quarter &&
                   each.cycle.month.which == Named::named && each.cycle.offset == 0 &&
                   each.cycle.month.named % 3 == 0 && each.cycle.periods.size() == 1;
        };
        if (!last_month(first)) continue;
        std::size_t next = i + 1;
        std::vector<int> periods = first.cycle.periods;
        while (next < drafts.size() && last_month(drafts[next]) &&
               drafts[next].cycle.day == first.cycle.day &&
               drafts[next].cycle.bound == first.cycle.bound) {
            periods.push_back(drafts[next].cycle.periods.front());
            drafts[next++].kind = Draft::Kind::gone;
        }
        if (next == i + 1) continue;
        first.cycle.month = {};
        first.cycle.periods = periods.size() == 4 ? std::vector<int>() : periods;
        i = next - 1;
    }
}

/// «hằng tháng, hằng quý trước ngày 25 của tháng cuối kỳ»: each of the list, where it can be.
void share_due(std::vector<Draft>& drafts, Notes& notes) {
    for (std::size_t i = drafts.size(); i-- > 1;) {
        const Draft& due = drafts[i];
        Draft& before = drafts[i - 1];
        if (due.kind != Draft::Kind::cycle || !due.due || !waits(before)) continue;
        if (!joins_list(due.joint) || due.text || due.only) continue;
        notes.add(said("chỉ kỳ đứng cạnh ngày được ghi ngày đó: xin xem lại",
                       "only the period beside the date is given that date: please check"));
    }
}

/// «6 tháng và năm (trước ngày 15/6 và 15/12)»: as many dates as cycles, each its own.
void pair_up(std::vector<Draft>& drafts, Notes& notes) {
    for (std::size_t i = 0; i + 3 < drafts.size(); ++i) {
        std::size_t cycles = 0;
        while (i + cycles < drafts.size() && waits(drafts[i + cycles]) &&
               (cycles == 0 || joins_list(drafts[i + cycles].joint)))
            ++cycles;
        if (cycles < 2) continue;
        const std::size_t first = i + cycles;
        std::size_t dates = 0;
        while (dates < cycles && first + dates < drafts.size() &&
               fits(drafts[i + dates], drafts[first + dates]) &&
               (dates == 0 || joins_list(drafts[first + dates].joint)))
            ++dates;
        const bool more = first + dates < drafts.size() && listed_date(drafts[first + dates]);
        if (dates != cycles || more) {
            i += cycles - 1;
            continue;
        }
        for (std::size_t each = 0; each < cycles; ++each) {
            const W joint = drafts[i + each].joint;
            drafts[i + each] = met(drafts[i + each], drafts[first + each], notes);
            drafts[i + each].joint = joint;
            drafts[first + each].kind = Draft::Kind::gone;
        }
        notes.add(said("các ngày được ghép với các kỳ theo thứ tự: xin xem lại",
                       "the dates are given to the periods in their order: please check"));
    }
}

void sweep(std::vector<Draft>& drafts) {
    std::erase_if(drafts, [](const Draft& each) { return each.kind == Draft::Kind::gone; });
}

}  // namespace

void attach_dues(Clause& clause, Notes& notes) {
    auto& drafts = clause.drafts;
    // In a list with «hằng …» the bare ones repeat as surely as it does.
    const bool periodic = clause.periodic || std::ranges::any_of(drafts, [](const Draft& each) {
                              return each.kind == Draft::Kind::cycle && !each.bare;
                          });
    for (std::size_t i = 1; i < drafts.size(); ++i) {
        // «Báo cáo tháng: trước ngày 20 hằng tháng» says the cycle twice.
        const Draft& before = drafts[i - 1];
        const bool again =
            before.kind == Draft::Kind::cycle && before.due &&
            (before.cycle.every == drafts[i].cycle.every || drafts[i].cycle.every == Every::year);
        const bool beside = drafts[i].joint == W::plain || drafts[i].joint == W::close;
        if (waits(drafts[i]) && !drafts[i].bare && beside && again)
            drafts[i].kind = Draft::Kind::gone;
    }
    sweep(drafts);
    for (std::size_t i = 1; i < drafts.size(); ++i) {
        const bool beside = drafts[i].joint == W::plain || drafts[i].joint == W::open;
        if (waits(drafts[i]) && !drafts[i].bare && beside && !drafts[i].text)
            take_before(drafts, i, notes);
    }
    sweep(drafts);
    pair_up(drafts, notes);
    sweep(drafts);
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        if (waits(drafts[i])) take_behind(drafts, i, periodic, notes);
    }
    sweep(drafts);
    for (std::size_t i = 1; i < drafts.size(); ++i) {
        if (waits(drafts[i]) && !drafts[i].bare) take_before(drafts, i, notes);
    }
    sweep(drafts);
    fold_quarters(drafts);
    sweep(drafts);
    share_due(drafts, notes);
}

namespace {

/// How long the data of a report reach, in months; 0 where the words do not say.
unsigned months_between(const Calendar& from, const Calendar& to) {
    if (from.month == 0 || to.month == 0) return 0;
    const unsigned months = (to.month + 12 - from.month) % 12;
    return months == 0 ? 12 : months;
}

bool is_data(const Draft& draft) {
    if (!draft.start || draft.calendar.year) return false;
    const Calendar& from = *draft.start;
    const Calendar& to = draft.calendar;
    if (from.level != Level::day || to.level != Level::day || from.year) return false;
    const bool before = from.relative.shift < 0;
    const bool reported = to.relative.named || to.relative.unit == Relative::Unit::term;
    const bool edges =
        from.relative.which == Relative::Which::first && to.relative.which == Relative::Which::last;
    return draft.kind == Draft::Kind::data || before || (reported && from.month != 0) || edges;
}

void size_of_data(Draft& draft, Notes& notes) {
    const Calendar& from = *draft.start;
    const Calendar& to = draft.calendar;
    Cycle& cycle = draft.cycle;
    const unsigned months = months_between(from, to);
    const auto period = [&](unsigned length) { return static_cast<int>(to.month / length); };
    if (months == 3 && to.month % 3 == 0) {
        cycle.every = Every::quarter;
        cycle.periods = {period(3)};
    } else if (months == 6 && to.month % 6 == 0) {
        cycle.every = Every::half_year;
        cycle.periods = {period(6)};
    } else if (months == 9 || months == 12) {
        cycle.every = Every::year;
        if (to.month != 12) cycle.month = {Named::named, to.month};
    } else if (months != 0) {
        cycle.every = months == 1 ? Every::month : Every::year;
        notes.add(said("kỳ số liệu chưa rõ: xin xem lại",
                       "the period of the data is not certain: please check"));
    } else if (to.relative.unit == Relative::Unit::quarter ||
               from.relative.unit == Relative::Unit::quarter) {
        cycle.every = Every::quarter;
    } else if (to.relative.unit == Relative::Unit::year ||
               from.relative.unit == Relative::Unit::year) {
        cycle.every = Every::year;
    } else {
        cycle.every = Every::month;
    }
}

/// Takes the data out of the row of drafts, so that a report and its day stand side by side.
void set_apart(Clause& clause) {
    auto& drafts = clause.drafts;
    const auto data = [](const Draft& each) { return each.kind == Draft::Kind::data; };
    if (std::ranges::none_of(drafts, data)) return;
    std::vector<Draft> kept;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        if (data(drafts[i])) {
            const bool more = i + 1 < drafts.size();
            const W joint = more ? drafts[i + 1].joint : W::plain;
            if (joint == W::comma || joint == W::close) drafts[i + 1].joint = W::plain;
            clause.data.push_back(std::move(drafts[i]));
        } else if (drafts[i].of_data) {
            // «số liệu báo cáo quý tính từ …» says whose data, not how often.
            if (i + 1 < drafts.size()) drafts[i + 1].joint = drafts[i].joint;
        } else {
            kept.push_back(std::move(drafts[i]));
        }
    }
    drafts = std::move(kept);
}

}  // namespace

void settle_data(Clause& clause, Notes& notes) {
    auto& drafts = clause.drafts;
    for (Draft& draft : drafts) {
        if (draft.kind == Draft::Kind::data && !draft.start) draft.kind = Draft::Kind::dated;
        if (draft.kind == Draft::Kind::data && !is_data(draft)) draft.kind = Draft::Kind::dated;
        if (draft.kind != Draft::Kind::dated && draft.kind != Draft::Kind::data) continue;
        if (!is_data(draft)) continue;
        size_of_data(draft, notes);
        draft.kind = Draft::Kind::data;
        const Calendar& from = *draft.start;
        const Calendar& to = draft.calendar;
        const bool whole = from.relative.which == Relative::Which::first || to.last_day ||
                           from.day == 0 || to.day == 0;
        if (whole) {
            notes.add(said("kỳ số liệu được hiểu là cả kỳ báo cáo",
                           "the data are taken to cover the whole period"));
            continue;
        }
        draft.cycle.data_from = DataEdge{from.day, true};
        draft.cycle.data_to = DataEdge{to.day, false};
        if (from.day <= to.day && from.relative.shift == 0 && from.month == to.month) {
            draft.cycle.data_from->previous = false;
        }
    }
    set_apart(clause);
}

namespace {

/// «Báo cáo tháng: số liệu …; gửi trước ngày 22 hằng tháng»: the report is the next clause's.
void join_label(const Draft& data, Clause& clause, const Clause& next) {
    const auto report = [&](const Draft& each) {
        return each.kind == Draft::Kind::cycle && each.cycle.every == data.cycle.every;
    };
    const bool due = std::ranges::any_of(
        next.drafts, [&](const Draft& each) { return report(each) && (each.due || !each.bare); });
    if (clause.drafts.size() == 1 && report(clause.drafts.front()) && due &&
        clause.drafts.front().bare && !clause.drafts.front().due)
        clause.drafts.clear();
}

/// Gives the data to a report of the same cycle; says whether there was one.
bool give_data(const Draft& data, std::vector<Draft>& drafts) {
    for (Draft& report : drafts) {
        const bool same = report.kind == Draft::Kind::cycle &&
                          report.cycle.every == data.cycle.every && !report.cycle.data_from;
        if (!same) continue;
        report.cycle.data_from = data.cycle.data_from;
        report.cycle.data_to = data.cycle.data_to;
        if (report.cycle.periods.empty()) report.cycle.periods = data.cycle.periods;
        return true;
    }
    return false;
}

}  // namespace

void place_data(std::vector<Clause>& clauses, Notes& notes) {
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        for (Draft& data : clauses[i].data) {
            if (i + 1 < clauses.size()) join_label(data, clauses[i], clauses[i + 1]);
            const bool given = give_data(data, clauses[i].drafts) ||
                               (i + 1 < clauses.size() && give_data(data, clauses[i + 1].drafts)) ||
                               (i > 0 && give_data(data, clauses[i - 1].drafts));
            if (given) continue;
            data.kind = Draft::Kind::cycle;
            clauses[i].drafts.push_back(std::move(data));
            notes.add(said("chỉ có kỳ số liệu, chưa có hạn gửi: xin xem lại",
                           "only the data window is named, not the due day: please check"));
        }
        clauses[i].data.clear();
    }
}

}  // namespace dondoc::plan::phrase
