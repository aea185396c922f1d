#include <fmt/format.h>

#include "config/readers.h"
#include "plan/vietnamese.h"

namespace dondoc::config {
namespace {

constexpr std::string_view kTo = "[\"lead\"]";

template <class Name>
std::vector<std::string_view> names_up_to(Name last) {
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        names.push_back(plan::name_of(static_cast<Name>(i)));
    }
    return names;
}

std::vector<std::string> read_words(Section& match, std::string_view key,
                                    std::string_view example) {
    std::vector<std::string> words;
    for (const auto& text : match.texts(key, example)) {
        words.push_back(plan::nfc(text.value));
    }
    return words;
}

template <class Name>
std::vector<Name> read_names(Section& match, std::string_view key, Name last) {
    const auto names = names_up_to(last);
    std::vector<Name> values;
    for (const auto& text : match.texts(key, fmt::format("\"{}\"", names.at(1)))) {
        if (const auto at = match.index_of(key, text, names)) {
            values.push_back(static_cast<Name>(*at));
        }
    }
    return values;
}

std::optional<Distance> read_distance(Section& section, std::string_view key, const Text& text) {
    auto distance = parse_distance(text.value);
    if (distance) return distance;
    section.fault(
        text.at,
        {fmt::format("{} = \"{}\" không đúng; hãy viết số ngày kèm d (ngày) hoặc wd (ngày làm "
                     "việc), ví dụ \"-7d\", \"-1wd\", \"0d\", \"+3d\"",
                     key, text.value),
         fmt::format("{} cannot be \"{}\"; write a number with d (days) or wd (working "
                     "days), e.g. \"-7d\", \"-1wd\", \"0d\", \"+3d\"",
                     key, text.value)});
    return std::nullopt;
}

void read_repeat(Section& section, Step& step) {
    if (const auto text = section.text("repeat", "\"1d\"")) {
        step.repeat = read_distance(section, "repeat", *text);
        if (step.repeat && step.repeat->days <= 0) {
            section.fault(text->at,
                          {"repeat phải từ một ngày trở lên, ví dụ: repeat = \"1d\" hoặc "
                           "repeat = \"2wd\"",
                           "repeat must be one day or more, e.g. repeat = \"1d\" or repeat "
                           "= \"2wd\""});
        }
    }
    const auto text = section.text("until", "\"+3d\"");
    if (!text) return;
    step.until = read_distance(section, "until", *text);
    if (!section.has("repeat")) {
        section.fault(text->at,
                      {"until chỉ đi cùng repeat; hãy thêm, ví dụ: repeat = \"1d\", hoặc bỏ "
                       "until",
                       "until goes with repeat only; add e.g. repeat = \"1d\", or remove "
                       "until"});
    }
    if (step.until && step.until->working == step.when.working && section.has("when") &&
        step.until->days < step.when.days) {
        section.fault(text->at,
                      {fmt::format("until = \"{}\" trước when = \"{}\"; hãy viết until bằng "
                                   "hoặc sau when",
                                   step.until->text, step.when.text),
                       fmt::format("until = \"{}\" is before when = \"{}\"; write until at "
                                   "or after when",
                                   step.until->text, step.when.text)});
    }
}

void read_month(Section& nudge, plan::Cycle& cycle) {
    const auto* value = nudge.node("month");
    if (value == nullptr) return;
    const bool is_long = cycle.every != plan::Every::week && cycle.every != plan::Every::month;
    const bool named = value->is_integer();
    if (!is_long || (named && cycle.every != plan::Every::year)) {
        nudge.fault(
            place_of(*value),
            {"month chỉ dùng khi every là quarter, half_year (\"first\", \"last\") hoặc year "
             "(cả số từ 1 đến 12); hãy bỏ hoặc sửa lại",
             "month is only for every quarter, half_year (\"first\", \"last\") or year (1 to "
             "12 as well); remove or change it"});
    } else if (named) {
        if (const auto month = nudge.number("month", 1, 12)) {
            cycle.month = {plan::CycleMonth::Which::named, *month};
        }
    } else if (const auto which = nudge.one_of("month", {"last", "first"})) {
        using Which = plan::CycleMonth::Which;
        cycle.month.which = *which == 0 ? Which::last : Which::first;
    }
}

void read_cycle_day(Section& nudge, plan::Cycle& cycle) {
    const bool weekly = cycle.every == plan::Every::week;
    const auto day = nudge.number("day", 1, 31);
    const auto weekday = nudge.number("weekday", 1, 7);
    if (weekly) cycle.weekday = weekday.value_or(1);
    if (!weekly) cycle.day = day.value_or(1);
    const std::string_view wrong = weekly ? "day" : "weekday";
    const std::string_view right = weekly ? "weekday" : "day";
    if (!nudge.has(wrong)) return;
    nudge.fault(place_of(*nudge.node(wrong)),
                {fmt::format("{0} không đi với every = \"{1}\"; hãy viết, ví dụ: {2} = 1", wrong,
                             plan::name_of(cycle.every), right),
                 fmt::format("{0} does not go with every = \"{1}\"; write e.g. {2} = 1", wrong,
                             plan::name_of(cycle.every), right)});
}

}  // namespace

