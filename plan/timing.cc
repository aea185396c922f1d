#include "plan/timing.h"

#include <fmt/format.h>

#include <array>

namespace dondoc::plan {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"once",       "cycle",     "after_event",
                                                    "continuous", "on_demand", "unknown"};
constexpr std::array<std::string_view, 5> kEvery = {"week", "month", "quarter", "half_year",
                                                    "year"};
constexpr std::array<std::string_view, 2> kBounds = {"before", "by"};
constexpr std::array<std::string_view, 3> kCounts = {"calendar", "working", "month"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (names.at(i) == name) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

std::string vi_date(Day day) {
    return date_words(day).vi;
}
std::string en_date(Day day) {
    return date_words(day).en;
}

std::string list_of(const std::vector<int>& numbers, bool roman) {
    static constexpr std::array<std::string_view, 5> kRoman = {"", "I", "II", "III", "IV"};
    std::string text;
    for (const int number : numbers) {
        if (!text.empty()) text += ", ";
        const bool has_roman = roman && number >= 1 && number <= 4;
        text += has_roman ? std::string(kRoman.at(static_cast<std::size_t>(number)))
                          : std::to_string(number);
    }
    return text;
}

Words due_words(const DueDate& due) {
    const std::string hour_vi =
        due.hour ? fmt::format("{} giờ{} ", due.hour->count() / 60,
                               due.hour->count() % 60 == 0
                                   ? std::string()
                                   : fmt::format(" {:02} phút", due.hour->count() % 60))
                 : std::string();
    const std::string hour_en = due.hour ? clock(*due.hour) + " on " : std::string();
    const bool before = due.bound == Bound::before || due.hour;
    return {
        fmt::format("{} {}ngày {}", before ? "trước" : "chậm nhất hết", hour_vi, vi_date(due.day)),
        fmt::format("{} {}{}", before ? "before" : "by the end of", hour_en, en_date(due.day))};
}

Words describe_once(const Once& once) {
    Words words = due_words(once.due);
    if (once.start) {
        words.vi = fmt::format("từ ngày {}, {}", vi_date(*once.start), words.vi);
        words.en = fmt::format("from {}, {}", en_date(*once.start), words.en);
    }
    return words;
}

Words cycle_head(const Cycle& cycle) {
    static constexpr std::array<std::string_view, 5> kVi = {"mỗi tuần", "mỗi tháng", "mỗi quý",
                                                            "mỗi 6 tháng", "mỗi năm"};
    static constexpr std::array<std::string_view, 5> kEn = {
        "every week", "every month", "every quarter", "every half-year", "every year"};
    const auto at = static_cast<std::size_t>(cycle.every);
    Words words{std::string(kVi.at(at)), std::string(kEn.at(at))};
    if (cycle.periods.empty()) return words;
    if (cycle.every == Every::half_year && cycle.periods.size() == 1) {
        const bool first = cycle.periods.front() == 1;
        return {first ? "6 tháng đầu năm" : "6 tháng cuối năm",
                first ? "the first half-year" : "the second half-year"};
    }
    const bool quarter = cycle.every == Every::quarter;
    words.vi += fmt::format(" ({}{})", quarter ? "quý " : "", list_of(cycle.periods, quarter));
    words.en += fmt::format(" ({}{})", quarter ? "Q " : "", list_of(cycle.periods, quarter));
    return words;
}

/// «của tháng cuối quý», «của tháng đầu quý sau», «/12», «/1 năm sau».
Words cycle_month(const Cycle& cycle) {
    static constexpr std::array<std::string_view, 5> kVi = {"tuần", "tháng", "quý", "kỳ", "năm"};
    static constexpr std::array<std::string_view, 5> kEn = {"week", "month", "quarter", "half-year",
                                                            "year"};
    const auto at = static_cast<std::size_t>(cycle.every);
    std::string after_vi;
    std::string after_en;
    if (cycle.offset == 1) {
        after_vi = " sau";
        after_en = "next ";
    } else if (cycle.offset > 1) {
        after_vi = fmt::format(" thứ {} sau đó", cycle.offset);
        after_en = fmt::format("{}th following ", cycle.offset);
    }
    if (cycle.month.which == CycleMonth::Which::named) {
        return {fmt::format("tháng {}{}", cycle.month.named,
                            cycle.offset > 0 ? " năm" + after_vi : std::string()),
                fmt::format("month {}{}", cycle.month.named,
                            cycle.offset > 0 ? " of the " + after_en + "year" : std::string())};
    }
    if (cycle.every == Every::month || cycle.every == Every::week) {
        return {fmt::format("{}{}", kVi.at(at), after_vi),
                fmt::format("the {}{}", after_en, kEn.at(at))};
    }
    const bool first = cycle.month.which == CycleMonth::Which::first;
    return {
        fmt::format("tháng {} {}{}", first ? "đầu" : "cuối", kVi.at(at), after_vi),
        fmt::format("the {} month of the {}{}", first ? "first" : "last", after_en, kEn.at(at))};
}

Words cycle_due(const Cycle& cycle) {
    static constexpr std::array<std::string_view, 8> kVi = {
        "", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"};
    static constexpr std::array<std::string_view, 8> kEn = {
        "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    const bool before = cycle.bound == Bound::before;
    const std::string bound_vi = before ? "trước" : "chậm nhất hết";
    const std::string bound_en = before ? "before" : "by the end of";
    const Words month = cycle_month(cycle);
    if (cycle.weekday) {
        const bool later = cycle.offset > 0;
        return {
            fmt::format("{} {}{}", bound_vi, kVi.at(*cycle.weekday), later ? " " + month.vi : ""),
            fmt::format("{} {}{}", bound_en, kEn.at(*cycle.weekday),
                        later ? " of " + month.en : "")};
    }
    if (!cycle.day) {
        const bool plain = cycle.month.is_last() && cycle.offset == 0;
        return plain ? Words{"chậm nhất hết kỳ", "by the end of the period"}
                     : Words{"chậm nhất hết " + month.vi, "by the end of " + month.en};
    }
    const bool own_month = cycle.every == Every::month && cycle.offset == 0;
    return {fmt::format("{} ngày {}{}", bound_vi, *cycle.day, own_month ? "" : " " + month.vi),
            fmt::format("{} day {}{}", bound_en, *cycle.day, own_month ? "" : " of " + month.en)};
}

Words describe_cycle(const Cycle& cycle) {
    const Words head = cycle_head(cycle);
    const Words due = cycle_due(cycle);
    Words words{head.vi + ", " + due.vi, head.en + ", " + due.en};
    if (cycle.data_from && cycle.data_to) {
        words.vi += fmt::format(" (số liệu từ ngày {}{} đến ngày {}{})", cycle.data_from->day,
                                cycle.data_from->previous ? " kỳ trước" : "", cycle.data_to->day,
                                cycle.data_to->previous ? " kỳ trước" : "");
        words.en +=
            fmt::format(" (data from day {}{} to day {}{})", cycle.data_from->day,
                        cycle.data_from->previous ? " of the period before" : "",
                        cycle.data_to->day, cycle.data_to->previous ? " of the period before" : "");
    }
    return words;
}

/// «Khi có yêu cầu» in the middle of a sentence. A capital that is not of the first word's own is
/// seldom lost: conditions begin with words of time.
std::string in_sentence(std::string text) {
    static constexpr std::string_view kCapitalD = "Đ";
    if (text.starts_with(kCapitalD)) return "đ" + text.substr(kCapitalD.size());
    const bool capital = text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z';
    const bool short_form = capital && text[1] >= 'A' && text[1] <= 'Z';
    if (capital && !short_form) text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

bool begins_with_any(const std::string& text, std::initializer_list<std::string_view> heads) {
    for (const std::string_view head : heads) {
        if (text.starts_with(head)) return true;
    }
    return false;
}

Words describe_after(const AfterEvent& after) {
    static constexpr std::array<std::string_view, 3> kVi = {"ngày", "ngày làm việc", "tháng"};
    static constexpr std::array<std::string_view, 3> kEn = {"days", "working days", "months"};
    const auto unit = static_cast<std::size_t>(after.unit);
    const std::string event = in_sentence(after.event);
    const std::string vi_tail = event.empty() ? std::string() : ", " + event;
    const std::string en_tail = after.event.empty() ? std::string() : ": " + after.event;
    if (after.days == 0) {
        const bool says_so = event.starts_with("trong ngày");
        return {says_so ? "ngay " + event : "ngay trong ngày" + vi_tail, "the same day" + en_tail};
    }
    const int days = std::abs(after.days);
    if (after.days > 0) {
        return {fmt::format("trong {} {}{}", days, kVi.at(unit), vi_tail),
                fmt::format("within {} {}{}", days, kEn.at(unit), en_tail)};
    }
    const std::string vi =
        event.starts_with("trước ")
            ? fmt::format("chậm nhất {} {} {}", days, kVi.at(unit), event)
            : fmt::format("chậm nhất trước {} {}{}", days, kVi.at(unit), vi_tail);
    return {vi, fmt::format("at the latest {} {} before{}", days, kEn.at(unit), en_tail)};
}

/// A condition that says itself that it is one is not announced twice.
Words describe_condition(const std::string& condition) {
    const std::string words = in_sentence(condition);
    const bool says_so =
        begins_with_any(words, {"khi ", "theo ", "đột xuất", "sau ", "trước ", "tùy ", "tuỳ ",
                                "nếu ", "định kỳ", "kể từ ", "từ "});
    return {(says_so ? "chưa có ngày: " : "khi có yêu cầu: ") + words, "on demand: " + condition};
}

Words window(std::optional<Day> start, std::optional<Day> until) {
    Words words;
    if (start) {
        words.vi += ", từ ngày " + vi_date(*start);
        words.en += ", from " + en_date(*start);
    }
    if (until) {
        words.vi += ", đến hết ngày " + vi_date(*until);
        words.en += ", until the end of " + en_date(*until);
    }
    return words;
}

}  // namespace

Kind kind_of(const Timing& timing) {
    return static_cast<Kind>(timing.index());
}

std::string_view name_of(Kind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}
std::string_view name_of(Every every) {
    return kEvery.at(static_cast<std::size_t>(every));
}
std::string_view name_of(Bound bound) {
    return kBounds.at(static_cast<std::size_t>(bound));
}
std::string_view name_of(Count unit) {
    return kCounts.at(static_cast<std::size_t>(unit));
}
std::optional<Kind> kind_named(std::string_view name) {
    return named<Kind>(kKinds, name);
}
std::optional<Every> every_named(std::string_view name) {
    return named<Every>(kEvery, name);
}
std::optional<Bound> bound_named(std::string_view name) {
    return named<Bound>(kBounds, name);
}
std::optional<Count> count_named(std::string_view name) {
    return named<Count>(kCounts, name);
}

Words describe(const Timing& timing) {
    struct Describe {
        Words operator()(const Once& once) const { return describe_once(once); }
        Words operator()(const Cycle& cycle) const { return describe_cycle(cycle); }
        Words operator()(const AfterEvent& after) const { return describe_after(after); }
        Words operator()(const Continuous& continuous) const {
            const Words range = window(continuous.start, continuous.until);
            return {"thường xuyên" + range.vi, "continuously" + range.en};
        }
        Words operator()(const OnDemand& demand) const {
            const Words range = window(demand.start, demand.until);
            const Words words = describe_condition(demand.condition);
            return {words.vi + range.vi, words.en + range.en};
        }
        Words operator()(const Unknown&) const { return {"chưa đọc được", "not understood"}; }
    };
    return std::visit(Describe{}, timing);
}

}  // namespace dondoc::plan
