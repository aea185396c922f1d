#include "plan/timing_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::plan {
namespace {

using ::testing::HasSubstr;
using Fields = std::vector<TimingField>;

TimingField null(std::string name) {
    return {std::move(name), {}, false};
}
TimingField text(std::string name, std::string value) {
    return {std::move(name), std::move(value), false};
}
TimingField number(std::string name, long long value) {
    return {std::move(name), value, false};
}
TimingField list(std::string name, std::vector<int> values) {
    return {std::move(name), std::move(values), false};
}

Fields once(std::initializer_list<TimingField> more) {
    Fields fields{text("kind", "once")};
    fields.insert(fields.end(), more);
    return fields;
}

Fields cycle(const std::string& every, std::initializer_list<TimingField> more = {}) {
    Fields fields{text("kind", "cycle"), text("every", every)};
    fields.insert(fields.end(), more);
    return fields;
}

/// Fields as one line: `kind=once start=null due=2024-06-14 …`, defaults in brackets.
std::string line_of(const Timing& timing) {
    std::string line;
    for (const TimingField& field : timing_fields(timing)) {
        std::string value = "null";
        if (const auto* words = std::get_if<std::string>(&field.value)) value = *words;
        if (const auto* whole = std::get_if<long long>(&field.value))
            value = std::to_string(*whole);
        if (const auto* many = std::get_if<std::vector<int>>(&field.value)) {
            value.clear();
            for (const int each : *many)
                value += (value.empty() ? "" : "+") + std::to_string(each);
        }
        const std::string pair = field.name + "=" + value;
        line += (line.empty() ? "" : " ") + (field.is_default ? "[" + pair + "]" : pair);
    }
    return line;
}

const Day kJune14 = day_of(2024, 6, 14);

struct KnownTiming {
    const char* name;
    Timing timing;
    std::string fields;
};

std::vector<KnownTiming> known_timings() {
    Cycle monthly;
    Cycle report{.every = Every::month,
                 .periods = {},
                 .month = {},
                 .offset = 0,
                 .day = 23,
                 .weekday = {},
                 .bound = Bound::before,
                 .data_from = DataEdge{21, true},
                 .data_to = DataEdge{20, false}};
    Cycle quarterly{.every = Every::quarter,
                    .periods = {1, 2, 3},
                    .month = {CycleMonth::Which::last, 0},
                    .offset = 0,
                    .day = 14,
                    .weekday = {},
                    .bound = Bound::before,
                    .data_from = {},
                    .data_to = {}};
    Cycle whole_quarter;
    whole_quarter.every = Every::quarter;
    Cycle next_quarter = quarterly;
    next_quarter.month.which = CycleMonth::Which::first;
    next_quarter.offset = 1;
    Cycle yearly{.every = Every::year,
                 .periods = {},
                 .month = {CycleMonth::Which::named, 12},
                 .offset = 0,
                 .day = 31,
                 .weekday = {},
                 .bound = Bound::by,
                 .data_from = {},
                 .data_to = {}};
    Cycle friday;
    friday.every = Every::week;
    friday.weekday = 5;
    return {
        {"once before", Once{std::nullopt, {kJune14, std::nullopt, Bound::before}},
         "kind=once [start=null] due=2024-06-14 bound=before"},
        {"window", Once{day_of(2024, 4, 1), {day_of(2024, 6, 30), std::nullopt, Bound::by}},
         "kind=once start=2024-04-01 due=2024-06-30 bound=by"},
        {"an hour", Once{std::nullopt, {kJune14, TimeOfDay{17 * 60}, Bound::before}},
         "kind=once [start=null] due=2024-06-14T17:00 bound=before"},
        {"midnight at the end", Once{std::nullopt, {kJune14, TimeOfDay{1440}, Bound::by}},
         "kind=once [start=null] due=2024-06-14T24:00 bound=by"},
        {"every month", monthly,
         "kind=cycle every=month [periods=null] [month=null] [day=null] bound=by [data_from=null] "
         "[data_to=null]"},
        {"data window", report,
         "kind=cycle every=month [periods=null] [month=null] day=23 bound=before data_from=21 "
         "previous "
         "data_to=20 current"},
        {"some quarters", quarterly,
         "kind=cycle every=quarter periods=1+2+3 month=last day=14 bound=before [data_from=null] "
         "[data_to=null]"},
        {"a whole quarter", whole_quarter,
         "kind=cycle every=quarter [periods=null] [month=null] [day=null] bound=by "
         "[data_from=null] [data_to=null]"},
        {"in the next quarter", next_quarter,
         "kind=cycle every=quarter periods=1+2+3 month=first offset=1 day=14 bound=before "
         "[data_from=null] "
         "[data_to=null]"},
        {"a named month", yearly,
         "kind=cycle every=year [periods=null] month=12 day=31 bound=by [data_from=null] "
         "[data_to=null]"},
        {"on Fridays", friday,
         "kind=cycle every=week [periods=null] [month=null] [day=null] weekday=5 bound=by "
         "[data_from=null] "
         "[data_to=null]"},
        {"after an event", AfterEvent{10, Count::working, "kể từ ngày tiếp nhận"},
         "kind=after_event days=10 unit=working event=kể từ ngày tiếp nhận"},
        {"before an event", AfterEvent{-20, Count::month, ""},
         "kind=after_event days=-20 unit=month event="},
        {"continuous", Continuous{}, "kind=continuous [start=null] [until=null]"},
        {"continuous from", Continuous{kJune14, std::nullopt},
         "kind=continuous start=2024-06-14 [until=null]"},
        {"on demand", OnDemand{"khi có yêu cầu", std::nullopt, std::nullopt},
         "kind=on_demand condition=khi có yêu cầu"},
        {"on demand in a year", OnDemand{"", kJune14, kJune14},
         "kind=on_demand condition= start=2024-06-14 until=2024-06-14"},
        {"unknown", Unknown{}, "kind=unknown"},
    };
}

TEST(TimingFields, AreNamedAndOrderedAsTheSchemaSays) {
    for (const KnownTiming& row : known_timings())
        EXPECT_EQ(line_of(row.timing), row.fields) << row.name;
}

TEST(TimingFields, ComeBackAsTheSameTiming) {
    for (const KnownTiming& row : known_timings()) {
        const auto all = timing_from(timing_fields(row.timing));
        ASSERT_TRUE(all) << row.name << ": " << all.error().words.en;
        EXPECT_EQ(*all, row.timing) << row.name;
        Fields spare = timing_fields(row.timing);
        std::erase_if(spare, [](const TimingField& field) { return field.is_default; });
        EXPECT_EQ(timing_from(spare), row.timing) << row.name << ", defaults left out";
    }
}

TEST(TimingFields, SayWhatIsWrongAndWhere) {
    struct Row {
        const char* name;
        Fields fields;
        std::size_t at;
        std::string expected;
    };
    const Row rows[] = {
        {"nothing", {}, 0, "kind is missing"},
        {"kind near", {text("kind", "cycel")}, 0, "did you mean \"cycle\"?"},
        {"kind as number", {number("kind", 1)}, 0, "kind must be a text"},
        {"field misspelt", cycle("month", {number("dya", 3)}), 2, "did you mean \"day\"?"},
        {"field of another kind", once({text("due", "2024-06-14"), number("days", 3)}), 2,
         "no field days"},
        {"field beyond the schema", cycle("month", {number("week", 3)}), 2, "no field week"},
        {"no due date", once({text("bound", "by")}), 2, "due is missing"},
        {"null due date", once({null("due")}), 1, "due is missing"},
        {"31 June", once({text("due", "2024-06-31")}), 1, "month 6 of 2024 has 30 days"},
        {"29 February of 2023", once({text("due", "2023-02-29")}), 1,
         "month 2 of 2023 has 28 days"},
        {"month 13", once({text("due", "2024-13-01")}), 1, "a year has 12 months"},
        {"day first", once({text("due", "14/6/2024")}), 1, "such as 2024-06-14"},
        {"date as number", once({number("due", 20240614)}), 1, "due must be a text"},
        {"no such hour", once({text("due", "2024-06-14T25:00")}), 1, "the hour in"},
        {"no hour", once({text("due", "2024-06-14T")}), 1, "the hour in"},
        {"due before start", once({text("start", "2024-06-15"), text("due", "2024-06-14")}), 2,
         "due = 2024-06-14 is before start = 2024-06-15"},
        {"until before start",
         {text("kind", "continuous"), text("until", "2024-01-01"), text("start", "2024-02-01")},
         1,
         "until = 2024-01-01 is before"},
        {"on demand ends first",
         {text("kind", "on_demand"), text("start", "2024-02-01"), text("until", "2024-01-01")},
         2,
         "is before"},
        {"bound unknown", once({text("due", "2024-06-14"), text("bound", "befor")}), 2,
         "did you mean \"before\"?"},
        {"no every", {text("kind", "cycle")}, 1, "every is missing"},
        {"every unknown", cycle("daily"), 1, "every = \"daily\" is not known"},
        {"day 0", cycle("month", {number("day", 0)}), 2, "from 1 to 31"},
        {"day 32", cycle("month", {number("day", 32)}), 2, "from 1 to 31"},
        {"day as text", cycle("month", {text("day", "14")}), 2, "whole number from 1 to 31"},
        {"day of a week", cycle("week", {number("day", 5)}), 2, "write weekday"},
        {"weekday of a month", cycle("month", {number("weekday", 5)}), 2, "write day"},
        {"weekday 8", cycle("week", {number("weekday", 8)}), 2, "from 1 to 7"},
        {"month of a week", cycle("week", {text("month", "last")}), 2,
         "month does not go with every = \"week\""},
        {"named month of a month", cycle("month", {number("month", 6)}), 2,
         "month does not go with"},
        {"month 13 of a year", cycle("year", {number("month", 13)}), 2, "a number from 1 to 12"},
        {"month in words", cycle("year", {text("month", "june")}), 2, "\"first\", \"last\" or"},
        {"quarter 5", cycle("quarter", {list("periods", {1, 5})}), 2, "from 1 to 4"},
        {"month 0", cycle("month", {list("periods", {0})}), 2, "from 1 to 12"},
        {"half-year 3", cycle("half_year", {list("periods", {3})}), 2, "from 1 to 2"},
        {"year 2", cycle("year", {list("periods", {2})}), 2, "from 1 to 1"},
        {"periods as number", cycle("month", {number("periods", 1)}), 2, "must be a list"},
        {"offset 13", cycle("month", {number("offset", 13)}), 2, "from 0 to 12"},
        {"offset -1", cycle("month", {number("offset", -1)}), 2, "from 0 to 12"},
        {"data window in words", cycle("month", {text("data_from", "21 last")}), 2,
         "\"21 previous\""},
        {"data window, no day", cycle("month", {text("data_to", "current")}), 2, "\"21 previous\""},
        {"data window, day 32", cycle("month", {text("data_to", "32 current")}), 2,
         "\"21 previous\""},
        {"no days", {text("kind", "after_event")}, 1, "days is missing"},
        {"too many days",
         {text("kind", "after_event"), number("days", 3651)},
         1,
         "from -3650 to 3650"},
        {"unit unknown",
         {text("kind", "after_event"), number("days", 3), text("unit", "workign")},
         2,
         "did you mean \"working\"?"},
    };
    for (const Row& row : rows) {
        const auto timing = timing_from(row.fields);
        ASSERT_FALSE(timing) << row.name;
        EXPECT_EQ(timing.error().at, row.at) << row.name << ": " << timing.error().words.en;
        EXPECT_THAT(timing.error().words.en, HasSubstr(row.expected)) << row.name;
        EXPECT_FALSE(timing.error().words.vi.empty()) << row.name;
    }
}

TEST(TimingFields, AcceptWhatOnlyLooksWrong) {
    struct Row {
        const char* name;
        Fields fields;
        Timing expected;
    };
    Cycle monthly_first;
    monthly_first.month.which = CycleMonth::Which::first;
    Cycle clamped{.every = Every::year,
                  .periods = {},
                  .month = {CycleMonth::Which::named, 6},
                  .offset = 12,
                  .day = 31,
                  .weekday = {},
                  .bound = Bound::by,
                  .data_from = {},
                  .data_to = {}};
    Cycle sorted;
    sorted.every = Every::quarter;
    sorted.periods = {1, 3};
    const Row rows[] = {
        {"29 February of 2024", once({text("due", "2024-02-29")}),
         Once{{}, {day_of(2024, 2, 29), {}, Bound::by}}},
        {"a day long", once({text("start", "2024-06-14"), text("due", "2024-06-14")}),
         Once{kJune14, {kJune14, {}, Bound::by}}},
        {"first month of a month", cycle("month", {text("month", "first")}), monthly_first},
        {"day 31 of June",
         cycle("year", {number("month", 6), number("day", 31), number("offset", 12)}), clamped},
        {"no periods are all", cycle("month", {list("periods", {})}), Cycle{}},
        {"periods out of order and twice", cycle("quarter", {list("periods", {3, 1, 3})}), sorted},
        {"unknown fields may be null only where known",
         cycle("month", {null("weekday"), null("offset")}), Cycle{}},
        {"longest count",
         {text("kind", "after_event"), number("days", -3650)},
         AfterEvent{-3650, Count::calendar, ""}},
    };
    for (const Row& row : rows) {
        const auto timing = timing_from(row.fields);
        ASSERT_TRUE(timing) << row.name << ": " << timing.error().words.en;
        EXPECT_EQ(*timing, row.expected) << row.name;
    }
}

}  // namespace
}  // namespace dondoc::plan
