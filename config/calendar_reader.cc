#include <fmt/format.h>

#include "config/file.h"
#include "config/readers.h"

namespace dondoc::config {
namespace {

const std::vector<std::string_view> kWeekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::string_view kDays = "[2024-02-08, 2024-02-09]";

std::optional<plan::Day> day_in(const toml::node& value) {
    if (const auto* date = value.as_date()) {
        return plan::day_of((*date)->year, (*date)->month, (*date)->day);
    }
    if (const auto* text = value.as_string()) return plan::parse_day(text->get());
    return std::nullopt;
}

void read_days(Section& section, std::string_view key, std::set<plan::Day>& days) {
    static const plan::Words kWanted{"danh sách các ngày có thật", "a list of dates that exist"};
    const auto* value = section.node(key);
    if (value == nullptr) return;
    const auto* list = value->as_array();
    if (list == nullptr) return section.wrong_type(key, *value, kWanted, kDays);
    for (const auto& item : *list) {
        if (const auto day = day_in(item)) {
            days.insert(*day);
        } else {
            section.wrong_type(key, item, kWanted, kDays);
        }
    }
}

/// Holidays in a file of their own, so that the office can share one between its configurations.
void read_holidays_file(Section& calendar, const Text& name, plan::CalendarFacts& facts) {
    const std::string path = calendar.source().path(name.value);
    const auto text = read_settings_file(path);
    if (!text) return calendar.fault(name.at, text.error().words);
    Source source(path);
    if (const auto table = parse_toml(*text, source)) {
        Section file(*table, name.value, Place{}, source);
        if (file.required("holidays", kDays)) read_days(file, "holidays", facts.holidays);
        read_days(file, "makeup_days", facts.makeup_days);
        file.finish();
    }
    calendar.source().take(source.problems());
}

void read_holidays(Section& calendar, plan::CalendarFacts& facts) {
    const auto* value = calendar.node("holidays");
    if (value != nullptr && value->is_string()) {
        if (const auto name = calendar.text("holidays", "\"holidays.toml\"")) {
            read_holidays_file(calendar, *name, facts);
        }
        return;
    }
    read_days(calendar, "holidays", facts.holidays);
}

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
    read_days(*calendar, "makeup_days", facts.makeup_days);
    if (const auto roll = calendar->one_of("roll", {"none", "earlier", "later"})) {
        facts.roll = static_cast<plan::Roll>(*roll);
    }
    facts.working_days_only = calendar->flag("working_days_only").value_or(facts.working_days_only);
    calendar->finish();
}

}  // namespace dondoc::config
