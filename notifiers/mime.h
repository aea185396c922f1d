#pragma once

#include <string>
#include <vector>

#include "notifiers/render.h"
#include "plan/time.h"

namespace dondoc::notifiers {

struct MailHeaders {
    std::string id;        ///< ULID of the message
    std::string from;      ///< `Văn phòng Sở <don-doc@stp.example>`
    std::string reply_to;  ///< empty: none
    std::string to;        ///< addr-spec
    plan::LocalTime date;  ///< with the local offset
    plan::Language language = plan::Language::vi;
    std::string calendar;  ///< text of an .ics attachment; empty: none
};

/// The bytes of an RFC 5322 message, CRLF, ready for the wire: multipart/alternative, text first,
/// no line over 998, headers as in DELIVERY.md. Whatever stands in names and titles comes out
/// right.
std::string mail_bytes(const MailHeaders& headers, const Rendered& rendered);

/// True for `Tên <a@b.example>` and `a@b.example`.
bool is_mailbox(const std::string& mailbox);
std::string address_of(const std::string& mailbox);

/// The JSON body of a webhook (DELIVERY.md), frozen with the message.
std::string webhook_body(const scheduler::Letter& letter, const plan::Zone& zone);
/// What `check --connect` asks an endpoint with: JSON of type `ping`, about nothing.
std::string webhook_ping(const std::string& id, plan::Instant now);

/// One calendar event for a deadline (RFC 5545), whole-day on the last good day.
std::string calendar_event(const scheduler::Brief& brief, plan::Instant now,
                           const std::string& summary, const std::string& organizer);

}  // namespace dondoc::notifiers
