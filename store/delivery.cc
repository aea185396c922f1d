#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "store/case_rows.h"
#include "store/fence.h"
#include "store/journal_chain.h"
#include "store/message_rows.h"
#include "store/outbox.h"
#include "store/query.h"

/// What the delivery loop asks of the outbox: claim (T2), finish (T3) and recover (DELIVERY.md).
namespace dondoc::store {

using scheduler::Fate;
using scheduler::MessageState;

/// Everything that one message's claim rests on, as it stands in the claim's transaction.
struct Outbox::Turn {
    scheduler::Message message;
    std::vector<scheduler::Case> cases;
    std::vector<std::pair<std::int64_t, Fate>> left_out;  ///< lines of the ledger
    int attempts = 0;
    int uncertain = 0;
    plan::Instant useful_until;

    bool is_alert() const { return message.kind == scheduler::Message::Kind::alert; }
};

Outbox::Turn Outbox::read_turn(CaseReader& reader, const std::string& id) const {
    Turn turn;
    Query query(database_,
                "SELECT kind, channel, address, created_ms, alert, attempts, uncertain, "
                "useful_until_ms FROM message WHERE id = ?1");
    query.with(id).next();
    auto& message = turn.message;
    message.id = id;
    if (query.get<std::string>(0) == "alert") message.kind = scheduler::Message::Kind::alert;
    message.channel = query.get<std::string>(1);
    message.address = query.get<std::string>(2);
    message.created = query.get<plan::Instant>(3);
    message.alert = query.get<std::string>(4);
    turn.attempts = query.get<int>(5);
    turn.uncertain = query.get<int>(6);
    turn.useful_until = query.get<plan::Instant>(7);
    for (auto& each : reminders_of(database_, id)) {
        if (each.fate != Fate::made) continue;
        if (!each.stands || each.overtaken) {
            turn.left_out.emplace_back(each.id, each.stands ? Fate::superseded : Fate::withdrawn);
            continue;
        }
        message.reminders.push_back(std::move(each.reminder));
        turn.cases.push_back(reader.by_id(each.obligation).value());
    }
    return turn;
}

namespace {

void keep_bytes(Database& database, const Claim& claim) {
    Query(database,
          "INSERT INTO frozen (message_id, bytes) VALUES (?1, ?2) "
          "ON CONFLICT (message_id) DO UPDATE SET bytes = excluded.bytes")
        .with(claim.id, claim.frozen.bytes)
        .run();
}

void mark_sending(Database& database, const Claim& claim, std::int64_t epoch, plan::Instant now) {
    Query(database,
          "UPDATE message SET state = 'sending', attempts = ?2, epoch = ?3, claimed_ms = ?4, "
          "subject = ?5 WHERE id = ?1")
        .with(claim.id, claim.attempt, epoch, now, claim.frozen.subject)
        .run();
}

void add_attempt(Database& database, const std::string& id, int attempt, std::int64_t epoch,
                 plan::Instant started, plan::Instant ended, const std::string& outcome,
                 const std::string& detail) {
    Query(database,
          "INSERT INTO attempt (message_id, attempt, epoch, started_ms, ended_ms, outcome, detail) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .with(id, attempt, epoch, started, ended, outcome, detail)
        .run();
}

/// A message that goes on waiting does so under its channel's hold.
MessageState waiting_state(Database& database, const std::string& channel, MessageState state) {
    const bool waits = state == MessageState::ready || state == MessageState::uncertain;
    return waits && is_held(database, channel) ? MessageState::held : state;
}

void tell_journal(Database& database, const Claim& claim, const AttemptResult& result,
                  plan::Instant ended) {
    constexpr std::array kTold = {MessageState::accepted, MessageState::dead,
                                  MessageState::expired};
    if (std::ranges::count(kTold, result.state) == 0) return;
    const nlohmann::ordered_json detail = {
        {"channel", claim.channel}, {"address", claim.address},
        {"attempt", claim.attempt}, {"subject", claim.frozen.subject},
        {"sha256", claim.sha256},   {"obligations", claim.obligations},
        {"answer", result.detail}};
    // A peer's last line may hold any bytes.
    const auto text = detail.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    Journal(database).append({ended, "dondoc", {}}, std::string(scheduler::name_of(result.state)),
                             claim.id, text);
}

void note_gone(Database& database, const Claim& claim, const std::string& why, plan::Instant now) {
    const auto fresh = Query(database,
                             "INSERT INTO gone_endpoint (channel, address, why, since_ms) "
                             "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (channel, address) DO NOTHING")
                           .with(claim.channel, claim.address, why, now)
                           .run();
    if (fresh == 0) return;
    const nlohmann::ordered_json detail = {{"channel", claim.channel}, {"answer", why}};
    Journal(database).append({now, "dondoc", {}}, "endpoint-gone", claim.address, detail.dump());
}

std::optional<std::string> why_gone(Database& database, const Claim& claim) {
    Query query(database, "SELECT why FROM gone_endpoint WHERE channel = ?1 AND address = ?2");
    if (!query.with(claim.channel, claim.address).next()) return std::nullopt;
    return query.get<std::string>(0);
}

/// Without an attempt.
void give_up(Database& database, const Claim& claim, const std::string& why, plan::Instant now) {
    Query(database,
          "UPDATE message SET state = 'dead', last_detail = ?2, subject = ?3 WHERE id = ?1")
        .with(claim.id, why, claim.frozen.subject)
        .run();
    AttemptResult result;
    result.state = MessageState::dead;
    result.detail = why;
    tell_journal(database, claim, result, now);
}

}  // namespace

/// The bytes of each turn, nothing for one that has nothing left to say.
std::vector<std::optional<Frozen>> Outbox::bytes_of(const std::vector<Turn>& turns,
                                                    const Freeze& freeze) {
    std::vector<std::optional<Frozen>> bytes(turns.size());
    std::vector<ToFreeze> fresh;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const Turn& turn = turns.at(i);
        if (!turn.is_alert() && turn.message.reminders.empty()) continue;
        // Promise 7: after an attempt without an answer the same bytes go again.
        if (turn.uncertain > 0) bytes.at(i) = frozen(turn.message.id);
        if (bytes.at(i)) continue;
        fresh.push_back({turn.message, turn.cases});
        places.push_back(i);
    }
    auto made = freeze(fresh);
    for (std::size_t i = 0; i < places.size(); ++i)
        bytes.at(places.at(i)) = std::move(made.at(i));
    return bytes;
}

void Outbox::take(const Turn& turn, Frozen bytes, plan::Instant now, Claims& claims) {
    // Bytes that go again say what they said before.
    if (turn.uncertain == 0) {
        for (const auto& [reminder, fate] : turn.left_out)
            set_fate(database_, reminder, fate);
    }
    const auto& message = turn.message;
    Claim claim{message.id,
                message.channel,
                message.address,
                turn.attempts + 1,
                turn.uncertain,
                message.created,
                turn.useful_until,
                std::move(bytes),
                turn.is_alert(),
                {},
                {}};
    for (const auto& reminder : message.reminders)
        claim.obligations.push_back(reminder.obligation.text());
    claim.sha256 = sha256_hex(claim.frozen.bytes);
    // With an attempt without an answer they are there, and the same.
    if (turn.uncertain == 0) keep_bytes(database_, claim);
    if (const auto why = why_gone(database_, claim)) {
        give_up(database_, claim, *why, now);
        claims.dead.push_back({claim.id, claim.address, claim.frozen.subject, *why});
        return;
    }
    mark_sending(database_, claim, epoch_, now);
    claims.taken.push_back(std::move(claim));
}

/// First what may have arrived already, then in the order of the turns.
std::vector<Outbox::Turn> Outbox::turns_of(const std::string& channel, plan::Instant now,
                                           std::size_t limit) {
    std::vector<std::string> ids;
    Query query(database_,
                "SELECT id FROM message WHERE channel = ?1 AND state = ?2 AND not_before_ms <= ?3 "
                "ORDER BY not_before_ms LIMIT ?4");
    for (const auto state : {MessageState::uncertain, MessageState::ready}) {
        query.with(channel, scheduler::name_of(state), now, limit - ids.size());
        while (query.next())
            ids.push_back(query.get<std::string>(0));
    }
    CaseReader reader(database_);
    std::vector<Turn> turns;
    turns.reserve(ids.size());
    for (const auto& id : ids)
        turns.push_back(read_turn(reader, id));
    return turns;
}

Claims Outbox::claim(const std::string& channel, plan::Instant now, std::size_t limit,
                     const Freeze& freeze) {
    Claims claims;
    database_.transaction([&] {
        claims = {};
        require_epoch(database_, epoch_);
        while (claims.taken.size() < limit) {
            // Those that are withdrawn make room for further ones.
            const auto turns = turns_of(channel, now, limit - claims.taken.size());
            if (turns.empty()) return;
            auto bytes = bytes_of(turns, freeze);
            for (std::size_t i = 0; i < turns.size(); ++i) {
                if (bytes.at(i)) {
                    take(turns.at(i), std::move(*bytes.at(i)), now, claims);
                } else {
                    withdraw(turns.at(i).message.id);
                }
            }
        }
    });
    return claims;
}

bool Outbox::finish(const Claim& claim, const AttemptResult& result, plan::Instant started,
                    plan::Instant ended) {
    bool written = false;
    database_.transaction([&] {
        written = false;
        require_epoch(database_, epoch_);
        const auto state = waiting_state(database_, claim.channel, result.state);
        const bool uncertain = result.state == MessageState::uncertain;
        const auto changed =
            Query(database_,
                  "UPDATE message SET state = ?4, not_before_ms = ?5, "
                  "attempts = attempts - ?6, uncertain = uncertain + ?7, "
                  "last_detail = coalesce(?8, last_detail) WHERE id = ?1 AND attempts = ?2 "
                  "AND epoch = ?3 AND state = 'sending'")
                .with(claim.id, claim.attempt, epoch_, scheduler::name_of(state), result.not_before,
                      result.counts ? 0 : 1, uncertain ? 1 : 0,
                      result.begun ? std::optional(result.detail) : std::nullopt)
                .run();
        written = changed > 0;
        if (!written) return;
        if (result.begun) {
            add_attempt(database_, claim.id, claim.attempt, epoch_, started, ended, result.outcome,
                        result.detail);
        }
        if (result.endpoint_gone) note_gone(database_, claim, result.detail, ended);
        tell_journal(database_, claim, result, ended);
    });
    return written;
}

std::size_t Outbox::recover(plan::Instant now, plan::Instant retry_at) {
    std::size_t count = 0;
    database_.transaction([&] {
        count = 0;
        require_epoch(database_, epoch_);
        struct Lost {
            std::string id;
            std::string channel;
            int attempt;
            std::int64_t epoch;
            plan::Instant claimed;
        };
        std::vector<Lost> lost;
        Query query(database_,
                    "SELECT id, channel, attempts, epoch, claimed_ms FROM message "
                    "WHERE state = 'sending' AND epoch <> ?1");
        query.with(epoch_);
        while (query.next()) {
            lost.push_back({query.get<std::string>(0), query.get<std::string>(1), query.get<int>(2),
                            query.get<std::int64_t>(3), query.get<plan::Instant>(4)});
        }
        for (const auto& each : lost) {
            const auto state = waiting_state(database_, each.channel, MessageState::uncertain);
            Query(database_,
                  "UPDATE message SET state = ?2, not_before_ms = ?3, uncertain = uncertain + 1 "
                  "WHERE id = ?1")
                .with(each.id, scheduler::name_of(state), retry_at)
                .run();
            add_attempt(database_, each.id, each.attempt, each.epoch, each.claimed, now,
                        "uncertain", {});
        }
        count = lost.size();
    });
    return count;
}

}  // namespace dondoc::store
