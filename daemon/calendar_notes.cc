#include "daemon/calendar_notes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "plan/vietnamese.h"
#include "scheduler/doubt.h"

namespace dondoc::daemon {
namespace {

constexpr std::chrono::days kAhead{60};

/// Years whose working days are guessed. What is overdue is reminded of now, whenever it was due.
void note_unknown_years(const std::vector<scheduler::Case>& open, Session& session,
                        plan::Problems& notes) {
    const plan::Day today = session.today();
    const plan::CalendarFacts& facts = session.calendar().facts();
    std::map<int, std::size_t> unknown;
    for (const scheduler::Case& each : open) {
        if (!each.in_force) continue;
        const auto year = plan::ymd(std::max(today, each.obligation.deadline.last_good_day)).year();
        if (!facts.knows_holidays_of(year)) ++unknown[static_cast<int>(year)];
    }
    if (unknown.empty()) return;
    std::vector<int> years;
    std::size_t count = 0;
    for (const auto& [year, owed] : unknown) {
        years.push_back(year);
        count += owed;
    }
    notes.push_back(
        {{fmt::format("lịch chưa có ngày nghỉ lễ nào của năm {}, mà {} việc có hạn trong năm ấy; "
                      "khi có thông báo, ghi thêm vào holidays của [calendar]",
                      fmt::join(years, ", "), count),
          fmt::format("the calendar knows no holidays of {}, and {} due then; add them to holidays "
                      "in [calendar] when they are announced",
                      fmt::join(years, ", "),
                      count == 1 ? "1 obligation is" : fmt::format("{} obligations are", count))},
         session.settings().file,
         0,
         0});
}

void note_doubts(const std::vector<scheduler::Case>& open, Session& session,
                 plan::Problems& notes) {
    const plan::Calendar& calendar = session.calendar();
    const plan::Instant now = session.now();
    for (const scheduler::Doubt& doubt :
         scheduler::doubts(open, session.settings().rules, calendar, now, now + kAhead)) {
        const plan::Words day = plan::date_words(doubt.day);
        const std::string what = describe(calendar.facts().notes.at(doubt.day));
        const std::string first = doubt.first.text();
        notes.push_back(
            {{fmt::format("ngày {}, {}: chưa chắc chắn, mà {} việc tính theo ngày này, như {}; hãy "
                          "đối chiếu thông báo",
                          day.vi, what, doubt.count, first),
              fmt::format("{}, {}: not certain yet, and {} on it, such as {}; look for the "
                          "announcement",
                          day.en, what,
                          doubt.count == 1 ? "1 obligation counts"
                                           : fmt::format("{} obligations count", doubt.count),
                          first)},
             {},
             0,
             0});
    }
}

}  // namespace

plan::Problems calendar_notes(const std::vector<scheduler::Case>& open, Session& session) {
    plan::Problems notes;
    note_unknown_years(open, session, notes);
    note_doubts(open, session, notes);
    return notes;
}

std::vector<plan::Words> days_off(const plan::Deadline& deadline,
                                  const std::vector<scheduler::ExplainedTurn>& turns,
                                  const plan::Calendar& calendar) {
    std::set<plan::Day> met = {deadline.last_good_day};
    plan::Day stated = deadline.due.day;
    if (!deadline.due.hour && deadline.due.bound == plan::Bound::before) {
        stated -= std::chrono::days{1};
    }
    met.insert(stated);
    for (const scheduler::ExplainedTurn& turn : turns)
        met.insert(turn.turn.nominal);
    std::vector<plan::Words> found;
    for (const plan::Day day : met) {
        const auto note = calendar.facts().notes.find(day);
        if (note == calendar.facts().notes.end() || calendar.is_working(day)) continue;
        const plan::Words date = plan::date_words(day);
        const std::string what = describe(note->second);
        found.push_back({date.vi + ": " + what + (note->second.sure ? "" : ", chưa chắc chắn"),
                         date.en + ": " + what + (note->second.sure ? "" : ", not certain yet")});
    }
    return found;
}

}  // namespace dondoc::daemon
