#include "store/journal_chain.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

constexpr std::int64_t kAtOnce = 5000;

/// Follows the chain entry by entry.
class Walk {
  public:
    Walk(Database& database, const std::optional<JournalHead>& noted)
        : database_(database), noted_(noted) {
        meet({});
    }

    ChainReport finish() {
        // Each piece is one state of the database. What was read stays true while others append,
        // and where the chain ends is looked up on the state of its last piece.
        bool more = true;
        while (more && !report_.fault) {
            database_.snapshot([&] {
                more = piece();
                if (!more && !report_.fault) look_at_end();
            });
        }
        if (!report_.fault) look_at_noted();
        return std::move(report_);
    }

  private:
    bool piece() {
        Query query(database_,
                    "SELECT id, at_ms, actor, what, subject, detail, hash FROM journal "
                    "WHERE id > ?1 ORDER BY id LIMIT ?2");
        query.with(report_.count == 0 ? kBeforeAll : report_.head.id, kAtOnce);
        std::int64_t rows = 0;
        while (query.next()) {
            ++rows;
            if (!take(query)) return false;
        }
        return rows == kAtOnce;
    }

    bool take(const Query& query) {
        const auto id = query.get<std::int64_t>(0);
        const auto expected = report_.head.id + 1;
        if (id > expected) return fault({ChainFault::Kind::missing, expected, id - 1, {}, {}});
        const ChainedFields fields = {query.get<std::string>(0), query.get<std::string>(1),
                                      query.get<std::string>(2), query.get<std::string>(3),
                                      query.get<std::string>(4), query.get<std::string>(5)};
        const auto hash = query.get<std::string>(6);
        if (id != expected || hash != chain_hash(report_.head.hash, fields)) {
            return fault({ChainFault::Kind::changed, id, 0, fields.what, fields.subject});
        }
        report_.head = {id, hash};
        ++report_.count;
        const auto at = query.get<plan::Instant>(1);
        if (!report_.from) report_.from = at;
        report_.to = at;
        meet(report_.head);
        return true;
    }

    void look_at_end() {
        const JournalHead kept = read_head(database_);
        const auto& last = report_.head;
        if (kept == last) return;
        if (kept.id > last.id) {
            fault({ChainFault::Kind::cut_off, last.id + 1, kept.id, {}, {}});
        } else if (kept.id < last.id && kept.id > 0) {
            fault({ChainFault::Kind::added, kept.id + 1, last.id, {}, {}});
        } else {
            fault({ChainFault::Kind::head, last.id, 0, {}, {}});
        }
    }

    void look_at_noted() {
        if (!noted_ || met_) return;
        if (noted_->id > report_.head.id) {
            fault({ChainFault::Kind::cut_off, report_.head.id + 1, noted_->id, {}, {}});
        } else {
            fault({ChainFault::Kind::rewritten, noted_->id, 0, {}, {}});
        }
    }

    /// A noted head may have been shortened.
    void meet(const JournalHead& head) {
        if (noted_ && noted_->id == head.id && head.hash.starts_with(noted_->hash)) met_ = true;
    }

    bool fault(ChainFault found) {
        if (!report_.fault) report_.fault = std::move(found);
        return false;
    }

    static constexpr std::int64_t kBeforeAll = INT64_MIN;

    Database& database_;
    const std::optional<JournalHead>& noted_;
    bool met_ = false;
    ChainReport report_;
};

}  // namespace

ChainReport verify_journal(Database& database, const std::optional<JournalHead>& noted) {
    return Walk(database, noted).finish();
}

}  // namespace dondoc::store
