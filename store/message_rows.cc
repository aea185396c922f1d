#include "store/message_rows.h"

#include "store/query.h"

namespace dondoc::store {

using scheduler::Fate;
using scheduler::MessageState;

bool is_held(Database& database, const std::string& channel) {
    Query query(database, "SELECT 1 FROM channel_hold WHERE channel = ?1");
    return query.with(channel).next();
}

void insert_message(Database& database, const scheduler::Message& message, plan::Instant turn) {
    const auto state =
        is_held(database, message.channel) ? MessageState::held : MessageState::ready;
    const bool is_alert = message.kind == scheduler::Message::Kind::alert;
    Query(database,
          "INSERT INTO message (id, kind, channel, address, state, created_ms, not_before_ms, "
          "useful_until_ms, alert) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .with(message.id, is_alert ? "alert" : "reminders", message.channel, message.address,
              name_of(state), message.created, turn, scheduler::useful_until(message),
              message.alert)
        .run();
}

bool insert_reminder(Database& database, std::int64_t obligation,
                     const scheduler::Reminder& reminder, Fate fate, plan::Instant now,
                     const std::string& message, std::size_t place) {
    const auto& to = reminder.recipient;
    std::optional<std::string> message_id;
    if (!message.empty()) message_id = message;
    Query query(
        database,
        "INSERT INTO reminder (obligation_id, deadline_ms, step, turn, address, channel, "
        "fate, message_id, place, rule, selector, unit, role, fallback, urgent, nominal, "
        "fire_ms, decided_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
        "?13, ?14, ?15, ?16, ?17, ?18) "
        "ON CONFLICT (obligation_id, deadline_ms, step, turn, address, channel) DO NOTHING");
    return query
               .with(obligation, reminder.deadline, reminder.step, reminder.turn, to.address,
                     to.channel, name_of(fate), message_id, place, reminder.rule, to.selector,
                     to.unit, to.role, to.fallback, reminder.urgent, reminder.nominal,
                     reminder.fire, now)
               .run() > 0;
}

std::vector<MessageReminder> reminders_of(Database& database, const std::string& message) {
    std::vector<MessageReminder> rows;
    Query query(
        database,
        "SELECT r.id, p.number, o.task_key, o.period, o.unit, r.deadline_ms, r.rule, r.step, "
        "r.turn, r.channel, r.address, r.unit, r.role, r.selector, r.fallback, r.nominal, "
        "r.fire_ms, r.urgent, r.fate, o.id, "
        "o.state = 'open' AND p.state = 'active' AND o.deadline_ms = r.deadline_ms, "
        "EXISTS (SELECT 1 FROM reminder later WHERE later.obligation_id = r.obligation_id "
        "AND later.deadline_ms = r.deadline_ms AND later.address = r.address "
        "AND later.channel = r.channel AND later.fate = 'made' AND later.id > r.id) "
        "FROM reminder r JOIN obligation o ON o.id = r.obligation_id "
        "JOIN plan p ON p.id = o.plan_id WHERE r.message_id = ?1 ORDER BY r.place, r.id");
    query.with(message);
    while (query.next()) {
        MessageReminder row;
        row.id = query.get<std::int64_t>(0);
        auto& reminder = row.reminder;
        reminder.obligation = {query.get<std::string>(1), query.get<std::string>(2),
                               query.get<std::string>(3), query.get<std::string>(4)};
        reminder.deadline = query.get<plan::Instant>(5);
        reminder.rule = query.get<std::string>(6);
        reminder.step = query.get<std::string>(7);
        reminder.turn = query.get<int>(8);
        reminder.recipient = {query.get<std::string>(9),  query.get<std::string>(10),
                              query.get<std::string>(11), query.get<std::string>(12),
                              query.get<std::string>(13), query.get<bool>(14)};
        reminder.nominal = query.get<plan::Day>(15);
        reminder.fire = query.get<plan::Instant>(16);
        reminder.urgent = query.get<bool>(17);
        row.fate = query.named(18, scheduler::fate_named);
        row.obligation = query.get<std::int64_t>(19);
        row.stands = query.get<bool>(20);
        row.overtaken = query.get<bool>(21);
        rows.push_back(std::move(row));
    }
    return rows;
}

void set_fate(Database& database, std::int64_t reminder, Fate fate) {
    Query(database, "UPDATE reminder SET fate = ?2 WHERE id = ?1")
        .with(reminder, name_of(fate))
        .run();
}

}  // namespace dondoc::store
