#include "store/outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "plan/vietnamese.h"
#include "store/database_file.h"
#include "store/fence.h"
#include "store/message_rows.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

using scheduler::Fate;
using scheduler::MessageState;

constexpr const char* kSelect =
    "SELECT id, kind, channel, address, created_ms, alert, state, attempts, not_before_ms, "
    "useful_until_ms, subject, last_detail, "
    "(SELECT count(*) FROM attempt WHERE message_id = message.id) FROM message ";

OutboxRow row_from(Database& database, const Query& query) {
    OutboxRow row;
    row.message.id = query.get<std::string>(0);
    if (query.get<std::string>(1) == "alert") row.message.kind = scheduler::Message::Kind::alert;
    row.message.channel = query.get<std::string>(2);
    row.message.address = query.get<std::string>(3);
    row.message.created = query.get<plan::Instant>(4);
    row.message.alert = query.get<std::string>(5);
    row.state = query.named(6, scheduler::message_state_named);
    row.attempts = query.get<int>(7);
    row.not_before = query.get<plan::Instant>(8);
    row.useful_until = query.get<plan::Instant>(9);
    row.subject = query.get<std::string>(10);
    row.last_detail = query.get<std::string>(11);
    row.tries = query.get<int>(12);
    for (auto& reminder : reminders_of(database, row.message.id))
        row.message.reminders.push_back(std::move(reminder.reminder));
    return row;
}

std::string state_list(const std::vector<MessageState>& states) {
    std::string list;
    for (const auto state : states)
        list += fmt::format("{}'{}'", list.empty() ? "" : ", ", scheduler::name_of(state));
    return list;
}

/// ULIDs are written with capital letters.
std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return text;
}

bool was_dropped(Database& database, const std::string& id) {
    Query query(database, "SELECT 1 FROM journal WHERE subject = ?1 AND what = 'outbox-drop'");
    return query.with(id).next();
}

/// Why a person may not have a message in this state sent again or dropped; nothing when they may.
std::optional<plan::Words> why_not(Database& database, const OutboxRow& row, bool again) {
    switch (row.state) {
        case MessageState::sending:
            return plan::Words{"đang được gửi; đợi kết quả rồi làm lại",
                               "is being sent; wait for the outcome and try again"};
        case MessageState::accepted:
            return plan::Words{"đã được máy chủ nhận, không gửi lại hay bỏ được",
                               "has been accepted, so it can be neither sent again nor dropped"};
        case MessageState::withdrawn:
            if (was_dropped(database, row.message.id)) {
                return plan::Words{
                    "đã bị bỏ bằng `dondoc outbox drop`, không gửi lại được",
                    "was dropped with `dondoc outbox drop` and cannot be sent again"};
            }
            return plan::Words{"đã được rút vì không còn gì để nhắc",
                               "was withdrawn: there is nothing left to remind of"};
        case MessageState::held:
            if (!again) return std::nullopt;
            return plan::Words{
                "đang chờ vì kênh gửi gặp sự cố; khắc phục máy chủ hoặc mục [channels] trong "
                "tệp cấu hình, thông điệp sẽ tự đi",
                "waits for its channel, which is in trouble; mend the server or [channels] in "
                "the settings and it goes out by itself"};
        default:
            return std::nullopt;
    }
}

tl::unexpected<plan::Problem> refused(const std::string& id, const plan::Words& why) {
    return plan::problem(fmt::format("Thông điệp {} {}", id, why.vi),
                         fmt::format("message {} {}", id, why.en));
}

}  // namespace

void Outbox::together(const std::function<void()>& work) {
    database_.transaction([&] {
        require_epoch(database_, epoch_);
        work();
    });
}

void Outbox::require_mine() const {
    require_epoch(database_, epoch_);
}

bool Outbox::has_room() const {
    return store::has_room(database_.path());
}

void Outbox::require_room() const {
    if (!has_room()) throw no_room(database_.path());
}

std::vector<OutboxRow> Outbox::list(const OutboxFilter& filter) const {
    std::vector<OutboxRow> rows;
    const auto where =
        filter.states.empty() ? "" : fmt::format("WHERE state IN ({}) ", state_list(filter.states));
    database_.snapshot([&] {
        Query query(database_, kSelect + where + "ORDER BY id DESC LIMIT ?1");
        query.with(filter.limit);
        while (query.next())
            rows.push_back(row_from(database_, query));
    });
    return rows;
}

