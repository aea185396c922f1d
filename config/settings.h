#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "plan/calendar.h"
#include "plan/timing.h"
#include "plan/words.h"

/// Plain, validated settings: what dondoc.toml says (DESIGN 5 and 7), without a trace of TOML.
namespace dondoc::config {

/// A distance in days from L, or from the turn before: `-7d`, `+2wd`, `0d`.
struct Distance {
    int days = 0;
    bool working = false;
    std::string text = "0d";  ///< normal form: sign unless zero, `d` or `wd`
    bool operator==(const Distance&) const = default;
};

/// Reads `-7d`, `+1wd`, `1d`, `0d`; nothing for any other form or beyond ±3660 days.
std::optional<Distance> parse_distance(std::string_view text);

enum class Audience { lead, support, parent, unit };

/// Who a step tells: `lead`, `lead.head`, `unit:van-phong.deputy`. No role means `office`.
struct Selector {
    Audience audience = Audience::lead;
    std::string unit;  ///< only for Audience::unit
    std::string role = "office";
    std::string text;  ///< as written
    bool operator==(const Selector&) const = default;
};

std::optional<Selector> parse_selector(std::string_view text);

struct Step {
    Distance when;
    std::vector<Selector> to;
    std::optional<plan::TimeOfDay> at;
    std::optional<Distance> repeat;  ///< positive
    std::optional<Distance> until;
    bool urgent = false;
    /// Identity of the step in the ledger: `when`, with `#2` … for further steps of the same ladder
    /// with the same `when`. Moving or adding other steps does not change it.
    std::string key;
    std::uint32_t line = 0;
    bool operator==(const Step&) const = default;
};

/// A reminder every so often of a continuous task, which has no deadline (Ladders 9).
struct Nudge {
    plan::Cycle cycle;  ///< every, month (default first), day (default 1) or weekday (default 1)
    std::vector<Selector> to;  ///< default `lead`
    bool operator==(const Nudge&) const = default;
};

/// Several keys must all hold; several values of a key mean any of them; an empty list matches all.
struct Match {
    std::vector<std::string> plan;
    std::vector<std::string> task;
    std::vector<std::string> unit;
    std::vector<plan::Kind> kind;
    std::vector<plan::Every> every;
    std::vector<std::string> tag;
    bool operator==(const Match&) const = default;
};

struct Rule {
    std::string name;
    Match match;
    plan::TimeOfDay at{8 * 60};
    std::vector<Step> steps;
    std::optional<Nudge> nudge;
    std::uint32_t line = 0;
    bool operator==(const Rule&) const = default;
};

/// Where a secret is kept: never in dondoc.toml (DESIGN 7).
struct SecretSource {
    enum class From { none, credential, file } from = From::none;
    std::string name;  ///< systemd credential name, or absolute path
    bool operator==(const SecretSource&) const = default;
};

struct EmailChannel {
    enum class Security { starttls, smtps, plain } security = Security::starttls;
    std::string host;
    unsigned port = 587;
    std::string username;  ///< empty: no AUTH
    SecretSource password;
    std::string from;             ///< `Văn phòng Sở <don-doc@stp.example>`
    std::string reply_to;         ///< empty: none
    std::string envelope_sender;  ///< empty: the address of `from`
    std::string ca_file;          ///< empty: the system's
    unsigned max_connections = 2;
    bool operator==(const EmailChannel&) const = default;
};

/// A contact's address on it is the URL.
struct WebhookChannel {
    SecretSource secret;  ///< `whsec_…`
    std::string ca_file;
    unsigned max_connections = 4;
    /// Networks (CIDR) that may be called although they are private or loopback.
    std::vector<std::string> allow_networks;
    bool operator==(const WebhookChannel&) const = default;
};

struct MaildirChannel {
    std::string path;  ///< absolute
    std::string from;
    std::string reply_to;
    bool operator==(const MaildirChannel&) const = default;
};

struct Channel {
    std::string name;
    bool digest = true;
    std::variant<EmailChannel, WebhookChannel, MaildirChannel> type;
    std::uint32_t line = 0;
    bool operator==(const Channel&) const = default;
};

struct Fallback {
    std::string channel;
    std::string address;
    bool operator==(const Fallback&) const = default;
};

/// The HTTP server of metrics and health. A numeric address, so that nothing is looked up at start.
struct Web {
    std::string address;  ///< `127.0.0.1`, `::1`, `0.0.0.0`
    std::uint16_t port = 0;
    std::string text;  ///< as written
    std::uint32_t line = 0;
    bool operator==(const Web&) const = default;
};

/// Only this machine can call it.
bool is_loopback(const Web& web);

struct Settings {
    std::string file;      ///< as given, for messages
    std::string database;  ///< absolute
    std::string timezone = "Asia/Ho_Chi_Minh";
    plan::Language language = plan::Language::vi;
    std::string templates;  ///< absolute folder with an office's own templates; empty: built in
    plan::CalendarFacts calendar;
    std::map<std::string, Channel> channels;
    std::optional<Fallback> fallback;
    std::optional<Web> web;  ///< none: no server
    std::vector<Rule> rules;
};

}  // namespace dondoc::config
