#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "notifiers/mime.h"
#include "notifiers/text_layout.h"
#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

using nlohmann::ordered_json;
using scheduler::Brief;
using scheduler::Letter;

constexpr std::size_t kLimit = 20'000;  ///< bytes (DELIVERY.md, Webhook)
/// Columns of titles, tried in turn until the body fits.
constexpr std::array<std::size_t, 5> kTitleColumns = {2000, 300, 120, 60, 20};

bool is_late(const Brief& brief, plan::Instant now) {
    return brief.kind != plan::Kind::continuous && now >= brief.deadline.at;
}

std::string type_of(const Letter& letter) {
    if (letter.kind == scheduler::Message::Kind::alert) return "delivery.dead";
    for (const auto& brief : letter.briefs) {
        if (is_late(brief, letter.now)) return "reminder.overdue";
    }
    return "reminder.due";
}

std::string utc(plan::Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const auto time =
        std::chrono::hh_mm_ss(std::chrono::floor<std::chrono::seconds>(instant - day));
    return fmt::format("{}T{:02}:{:02}:{:02}Z", plan::iso(plan::Day(day.time_since_epoch())),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

/// The unit whose contact gets this; null for the fallback that is nobody's contact.
ordered_json recipient_of(const Letter& letter) {
    if (letter.to.unit.empty()) return nullptr;
    return letter.to.unit;
}

ordered_json reminder_of(const Brief& brief, plan::Instant now, const plan::Zone& zone,
                         std::size_t title_columns) {
    const auto& due = brief.deadline.due;
    ordered_json reminder;
    reminder["obligation"] = one_line(brief.reference);
    reminder["plan"] = one_line(brief.key.plan);
    reminder["task"] = one_line(brief.key.task);
    reminder["period"] = one_line(brief.key.period);
    reminder["due"] = plan::iso(due.day) + (due.hour ? "T" + plan::clock(*due.hour) : "");
    reminder["bound"] = plan::name_of(due.bound);
    reminder["last_good_day"] = plan::iso(brief.deadline.last_good_day);
    reminder["step"] = brief.step;
    reminder["turn"] = brief.turn;
    reminder["state"] = plan::name_of(brief.state);
    reminder["title"] = plan::shorten(one_line(brief.title), title_columns);
    reminder["unit"] = brief.key.unit;
    reminder["rule"] = one_line(brief.rule);
    reminder["deadline"] = zone.iso(brief.deadline.at);
    reminder["overdue"] = is_late(brief, now);
    return reminder;
}

ordered_json body_of(const Letter& letter, const plan::Zone& zone, std::size_t title_columns,
                     std::size_t reminders) {
    ordered_json data;
    data["message"] = letter.id;
    data["recipient"] = recipient_of(letter);
    if (letter.kind == scheduler::Message::Kind::alert) {
        data["alert"] = plan::shorten(one_line(letter.alert), title_columns);
    }
    data["reminders"] = ordered_json::array();
    for (std::size_t i = 0; i < reminders; ++i) {
        data["reminders"].push_back(reminder_of(letter.briefs[i], letter.now, zone, title_columns));
    }
    if (reminders < letter.briefs.size()) data["left_out"] = letter.briefs.size() - reminders;
    ordered_json body;
    body["type"] = type_of(letter);
    body["timestamp"] = utc(letter.now);
    body["data"] = std::move(data);
    return body;
}

std::string written(const ordered_json& body) {
    return body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

std::string webhook_body(const Letter& letter, const plan::Zone& zone) {
    std::size_t reminders = letter.briefs.size();
    std::string text;
    for (const auto columns : kTitleColumns) {
        text = written(body_of(letter, zone, columns, reminders));
        if (text.size() < kLimit) return text;
    }
    // The most urgent stand first: what does not fit is said in number.
    while (text.size() >= kLimit && reminders > 0) {
        reminders -= std::max<std::size_t>(1, reminders / 8);
        text = written(body_of(letter, zone, kTitleColumns.back(), reminders));
    }
    return text;
}

std::string webhook_ping(const std::string& id, plan::Instant now) {
    ordered_json body;
    body["type"] = "ping";
    body["timestamp"] = utc(now);
    body["data"] = {{"message", id}};
    return written(body);
}

}  // namespace dondoc::notifiers
