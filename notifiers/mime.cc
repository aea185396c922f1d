#include "notifiers/mime.h"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "notifiers/text_layout.h"

namespace dondoc::notifiers {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void start_gmime() {
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

/// Letters, digits and hyphens: what may stand in a Message-ID or a boundary without quoting.
std::string token(const std::string& text) {
    std::string kept;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '.';
        if (plain) kept += c;
    }
    return kept;
}

/// An addr-spec without anything that could end its line (promise 26).
std::string bare_address(const std::string& text) {
    std::string kept;
    for (const char c : text) {
        if (c > ' ' && c < 0x7F && c != '<' && c != '>') kept += c;
    }
    return kept;
}

struct Mailbox {
    std::string name;
    std::string address;
};

/// An address and nothing else, of the letters that need no thought: most are.
bool is_simple_address(const std::string& text) {
    bool at_start = true;  // of a part between dots or around the @
    int ats = 0;
    for (const char c : text) {
        const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                            (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        const bool separator = c == '.' || c == '@';
        if (!letter && !(separator && !at_start)) return false;
        ats += c == '@' ? 1 : 0;
        at_start = separator;
    }
    return ats == 1 && !at_start;
}

std::optional<Mailbox> parse_anew(const std::string& text) {
    start_gmime();
    const bool control = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    if (control) return std::nullopt;
    const Owned<InternetAddressList> list(internet_address_list_parse(nullptr, text.c_str()));
    if (!list || internet_address_list_length(list.get()) != 1) return std::nullopt;
    InternetAddress* entry = internet_address_list_get_address(list.get(), 0);
    if (!INTERNET_ADDRESS_IS_MAILBOX(entry)) return std::nullopt;
    const char* address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(entry));
    const char* name = internet_address_get_name(entry);
    Mailbox mailbox{name ? name : "", address ? address : ""};
    const auto at = mailbox.address.find('@');
    const bool whole = at != std::string::npos && at > 0 && at + 1 < mailbox.address.size() &&
                       mailbox.address.find('@', at + 1) == std::string::npos &&
                       bare_address(mailbox.address) == mailbox.address;
    return whole ? std::optional(mailbox) : std::nullopt;
}

/// Exactly one mailbox with a domain, or nothing. The sender is the same from one mail to the next,
/// and parsing it costs more than writing all headers.
std::optional<Mailbox> parse_mailbox(const std::string& text) {
    if (is_simple_address(text)) return Mailbox{{}, text};
    thread_local std::pair<std::string, std::optional<Mailbox>> last;
    if (last.first != text) last = {text, parse_anew(text)};
    return last.second;
}

std::string domain_of(const std::string& mailbox) {
    const auto address = address_of(mailbox);
    const auto domain = token(address.substr(address.find('@') + 1));
    return domain.empty() ? "localhost" : domain;
}

/// Where the encoded word that starts at `start` ends: whole characters, and whole groups of base64
/// where there are any, because some readers stop at padding between words.
std::size_t word_end(const std::string& text, std::size_t start) {
    constexpr std::size_t kPayload = 45;  // 60 in base64, 72 with =?UTF-8?B??=
    if (text.size() - start <= kPayload) return text.size();
    std::size_t whole_characters = 0;
    for (std::size_t end = start + kPayload; end > start; --end) {
        if ((text[end] & 0xC0) == 0x80) continue;
        if ((end - start) % 3 == 0) return end;
        if (whole_characters == 0) whole_characters = end;
    }
    return whole_characters;
}

/// RFC 2047 words of at most 75 characters, each on a line of its own.
std::string encoded_words(const std::string& text) {
    std::string words;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = word_end(text, start);
        gchar* base64 =
            g_base64_encode(reinterpret_cast<const guchar*>(text.data() + start), end - start);
        words += fmt::format("{}=?UTF-8?B?{}?=", words.empty() ? "" : "\r\n ", base64);
        g_free(base64);
        start = end;
    }
    return words;
}

/// GMime's own encoder lets text that looks like an encoded word through, and readers would decode
/// it to something else.
std::string subject_value(const std::string& subject) {
    constexpr std::size_t kPlainLine = 200;
    const bool plain =
        subject.size() <= kPlainLine && subject.find("=?") == std::string::npos &&
        std::all_of(subject.begin(), subject.end(), [](char c) { return (c & 0x80) == 0; });
    return plain ? subject : encoded_words(subject);
}

std::string mailbox_value(const std::string& text) {
    const auto mailbox = parse_mailbox(text).value_or(Mailbox{{}, bare_address(text)});
    const auto name = one_line(mailbox.name);
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return c == ' ' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    const auto phrase = plain ? name : encoded_words(name);
    return phrase.empty() ? mailbox.address : fmt::format("{} <{}>", phrase, mailbox.address);
}

/// `Sun, 19 May 2024 08:00:00 +0700` (RFC 5322, 3.3).
std::string date_value(const plan::LocalTime& time) {
    constexpr std::array kDays = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    constexpr std::array kMonths = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto date = plan::ymd(time.day);
    const std::chrono::hh_mm_ss clock(
        std::chrono::duration_cast<std::chrono::seconds>(time.since_midnight));
    const auto offset = std::chrono::duration_cast<std::chrono::minutes>(time.utc_offset).count();
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} {}{:02}{:02}",
                       kDays.at(static_cast<std::size_t>(plan::iso_weekday(time.day))),
                       static_cast<unsigned>(date.day()),
                       kMonths.at(static_cast<unsigned>(date.month())),
                       static_cast<int>(date.year()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), offset < 0 ? '-' : '+',
                       std::abs(offset) / 60, std::abs(offset) % 60);
}

