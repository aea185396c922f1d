#include <algorithm>
#include <array>

#include "plan/phrase/draft.h"
#include "plan/said.h"

namespace dondoc::plan::phrase {
namespace {

using std::chrono::days;
using Kind = Draft::Kind;

bool joins_list(W joint) {
    return joint == W::comma || joint == W::conj_and || joint == W::conj_or || joint == W::slash ||
           joint == W::dash;
}

bool open_bound(const Draft& draft) {
    return draft.bound == W::plain || draft.bound == W::within || draft.bound == W::on;
}

bool close_by(W joint) {
    return joint == W::plain || joint == W::comma || joint == W::open || joint == W::close ||
           joint == W::colon;
}

void sweep(std::vector<Draft>& drafts) {
    std::erase_if(drafts, [](const Draft& each) { return each.kind == Kind::gone; });
}

Day start_of(const Draft& draft, int year) {
    return first_day(draft.start ? *draft.start : draft.calendar, year);
}

/// «Báo cáo quý II/2024 gửi trước ngày 14/6», «tổng kết năm 2024 vào tháng 01/2025»: the period
/// behind a noun names the work, the date with a bound is when it is due.
void drop_names(std::vector<Draft>& drafts) {
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        Draft& name = drafts[i];
        Draft& due = drafts[i + 1];
        const bool period =
            is_window(name) && name.bound == W::plain && !name.start && name.text && !name.onward;
        const bool report =
            name.kind == Kind::cycle && name.bare && !name.due && due.calendar.year.has_value();
        if (!period && !report) continue;
        if (due.kind != Kind::dated || due.carried || due.joint != W::plain) continue;
        const bool day = due.calendar.level == Level::day && due.bound != W::plain &&
                         due.bound != W::from && due.bound != W::after;
        const bool window =
            is_window(due) && (due.bound == W::on || due.bound == W::within || due.bound == W::by);
        if (!day && !window) continue;
        if (period && !due.calendar.year && due.calendar.relative.unit == Relative::Unit::none &&
            name.calendar.level < Level::year)
            due.calendar.year = name.calendar.year;
        due.joint = name.joint;
        due.text = true;
        name.kind = Kind::gone;
    }
    sweep(drafts);
}

/// «Ngày 15/6/2024 (01 ngày)», «báo cáo của năm trước»: how long, and what about, is no deadline.
void drop_lengths(std::vector<Draft>& drafts, Notes& notes) {
    const bool dated = std::ranges::any_of(drafts, [](const Draft& each) {
        return each.kind == Kind::dated && !each.calendar.impossible;
    });
    for (Draft& draft : drafts) {
        const bool length = draft.kind == Kind::after && draft.event.empty() &&
                            draft.condition.empty() && draft.unit == Unit::day && !draft.working &&
                            draft.bound != W::by && draft.bound != W::after && dated;
        const bool year_before = draft.kind == Kind::dated && draft.calendar.level == Level::year &&
                                 draft.calendar.relative.shift < 0 && drafts.size() > 1;
        if (!length && !year_before) continue;
        notes.add(length ? said("số ngày thực hiện không ghi vào thời hạn: xin xem lại",
                                "the number of days is left out: please check")
                         : said("«năm trước» không ghi vào thời hạn: xin xem lại",
                                "the year before is left out: please check"));
        draft.kind = Kind::gone;
    }
    sweep(drafts);
}

/// «trong quý IV, xong trước 23/12/2026», «Quý II (trước ngày 15/6)», «tháng 6, trước ngày 15».
void bound_windows(std::vector<Draft>& drafts, int year, Notes& notes) {
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        Draft& window = drafts[i];
        Draft& day = drafts[i + 1];
        if (!is_window(window) || window.start || !open_bound(window) || window.onward) continue;
        if (day.kind != Kind::dated || day.start || day.calendar.level != Level::day || day.text)
            continue;
        const bool bounded = day.bound == W::before || day.bound == W::by || day.bound == W::to ||
                             day.bound == W::through;
        if (!bounded || day.carried || !close_by(day.joint) || day.joint == W::colon) continue;
        Calendar& date = day.calendar;
        const bool day_only = date.month == 0 && date.relative.unit == Relative::Unit::none;
        if (day_only && window.calendar.level == Level::month && !date.last_day) {
            date.month = window.calendar.month;
            date.year = window.calendar.year;
        }
        if (date.month == 0 || date.relative.unit != Relative::Unit::none) continue;
        if (!date.year) date.year = window.calendar.year;
        if (!window.calendar.year) window.calendar.year = date.year;
        const Day last = last_day(date, year);
        if (last < first_day(window.calendar, year) || last > last_day(window.calendar, year))
            continue;
        if (window.bound == W::plain && day.joint != W::comma) {
            notes.add(said("kỳ đứng trước ngày được hiểu là thời gian thực hiện: xin xem lại",
                           "the period before the date is read as when the work is done"));
        }
        day.start = window.calendar;
        day.joint = window.joint;
        if (day.bound != W::before) day.bound = W::by;
        window.kind = Kind::gone;
    }
    sweep(drafts);
}

