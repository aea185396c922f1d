#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scheduler/message.h"
#include "store/database.h"
#include "store/journal.h"

namespace dondoc::store {

class CaseReader;

/// Bytes as they will be sent, frozen before the first connection (DELIVERY.md, T2).
struct Frozen {
    std::string bytes;
    std::string subject;  ///< for listings
};

/// A message that a sender may send now.
struct Claim {
    std::string id;
    std::string channel;
    std::string address;
    int attempt = 0;    ///< this one, 1-based
    int uncertain = 0;  ///< how many attempts ended without an answer
    plan::Instant created;
    plan::Instant useful_until;
    Frozen frozen;
    bool is_alert = false;
    std::vector<std::string> obligations;  ///< what it is about, for the journal
    std::string sha256;                    ///< of the frozen bytes, for the journal
};

/// A message that was given up in its claim: its endpoint had said that it is gone (410).
struct Undeliverable {
    std::string id;
    std::string address;
    std::string subject;
    std::string why;
};

struct Claims {
    std::vector<Claim> taken;
    std::vector<Undeliverable> dead;
};

/// What a message looks like to the one who renders it: its reminders with their facts as they
/// stand in the claim's transaction.
struct ToFreeze {
    const scheduler::Message& message;
    const std::vector<scheduler::Case>& cases;
};
/// Renders each; nothing for one that has nothing left to say.
using Freeze = std::function<std::vector<std::optional<Frozen>>(const std::vector<ToFreeze>&)>;

/// The state a finished attempt leaves a message in, decided by notifiers/retry.h.
struct AttemptResult {
    scheduler::MessageState state = scheduler::MessageState::accepted;
    plan::Instant not_before;    ///< of `ready` and `uncertain`: when to try again
    bool counts = true;          ///< false: the attempt is not counted (a stale pooled connection)
    bool begun = true;           ///< false: nobody was called, so there is no attempt to tell of
    bool endpoint_gone = false;  ///< promise 11: 410; the address is called no more
    std::string outcome;         ///< `accepted`, `refused`, `unreachable`, …
    std::string detail;          ///< the peer's last line, or the error; no secret
};

/// A webhook endpoint that said it is gone; a person takes it back with `outbox retry`.
struct GoneEndpoint {
    std::string channel;
    std::string address;
    std::string why;
    plan::Instant since;
};

struct OutboxFilter {
    std::vector<scheduler::MessageState> states;  ///< empty: all
    std::size_t limit = 1000;
};

struct OutboxRow {
    scheduler::Message message;
    scheduler::MessageState state;
    int attempts = 0;  ///< that count towards giving up, since a person last said «again»
    int tries = 0;     ///< all that were made; what is the channel's fault does not count above
    plan::Instant not_before;
    plan::Instant useful_until;
    std::string subject;
    std::string last_detail;
};

struct AttemptRow {
    int attempt = 0;
    plan::Instant started;
    plan::Instant ended;
    std::string outcome;
    std::string detail;
};

/// Messages on their way, durable: held ⇄ ready → sending → accepted | ready(later) | uncertain |
/// dead | withdrawn | expired. Every write of a daemon carries its epoch; that of a stale one
/// throws (Cause::taken_over) and writes nothing.
class Outbox {
  public:
    Outbox(Database& database, std::int64_t epoch) : database_(database), epoch_(epoch) {}

    /// Everything that `work` writes is written together, or not at all: results, what follows from
    /// them, and the next claims share a commit.
    void together(const std::function<void()>& work);
    /// Throws where a later daemon has begun: also one that has nothing to write shall end.
    void require_mine() const;
    /// Promise 15: whether the disk takes what would have to be recorded; `require_room` throws
    /// where it does not.
    bool has_room() const;
    void require_room() const;

    /// At start: what an earlier daemon left in `sending` is `uncertain` (its death is certain).
    std::size_t recover(plan::Instant now, plan::Instant retry_at);

    /// T2: takes up to `limit` messages of a channel whose turn has come, rechecks Ladders 8 with
    /// the facts as they stand, freezes the bytes with `freeze` (unless frozen after an uncertain
    /// attempt), marks them `sending`, all in one transaction. Messages for which `freeze` answers
    /// nothing are withdrawn with their reminders.
    Claims claim(const std::string& channel, plan::Instant now, std::size_t limit,
                 const Freeze& freeze);
    /// T3. False when the row is not this attempt's any more: nothing was written.
    bool finish(const Claim& claim, const AttemptResult& result, plan::Instant started,
                plan::Instant ended);

    /// The earliest `not_before` of messages that wait on one of `channels`.
    std::optional<plan::Instant> next(const std::vector<std::string>& channels) const;

    /// A held channel's messages wait until it is released (promise 6).
    void hold(const std::string& channel, const std::string& why, plan::Instant now);
    /// True when it was held.
    bool release(const std::string& channel, plan::Instant now);

    /// Word to the fallback contact, one per `about` and day at most: true when it was taken. It
    /// joins the alert that still waits for its turn, and of these there are at most five in ten
    /// minutes: many troubles are few messages.
    bool alert(const scheduler::Message& message, const std::string& about);

    std::vector<OutboxRow> list(const OutboxFilter& filter) const;
    plan::Result<OutboxRow> find(const std::string& id_or_prefix) const;
    std::optional<Frozen> frozen(const std::string& id) const;
    std::vector<AttemptRow> attempts(const std::string& id) const;
    std::vector<GoneEndpoint> gone_endpoints() const;
    /// Promise 31: after a restore nobody can know what has become of a message that was not
    /// finished. It is `uncertain` until a person says `retry` or `drop`. How many there are.
    std::size_t leave_undecided();
    /// Their ids, the oldest first.
    std::vector<std::string> undecided() const;
    /// Also takes an endpoint that was gone for one that is there again.
    plan::Result<void> retry(const std::string& id, const Act& act);
    plan::Result<void> drop(const std::string& id, const Act& act);

  private:
    std::optional<std::string> join_alert(const scheduler::Message& message);
    plan::Instant alert_turn(const scheduler::Message& message) const;
    void withdraw(const std::string& id);
    struct Turn;
    Turn read_turn(CaseReader& reader, const std::string& id) const;
    std::vector<Turn> turns_of(const std::string& channel, plan::Instant now, std::size_t limit);
    std::vector<std::optional<Frozen>> bytes_of(const std::vector<Turn>& turns,
                                                const Freeze& freeze);
    void take(const Turn& turn, Frozen bytes, plan::Instant now, Claims& claims);

    Database& database_;
    std::int64_t epoch_;
};

}  // namespace dondoc::store
