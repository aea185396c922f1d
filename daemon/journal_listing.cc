#include "daemon/journal_listing.h"

#include <set>

#include "daemon/journal_words.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

/// What somebody put into the database by other means may hold any bytes.
std::string legible(const std::string& text) {
    return plan::is_utf8(text) ? text : plan::nfc(text);
}

/// Of a message's id only its beginning, as `outbox list` shows it.
std::string short_subject(const store::JournalEntry& entry) {
    constexpr std::size_t kShortId = 14;
    static const std::set<std::string> kOfMessages = {"accepted", "dead", "expired", "outbox-retry",
                                                      "outbox-drop"};
    const std::string subject = legible(entry.subject);
    return kOfMessages.contains(entry.what) ? subject.substr(0, kShortId) : subject;
}

/// What it is about and what happened, for people in one column: an obligation's name is long, and
/// must be readable to its end.
std::string story(const store::JournalEntry& entry, Session& session) {
    const std::string detail = legible(session.say(detail_words(entry, session.calendar().zone())));
    return detail.empty() ? short_subject(entry) : short_subject(entry) + " – " + detail;
}

}  // namespace

Listing list_entries(const std::vector<store::JournalEntry>& entries, Session& session) {
    const plan::Zone& zone = session.calendar().zone();
    Listing listing({{"id", {"Số", "No."}, true},
                     {"at", {"Lúc", "When"}},
                     {"at_ms", {}, false, false, true},
                     {"by", {"Ai", "Who"}, false, true},
                     {"what", {"Việc gì", "What"}},
                     {"subject", {}, false, false, true},
                     {"detail", {"Về đâu, chi tiết", "About, detail"}, false, true, false, true},
                     {"before", {}, false, false, true},
                     {"hash", {}, false, false, true}});
    for (const store::JournalEntry& entry : entries) {
        const std::string at = zone.iso(entry.at);
        listing.add({Cell(std::to_string(entry.id), entry.id),
                     Cell(at.substr(0, 10) + " " + at.substr(11, 8), at),
                     Cell("", entry.at.time_since_epoch().count()), legible(entry.by),
                     Cell(session.say(act_words(legible(entry.what))), legible(entry.what)),
                     Cell("", legible(entry.subject)),
                     Cell(story(entry, session), legible(entry.detail)),
                     Cell("", legible(entry.before)), Cell("", legible(entry.hash))});
    }
    return listing;
}

}  // namespace dondoc::daemon