plan::Result<OutboxRow> Outbox::find(const std::string& id_or_prefix) const {
    std::vector<OutboxRow> rows;
    const auto from = upper(id_or_prefix);
    if (!from.empty()) {
        database_.snapshot([&] {
            // «~» comes after every letter of an id.
            Query query(database_, std::string(kSelect) + "WHERE id >= ?1 AND id < ?2 LIMIT 2");
            query.with(from, from + "~");
            while (query.next())
                rows.push_back(row_from(database_, query));
        });
    }
    if (rows.size() == 1 || (!rows.empty() && rows.front().message.id == from)) return rows.front();
    const auto said = plan::echo(id_or_prefix);
    if (rows.empty()) {
        return plan::problem(
            fmt::format("Không có thông điệp «{}»; xem `dondoc outbox list`", said),
            fmt::format("there is no message «{}»; see `dondoc outbox list`", said));
    }
    return plan::problem(
        fmt::format("«{}» có thể là nhiều thông điệp; ghi thêm ký tự của mã", said),
        fmt::format("«{}» could be several messages; write more of the id", said));
}

std::optional<Frozen> Outbox::frozen(const std::string& id) const {
    Query query(database_,
                "SELECT f.bytes, m.subject FROM frozen f JOIN message m ON m.id = f.message_id "
                "WHERE m.id = ?1");
    if (!query.with(id).next()) return std::nullopt;
    return Frozen{query.get<std::string>(0), query.get<std::string>(1)};
}

std::vector<AttemptRow> Outbox::attempts(const std::string& id) const {
    std::vector<AttemptRow> rows;
    Query query(database_,
                "SELECT attempt, started_ms, ended_ms, outcome, detail FROM attempt "
                "WHERE message_id = ?1 ORDER BY id");
    query.with(id);
    while (query.next()) {
        rows.push_back({query.get<int>(0), query.get<plan::Instant>(1), query.get<plan::Instant>(2),
                        query.get<std::string>(3), query.get<std::string>(4)});
    }
    return rows;
}

std::size_t Outbox::leave_undecided() {
    std::int64_t count = 0;
    database_.transaction([&] {
        require_epoch(database_, epoch_);
        // What has bytes may have arrived: should it go again, then as the same bytes.
        count =
            Query(database_,
                  "UPDATE message SET state = 'uncertain', not_before_ms = ?1, uncertain = CASE "
                  "WHEN uncertain = 0 AND EXISTS (SELECT 1 FROM frozen WHERE message_id = "
                  "message.id) THEN 1 ELSE uncertain END WHERE state IN ('held', 'ready', "
                  "'sending', 'uncertain')")
                .with(scheduler::kWhenAsked)
                .run();
    });
    return static_cast<std::size_t>(count);
}

std::vector<std::string> Outbox::undecided() const {
    std::vector<std::string> ids;
    Query query(database_,
                "SELECT id FROM message WHERE state = 'uncertain' AND not_before_ms = ?1 "
                "ORDER BY id");
    query.with(scheduler::kWhenAsked);
    while (query.next())
        ids.push_back(query.get<std::string>(0));
    return ids;
}

plan::Result<void> Outbox::retry(const std::string& id, const Act& act) {
    plan::Result<void> answer;
    database_.transaction([&] {
        const auto row = find(id);
        if (!row) {
            answer = tl::unexpected(row.error());
            return;
        }
        if (const auto why = why_not(database_, *row, true)) {
            answer = refused(row->message.id, *why);
            return;
        }
        const bool held = is_held(database_, row->message.channel);
        Query(database_, "DELETE FROM gone_endpoint WHERE channel = ?1 AND address = ?2")
            .with(row->message.channel, row->message.address)
            .run();
        Query(database_,
              "UPDATE message SET state = ?2, attempts = 0, not_before_ms = ?3, "
              "useful_until_ms = ?4 WHERE id = ?1")
            .with(row->message.id,
                  scheduler::name_of(held ? MessageState::held : MessageState::ready), act.at,
                  std::max(row->useful_until, act.at + scheduler::kUsefulFor))
            .run();
        Journal(database_).append(act, "outbox-retry", row->message.id);
    });
    return answer;
}

plan::Result<void> Outbox::drop(const std::string& id, const Act& act) {
    plan::Result<void> answer;
    database_.transaction([&] {
        const auto row = find(id);
        if (!row) {
            answer = tl::unexpected(row.error());
            return;
        }
        if (const auto why = why_not(database_, *row, false)) {
            answer = refused(row->message.id, *why);
            return;
        }
        withdraw(row->message.id);
        Journal(database_).append(act, "outbox-drop", row->message.id);
    });
    return answer;
}

std::optional<plan::Instant> Outbox::next(const std::vector<std::string>& channels) const {
    std::optional<plan::Instant> earliest;
    Query query(database_,
                "SELECT min(not_before_ms) FROM message WHERE channel = ?1 AND state = ?2 "
                "AND not_before_ms < ?3");
    for (const auto& channel : channels) {
        for (const auto state : {MessageState::ready, MessageState::uncertain}) {
            query.with(channel, scheduler::name_of(state), scheduler::kWhenAsked).next();
            const auto at = query.get<std::optional<plan::Instant>>(0);
            if (at && (!earliest || *at < *earliest)) earliest = at;
        }
    }
    return earliest;
}

