#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "store/case_rows.h"
#include "store/deadline_detail.h"
#include "store/obligations.h"
#include "store/plan_rows.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

using plan::State;

/// What a plan owes by now, beside what was stored of it.
class Sync {
  public:
    Sync(Database& database, std::int64_t plan, plan::Day today, bool include_past, const Act& act)
        : database_(database),
          plan_(plan),
          today_(today),
          include_past_(include_past),
          act_(act),
          journal_(database) {
        Query query(database_, CaseReader::select() + "WHERE o.plan_id = ?1");
        query.with(plan);
        for (auto& facts : CaseReader(database_).all(query))
            stored_.emplace(facts.obligation.key, std::move(facts));
    }

    void take(const plan::Obligation& owed) {
        const auto found = stored_.find(owed.key);
        if (found == stored_.end()) {
            add(owed);
        } else {
            bring_in_line(found->second, owed);
            stored_.erase(found);
        }
    }

    /// What is left is owed no longer.
    void cancel_the_rest() {
        for (const auto& [key, facts] : stored_) {
            if (facts.state != State::open) continue;
            Query(database_,
                  "UPDATE obligation SET state = 'cancelled', closed_ms = ?2, next_ms = NULL "
                  "WHERE id = ?1")
                .with(facts.id, act_.at)
                .run();
            if (is_nudge(facts.obligation)) continue;
            report_.cancelled.push_back(key.text());
            journal_.append(act_, "cancel", key.text());
        }
    }

    const SyncReport& report() const { return report_; }

  private:
    /// Ladders 9: a nudge is no obligation, so people are not told of it.
    static bool is_nudge(const plan::Obligation& owed) {
        return owed.kind == plan::Kind::continuous;
    }
    State fresh_state(const plan::Obligation& owed) const {
        // What an event starts was not imported: somebody has just said that it is owed.
        const bool by_event =
            owed.kind == plan::Kind::after_event || owed.kind == plan::Kind::on_demand;
        const bool behind = !by_event && owed.deadline.last_good_day < today_;
        return behind && !include_past_ ? State::past : State::open;
    }
    static std::optional<std::int64_t> next_of(State state) {
        if (state == State::open) return 0;
        return std::nullopt;
    }

    void add(const plan::Obligation& owed) {
        const State state = fresh_state(owed);
        Query query(
            database_,
            "INSERT INTO obligation (plan_id, task_key, period, unit, kind, every, due_day, "
            "due_minute, due_bound, last_good_day, deadline_ms, data_from, data_to, state, "
            "next_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
            "?15) ON CONFLICT (plan_id, task_key, period, unit) DO NOTHING");
        const auto& due = owed.deadline.due;
        const auto added =
            query
                .with(plan_, owed.key.task, owed.key.period, owed.key.unit,
                      plan::name_of(owed.kind), every_of(owed), due.day, minute_of(due),
                      plan::name_of(due.bound), owed.deadline.last_good_day, owed.deadline.at,
                      data_from(owed), data_to(owed), plan::name_of(state), next_of(state))
                .run();
        if (added == 0 || is_nudge(owed)) return;
        ++report_.added;
        if (state == State::past) ++report_.past;
    }

    void bring_in_line(const scheduler::Case& facts, const plan::Obligation& owed) {
        // An extension was granted to people; the plan does not take it back (DESIGN 10.8).
        const bool extended = facts.extended_from.has_value();
        plan::Obligation now = owed;
        if (extended) now.deadline = facts.obligation.deadline;
        const State state = state_in_line(facts, now);
        if (now == facts.obligation && state == facts.state) return;
        const auto& due = now.deadline.due;
        const bool reopened = state != facts.state;
        Query query(database_,
                    "UPDATE obligation SET kind = ?2, every = ?3, due_day = ?4, due_minute = ?5, "
                    "due_bound = ?6, last_good_day = ?7, deadline_ms = ?8, data_from = ?9, "
                    "data_to = ?10, state = ?11, closed_ms = ?12, next_ms = ?13 WHERE id = ?1");
        query
            .with(facts.id, plan::name_of(now.kind), every_of(now), due.day, minute_of(due),
                  plan::name_of(due.bound), now.deadline.last_good_day, now.deadline.at,
                  data_from(now), data_to(now), plan::name_of(state),
                  reopened ? std::nullopt : facts.closed_at, next_of(state))
            .run();
        if (!is_nudge(now)) tell(facts, now, state);
    }

    State state_in_line(const scheduler::Case& facts, const plan::Obligation& now) const {
        if (facts.state == State::cancelled || facts.state == State::past) return fresh_state(now);
        return facts.state;
    }

    void tell(const scheduler::Case& facts, const plan::Obligation& now, State state) {
        const auto key = now.key.text();
        const auto& old = facts.obligation.deadline;
        if (now.deadline != old) {
            report_.moved.push_back(key);
            journal_.append(act_, "move", key, change_detail(old, now.deadline));
        }
        if (state != facts.state) {
            const nlohmann::ordered_json detail = {{"was", plan::name_of(facts.state)},
                                                   {"is", plan::name_of(state)}};
            journal_.append(act_, "revive", key, detail.dump());
        }
    }

    static std::optional<std::string> every_of(const plan::Obligation& owed) {
        if (!owed.every) return std::nullopt;
        return std::string(plan::name_of(*owed.every));
    }
    static std::optional<plan::Day> data_from(const plan::Obligation& owed) {
        if (!owed.data) return std::nullopt;
        return owed.data->from;
    }
    static std::optional<plan::Day> data_to(const plan::Obligation& owed) {
        if (!owed.data) return std::nullopt;
        return owed.data->to;
    }

    Database& database_;
    std::int64_t plan_;
    plan::Day today_;
    bool include_past_;
    const Act& act_;
    Journal journal_;
    std::map<plan::ObligationKey, scheduler::Case> stored_;
    SyncReport report_;
};

}  // namespace

SyncReport ObligationStore::sync(const std::string& plan_number,
                                 const std::vector<plan::Obligation>& owed, plan::Day today,
                                 bool include_past, const Act& act) {
    SyncReport report;
    database_.transaction([&] {
        const auto plan = plan_id(database_, plan_number);
        if (!plan) throw no_such_plan(plan_number);
        Sync sync(database_, *plan, today, include_past, act);
        for (const auto& each : owed)
            sync.take(each);
        sync.cancel_the_rest();
        report = sync.report();
        if (report.added == 0) return;
        const nlohmann::ordered_json detail = {{"added", report.added}, {"past", report.past}};
        Journal(database_).append(act, "owe", plan_number, detail.dump());
    });
    return report;
}

}  // namespace dondoc::store
