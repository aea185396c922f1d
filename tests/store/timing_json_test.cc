#include "store/timing_json.h"

#include "office.h"

namespace dondoc::store {
namespace {

struct Row {
    const char* name;
    std::vector<plan::Timing> timings;
};

class TimingJson : public ::testing::TestWithParam<Row> {};

TEST_P(TimingJson, ReadsWhatItWrote) {
    const auto json = timings_to_json(GetParam().timings);
    EXPECT_EQ(timings_from_json(json), GetParam().timings) << json;
}

plan::Cycle reports() {
    plan::Cycle cycle;
    cycle.every = plan::Every::quarter;
    cycle.periods = {1, 2, 3};
    cycle.month = {plan::CycleMonth::Which::named, 3};
    cycle.offset = 1;
    cycle.day = 14;
    cycle.bound = plan::Bound::before;
    cycle.data_from = plan::DataEdge{21, true};
    cycle.data_to = plan::DataEdge{20, false};
    return cycle;
}

const Row kRows[] = {
    {"none", {}},
    {"once", {plan::Once{day("2024-04-01"), {day("2024-06-30"), std::nullopt, plan::Bound::by}}}},
    {"with_an_hour",
     {plan::Once{std::nullopt,
                 {day("2024-06-14"), plan::TimeOfDay{17 * 60}, plan::Bound::before}}}},
    {"cycle", {reports()}},
    {"after_event", {plan::AfterEvent{-5, plan::Count::working, "kể từ ngày tiếp nhận"}}},
    {"several",
     {plan::Continuous{day("2024-01-01"), std::nullopt},
      plan::OnDemand{"Theo yêu cầu của «Bộ»", std::nullopt, std::nullopt}, plan::Unknown{}}},
};

INSTANTIATE_TEST_SUITE_P(All, TimingJson, ::testing::ValuesIn(kRows), RowName{});

TEST(TimingJsonForm, IsTheMachineReadableOne) {
    const plan::Once once{std::nullopt, {day("2024-09-05"), std::nullopt, plan::Bound::before}};
    EXPECT_EQ(timings_to_json({once}),
              R"([{"kind":"once","start":null,"due":"2024-09-05","bound":"before"}])");
}

TEST(TimingJsonForm, RefusesWhatItCannotRead) {
    for (const char* json : {"", "{", R"([{"kind":"sometimes"}])", R"([{"kind":"once","due":1.5}])",
                             R"([{"kind":"once","due":"2024-02-30","bound":"by"}])"}) {
        EXPECT_THROW(timings_from_json(json), StoreError) << json;
    }
}

}  // namespace
}  // namespace dondoc::store
