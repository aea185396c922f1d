#include "notifiers/mime.h"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
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

/// Exactly one mailbox with a domain, or nothing.
std::optional<Mailbox> parse_mailbox(const std::string& text) {
    if (is_simple_address(text)) return Mailbox{{}, text};
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

std::string domain_of(const std::string& mailbox) {
    const auto address = address_of(mailbox);
    const auto domain = token(address.substr(address.find('@') + 1));
    return domain.empty() ? "localhost" : domain;
}

void set_header(GMimeMessage* message, const char* name, const std::string& value) {
    g_mime_object_set_header(GMIME_OBJECT(message), name, value.c_str(), nullptr);
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
        words += fmt::format("{}=?UTF-8?B?{}?=", words.empty() ? "" : "\n ", base64);
        g_free(base64);
        start = end;
    }
    return words;
}

/// A header whose value is encoded already. GMime's own encoder lets text that looks like an
/// encoded word through, and readers would decode it to something else.
void set_raw_header(GMimeMessage* message, const char* name, const std::string& value) {
    set_header(message, name, "x");
    GMimeHeaderList* list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    GMimeHeader* header = g_mime_header_list_get_header(list, name);
    g_mime_header_set_raw_value(header, fmt::format(" {}\n", value).c_str());
}

void set_subject(GMimeMessage* message, const std::string& subject) {
    constexpr std::size_t kPlainLine = 200;
    const bool plain =
        subject.size() <= kPlainLine && subject.find("=?") == std::string::npos &&
        std::all_of(subject.begin(), subject.end(), [](char c) { return (c & 0x80) == 0; });
    set_raw_header(message, "Subject", plain ? subject : encoded_words(subject));
}

void set_mailbox(GMimeMessage* message, const char* header, const std::string& text) {
    const auto mailbox = parse_mailbox(text).value_or(Mailbox{{}, bare_address(text)});
    const auto name = one_line(mailbox.name);
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return c == ' ' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    const auto phrase = plain ? name : encoded_words(name);
    set_raw_header(
        message, header,
        phrase.empty() ? mailbox.address : fmt::format("{} <{}>", phrase, mailbox.address));
}

void set_date(GMimeMessage* message, const plan::LocalTime& time) {
    const auto date = plan::ymd(time.day);
    const auto clock = std::chrono::hh_mm_ss(
        std::chrono::duration_cast<std::chrono::seconds>(time.since_midnight));
    GTimeZone* zone = g_time_zone_new_offset(static_cast<gint32>(time.utc_offset.count()));
    GDateTime* value = g_date_time_new(
        zone, static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
        static_cast<int>(static_cast<unsigned>(date.day())),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<double>(clock.seconds().count()));
    g_mime_message_set_date(message, value);
    g_date_time_unref(value);
    g_time_zone_unref(zone);
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

/// A text part that is ASCII on the wire whatever it holds: libcurl does not convert 8-bit mail.
Owned<GMimePart> text_part(const char* type, const char* subtype, const std::string& text) {
    Owned<GMimePart> part(g_mime_part_new_with_type(type, subtype));
    const auto others =
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
    // Quoted-printable triples what it quotes; up to a sixth it is still the shorter form.
    const bool base64 = static_cast<std::size_t>(others) * 6 > text.size();
    // Base64 keeps the line ends it is given, and those of text are CRLF (RFC 2046, 4.1.1).
    const auto body = with_line_ends(text, base64 ? "\r\n" : "\n");
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(body.data(), body.size()));
    const Owned<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(part.get(), content.get());
    g_mime_part_set_content_encoding(part.get(), base64 ? GMIME_CONTENT_ENCODING_BASE64
                                                        : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    return part;
}

/// Boundaries follow from the message's id, so that the same message is the same bytes; `=_` stands
/// in no base64 or quoted-printable text.
Owned<GMimeMultipart> multipart(const char* subtype, const std::string& id, const char* which) {
    // g_mime_multipart_new_with_subtype would ask the kernel for a random boundary first.
    Owned<GMimeMultipart> made(GMIME_MULTIPART(g_object_new(GMIME_TYPE_MULTIPART, nullptr)));
    const Owned<GMimeContentType> type(g_mime_content_type_new("multipart", subtype));
    g_mime_content_type_set_parameter(type.get(), "boundary",
                                      fmt::format("=_{}.{}", which, id).c_str());
    g_mime_object_set_content_type(GMIME_OBJECT(made.get()), type.get());
    return made;
}

Owned<GMimeMultipart> body_of(const MailHeaders& headers, const Rendered& rendered,
                              const std::string& id) {
    auto alternative = multipart("alternative", id, "alternative");
    for (const auto& part :
         {text_part("text", "plain", rendered.text), text_part("text", "html", rendered.html)}) {
        g_mime_multipart_add(alternative.get(), GMIME_OBJECT(part.get()));
    }
    if (headers.calendar.empty()) return alternative;
    auto mixed = multipart("mixed", id, "mixed");
    g_mime_multipart_add(mixed.get(), GMIME_OBJECT(alternative.get()));
    const auto calendar = text_part("text", "calendar", headers.calendar);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(calendar.get()), "method", "PUBLISH");
    g_mime_object_set_disposition(GMIME_OBJECT(calendar.get()), GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(calendar.get(), "thoi-han.ics");
    g_mime_multipart_add(mixed.get(), GMIME_OBJECT(calendar.get()));
    return mixed;
}

void set_headers(GMimeMessage* message, const MailHeaders& headers, const Rendered& rendered,
                 const std::string& id) {
    const auto domain = domain_of(headers.from);
    set_mailbox(message, "From", headers.from);
    if (!headers.reply_to.empty()) set_mailbox(message, "Reply-To", headers.reply_to);
    set_mailbox(message, "To", headers.to);
    set_subject(message, one_line(rendered.subject));
    set_date(message, headers.date);
    g_mime_message_set_message_id(message, fmt::format("{}.m@{}", id, domain).c_str());
    if (const auto thread = token(rendered.thread); !thread.empty()) {
        const auto root = fmt::format("<{}@{}>", thread, domain);
        set_header(message, "In-Reply-To", root);
        set_header(message, "References", root);
    }
    set_header(message, "Auto-Submitted", "auto-generated");
    set_header(message, "X-Auto-Response-Suppress", "OOF, AutoReply");
    set_header(message, "Content-Language", headers.language == plan::Language::vi ? "vi" : "en");
    set_header(message, "X-Dondoc-Message", id);
    if (rendered.overdue) set_header(message, "Importance", "high");
}

}  // namespace

std::string mail_bytes(const MailHeaders& headers, const Rendered& rendered) {
    start_gmime();
    const auto id = token(headers.id);
    const Owned<GMimeMessage> message(g_mime_message_new(FALSE));
    set_headers(message.get(), headers, rendered, id);
    const auto body = body_of(headers, rendered, id);
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(body.get()));

    GMimeFormatOptions* options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    char* text = g_mime_object_to_string(GMIME_OBJECT(message.get()), options);
    std::string bytes(text);
    g_free(text);
    g_mime_format_options_free(options);
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
