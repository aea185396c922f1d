#include "plan/timing_fields.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

using Value = TimingField::Value;
using Names = std::vector<std::string_view>;

constexpr int kFarthestDays = 3650;
constexpr int kFarthestOffset = 12;

constexpr std::array kKinds{Kind::once,       Kind::cycle,     Kind::after_event,
                            Kind::continuous, Kind::on_demand, Kind::unknown};
constexpr std::array kEvery{Every::week, Every::month, Every::quarter, Every::half_year,
                            Every::year};
constexpr std::array kBounds{Bound::before, Bound::by};
constexpr std::array kCounts{Count::calendar, Count::working, Count::month};

const Names& fields_of(Kind kind) {
    static const std::array<Names, 6> kFields{{
        {"kind", "start", "due", "bound"},
        {"kind", "every", "periods", "month", "offset", "day", "weekday", "bound", "data_from",
         "data_to"},
        {"kind", "days", "unit", "event"},
        {"kind", "start", "until"},
        {"kind", "condition", "start", "until"},
        {"kind"},
    }};
    return kFields.at(static_cast<std::size_t>(kind));
}

/// How many periods a year has at most.
int periods_in_year(Every every) {
    static constexpr std::array kPeriods{53, 12, 4, 2, 1};
    return kPeriods.at(static_cast<std::size_t>(every));
}

template <class Enum, std::size_t N>
Names names_of(const std::array<Enum, N>& all) {
    Names names;
    for (const Enum each : all)
        names.push_back(name_of(each));
    return names;
}

std::string quoted_list(const Names& names) {
    return fmt::format("\"{}\"", fmt::join(names, "\", \""));
}

std::optional<int> whole_number(std::string_view digits) {
    int value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
    return value;
}

/// `2024-06-31` taken apart although the day does not exist.
std::optional<Words> lacking_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = whole_number(text.substr(0, 4));
    const auto month = whole_number(text.substr(5, 2));
    const auto day = whole_number(text.substr(8, 2));
    if (!year || !month || !day || *year < 0) return std::nullopt;
    if (*month < 1 || *month > 12) {
        return said("không có ngày {}: một năm chỉ có 12 tháng",
                    "there is no day {}: a year has 12 months", text);
    }
    const auto last = (std::chrono::year{*year} / *month / std::chrono::last).day();
    const unsigned length = static_cast<unsigned>(last);
    return said("không có ngày {0}: tháng {1} năm {2} có {3} ngày",
                "there is no day {0}: month {1} of {2} has {3} days", text, *month, *year, length);
}

/// Reads fields one by one and keeps the first problem.
class FieldReader {
  public:
    explicit FieldReader(const std::vector<TimingField>& fields) : fields_(fields) {}

    Timing read() {
        const auto kind = choice<Kind>("kind", names_of(kKinds), kind_named);
        if (!kind) return Unknown{};
        check_names(*kind);
        switch (*kind) {
            case Kind::once:
                return once();
            case Kind::cycle:
                return cycle();
            case Kind::after_event:
                return after_event();
            case Kind::continuous:
                return continuous();
            case Kind::on_demand:
                return on_demand();
            case Kind::unknown:
                break;
        }
        return Unknown{};
    }

    std::optional<FieldProblem> problem;

  private:
    std::size_t index_of(std::string_view name) const {
        const auto found = std::find_if(fields_.begin(), fields_.end(),
                                        [&](const TimingField& each) { return each.name == name; });
        return static_cast<std::size_t>(found - fields_.begin());
    }
    void fault(std::size_t at, Words words) {
        if (!problem) problem = FieldProblem{at, std::move(words)};
    }
    void fault(std::string_view name, Words words) { fault(index_of(name), std::move(words)); }

    /// A field that is there and not null.
    const Value* find(std::string_view name) const {
        const std::size_t at = index_of(name);
        const bool null = at == fields_.size() || fields_[at].value.index() == 0;
        return null ? nullptr : &fields_[at].value;
    }
    void missing(std::string_view name, std::string_view example) {
        fault(name, said("thiếu {0}: hãy ghi, ví dụ {0} = {1}",
                         "{0} is missing: write, say, {0} = {1}", name, example));
    }
    void check_names(Kind kind);
    std::optional<std::string> text(std::string_view name);
    std::optional<long long> number(std::string_view name, long long low, long long high);
    std::optional<unsigned> part(std::string_view name, unsigned high);
    std::optional<Day> day(std::string_view name);
    std::optional<DueDate> due();
    std::vector<int> periods(Every every);
    CycleMonth month(Every every);
    std::optional<DataEdge> edge(std::string_view name);
    void check_order(const std::optional<Day>& start, const std::optional<Day>& end,
                     std::string_view end_name);