/// «Quý I và Quý II/2024», «tháng 10 và tháng 11/2025»: neighbours are one window.
void merge_windows(std::vector<Draft>& drafts, int year, Notes& notes) {
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        Draft& first = drafts[i];
        const bool day_list = first.kind == Kind::dated && first.calendar.level == Level::day &&
                              !first.start && first.calendar.month != 0;
        if (!(is_window(first) || day_list) || !open_bound(first) || first.onward ||
            first.calendar.hour)
            continue;
        std::size_t merged = 1;
        for (std::size_t next = i + 1; next < drafts.size(); ++next) {
            Draft& more = drafts[next];
            const bool goes_on = more.kind == Kind::dated && joins_list(more.joint) && !more.text &&
                                 !more.start && open_bound(more) && !more.onward &&
                                 more.calendar.level == first.calendar.level &&
                                 more.calendar.part == Part::whole &&
                                 (more.calendar.level != Level::day || more.calendar.month != 0) &&
                                 more.calendar.relative.unit == Relative::Unit::none;
            if (!goes_on) break;
            if (first_day(more.calendar, year) != last_day(first.calendar, year) + days{1}) break;
            if (!first.start) first.start = first.calendar;
            first.calendar = more.calendar;
            first.to = more.to;
            more.kind = Kind::gone;
            ++merged;
        }
        if (merged > 2 && first.calendar.level == Level::quarter) {
            notes.add(said("nhiều quý liền nhau được hiểu là một khoảng thời gian: xin xem lại",
                           "several quarters in a row are read as one span: please check"));
            if (merged == 4) {
                first.kind = Kind::cycle;
                first.cycle.every = Every::quarter;
                first.start.reset();
            }
        }
    }
    sweep(drafts);
}

/// Gives the days of the frame to what has no end of its own.
void take_frame(Draft& always, Draft& frame, int year) {
    if (frame.bound == W::from || frame.onward) {
        always.start_day = start_of(frame, year);
    } else if (frame.bound == W::to || frame.bound == W::through || frame.bound == W::by) {
        if (frame.start) always.start_day = start_of(frame, year);
        always.until_day = last_day(frame.calendar, year);
    } else {
        always.start_day = start_of(frame, year);
        always.until_day = last_day(frame.calendar, year);
    }
    frame.kind = Kind::gone;
}

/// «Thường xuyên trong năm 2021», «liên tục từ tháng 7/2026», «duy trì đến 2030».
bool frames_behind(const Draft& next) {
    if (next.kind != Kind::dated) return false;
    const bool moves = next.bound == W::from || next.bound == W::to || next.bound == W::through;
    const bool year = next.calendar.level == Level::year;
    const bool certain = year || moves || next.bound == W::within || next.start;
    const bool near = next.joint == W::plain || next.joint == W::open ||
                      (close_by(next.joint) && certain) || (next.joint == W::dash && year);
    const bool bounded = next.bound == W::before || (next.bound == W::by && !next.start);
    return (is_window(next) || moves || next.onward) && near && !bounded;
}

/// «Từ tháng 7/2026 (liên tục)», «Năm 2024, thường xuyên».
bool frames_ahead(const Draft& last, W joint) {
    if (last.kind != Kind::dated || !close_by(joint)) return false;
    const bool frames = last.bound == W::from || last.start || last.calendar.level == Level::year ||
                        joint == W::open || joint == W::plain;
    const bool bounded = last.bound == W::before || last.bound == W::by;
    return frames && (is_window(last) || last.bound == W::from) && !bounded;
}

void frame_continuous(std::vector<Draft>& drafts, int year, Notes& notes) {
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        Draft& always = drafts[i];
        if (always.kind != Kind::continuous) continue;
        Draft* last = i > 0 ? &drafts[i - 1] : nullptr;
        Draft* next = i + 1 < drafts.size() ? &drafts[i + 1] : nullptr;
        if (next != nullptr && frames_behind(*next)) take_frame(always, *next, year);
        const auto framed = [&] { return always.start_day || always.until_day; };
        if (!framed() && last != nullptr && frames_ahead(*last, always.joint))
            take_frame(always, *last, year);
        if (!framed() && last != nullptr && last->kind == Kind::continuous &&
            close_by(always.joint))
            always.kind = Kind::gone;
        const bool round =
            (last != nullptr && last->kind == Kind::cycle && always.joint == W::plain) ||
            (next != nullptr && next->kind == Kind::cycle && next->joint == W::plain);
        if (round)
            notes.add(said("vừa thường xuyên vừa định kỳ: xin xem lại",
                           "both continuous and periodic: please check"));
    }
    sweep(drafts);
}

