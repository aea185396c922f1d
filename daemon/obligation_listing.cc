#include "daemon/obligation_listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "scheduler/brief.h"

namespace dondoc::daemon {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kUrgentDays = 3;

/// «T5 13/06».
std::string day_text(plan::Day day, plan::Day today, plan::Language language) {
    static constexpr std::array<std::string_view, 7> kVi = {"T2", "T3", "T4", "T5",
                                                            "T6", "T7", "CN"};
    static constexpr std::array<std::string_view, 7> kEn = {"Mon", "Tue", "Wed", "Thu",
                                                            "Fri", "Sat", "Sun"};
    const auto weekday = static_cast<std::size_t>(plan::iso_weekday(day) - 1);
    return fmt::format("{} {}", (language == plan::Language::vi ? kVi : kEn).at(weekday),
                       short_date(day, today));
}

/// Where a list holds only what is late, its heading says so once.
plan::Words left_words(int left, bool late, bool all_late) {
    if (left == 0) {
        if (!late || all_late) return {"hôm nay", "today"};
        return {"trễ, hôm nay", "late today"};
    }
    if (late && !all_late)
        return {fmt::format("trễ {} ngày", -left), fmt::format("{} d late", -left)};
    return {fmt::format("{} ngày", std::abs(left)), fmt::format("{} d", std::abs(left))};
}

Style urgency(int left, bool late) {
    if (late || left <= 0) return Style::bad;
    return left <= kUrgentDays ? Style::warn : Style::plain;
}

std::vector<Cell> row(const scheduler::Case& facts, Session& session, plan::Instant now,
                      bool all_late) {
    const plan::Obligation& obligation = facts.obligation;
    const plan::Deadline& deadline = obligation.deadline;
    const plan::Zone& zone = session.calendar().zone();
    const plan::Day today = zone.day_at(now);
    const int left = static_cast<int>((deadline.last_good_day - today) / std::chrono::days{1});
    const bool late = is_overdue(facts, now);
    std::string last = day_text(deadline.last_good_day, today, session.language());
    std::string due = plan::iso(deadline.due.day);
    if (deadline.due.hour) {
        last += " " + plan::clock(*deadline.due.hour);
        due += "T" + plan::clock(*deadline.due.hour);
    }
    const plan::Unit* unit = session.units().find(obligation.key.unit);
    const std::string period = session.say(scheduler::period_words(obligation.key.period));
    return {Cell("", obligation.key.text()),
            Cell(last, plan::iso(deadline.last_good_day)),
            Cell(session.say(left_words(left, late, all_late)), left, urgency(left, late)),
            Cell(unit == nullptr ? obligation.key.unit : unit->name, obligation.key.unit),
            obligation.key.plan,
            obligation.key.task,
            facts.task->title,
            Cell(period, obligation.key.period),
            Cell("", due),
            Cell("", std::string(name_of(deadline.due.bound))),
            Cell("", zone.iso(deadline.at)),
            Cell("", late)};
}

}  // namespace

Listing list_obligations(const Cases& cases, Session& session) {
    std::set<std::string_view> plans;
    for (const scheduler::Case* each : cases)
        plans.insert(each->obligation.key.plan);
    const plan::Instant now = session.now();
    const bool all_late =
        std::ranges::all_of(cases, [&](const auto* each) { return is_overdue(*each, now); });
    Listing listing({{"obligation", {}, false, false, true},
                     {"last_good_day", {"Hết ngày", "Last day"}},
                     {"days_left",
                      all_late ? plan::Words{"Trễ", "Late"} : plan::Words{"Còn lại", "Left"}, true},
                     {"unit", {"Đơn vị", "Unit"}, false, true},
                     {"plan", {"Kế hoạch", "Plan"}, false, true, plans.size() < 2},
                     {"task", {"Việc", "Task"}},
                     {"title", {"Nội dung", "Title"}, false, true},
                     {"period", {"Kỳ", "Period"}, false, true},
                     {"due", {}, false, false, true},
                     {"bound", {}, false, false, true},
                     {"deadline", {}, false, false, true},
                     {"overdue", {}, false, false, true}});
    for (const scheduler::Case* each : cases)
        listing.add(row(*each, session, now, all_late));
    return listing;
}

std::string short_date(plan::Day day, plan::Day today) {
    const auto date = plan::ymd(day);
    std::string text = fmt::format("{:02}/{:02}", static_cast<unsigned>(date.day()),
                                   static_cast<unsigned>(date.month()));
    if (date.year() != plan::ymd(today).year()) {
        text += fmt::format("/{}", static_cast<int>(date.year()));
    }
    return text;
}

plan::Words minute_words(plan::Instant at, const plan::Zone& zone) {
    const plan::LocalTime local = zone.local(at);
    const plan::Words day = plan::date_words(local.day);
    const std::string time = plan::clock(std::chrono::floor<plan::TimeOfDay>(local.since_midnight));
    return {time + " ngày " + day.vi, time + " on " + day.en};
}

}  // namespace dondoc::daemon
