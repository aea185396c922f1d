#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plan/time.h"

namespace dondoc::store {

class Database;

/// How the journal shows tampering: each entry carries a hash over the one before it and its own
/// fields, and `meta` keeps where the chain ends, so that cutting off its end shows too.
/// What it cannot show: somebody who rewrites every hash from some entry on and `meta` as well;
/// only a head that was noted elsewhere tells of that (docs/journal.md).

/// The last entry that belongs to the chain; id 0 and sixty-four zeros before the first.
struct JournalHead {
    std::int64_t id = 0;
    std::string hash = std::string(64, '0');

    /// `12:9f2c…`, as it is kept, printed and noted.
    std::string text() const;
    /// Nothing for a text that is no head; a noted one may give only the first 16 digits.
    static std::optional<JournalHead> parse(std::string_view text);
    bool operator==(const JournalHead&) const = default;
};

/// An entry as it is stored, each field as the text that is hashed.
struct ChainedFields {
    std::string id;
    std::string at_ms;
    std::string actor;
    std::string what;
    std::string subject;
    std::string detail;
};

/// SHA-256 in 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
/// That of the netstrings (`5:hello,`) of the hash before and of the
/// six fields in their order.
std::string chain_hash(std::string_view before, const ChainedFields& fields);

/// Where the chain ends, as `meta` has it. One that is missing or unreadable counts as the
/// beginning: writing goes on, and `verify_journal` tells.
JournalHead read_head(Database& database);
void write_head(Database& database, const JournalHead& head);

/// Schema version 2: the journal's entries get their hash.
void chain_journal(Database& database);

/// What somebody who looks through the whole chain finds first.
struct ChainFault {
    enum class Kind {
        changed,   ///< an entry does not fit its hash and the one before it
        missing,   ///< entries are gone from the middle
        cut_off,   ///< entries are gone from the end
        added,     ///< entries follow the end that `meta` keeps
        head,      ///< `meta` does not know how the chain ends
        rewritten  ///< whole in itself, but not the chain that was noted
    };
    Kind kind = Kind::changed;
    std::int64_t id = 0;    ///< of the first entry that does not fit, or is missing
    std::int64_t last = 0;  ///< `missing`, `cut_off`: the last that is missing
    std::string what;       ///< `changed`: what the entry says it is, as far as it can be believed
    std::string subject;
};

struct ChainReport {
    std::int64_t count = 0;  ///< entries that were looked at
    std::optional<plan::Instant> from;
    std::optional<plan::Instant> to;
    JournalHead head;  ///< of the last entry that fits
    std::optional<ChainFault> fault;
};

/// Looks through all entries, some thousands at a time so that no writer waits for it, and changes
/// nothing. A head that was `noted` earlier must be on the chain still.
ChainReport verify_journal(Database& database, const std::optional<JournalHead>& noted = {});

}  // namespace dondoc::store