bool cites_rule(const Script& script, const Draft& demand) {
    const Lexeme& first = script.at(demand.from);
    const Lexeme& second = script.at(demand.from + 1);
    if (first.w == W::harmless) return true;
    if (first.w == W::if_word && first.key == "nếu có") return true;
    if (first.w == W::ready) return true;
    static constexpr std::array<std::string_view, 13> kRules{
        "nghị định", "nđ",          "thông tư",    "tt",         "luật",
        "bộ luật",   "nghị quyết",  "nq",          "quyết định", "qđ",
        "pháp lệnh", "thông tư số", "nghị định số"};
    const bool rule = second.w == W::document && std::ranges::count(kRules, second.key) > 0;
    return first.w == W::according &&
           (rule || second.w == W::label || second.key.starts_with("quy"));
}

bool frames_demand(const Draft* window, W joint) {
    return window != nullptr && is_window(*window) && open_bound(*window) && !window->onward &&
           close_by(joint);
}

void frame_demand(Draft& demand, Draft& window, int year, Notes& notes) {
    demand.start_day = start_of(window, year);
    demand.until_day = last_day(window.calendar, year);
    if (window.calendar.level != Level::year)
        notes.add(said("vừa có thời gian vừa có điều kiện: xin xem lại",
                       "both a time and a condition: please check"));
    window.kind = Kind::gone;
}

/// Whether a condition goes with the firm deadline that stands beside it.
bool goes_with(const Draft& demand, const Draft* before, const Draft* next) {
    const auto firm = [](const Draft* draft) {
        return draft != nullptr && draft->kind != Kind::demand && draft->kind != Kind::gone;
    };
    const bool beside = firm(before) && (demand.joint == W::plain || demand.joint == W::open);
    const bool comma = (firm(before) && before->kind == Kind::dated && close_by(demand.joint)) ||
                       (firm(next) && next->kind == Kind::dated && close_by(next->joint));
    const bool joined = demand.joint == W::conj_and || demand.joint == W::conj_or;
    const bool goes = demand.weak && (firm(before) || firm(next));
    return goes || (!joined && (beside || comma));
}

/// A condition beside a window is bounded by it; one beside a firm deadline goes with it.
void settle_demands(const Script& script, std::vector<Draft>& drafts, int year, Notes& notes) {
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        Draft& demand = drafts[i];
        if (demand.kind != Kind::demand) continue;
        Draft* before = i > 0 ? &drafts[i - 1] : nullptr;
        Draft* next = i + 1 < drafts.size() ? &drafts[i + 1] : nullptr;
        const bool rule = cites_rule(script, demand);
        if (!rule && frames_demand(before, demand.joint)) {
            frame_demand(demand, *before, year, notes);
            continue;
        }
        if (!rule && next != nullptr && frames_demand(next, next->joint) && !next->text) {
            frame_demand(demand, *next, year, notes);
            continue;
        }
        if (script.w(demand.from) == W::sudden || !goes_with(demand, before, next)) continue;
        if (!rule) {
            notes.add(said("điều kiện «{}» không ghi vào thời hạn: xin xem lại",
                           "the condition \"{}\" is left out: please check", demand.condition));
        }
        demand.kind = Kind::gone;
    }
    sweep(drafts);
}

/// «đầu kỳ, giữa kỳ, cuối kỳ» is one condition; so is «Định kỳ/ đột xuất».
void merge_demands(const Script& script, Clause& clause, Notes& notes) {
    auto& drafts = clause.drafts;
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        std::size_t next = i + 1;
        while (drafts[i].term_place && next < drafts.size() && drafts[next].term_place) {
            drafts[i].to = drafts[next].to;
            drafts[next++].kind = Kind::gone;
        }
        if (drafts[i].term_place) drafts[i].condition = script.slice(drafts[i].from, drafts[i].to);
        i = next - 1;
    }
    sweep(drafts);
    const bool dated =
        std::ranges::any_of(drafts, [](const Draft& each) { return each.kind != Kind::demand; });
    if (!clause.periodic || dated || drafts.empty()) return;
    Draft& first = drafts.front();
    first.condition = script.slice(clause.from, drafts.back().to);
    drafts.resize(1);
    notes.add(said("«định kỳ» không nói kỳ nào: xin xem lại",
                   "\"periodically\" does not say how often: please check"));
}

}  // namespace

void settle_windows(const Script& script, Clause& clause, int year, Notes& notes) {
    auto& drafts = clause.drafts;
    drop_names(drafts);
    drop_lengths(drafts, notes);
    merge_windows(drafts, year, notes);
    bound_windows(drafts, year, notes);
    frame_continuous(drafts, year, notes);
    merge_demands(script, clause, notes);
    settle_demands(script, drafts, year, notes);
}

}  // namespace dondoc::plan::phrase
