#include <nlohmann/json.hpp>

#include "store/message_rows.h"
#include "store/obligations.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

using scheduler::Fate;

/// T1: writes decisions within one transaction, as far as they still stand in it.
class Recorder {
  public:
    Recorder(Database& database, plan::Instant now) : database_(database), now_(now) {}

    void take(const Decided& decided) {
        const auto stored = stored_facts(decided.id);
        if (!stored || !stands(decided, *stored)) return;
        open_[stored->key] = decided.id;
        for (const auto& reminder : decided.decision.superseded) {
            insert_reminder(database_, decided.id, reminder, Fate::superseded, now_);
        }
        for (const auto& reminder : decided.decision.unreached) {
            if (insert_reminder(database_, decided.id, reminder, Fate::unreached, now_)) {
                tell_unreached(reminder);
            }
        }
        if (!decided.whole) return;
        Query(database_, "UPDATE obligation SET next_ms = ?2 WHERE id = ?1")
            .with(decided.id, decided.next)
            .run();
    }

    /// The message with the reminders that are new; nothing when none is.
    std::optional<scheduler::Message> make(const scheduler::Message& message) {
        scheduler::Message made = message;
        made.reminders.clear();
        for (const auto& reminder : message.reminders) {
            const auto of = open_.find(reminder.obligation);
            if (of == open_.end()) continue;
            if (insert_reminder(database_, of->second, reminder, Fate::made, now_, message.id,
                                made.reminders.size())) {
                made.reminders.push_back(reminder);
            }
        }
        if (made.reminders.empty()) return std::nullopt;
        insert_message(database_, made, made.created);
        return made;
    }

  private:
    struct Facts {
        plan::ObligationKey key;
        plan::Instant deadline;
    };

    /// Of an obligation that is still owed.
    std::optional<Facts> stored_facts(std::int64_t id) {
        Query query(database_,
                    "SELECT p.number, o.task_key, o.period, o.unit, o.deadline_ms "
                    "FROM obligation o JOIN plan p ON p.id = o.plan_id "
                    "WHERE o.id = ?1 AND o.state = 'open' AND p.state = 'active'");
        if (!query.with(id).next()) return std::nullopt;
        return Facts{{query.get<std::string>(0), query.get<std::string>(1),
                      query.get<std::string>(2), query.get<std::string>(3)},
                     query.get<plan::Instant>(4)};
    }

    /// What was decided on facts that changed since is decided again: its `next_ms` stays.
    static bool stands(const Decided& decided, const Facts& stored) {
        if (decided.deadline && *decided.deadline != stored.deadline) return false;
        const auto& decision = decided.decision;
        for (const auto* list : {&decision.made, &decision.superseded, &decision.unreached}) {
            for (const auto& reminder : *list) {
                if (reminder.deadline != stored.deadline || reminder.obligation != stored.key) {
                    return false;
                }
            }
        }
        return true;
    }

    void tell_unreached(const scheduler::Reminder& reminder) {
        const nlohmann::ordered_json detail = {{"selector", reminder.recipient.selector},
                                               {"rule", reminder.rule},
                                               {"step", reminder.step},
                                               {"turn", reminder.turn}};
        Journal(database_).append({now_, "dondoc", {}}, "unreached", reminder.obligation.text(),
                                  detail.dump());
    }

    Database& database_;
    plan::Instant now_;
    std::map<plan::ObligationKey, std::int64_t> open_;
};

}  // namespace

std::vector<scheduler::Message> ObligationStore::record(
    const std::vector<Decided>& decided, const std::vector<scheduler::Message>& messages,
    plan::Instant now) {
    std::vector<scheduler::Message> made;
    database_.transaction([&] {
        made.clear();
        Recorder recorder(database_, now);
        for (const auto& each : decided)
            recorder.take(each);
        for (const auto& message : messages) {
            if (auto stays = recorder.make(message)) made.push_back(std::move(*stays));
        }
    });
    return made;
}

}  // namespace dondoc::store