std::optional<plan::TimeOfDay> read_time_of_day(Section& section) {
    const auto text = section.text("at", "\"08:00\"");
    if (!text) return std::nullopt;
    const auto time = plan::parse_time_of_day(text->value);
    if (time && *time < std::chrono::hours(24)) return time;
    section.fault(text->at,
                  {fmt::format("at = \"{}\" không đúng; giờ nhắc từ 00:00 đến 23:59, ví dụ: "
                               "at = \"08:00\"",
                               text->value),
                   fmt::format("at cannot be \"{}\"; it is a time from 00:00 to 23:59, e.g. "
                               "at = \"08:00\"",
                               text->value)});
    return std::nullopt;
}

std::vector<Selector> read_recipients(Section& section) {
    std::vector<Selector> to;
    for (const auto& text : section.texts("to", kTo)) {
        if (auto selector = parse_selector(text.value)) {
            to.push_back(std::move(*selector));
            continue;
        }
        section.fault(text.at,
                      {fmt::format("to không nhận \"{}\"; hãy viết lead, support, parent hoặc "
                                   "unit:MÃ-ĐƠN-VỊ, có thể kèm vai trò, ví dụ \"lead.head\", "
                                   "\"unit:van-phong\"",
                                   text.value),
                       fmt::format("to cannot hold \"{}\"; write lead, support, parent or "
                                   "unit:ID, with a role where needed, e.g. \"lead.head\", "
                                   "\"unit:van-phong\"",
                                   text.value)});
    }
    return to;
}

Match read_match(Section& rule) {
    Match match;
    auto section = rule.table("match", "match", "{ kind = \"cycle\", every = \"month\" }");
    if (!section) return match;
    match.plan = read_words(*section, "plan", "\"56/KH-STP\"");
    match.task = read_words(*section, "task", "[\"12.2\"]");
    match.unit = read_words(*section, "unit", "\"van-phong\"");
    match.kind = read_names(*section, "kind", plan::Kind::unknown);
    match.every = read_names(*section, "every", plan::Every::year);
    match.tag = read_words(*section, "tag", "\"bao-cao\"");
    section->finish();
    return match;
}

Step read_step(Section& section) {
    Step step;
    step.line = section.at().line;
    if (const auto when = section.required_text("when", "\"-7d\"")) {
        step.when = read_distance(section, "when", *when).value_or(Distance{});
    }
    if (section.required("to", kTo)) step.to = read_recipients(section);
    step.at = read_time_of_day(section);
    read_repeat(section, step);
    step.urgent = section.flag("urgent").value_or(false);
    section.not_built("fair");
    section.finish();
    return step;
}

Nudge read_nudge(Section& section) {
    Nudge nudge;
    nudge.cycle.month.which = plan::CycleMonth::Which::first;
    nudge.to = section.has("to") ? read_recipients(section) : std::vector{*parse_selector("lead")};
    if (section.required("every", "\"month\"")) {
        const auto every = section.one_of("every", names_up_to(plan::Every::year));
        if (every) nudge.cycle.every = static_cast<plan::Every>(*every);
        if (!every) return nudge;
    }
    read_month(section, nudge.cycle);
    read_cycle_day(section, nudge.cycle);
    section.finish();
    return nudge;
}

}  // namespace dondoc::config
