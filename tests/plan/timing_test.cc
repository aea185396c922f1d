#include "plan/timing.h"

#include <gtest/gtest.h>

#include "support/world.h"

namespace dondoc::plan {
namespace {

using dondoc::testing::day;

TEST(Timing, NamesGoBothWays) {
    for (const Kind kind : {Kind::once, Kind::cycle, Kind::after_event, Kind::continuous,
                            Kind::on_demand, Kind::unknown})
        EXPECT_EQ(kind_named(name_of(kind)), kind);
    for (const Every every :
         {Every::week, Every::month, Every::quarter, Every::half_year, Every::year})
        EXPECT_EQ(every_named(name_of(every)), every);
    for (const Bound bound : {Bound::before, Bound::by})
        EXPECT_EQ(bound_named(name_of(bound)), bound);
    for (const Count unit : {Count::calendar, Count::working, Count::month})
        EXPECT_EQ(count_named(name_of(unit)), unit);
    EXPECT_EQ(name_of(Every::half_year), "half_year");
    EXPECT_EQ(name_of(Kind::after_event), "after_event");
    for (const char* wrong : {"", "Once", "cycles", "halfyear", "months", "BY", "day"}) {
        EXPECT_FALSE(kind_named(wrong)) << wrong;
        EXPECT_FALSE(every_named(wrong)) << wrong;
        EXPECT_FALSE(bound_named(wrong)) << wrong;
        EXPECT_FALSE(count_named(wrong)) << wrong;
    }
}

TEST(Timing, KindOfEachAlternative) {
    EXPECT_EQ(kind_of(Once{}), Kind::once);
    EXPECT_EQ(kind_of(Cycle{}), Kind::cycle);
    EXPECT_EQ(kind_of(AfterEvent{}), Kind::after_event);
    EXPECT_EQ(kind_of(Continuous{}), Kind::continuous);
    EXPECT_EQ(kind_of(OnDemand{}), Kind::on_demand);
    EXPECT_EQ(kind_of(Unknown{}), Kind::unknown);
}

Cycle cycle(Every every, std::optional<unsigned> on, Bound bound) {
    Cycle made;
    made.every = every;
    made.day = on;
    made.bound = bound;
    return made;
}

Cycle next_quarter() {
    Cycle made = cycle(Every::quarter, 5, Bound::before);
    made.month.which = CycleMonth::Which::first;
    made.offset = 1;
    return made;
}

Cycle next_january() {
    Cycle made = cycle(Every::year, 31, Bound::by);
    made.month = {CycleMonth::Which::named, 1};
    made.offset = 1;
    return made;
}

Cycle chosen(Every every, std::vector<int> periods) {
    Cycle made = cycle(every, 14, Bound::before);
    made.periods = std::move(periods);
    return made;
}

Cycle friday() {
    Cycle made;
    made.every = Every::week;
    made.weekday = 5;
    return made;
}

Cycle with_data() {
    Cycle made = cycle(Every::month, 23, Bound::before);
    made.data_from = {21, true};
    made.data_to = {20, false};
    return made;
}

TEST(Timing, InPlainWords) {
    struct Row {
        Timing timing;
        const char* vi;
        const char* en;
    };
    const Day fifth = day("2024-09-05");
    const Row rows[] = {
        {Once{{}, {fifth, {}, Bound::before}}, "trước ngày 5/9/2024", "before 5 September 2024"},
        {Once{{}, {fifth, {}, Bound::by}}, "chậm nhất hết ngày 5/9/2024",
         "by the end of 5 September 2024"},
        {Once{{}, {fifth, TimeOfDay(17 * 60), Bound::by}}, "trước 17 giờ ngày 5/9/2024",
         "before 17:00 on 5 September 2024"},
        {Once{{}, {fifth, TimeOfDay(16 * 60 + 30), Bound::before}},
         "trước 16 giờ 30 phút ngày 5/9/2024", "before 16:30 on 5 September 2024"},
        {Once{day("2024-08-01"), {fifth, {}, Bound::by}},
         "từ ngày 1/8/2024, chậm nhất hết ngày 5/9/2024",
         "from 1 August 2024, by the end of 5 September 2024"},
        {cycle(Every::month, 23, Bound::before), "mỗi tháng, trước ngày 23",
         "every month, before day 23"},
        {cycle(Every::month, {}, Bound::by), "mỗi tháng, chậm nhất hết kỳ",
         "every month, by the end of the period"},
        {cycle(Every::quarter, 14, Bound::before), "mỗi quý, trước ngày 14 tháng cuối quý",
         "every quarter, before day 14 of the last month of the quarter"},
        {next_quarter(), "mỗi quý, trước ngày 5 tháng đầu quý sau",
         "every quarter, before day 5 of the first month of the next quarter"},
        {next_january(), "mỗi năm, chậm nhất hết ngày 31 tháng 1 năm sau",
         "every year, by the end of day 31 of month 1 of the next year"},
        {chosen(Every::quarter, {1, 2, 3}),
         "mỗi quý (quý I, II, III), trước ngày 14 tháng cuối quý",
         "every quarter (Q I, II, III), before day 14 of the last month of the quarter"},
        {friday(), "mỗi tuần, chậm nhất hết thứ Sáu", "every week, by the end of Friday"},
        {with_data(), "mỗi tháng, trước ngày 23 (số liệu từ ngày 21 kỳ trước đến ngày 20)",
         "every month, before day 23 (data from day 21 of the period before to day 20)"},
        {AfterEvent{10, Count::calendar, "kể từ ngày tiếp nhận"},
         "trong 10 ngày, kể từ ngày tiếp nhận", "within 10 days: kể từ ngày tiếp nhận"},
        {AfterEvent{5, Count::working, "kể từ ngày ký"}, "trong 5 ngày làm việc, kể từ ngày ký",
         "within 5 working days: kể từ ngày ký"},
        {Continuous{}, "thường xuyên", "continuously"},
        {Continuous{day("2021-01-01"), day("2021-12-31")},
         "thường xuyên, từ ngày 1/1/2021, đến hết ngày 31/12/2021",
         "continuously, from 1 January 2021, until the end of 31 December 2021"},
        {Unknown{}, "chưa đọc được", "not understood"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(describe(row.timing).vi, row.vi);
        EXPECT_EQ(describe(row.timing).en, row.en);
    }
}

}  // namespace
}  // namespace dondoc::plan