    template <class Enum>
    std::optional<Enum> choice(std::string_view name, const Names& names,
                               std::optional<Enum> (*named)(std::string_view),
                               std::optional<Enum> otherwise = std::nullopt) {
        const auto written = text(name);
        if (!written) {
            if (!otherwise) missing(name, fmt::format("\"{}\"", names.front()));
            return otherwise;
        }
        const auto found = named(*written);
        if (!found) {
            fault(name, said("{} = \"{}\" không dùng được: hãy ghi một trong {}",
                             "{} = \"{}\" is not known: write one of {}", name, *written,
                             quoted_list(names)) +
                            did_you_mean(nearest_of(*written, names)));
        }
        return found;
    }

    Timing once();
    Timing cycle();
    Timing after_event();
    Timing continuous();
    Timing on_demand();

    const std::vector<TimingField>& fields_;
};

void FieldReader::check_names(Kind kind) {
    const Names& known = fields_of(kind);
    for (std::size_t at = 0; at < fields_.size(); ++at) {
        const std::string& name = fields_[at].name;
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        fault(at, said("thời hạn kind = \"{}\" không có mục {}; các mục dùng được: {}",
                       "a timing of kind = \"{}\" has no field {}; its fields: {}", name_of(kind),
                       name, fmt::format("{}", fmt::join(known, ", "))) +
                      did_you_mean(nearest_of(name, known)));
    }
}

std::optional<std::string> FieldReader::text(std::string_view name) {
    const Value* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (const auto* written = std::get_if<std::string>(value)) return *written;
    fault(name, said("{} phải là chữ trong ngoặc kép", "{} must be a text in quotes", name));
    return std::nullopt;
}

std::optional<long long> FieldReader::number(std::string_view name, long long low, long long high) {
    const Value* value = find(name);
    if (value == nullptr) return std::nullopt;
    const auto* number = std::get_if<long long>(value);
    if (number != nullptr && *number >= low && *number <= high) return *number;
    fault(name, said("{} phải là số nguyên từ {} đến {}", "{} must be a whole number from {} to {}",
                     name, low, high));
    return std::nullopt;
}

std::optional<unsigned> FieldReader::part(std::string_view name, unsigned high) {
    const auto value = number(name, 1, high);
    return value ? std::optional(static_cast<unsigned>(*value)) : std::nullopt;
}

std::optional<Day> FieldReader::day(std::string_view name) {
    const auto written = text(name);
    if (!written) return std::nullopt;
    const auto read = read_day(*written);
    if (read) return *read;
    fault(name, said("{}: ", "{}: ", name) + read.error());
    return std::nullopt;
}

std::optional<DueDate> FieldReader::due() {
    const auto written = text("due");
    if (!written) {
        missing("due", "2024-06-14");
        return std::nullopt;
    }
    const auto read = read_day(std::string_view(*written).substr(0, written->find('T')));
    DueDate due;
    if (!read) {
        fault("due", said("due: ", "due: ") + read.error());
        return std::nullopt;
    }
    due.day = *read;
    if (const auto at = written->find('T'); at != std::string::npos) {
        due.hour = parse_time_of_day(std::string_view(*written).substr(at + 1));
        if (!due.hour) {
            fault("due",
                  said("due: giờ trong \"{}\" không đọc được: hãy ghi như 2024-06-14T17:00",
                       "due: the hour in \"{}\" cannot be read: write it as in 2024-06-14T17:00",
                       *written));
        }
    }
    due.bound =
        choice<Bound>("bound", names_of(kBounds), bound_named, Bound::by).value_or(Bound::by);
    return due;
}

std::vector<int> FieldReader::periods(Every every) {
    const Value* value = find("periods");
    if (value == nullptr) return {};
    const int most = periods_in_year(every);
    const auto* listed = std::get_if<std::vector<int>>(value);
    const auto fits = [&](int period) { return period >= 1 && period <= most; };
    if (listed == nullptr || !std::all_of(listed->begin(), listed->end(), fits)) {
        fault(
            "periods",
            said(
                "periods phải là danh sách số nguyên từ 1 đến {} khi every = \"{}\", ví dụ periods "
                "= [1]",
                "periods must be a list of whole numbers from 1 to {} with every = \"{}\", such as "
                "periods = [1]",
                most, name_of(every)));
        return {};
    }
    std::vector<int> sorted = *listed;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
}

CycleMonth FieldReader::month(Every every) {
    const Value* value = find("month");
    if (value == nullptr) return {};
    const auto* word = std::get_if<std::string>(value);
    const auto* number = std::get_if<long long>(value);
    const bool edge = word != nullptr && (*word == "first" || *word == "last");
    if (every == Every::week || (every == Every::month && !edge)) {
        fault("month", said("month không dùng với every = \"{}\": hãy bỏ đi",
                            "month does not go with every = \"{}\": take it out", name_of(every)));
        return {};
    }
    if (edge) return {*word == "first" ? CycleMonth::Which::first : CycleMonth::Which::last, 0};
    if (number != nullptr && *number >= 1 && *number <= 12) {
        return {CycleMonth::Which::named, static_cast<unsigned>(*number)};
    }
    fault("month",
          said("month phải là \"first\" (tháng đầu kỳ), \"last\" (tháng cuối kỳ) hoặc số từ 1 "
               "đến 12",
               "month must be \"first\", \"last\" or a number from 1 to 12"));
    return {};
}

