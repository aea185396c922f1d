#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/words.h"
#include "scheduler/ladder.h"
#include "scheduler/message.h"

namespace dondoc::scheduler {

/// What happens next on a ladder if nobody confirms: when, and who will be told.
struct NextStep {
    plan::Instant at;
    /// Names of units, as people read them; empty where only the fallback is told.
    std::vector<std::string> who;
    bool escalates = false;  ///< it goes over the unit's head
    bool overdue = false;    ///< the obligation will be late by then
};

/// Everything a message says about one reminder; facts only, no wording (DESIGN 8, MAIL.md).
struct Brief {
    std::string reference;  ///< `56/KH-STP:12.2:2024-06:van-phong`
    plan::ObligationKey key;
    std::string plan_title;
    std::optional<plan::Day> plan_issued;
    std::string table;
    std::string no;
    std::string title;
    std::string product;
    std::vector<std::string> support;  ///< names as the plan prints them
    std::string unit_name;             ///< who owes it
    plan::Kind kind = plan::Kind::once;
    plan::Words period;  ///< «tháng 5/2024»; empty for a single deadline
    std::optional<plan::DataWindow> data;
    plan::Deadline deadline;
    bool rolled = false;  ///< the last good day is not the one the words alone give
    std::optional<plan::Deadline> extended_from;
    int days_left = 0;  ///< from the day of the message to the last good day; negative: days late
    bool late_today = false;  ///< the last good day is today and its hour is over
    plan::State state = plan::State::open;

    std::string rule;
    std::string step;
    int turn = 0;
    std::string selector;
    bool to_owner = true;         ///< the recipient is a contact of the unit that owes it
    bool escalation = false;      ///< late, and told over the unit's head
    bool unreached = false;       ///< this is the fallback: `selector` reached nobody
    Lack lack;                    ///< why it did not, when `unreached`
    std::vector<plan::Day> told;  ///< days on which the unit was told before, oldest first
    std::vector<std::string> also_told;  ///< who else gets this turn: «Chánh/Trưởng đơn vị» names
    std::optional<NextStep> next;
    plan::Instant fire;
};

/// The recipient of a message, as it addresses them.
struct Addressee {
    std::string unit;       ///< id; empty for the fallback when it is no unit's contact
    std::string unit_name;  ///< empty for the fallback when it is no unit's contact
    std::string role;
};

/// Facts for one message, ready to be rendered. `now` is the instant of rendering.
struct Letter {
    std::string id;  ///< the message's ULID
    Message::Kind kind = Message::Kind::reminders;
    std::string channel;
    std::string address;
    Addressee to;
    plan::Instant now;
    std::vector<Brief> briefs;  ///< most urgent first
    std::string alert;
};

/// One reminder's facts as of `now`.
Brief brief_of(const Reminder& reminder, const Case& facts, const plan::Units& units,
               const config::Settings& settings, const plan::Calendar& calendar, plan::Instant now);

/// The facts of a message. `cases` are parallel to the message's reminders. Reminders of
/// obligations that are no longer open are left out (Ladders 8); a letter without briefs is not to
/// be sent.
Letter letter_of(const Message& message, const std::vector<Case>& cases, const plan::Units& units,
                 const config::Settings& settings, const plan::Calendar& calendar,
                 plan::Instant now);

/// «tháng 5/2024», «quý II/2024», «6 tháng đầu năm 2024», «tuần 23/2024», «năm 2024».
plan::Words period_words(const std::string& key);

}  // namespace dondoc::scheduler
