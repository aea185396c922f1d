#include "store/obligations.h"

#include "gmock/gmock.h"
#include "office.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

using plan::State;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ObligationsTest : public Office {
  protected:
    ObligationsTest() {
        sync({owed("2024-04", "2024-04-22"), owed("2024-05", "2024-05-22"),
              owed("2024-06", "2024-06-22"), owed("2024-06", "2024-06-22", "hctp")});
    }
    std::string plan_of_query(const std::string& sql) {
        Query query(*database, "EXPLAIN QUERY PLAN " + sql);
        std::string text;
        while (query.next())
            text += query.get<std::string>(3) + "\n";
        return text;
    }
    /// An obligation in the state, by what a person does to get it there.
    std::int64_t made(State state) {
        const auto id = id_of("2024-05");
        if (state == State::past) return id_of("2024-04");
        if (state == State::submitted) obligations.submit(id, at("2024-05-10T09:00"), act());
        if (state == State::waived) obligations.waive(id, act());
        if (state == State::cancelled) {
            sync({owed("2024-06", "2024-06-22"), owed("2024-06", "2024-06-22", "hctp")});
        }
        return id;
    }
};

TEST_F(ObligationsTest, FiltersCases) {
    CaseFilter filter;
    EXPECT_THAT(obligations.cases(filter), SizeIs(4));
    filter.unit = "hctp";
    EXPECT_THAT(obligations.cases(filter), SizeIs(1));
    filter.plan = "57/KH-STP";
    EXPECT_THAT(obligations.cases(filter), IsEmpty());
    CaseFilter states;
    states.states = {State::past, State::submitted};
    EXPECT_THAT(obligations.cases(states), SizeIs(1));
    plans.set_state("56/KH-STP", PlanState::retired, act());
    EXPECT_THAT(obligations.cases({}), IsEmpty());
    CaseFilter drafts;
    drafts.drafts = true;
    EXPECT_THAT(obligations.cases(drafts), SizeIs(4));
}

TEST_F(ObligationsTest, SharesThePlanOfAllCases) {
    const auto cases = obligations.cases({});
    EXPECT_EQ(cases.front().plan, cases.back().plan);
    EXPECT_EQ(cases.front().task, &cases.front().plan->tasks.front());
    EXPECT_EQ(obligations.case_by_id(cases[1].id)->obligation, cases[1].obligation);
    EXPECT_EQ(obligations.case_by_id(4711), std::nullopt);
}

enum class Verb { submit, waive, reopen, extend };

struct Row {
    const char* name;
    State from;
    Verb verb;
    State to;  ///< the same as `from`: nothing is written
    bool refused = false;
};

class Acts : public ObligationsTest, public ::testing::WithParamInterface<Row> {};

TEST_P(Acts, ChangeTheState) {
    const auto& row = GetParam();
    const auto id = made(row.from);
    const auto written = Journal(*database).list({}, 1000).size();
    const auto perform = [&] {
        switch (row.verb) {
            case Verb::submit:
                return obligations.submit(id, at("2024-05-11T10:00"), act());
            case Verb::waive:
                return obligations.waive(id, act());
            case Verb::reopen:
                return obligations.reopen(id, act());
            case Verb::extend:
                return obligations.extend(id, deadline("2024-05-31"), act());
        }
    };
    if (row.refused) {
        EXPECT_THROW(perform(), StoreError);
    } else {
        perform();
    }
    const auto now = obligations.case_by_id(id).value();
    EXPECT_EQ(now.state, row.to);
    EXPECT_EQ(now.closed_at.has_value(), row.to != State::open && row.to != State::past);
    const bool acted = row.from != row.to || row.verb == Verb::extend;
    EXPECT_EQ(Journal(*database).list({}, 1000).size(), written + (acted && !row.refused ? 1 : 0));
}

const Row kActs[] = {
    {"submit_open", State::open, Verb::submit, State::submitted},
    {"submit_past", State::past, Verb::submit, State::submitted},
    {"submit_twice", State::submitted, Verb::submit, State::submitted},
    {"submit_waived", State::waived, Verb::submit, State::waived, true},
    {"submit_cancelled", State::cancelled, Verb::submit, State::cancelled, true},
    {"waive_open", State::open, Verb::waive, State::waived},
    {"waive_twice", State::waived, Verb::waive, State::waived},
    {"waive_submitted", State::submitted, Verb::waive, State::submitted, true},
    {"reopen_submitted", State::submitted, Verb::reopen, State::open},
    {"reopen_waived", State::waived, Verb::reopen, State::open},
    {"reopen_past", State::past, Verb::reopen, State::open},
    {"reopen_open", State::open, Verb::reopen, State::open},
    {"reopen_cancelled", State::cancelled, Verb::reopen, State::cancelled, true},
    {"extend_open", State::open, Verb::extend, State::open},
    {"extend_past", State::past, Verb::extend, State::open},
    {"extend_submitted", State::submitted, Verb::extend, State::submitted, true},
};

INSTANTIATE_TEST_SUITE_P(Obligations, Acts, ::testing::ValuesIn(kActs), RowName{});

