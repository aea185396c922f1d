#include <algorithm>
#include <set>

#include "plan/phrase/draft.h"
#include "plan/said.h"

namespace dondoc::plan::phrase {
namespace {

using std::chrono::days;
using Kind = Draft::Kind;

constexpr int kHoursADay = 24;
constexpr int kFarthestDays = 3650;

class Emitter {
  public:
    Emitter(const Script& script, int year, Notes& notes)
        : script_(script), year_(year), notes_(notes) {}

    void one(const Draft& draft) {
        switch (draft.kind) {
            case Kind::dated:
                dated(draft);
                break;
            case Kind::cycle:
                cycle(draft.cycle);
                break;
            case Kind::after:
                after(draft);
                break;
            case Kind::demand:
                demand(draft);
                break;
            case Kind::continuous:
                timings.push_back(Continuous{draft.start_day, draft.until_day});
                break;
            case Kind::data:
            case Kind::gone:
                break;
        }
    }

    std::vector<Timing> timings;

  private:
    void cycle(Cycle cycle) {
        auto& periods = cycle.periods;
        std::ranges::sort(periods);
        periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
        // A day of several months is the last one's, and the schema says so; so are the data's.
        const bool by_day = cycle.day || (cycle.data_to && cycle.every != Every::year);
        if (by_day && cycle.every >= Every::quarter && cycle.month == CycleMonth{})
            cycle.month.which = CycleMonth::Which::last;
        timings.push_back(std::move(cycle));
    }

    void dated(const Draft& draft) {
        const Calendar& date = draft.calendar;
        if (date.impossible || (draft.start && draft.start->impossible)) {
            notes_.add(said("không có ngày «{}»: xin xem lại",
                            "there is no day \"{}\": please check",
                            script_.slice(draft.from, draft.to)));
            timings.push_back(Unknown{});
            return;
        }
        beginnings(date);
        if (date.relative.shift < 0) {
            notes_.add(said("hạn trong năm trước: xin xem lại",
                            "a limit in the year before: please check"));
        }
        if (draft.brackets && draft.text && draft.bound == W::plain && date.level == Level::day) {
            notes_.add(said("ngày trong ngoặc có thể không phải là hạn: xin xem lại",
                            "the date in brackets may be no deadline: please check"));
        }
        if (date.working) {
            notes_.add(said("ngày làm việc thứ mấy chưa ghi được: xin xem lại",
                            "a count of working days cannot be kept: please check"));
        }
        if (draft.start) {
            range(draft);
        } else if (draft.onward || draft.bound == W::from) {
            timings.push_back(Continuous{first_day(date, year_), std::nullopt});
        } else if (draft.bound == W::after) {
            notes_.add(said("«sau» một ngày được hiểu là bắt đầu từ hôm sau: xin xem lại",
                            "\"after\" a day is read as from the next day on: please check"));
            timings.push_back(Continuous{last_day(date, year_) + days{1}, std::nullopt});
        } else if (is_window(draft)) {
            window(draft);
        } else {
            point(draft);
        }
    }

    void beginnings(const Calendar& date) {
        if (date.part == Part::first) {
            notes_.add(
                said("«đầu» được hiểu là ngày đầu tiên (Điều 146 Bộ luật Dân sự)",
                     "\"the beginning\" is read as the first day (Civil Code, Article 146)"));
        }
        if (date.part == Part::middle && date.level != Level::month && date.level != Level::year) {
            notes_.add(said("«giữa» kỳ này chưa rõ ngày: xin xem lại",
                            "the middle of this period is not a certain day: please check"));
        }
        if (date.level == Level::week) {
            notes_.add(said("tuần trong tháng được tính gần đúng: xin xem lại",
                            "the week of the month is an assumption: please check"));
        }
    }

    DueDate due(const Calendar& date, Day day, bool before) {
        DueDate due{day, date.hour, before && !date.hour ? Bound::before : Bound::by};
        return due;
    }

    void range(const Draft& draft) {
        Calendar start = *draft.start;
        Calendar end = draft.calendar;
        if (start.month == 0 && start.level == Level::day) start.month = end.month;
        if (start.level == Level::day && end.level == Level::day && end.month == 0)
            end.month = start.month;
        const bool start_has = start.year || start.relative.unit == Relative::Unit::year;
        if (!start_has && end.year && start.level != Level::year) start.year = end.year;
        if (start.year && !end.year && end.level != Level::year) end.year = start.year;
        Day first = first_day(start, year_);
        Day last = last_day(end, year_);
        if (first > last && draft.calendar.year && !draft.start->year) {
            start.year = *draft.calendar.year - 1;
            first = first_day(start, year_);
        } else if (first > last && !draft.calendar.year) {
            end.year = end.year.value_or(year_) + 1;
            last = last_day(end, year_);
            notes_.add(said("khoảng thời gian được hiểu là kéo sang năm sau: xin xem lại",
                            "the span is read as running into the next year: please check"));
        }
        if (first > last) {
            notes_.add(said("ngày cuối đứng trước ngày đầu: xin xem lại",
                            "the last day comes before the first: please check"));
            timings.push_back(Unknown{});
            return;
        }
        if (draft.onward) {
            timings.push_back(Continuous{first, std::nullopt});
            return;
        }
        timings.push_back(Once{first, due(end, last, draft.bound == W::before)});
    }

    void window(const Draft& draft) {
        const Calendar& date = draft.calendar;
        const Day first = first_day(date, year_);
        const Day last = last_day(date, year_);
        switch (draft.bound) {
            case W::before:
                timings.push_back(Once{std::nullopt, due(date, first, true)});
                break;
            case W::by:
            case W::to:
            case W::through:
                timings.push_back(Once{std::nullopt, due(date, last, false)});
                break;
            default:
                timings.push_back(Once{first, due(date, last, false)});
        }
        if (date.level == Level::year && date.relative.shift != 0)
            notes_.add(said("năm được tính từ năm của kế hoạch: xin xem lại",
                            "the year is counted from the plan's: please check"));
    }

