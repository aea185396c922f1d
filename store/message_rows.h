#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "scheduler/message.h"
#include "store/database.h"

namespace dondoc::store {

/// A line of the ledger that belongs to a message, with the obligation's facts of this moment.
struct MessageReminder {
    std::int64_t id = 0;
    scheduler::Reminder reminder;
    scheduler::Fate fate = scheduler::Fate::made;
    std::int64_t obligation = 0;
    /// Ladders 8: open, of an active plan, with the deadline that the reminder speaks of.
    bool stands = false;
    /// Ladders 5: a later word to the same recipient is in the outbox.
    bool overtaken = false;
};

bool is_held(Database& database, const std::string& channel);
/// `ready`, or `held` with its channel, from `turn` on.
void insert_message(Database& database, const scheduler::Message& message, plan::Instant turn);
/// False when the ledger has it already (Ladders 4). `message` empty: it goes out with none.
bool insert_reminder(Database& database, std::int64_t obligation,
                     const scheduler::Reminder& reminder, scheduler::Fate fate, plan::Instant now,
                     const std::string& message = {}, std::size_t place = 0);
/// In the order of the message.
std::vector<MessageReminder> reminders_of(Database& database, const std::string& message);
void set_fate(Database& database, std::int64_t reminder, scheduler::Fate fate);

}  // namespace dondoc::store