std::optional<DataEdge> FieldReader::edge(std::string_view name) {
    const auto written = text(name);
    if (!written) return std::nullopt;
    const auto space = written->find(' ');
    const auto day = whole_number(std::string_view(*written).substr(0, space));
    const std::string_view which = space == std::string::npos
                                       ? std::string_view()
                                       : std::string_view(*written).substr(space + 1);
    if (day && *day >= 1 && *day <= 31 && (which == "previous" || which == "current")) {
        return DataEdge{static_cast<unsigned>(*day), which == "previous"};
    }
    fault(name, said("{} = \"{}\" không đọc được: hãy ghi ngày rồi \"previous\" (kỳ trước) hoặc "
                     "\"current\" (kỳ "
                     "này), ví dụ \"21 previous\"",
                     "{} = \"{}\" cannot be read: write a day, then \"previous\" or \"current\", "
                     "such as \"21 "
                     "previous\"",
                     name, *written));
    return std::nullopt;
}

void FieldReader::check_order(const std::optional<Day>& start, const std::optional<Day>& end,
                              std::string_view end_name) {
    if (!start || !end || *start <= *end) return;
    fault(end_name, said("{} = {} lại trước start = {}: hãy sửa một trong hai ngày",
                         "{} = {} is before start = {}: mend one of the two", end_name, iso(*end),
                         iso(*start)));
}

Timing FieldReader::once() {
    Once once;
    once.start = day("start");
    once.due = due().value_or(DueDate{});
    if (!problem) check_order(once.start, once.due.day, "due");
    return once;
}

Timing FieldReader::cycle() {
    Cycle cycle;
    cycle.every = choice<Every>("every", names_of(kEvery), every_named).value_or(Every::month);
    cycle.periods = periods(cycle.every);
    cycle.month = month(cycle.every);
    cycle.offset = static_cast<int>(number("offset", 0, kFarthestOffset).value_or(0));
    cycle.day = part("day", 31);
    cycle.weekday = part("weekday", 7);
    const bool weekly = cycle.every == Every::week;
    if (weekly && cycle.day) {
        fault("day",
              said("day không dùng với every = \"week\": hãy ghi weekday, từ 1 (thứ Hai) đến 7 "
                   "(Chủ nhật)",
                   "day does not go with every = \"week\": write weekday, 1 (Monday) to 7"));
    }
    if (!weekly && cycle.weekday) {
        fault("weekday", said("weekday chỉ dùng với every = \"week\": hãy ghi day, từ 1 đến 31",
                              "weekday goes with every = \"week\" only: write day, 1 to 31"));
    }
    cycle.bound =
        choice<Bound>("bound", names_of(kBounds), bound_named, Bound::by).value_or(Bound::by);
    cycle.data_from = edge("data_from");
    cycle.data_to = edge("data_to");
    return cycle;
}

Timing FieldReader::after_event() {
    AfterEvent after;
    if (find("days") == nullptr) missing("days", "10");
    after.days = static_cast<int>(number("days", -kFarthestDays, kFarthestDays).value_or(0));
    after.unit = choice<Count>("unit", names_of(kCounts), count_named, Count::calendar)
                     .value_or(Count::calendar);
    after.event = text("event").value_or("");
    return after;
}

Timing FieldReader::continuous() {
    const Continuous continuous{day("start"), day("until")};
    check_order(continuous.start, continuous.until, "until");
    return continuous;
}

Timing FieldReader::on_demand() {
    OnDemand on_demand{text("condition").value_or(""), day("start"), day("until")};
    check_order(on_demand.start, on_demand.until, "until");
    return on_demand;
}

}  // namespace

tl::expected<Day, Words> read_day(std::string_view text) {
    if (const auto day = parse_day(text)) return *day;
    if (auto lacking = lacking_day(text)) return tl::unexpected(std::move(*lacking));
    return tl::unexpected(
        said("\"{}\" không phải là ngày: hãy ghi năm-tháng-ngày, ví dụ 2024-06-14",
             "\"{}\" is not a date: write year-month-day, such as 2024-06-14", text));
}

tl::expected<Timing, FieldProblem> timing_from(const std::vector<TimingField>& fields) {
    FieldReader reader(fields);
    Timing timing = reader.read();
    if (reader.problem) return tl::unexpected(std::move(*reader.problem));
    return timing;
}

}  // namespace dondoc::plan
