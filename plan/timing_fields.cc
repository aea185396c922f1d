#include "plan/timing_fields.h"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::plan {

namespace {

using Value = TimingField::Value;

TimingField field(std::string name, Value value, bool is_default = false) {
    return {std::move(name), std::move(value), is_default};
}

TimingField optional_day(std::string name, const std::optional<Day>& day) {
    return day ? field(std::move(name), iso(*day)) : field(std::move(name), {}, true);
}

TimingField data_edge(std::string name, const std::optional<DataEdge>& edge) {
    if (!edge) return field(std::move(name), {}, true);
    return field(std::move(name),
                 fmt::format("{} {}", edge->day, edge->previous ? "previous" : "current"));
}

TimingField month_field(const Cycle& cycle) {
    using Which = CycleMonth::Which;
    switch (cycle.month.which) {
        case Which::unsaid:
            break;
        case Which::first:
            return field("month", std::string("first"));
        case Which::last:
            return field("month", std::string("last"));
        case Which::named:
            return field("month", static_cast<long long>(cycle.month.named));
    }
    return field("month", {}, true);
}

struct ToFields {
    std::vector<TimingField> fields;

    void name(std::string key, std::string_view value) {
        fields.push_back(field(std::move(key), std::string(value)));
    }
    void operator()(const Once& once) {
        fields.push_back(optional_day("start", once.start));
        std::string due = iso(once.due.day);
        if (once.due.hour) due += "T" + clock(*once.due.hour);
        name("due", due);
        name("bound", name_of(once.due.bound));
    }
    void operator()(const Cycle& cycle) {
        name("every", name_of(cycle.every));
        const bool all = cycle.periods.empty();
        fields.push_back(field("periods", all ? Value{} : Value{cycle.periods}, all));
        fields.push_back(month_field(cycle));
        if (cycle.offset != 0)
            fields.push_back(field("offset", static_cast<long long>(cycle.offset)));
        fields.push_back(cycle.day ? field("day", static_cast<long long>(*cycle.day))
                                   : field("day", {}, true));
        if (cycle.weekday)
            fields.push_back(field("weekday", static_cast<long long>(*cycle.weekday)));
        name("bound", name_of(cycle.bound));
        fields.push_back(data_edge("data_from", cycle.data_from));
        fields.push_back(data_edge("data_to", cycle.data_to));
    }
    void operator()(const AfterEvent& after) {
        fields.push_back(field("days", static_cast<long long>(after.days)));
        name("unit", name_of(after.unit));
        name("event", after.event);
    }
    void operator()(const Continuous& continuous) {
        fields.push_back(optional_day("start", continuous.start));
        fields.push_back(optional_day("until", continuous.until));
    }
    void operator()(const OnDemand& on_demand) {
        name("condition", on_demand.condition);
        if (on_demand.start) fields.push_back(optional_day("start", on_demand.start));
        if (on_demand.until) fields.push_back(optional_day("until", on_demand.until));
    }
    void operator()(const Unknown&) {}
};

}  // namespace

std::vector<TimingField> timing_fields(const Timing& timing) {
    ToFields to;
    to.name("kind", name_of(kind_of(timing)));
    std::visit(to, timing);
    return std::move(to.fields);
}

std::optional<LackingDay> lacking_day_in(std::string_view text, std::uint32_t line) {
    constexpr std::string_view kForm = "0000-00-00";
    std::size_t start = 0;
    for (; line > 1; --line) {
        start = text.find('\n', start);
        if (start == std::string_view::npos) return std::nullopt;
        ++start;
    }
    const std::size_t end = std::min(text.find('\n', start), text.size());
    for (std::size_t at = start; at + kForm.size() <= end; ++at) {
        const std::string_view date = text.substr(at, kForm.size());
        const bool formed = std::equal(
            date.begin(), date.end(), kForm.begin(),
            [](char c, char form) { return form == '0' ? c >= '0' && c <= '9' : c == form; });
        if (!formed) continue;
        if (auto day = read_day(date); !day) {
            return LackingDay{at, static_cast<std::uint32_t>(at - start + 1),
                              std::move(day.error())};
        }
    }
    return std::nullopt;
}

}  // namespace dondoc::plan
