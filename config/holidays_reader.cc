#include <fmt/format.h>

#include "config/file.h"
#include "config/readers.h"

namespace dondoc::config {
namespace {

constexpr std::string_view kDays = "[2024-02-08, 2024-02-09]";

std::optional<plan::Day> day_in(const toml::node& value) {
    if (const auto* date = value.as_date()) {
        return plan::day_of((*date)->year, (*date)->month, (*date)->day);
    }
    if (const auto* text = value.as_string()) return plan::parse_day(text->get());
    return std::nullopt;
}

/// The `[[holiday]]` of one file: each says a day once, so that no two answers stand in it.
class HolidayEntries {
  public:
    explicit HolidayEntries(plan::CalendarFacts& facts) : facts_(facts) {}

    void read(Section entry) {
        plan::DayNote note;
        if (const auto name = entry.required_text("name", "\"Tết Nguyên đán\"")) {
            note.name = name->value;
        }
        if (const auto source = entry.text("source", "\"Thông báo số …, ngày …\"")) {
            note.source = source->value;
        }
        note.sure = entry.flag("sure").value_or(true);
        const bool makes_up = entry.has("makeup_days");
        if (makes_up || entry.required("days", kDays)) {
            for (const auto& day : read_days(entry, "days"))
                add(entry, day, note, &plan::CalendarFacts::add_holiday);
        }
        for (const auto& day : read_days(entry, "makeup_days"))
            add(entry, day, note, &plan::CalendarFacts::add_makeup_day);
        entry.finish();
    }

  private:
    void add(const Section& entry, const Found<plan::Day>& day, const plan::DayNote& note,
             void (plan::CalendarFacts::*take)(plan::Day)) {
        if (const auto [said, fresh] = said_.emplace(day.value, note.name); !fresh) {
            const std::string iso = plan::iso(day.value);
            return entry.fault(
                day.at, {fmt::format("ngày {} đã ghi ở mục \"{}\"; mỗi ngày chỉ ghi một lần", iso,
                                     said->second),
                         fmt::format("{} stands under \"{}\" already; write each day once", iso,
                                     said->second)});
        }
        (facts_.*take)(day.value);
        facts_.notes[day.value] = note;
    }

    plan::CalendarFacts& facts_;
    std::map<plan::Day, std::string> said_;
};

/// Holidays in a file of their own: the one that dondoc brings, or one that an office shares
/// between its configurations.
void read_holidays_file(Section& calendar, const Text& name, plan::CalendarFacts& facts) {
    const std::string path = calendar.source().path(name.value);
    const auto text = read_settings_file(path);
    if (!text) return calendar.fault(name.at, text.error().words);
    Source source(path);
    if (const auto table = parse_toml(*text, source)) {
        Section file(*table, name.value, Place{}, source);
        if (file.has("holiday") || file.required("holidays", kDays)) {
            for (const auto& day : read_days(file, "holidays"))
                facts.add_holiday(day.value);
        }
        for (const auto& day : read_days(file, "makeup_days"))
            facts.add_makeup_day(day.value);
        HolidayEntries entries(facts);
        for (auto& entry : file.tables("holiday", "[[holiday]]"))
            entries.read(std::move(entry));
        file.finish();
    }
    calendar.source().take(source.problems());
}

}  // namespace

std::vector<Found<plan::Day>> read_days(Section& section, std::string_view key) {
    static const plan::Words kWanted{"danh sách các ngày có thật", "a list of dates that exist"};
    std::vector<Found<plan::Day>> days;
    const auto* value = section.node(key);
    if (value == nullptr) return days;
    const auto* list = value->as_array();
    if (list == nullptr) {
        section.wrong_type(key, *value, kWanted, kDays);
        return days;
    }
    for (const auto& item : *list) {
        if (const auto day = day_in(item)) {
            days.push_back({*day, place_of(item)});
        } else {
            section.wrong_type(key, item, kWanted, kDays);
        }
    }
    return days;
}

void read_holidays(Section& calendar, plan::CalendarFacts& facts) {
    static const plan::Words kWanted{"danh sách các ngày có thật, hoặc tên tệp .toml",
                                     "a list of dates that exist, or the name of a .toml file"};
    const auto* value = calendar.node("holidays");
    if (value == nullptr) return;
    if (value->is_string()) {
        const auto name = calendar.text("holidays", "\"holidays.toml\"");
        if (name) read_holidays_file(calendar, *name, facts);
        return;
    }
    const auto* list = value->as_array();
    if (list == nullptr) return calendar.wrong_type("holidays", *value, kWanted, kDays);
    for (const auto& item : *list) {
        const auto* text = item.as_string();
        if (const auto day = day_in(item)) {
            facts.add_holiday(*day);
        } else if (text != nullptr && text->get().ends_with(".toml")) {
            read_holidays_file(calendar, {text->get(), place_of(item)}, facts);
        } else {
            calendar.wrong_type("holidays", item, kWanted, kDays);
        }
    }
}

}  // namespace dondoc::config