std::string with_line_ends(const std::string& text, std::string_view end) {
    const auto special = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    for (auto at = text.begin(); at != text.end();) {
        const auto stop = std::find_if(at, text.end(), special);
        out.append(at, stop);
        if (stop == text.end()) break;
        if (*stop != '\0') out += end;
        const bool pair = *stop == '\r' && stop + 1 != text.end() && stop[1] == '\n';
        at = stop + (pair ? 2 : 1);
    }
    return out;
}

/// The body of a text part, ASCII on the wire whatever it holds: libcurl does not convert 8-bit
/// mail.
struct Encoded {
    const char* name;
    std::string body;
};

Encoded encoded(const std::string& text) {
    const auto others =
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
    // Quoted-printable triples what it quotes; up to a sixth it is still the shorter form.
    const bool base64 = static_cast<std::size_t>(others) * 6 > text.size();
    // Base64 keeps the line ends it is given, and those of text are CRLF (RFC 2046, 4.1.1).
    const auto plain = with_line_ends(text, base64 ? "\r\n" : "\n");
    GMimeEncoding state;
    g_mime_encoding_init_encode(
        &state, base64 ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    std::string body(g_mime_encoding_outlen(&state, plain.size()), '\0');
    body.resize(g_mime_encoding_flush(&state, plain.data(), plain.size(), body.data()));
    return {base64 ? "base64" : "quoted-printable", with_line_ends(body, "\r\n")};
}

/// Boundaries follow from the message's id, so that the same message is the same bytes; `=_` stands
/// in no base64 or quoted-printable text.
std::string boundary(const char* which, const std::string& id) {
    return fmt::format("=_{}.{}", which, id);
}

void add_text_part(std::string& out, const std::string& within, std::string_view type,
                   const std::string& text, std::string_view more = {}) {
    const auto [name, body] = encoded(text);
    out += fmt::format(
        "--{}\r\nContent-Type: text/{}\r\nContent-Transfer-Encoding: {}\r\n{}\r\n{}\r\n", within,
        type, name, more, body);
}

void add_body(std::string& out, const MailHeaders& headers, const Rendered& rendered,
              const std::string& id) {
    const auto mixed = boundary("mixed", id);
    const auto alternative = boundary("alternative", id);
    const bool attached = !headers.calendar.empty();
    if (attached) {
        out +=
            fmt::format("Content-Type: multipart/mixed; boundary=\"{0}\"\r\n\r\n--{0}\r\n", mixed);
    }
    out += fmt::format("Content-Type: multipart/alternative;\r\n\tboundary=\"{}\"\r\n\r\n",
                       alternative);
    add_text_part(out, alternative, "plain; charset=utf-8", rendered.text);
    add_text_part(out, alternative, "html; charset=utf-8", rendered.html);
    out += fmt::format("--{}--\r\n", alternative);
    if (!attached) return;
    out += "\r\n";
    add_text_part(out, mixed, "calendar; charset=utf-8; method=PUBLISH; name=thoi-han.ics",
                  headers.calendar, "Content-Disposition: attachment; filename=thoi-han.ics\r\n");
    out += fmt::format("--{}--\r\n", mixed);
}

void add_headers(std::string& out, const MailHeaders& headers, const Rendered& rendered,
                 const std::string& id) {
    const auto add = [&out](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append("\r\n");
    };
    const auto domain = domain_of(headers.from);
    add("From", mailbox_value(headers.from));
    if (!headers.reply_to.empty()) add("Reply-To", mailbox_value(headers.reply_to));
    add("To", mailbox_value(headers.to));
    add("Subject", subject_value(one_line(rendered.subject)));
    add("Date", date_value(headers.date));
    add("Message-Id", fmt::format("<{}.m@{}>", id, domain));
    if (const auto thread = token(rendered.thread); !thread.empty()) {
        const auto root = fmt::format("<{}@{}>", thread, domain);
        add("In-Reply-To", root);
        add("References", root);
    }
    add("Auto-Submitted", "auto-generated");
    add("X-Auto-Response-Suppress", "OOF, AutoReply");
    add("Content-Language", headers.language == plan::Language::vi ? "vi" : "en");
    add("X-Dondoc-Message", id);
    if (rendered.overdue) add("Importance", "high");
    add("MIME-Version", "1.0");
}

}  // namespace

std::string mail_bytes(const MailHeaders& headers, const Rendered& rendered) {
    start_gmime();
    const auto id = token(headers.id);
    std::string bytes;
    add_headers(bytes, headers, rendered, id);
    add_body(bytes, headers, rendered, id);
    return bytes;
}

bool is_mailbox(const std::string& mailbox) {
    return parse_mailbox(mailbox).has_value();
}

std::string address_of(const std::string& mailbox) {
    const auto parsed = parse_mailbox(mailbox);
    return parsed ? parsed->address : std::string();
}

}  // namespace dondoc::notifiers
