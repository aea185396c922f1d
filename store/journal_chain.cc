#include "store/journal_chain.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "store/query.h"

namespace dondoc::store {
namespace {

constexpr std::size_t kDigits = 64;
constexpr std::size_t kFewestDigits = 16;
constexpr const char* kHeadName = "journal_head";

// A table of its own instead of a further column: no entry is ever without a hash, and the old
// one's triggers go with it.
constexpr const char* kChainedJournal = R"sql(
DROP INDEX IF EXISTS journal_subject;
DROP TRIGGER IF EXISTS journal_keeps_entries;
DROP TRIGGER IF EXISTS journal_keeps_words;
ALTER TABLE journal RENAME TO journal_unchained;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL);
)sql";

constexpr const char* kGuardedJournal = R"sql(
DROP TABLE journal_unchained;
CREATE INDEX journal_subject ON journal (subject);
CREATE TRIGGER journal_keeps_entries BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
)sql";

/// Fetched once: looking an algorithm up costs OpenSSL more than hashing an entry.
const EVP_MD* sha256() {
    static const EVP_MD* const kDigest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (kDigest == nullptr) throw std::runtime_error("OpenSSL cannot compute SHA-256");
    return kDigest;
}

void add_netstring(std::string& text, std::string_view field) {
    fmt::format_to(std::back_inserter(text), "{}:{},", field.size(), field);
}

/// As text, whatever the column holds: a number that became a fraction must not read as before.
ChainedFields fields_of(const Query& query) {
    return {query.get<std::string>(0), query.get<std::string>(1), query.get<std::string>(2),
            query.get<std::string>(3), query.get<std::string>(4), query.get<std::string>(5)};
}

}  // namespace

std::string JournalHead::text() const {
    return fmt::format("{}:{}", id, hash);
}

std::optional<JournalHead> JournalHead::parse(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    JournalHead head{0, std::string(text.substr(colon + 1))};
    const auto [end, error] = std::from_chars(text.data(), text.data() + colon, head.id);
    const bool number = error == std::errc() && end == text.data() + colon && head.id >= 0;
    std::ranges::transform(head.hash, head.hash.begin(), [](unsigned char each) {
        return each >= 'A' && each <= 'F' ? static_cast<char>(each - 'A' + 'a')
                                          : static_cast<char>(each);
    });
    const bool digits = head.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!number || !digits) return std::nullopt;
    if (head.hash.size() < kFewestDigits || head.hash.size() > kDigits) return std::nullopt;
    return head;
}

std::string chain_hash(std::string_view before, const ChainedFields& fields) {
    std::string text;
    text.reserve(before.size() + fields.detail.size() + 160);
    for (const std::string_view field :
         {before, std::string_view(fields.id), std::string_view(fields.at_ms),
          std::string_view(fields.actor), std::string_view(fields.what),
          std::string_view(fields.subject), std::string_view(fields.detail)}) {
        add_netstring(text, field);
    }
    return sha256_hex(text);
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256(), nullptr) != 1) {
        throw std::runtime_error("OpenSSL cannot compute SHA-256");
    }
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string hash;
    hash.reserve(kDigits);
    for (unsigned int i = 0; i < size; ++i) {
        hash += kHex[digest.at(i) >> 4U];
        hash += kHex[digest.at(i) & 0xfU];
    }
    return hash;
}

JournalHead read_head(Database& database) {
    Query query(database, "SELECT value FROM meta WHERE name = ?1");
    if (!query.with(kHeadName).next()) return {};
    return JournalHead::parse(query.get<std::string>(0)).value_or(JournalHead{});
}

void write_head(Database& database, const JournalHead& head) {
    Query(database,
          "INSERT INTO meta (name, value) VALUES (?1, ?2) "
          "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .with(kHeadName, head.text())
        .run();
}

void chain_journal(Database& database) {
    database.execute(kChainedJournal);
    JournalHead head;
    {
        Query old(database,
                  "SELECT id, at_ms, actor, what, subject, detail FROM journal_unchained "
                  "ORDER BY id");
        Query insert(database,
                     "INSERT INTO journal (id, at_ms, actor, what, subject, detail, hash) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        while (old.next()) {
            const ChainedFields fields = fields_of(old);
            head = {old.get<std::int64_t>(0), chain_hash(head.hash, fields)};
            insert
                .with(head.id, old.get<std::int64_t>(1), fields.actor, fields.what, fields.subject,
                      fields.detail, head.hash)
                .run();
        }
    }
    write_head(database, head);
    database.execute(kGuardedJournal);
}

}  // namespace dondoc::store