TEST_F(ObligationsTest, OfAPlanThatIsNotInForceStayAsTheyAre) {
    const auto id = id_of("2024-05");
    for (const auto& [state, words] : {std::pair{PlanState::retired, "plan 56/KH-STP is retired"},
                                       std::pair{PlanState::draft, "is not active yet"}}) {
        plans.set_state("56/KH-STP", state, act());
        const std::function<void()> acts[] = {
            [&] { obligations.submit(id, at("2024-05-10T09:00"), act()); },
            [&] { obligations.reopen(id, act()); }, [&] { obligations.waive(id, act()); },
            [&] { obligations.extend(id, deadline("2024-07-01"), act()); }};
        for (const auto& change : acts) {
            try {
                change();
                ADD_FAILURE() << words;
            } catch (const StoreError& refused) {
                EXPECT_THAT(refused.problem().words.en, HasSubstr(words));
            }
        }
    }
    EXPECT_EQ(state_of("2024-05"), State::open);
    EXPECT_EQ(facts("2024-05").extended_from, std::nullopt);
}

TEST_F(ObligationsTest, JournalsWhetherItCameInTime) {
    const auto id = id_of("2024-05");
    obligations.submit(id, at("2024-05-23T00:00"), act());
    const auto entry = Journal(*database).list("56/KH-STP:12.2:2024-05:van-phong", 1).front();
    EXPECT_THAT(entry.detail, HasSubstr(R"("late":true)"));
    obligations.reopen(id, act());
    obligations.submit(id, at("2024-05-22T23:59"), act());
    EXPECT_THAT(Journal(*database).list(entry.subject, 1).front().detail,
                HasSubstr(R"("late":false)"));
}

TEST_F(ObligationsTest, KeepsTheDeadlineBeforeTheLastExtension) {
    const auto id = id_of("2024-05");
    obligations.extend(id, deadline("2024-05-31"), act());
    EXPECT_EQ(obligations.case_by_id(id)->extended_from, deadline("2024-05-22"));
    auto hour = deadline("2024-06-10");
    hour.due.hour = plan::TimeOfDay{16 * 60};
    obligations.extend(id, hour, act());
    const auto now = obligations.case_by_id(id).value();
    EXPECT_EQ(now.obligation.deadline, hour);
    EXPECT_EQ(now.extended_from, deadline("2024-05-31"));
    EXPECT_EQ(entries("extend"), 2U);
    obligations.extend(id, hour, act());
    EXPECT_EQ(entries("extend"), 2U);
}

TEST_F(ObligationsTest, AreLookedAtAgainAfterAnAct) {
    const auto id = id_of("2024-05");
    const auto settle = [&] {
        Decided one;
        one.id = id;
        obligations.record({one}, {}, at("2024-05-16T08:00"));
    };
    const auto is_due = [&] {
        for (const auto& each : due_at(at("2024-05-16T08:00"))) {
            if (each.id == id) return true;
        }
        return false;
    };
    settle();
    EXPECT_FALSE(is_due());
    obligations.extend(id, deadline("2024-05-31"), act());
    EXPECT_TRUE(is_due());
    settle();
    obligations.submit(id, at("2024-05-11T10:00"), act());
    EXPECT_FALSE(is_due());
    obligations.reopen(id, act());
    EXPECT_TRUE(is_due());
}

// An extended obligation starts its ladder anew (Ladders 4).
TEST_F(ObligationsTest, TellsTheLedgerOfThePresentDeadlineOnly) {
    const auto may = owed("2024-05", "2024-05-22");
    remind("01A", may);
    ASSERT_THAT(facts("2024-05").recorded, SizeIs(1));
    EXPECT_EQ(facts("2024-05").recorded.front().step, "-7d");
    EXPECT_EQ(facts("2024-05").recorded.front().fate, scheduler::Fate::made);
    EXPECT_EQ(facts("2024-05").recorded.front().decided_at, at("2024-05-16T08:00"));
    obligations.extend(id_of("2024-05"), deadline("2024-05-31"), act());
    EXPECT_THAT(facts("2024-05").recorded, IsEmpty());
}

TEST_F(ObligationsTest, ComeDueWhenTheirTurnComes) {
    const auto now = at("2024-05-16T08:00");
    EXPECT_EQ(obligations.next_due(), plan::Instant{});
    std::vector<Decided> all;
    for (const auto& each : due_at(now)) {
        Decided one;
        one.id = each.id;
        one.next = each.obligation.key.period == "2024-05" ? now + std::chrono::hours(1)
                                                           : std::optional<plan::Instant>{};
        all.push_back(one);
    }
    EXPECT_THAT(all, SizeIs(3));
    obligations.record(all, {}, now);
    EXPECT_THAT(due_at(now), IsEmpty());
    EXPECT_EQ(obligations.next_due(), now + std::chrono::hours(1));
    EXPECT_THAT(due_at(now + std::chrono::hours(1)), SizeIs(1));
    obligations.look_again();
    EXPECT_THAT(due_at(now), SizeIs(3));
}

TEST_F(ObligationsTest, AreFoundByIndex) {
    const auto due = plan_of_query(
        "SELECT o.id FROM obligation o JOIN plan p ON p.id = o.plan_id "
        "WHERE o.state = 'open' AND o.next_ms <= 5 AND p.state = 'active' "
        "ORDER BY o.deadline_ms, o.id LIMIT 10");
    EXPECT_THAT(due, HasSubstr("USING INDEX obligation_next"));
    EXPECT_THAT(due, Not(HasSubstr("SCAN")));
    const auto claim = plan_of_query(
        "SELECT id FROM message WHERE channel = 'mail' AND state IN ('ready', 'uncertain') "
        "AND not_before_ms <= 5 ORDER BY not_before_ms, id LIMIT 10");
    EXPECT_THAT(claim, HasSubstr("message_turn (channel=? AND state=? AND not_before_ms<?)"));
    EXPECT_THAT(claim, Not(HasSubstr("SCAN")));
}

}  // namespace
}  // namespace dondoc::store