void Outbox::withdraw(const std::string& id) {
    Query(database_, "UPDATE message SET state = 'withdrawn' WHERE id = ?1").with(id).run();
    for (const auto& each : reminders_of(database_, id))
        set_fate(database_, each.id, Fate::withdrawn);
}

void Outbox::hold(const std::string& channel, const std::string& why, plan::Instant now) {
    database_.transaction([&] {
        require_epoch(database_, epoch_);
        const auto fresh = Query(database_,
                                 "INSERT INTO channel_hold (channel, why, since_ms) "
                                 "VALUES (?1, ?2, ?3) ON CONFLICT (channel) DO NOTHING")
                               .with(channel, why, now)
                               .run();
        Query(database_,
              "UPDATE message SET state = 'held' "
              "WHERE channel = ?1 AND state IN ('ready', 'uncertain') AND not_before_ms < ?2")
            .with(channel, scheduler::kWhenAsked)
            .run();
        if (fresh == 0) return;
        const nlohmann::ordered_json detail = {{"why", why}};
        Journal(database_).append({now, "dondoc", {}}, "hold", channel, detail.dump());
    });
}

bool Outbox::release(const std::string& channel, plan::Instant now) {
    std::int64_t was_held = 0;
    database_.transaction([&] {
        require_epoch(database_, epoch_);
        was_held =
            Query(database_, "DELETE FROM channel_hold WHERE channel = ?1").with(channel).run();
        Query(
            database_,
            "UPDATE message SET state = CASE WHEN uncertain > 0 THEN 'uncertain' ELSE 'ready' END "
            "WHERE channel = ?1 AND state = 'held'")
            .with(channel)
            .run();
        if (was_held > 0) Journal(database_).append({now, "dondoc", {}}, "release", channel);
    });
    return was_held > 0;
}

/// To the one that nobody has begun to send; answers its id.
std::optional<std::string> Outbox::join_alert(const scheduler::Message& message) {
    // Whoever reads it knows by then where to look for the rest.
    constexpr std::size_t kLongest = 8000;
    Query query(database_,
                "UPDATE message SET alert = CASE WHEN length(alert) < ?4 "
                "THEN alert || char(10) || ?3 ELSE alert END WHERE id = (SELECT id FROM message "
                "WHERE kind = 'alert' AND channel = ?1 AND address = ?2 "
                "AND state IN ('ready', 'held') AND attempts = 0 AND uncertain = 0 LIMIT 1) "
                "RETURNING id");
    query.with(message.channel, message.address, message.alert, kLongest);
    std::optional<std::string> id;
    while (query.next())
        id = query.get<std::string>(0);
    return id;
}

/// So that a flood of troubles is few messages, while the first ones are told at once.
plan::Instant Outbox::alert_turn(const scheduler::Message& message) const {
    constexpr std::size_t kMost = 5;
    constexpr std::chrono::minutes kWithin{10};
    Query query(database_,
                "SELECT claimed_ms FROM message WHERE kind = 'alert' AND channel = ?1 "
                "AND address = ?2 AND claimed_ms IS NOT NULL ORDER BY claimed_ms DESC "
                "LIMIT 1 OFFSET ?3");
    if (!query.with(message.channel, message.address, kMost - 1).next()) return message.created;
    return std::max(message.created, query.get<plan::Instant>(0) + kWithin);
}

bool Outbox::alert(const scheduler::Message& message, const std::string& about) {
    bool taken = false;
    database_.transaction([&] {
        taken = false;
        require_epoch(database_, epoch_);
        const auto utc_day = std::chrono::floor<std::chrono::days>(message.created);
        const plan::Day day(utc_day.time_since_epoch());
        Query known(database_, "SELECT 1 FROM alert_sent WHERE about = ?1 AND utc_day = ?2");
        if (known.with(about, day).next()) return;
        const auto joined = join_alert(message);
        if (!joined) insert_message(database_, message, alert_turn(message));
        Query(database_, "INSERT INTO alert_sent (about, utc_day, message_id) VALUES (?1, ?2, ?3)")
            .with(about, day, joined.value_or(message.id))
            .run();
        Journal(database_).append({message.created, "dondoc", {}}, "alert", about,
                                  nlohmann::ordered_json{{"message", joined.value_or(message.id)},
                                                         {"text", message.alert}}
                                      .dump());
        taken = true;
    });
    return taken;
}

std::vector<GoneEndpoint> Outbox::gone_endpoints() const {
    std::vector<GoneEndpoint> gone;
    Query query(database_,
                "SELECT channel, address, why, since_ms FROM gone_endpoint ORDER BY 1, 2");
    while (query.next()) {
        gone.push_back({query.get<std::string>(0), query.get<std::string>(1),
                        query.get<std::string>(2), query.get<plan::Instant>(3)});
    }
    return gone;
}

}  // namespace dondoc::store
