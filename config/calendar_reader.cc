#include <fmt/format.h>

#include "config/readers.h"

namespace dondoc::config {
namespace {

const std::vector<std::string_view> kWeekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

void read_workdays(Section& calendar, plan::CalendarFacts& facts) {
    if (!calendar.has("workdays")) return;
    facts.workdays.fill(false);
    for (const auto& name : calendar.texts("workdays", "[\"mon\", \"tue\", \"wed\"]")) {
        if (const auto day = calendar.index_of("workdays", name, kWeekdays)) {
            facts.workdays.at(*day) = true;
        }
    }
}

std::optional<plan::Hours> hours_in(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto open = plan::parse_time_of_day(text.substr(0, dash));
    const auto close = plan::parse_time_of_day(text.substr(dash + 1));
    if (!open || !close || *open >= *close) return std::nullopt;
    return plan::Hours{*open, *close};
}

void read_hours(Section& calendar, plan::CalendarFacts& facts) {
    const auto text = calendar.text("hours", "\"07:30-17:00\"");
    if (!text) return;
    if (const auto hours = hours_in(text->value)) {
        facts.hours = *hours;
        return;
    }
    calendar.fault(
        text->at,
        {fmt::format(
             "giờ làm việc \"{}\" không đúng: giờ mở phải trước giờ đóng, không quá 24:00, ví "
             "dụ: hours = \"07:30-17:00\"",
             text->value),
         fmt::format(
             "\"{}\" is no opening and closing hour: opening comes first, closing is 24:00 at "
             "most, e.g. hours = \"07:30-17:00\"",
             text->value)});
}

}  // namespace

void read_calendar(Section& top, Settings& settings) {
    auto calendar = top.table("calendar", "[calendar]", "{ roll = \"none\" }");
    if (!calendar) return;
    plan::CalendarFacts& facts = settings.calendar;
    read_workdays(*calendar, facts);
    read_hours(*calendar, facts);
    read_holidays(*calendar, facts);
    for (const auto& day : read_days(*calendar, "makeup_days"))
        facts.add_makeup_day(day.value);
    if (const auto roll = calendar->one_of("roll", {"none", "earlier", "later"})) {
        facts.roll = static_cast<plan::Roll>(*roll);
    }
    facts.working_days_only = calendar->flag("working_days_only").value_or(facts.working_days_only);
    calendar->finish();
}

}  // namespace dondoc::config