    void point(const Draft& draft) {
        const Calendar& date = draft.calendar;
        const bool before = draft.bound == W::before;
        if (before && date.part != Part::whole) {
            notes_.add(said("«trước» một khoảng không rõ ngày: xin xem lại",
                            "\"before\" a time without a certain day: please check"));
        }
        if (date.first_days) {
            timings.push_back(
                Once{first_day(date, year_), due(date, last_day(date, year_), before)});
            return;
        }
        timings.push_back(Once{std::nullopt, due(date, last_day(date, year_), before)});
    }

    void after(const Draft& draft) {
        AfterEvent after;
        after.event = draft.event.empty() ? draft.condition : draft.event;
        after.unit = draft.working ? Count::working : Count::calendar;
        after.days = length(draft, after.unit);
        if (after.days > kFarthestDays) {
            notes_.add(said("thời hạn quá dài: xin xem lại", "the time is too long: please check"));
            after.days = kFarthestDays;
        }
        if (draft.due && !draft.negative && counted(draft, after)) return;
        if (draft.negative) {
            after.days = -after.days;
            notes_.add(said("hạn trước một sự kiện: xin xem lại ngày của sự kiện",
                            "a limit before an event: please check the event's day"));
        }
        if (draft.event.empty()) {
            notes_.add(said("thời hạn không nói tính từ khi nào: xin xem lại",
                            "it is not said from when the time counts: please check"));
        }
        timings.push_back(std::move(after));
    }

    /// From a day that the words name, the end is a date.
    bool counted(const Draft& draft, const AfterEvent& after) {
        const Day from = first_day(draft.calendar, year_);
        if (after.unit == Count::working) {
            notes_.add(said("ngày làm việc tính từ một ngày cụ thể: xin ghi ngày hết hạn",
                            "working days from a certain day: please give the date"));
            return false;
        }
        Day last = from + days{after.days};
        if (after.unit == Count::month) {
            const auto date = ymd(from);
            const auto month = date.year() / date.month() + std::chrono::months{after.days};
            last = day_clamped(static_cast<int>(month.year()), static_cast<unsigned>(month.month()),
                               static_cast<unsigned>(date.day()));
        }
        timings.push_back(Once{std::nullopt, DueDate{last, std::nullopt, Bound::by}});
        return true;
    }

    int length(const Draft& draft, Count& unit) {
        switch (draft.unit) {
            case Unit::week:
                return draft.count * (draft.working ? 5 : 7);
            case Unit::month:
                unit = Count::month;
                return draft.count;
            case Unit::quarter:
                unit = Count::month;
                return draft.count * 3;
            case Unit::year:
                unit = Count::month;
                return draft.count * 12;
            case Unit::hour:
                if (draft.count % kHoursADay != 0 || draft.working)
                    notes_.add(said("số giờ được ghi theo ngày: xin xem lại",
                                    "hours are kept as days: please check"));
                return draft.working ? (draft.count + 7) / 8 : draft.count / kHoursADay;
            default:
                return draft.count;
        }
    }

    void demand(const Draft& draft) {
        if (script_.w(draft.from) == W::before || script_.w(draft.from + 1) == W::holiday) {
            notes_.add(said("hạn theo một sự kiện chưa có ngày: xin xem lại",
                            "the limit hangs on an event without a date: please check"));
        }
        if (script_.w(draft.from) == W::ready || script_.w(draft.from) == W::soon) {
            notes_.add(said("không có thời hạn rõ ràng: xin xem lại",
                            "no certain limit is given: please check"));
        }
        if (draft.term_place) {
            notes_.add(said("«{}» không nói kỳ nào: xin xem lại",
                            "\"{}\" does not say of which period: please check", draft.condition));
        }
        timings.push_back(OnDemand{draft.condition, draft.start_day, draft.until_day});
    }

    const Script& script_;
    int year_;
    Notes& notes_;
};

/// Every year that the phrase names, to give one to dates without.
std::set<int> years_named(const std::vector<Clause>& clauses) {
    std::set<int> years;
    for (const Clause& clause : clauses) {
        for (const Draft& draft : clause.drafts) {
            if (draft.calendar.year) years.insert(*draft.calendar.year);
        }
    }
    return years;
}

/// «Đợt 1: tháng 4; đợt 2: tháng 10/2025»: the one year of the phrase is also the first date's.
int year_of_phrase(const std::vector<Clause>& clauses, int year, Notes& notes) {
    const std::set<int> years = years_named(clauses);
    if (years.size() != 1 || *years.begin() == year) return year;
    const bool lacks = std::ranges::any_of(clauses, [](const Clause& clause) {
        return std::ranges::any_of(clause.drafts, [](const Draft& draft) {
            return draft.kind == Kind::dated && !draft.calendar.year && !draft.start;
        });
    });
    if (!lacks) return year;
    notes.add(said("ngày không ghi năm lấy năm {} của ngày khác: xin xem lại",
                   "a date without a year takes {} from another date: please check",
                   *years.begin()));
    return *years.begin();
}

}  // namespace

std::vector<Timing> emit(const Script& script, std::vector<Clause>& clauses, int year,
                         Notes& notes) {
    Emitter emitter(script, year_of_phrase(clauses, year, notes), notes);
    for (const Clause& clause : clauses) {
        for (const Draft& draft : clause.drafts)
            emitter.one(draft);
    }
    return std::move(emitter.timings);
}

}  // namespace dondoc::plan::phrase
