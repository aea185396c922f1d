#include "notifiers/mime.h"

#include <gmime/gmime.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "briefs.h"

namespace dondoc::notifiers {
namespace {

using namespace dondoc::testing;
using ::testing::HasSubstr;
using ::testing::Not;
using std::string_literals::operator""s;

MailHeaders headers() {
    MailHeaders made;
    made.id = "01HZY3M8T6W9X2C4V5B7N8M9K0";
    made.from = "Văn phòng Sở <don-doc@stp.example>";
    made.reply_to = "vanphong@stp.example";
    made.to = "hctp@stp.example";
    made.date = zone().local(at("2024-06-15T08:00"));
    return made;
}

Rendered rendered() {
    Rendered made;
    made.subject = "[Đôn đốc] Còn 3 ngày: Báo cáo định kỳ";
    made.text = "Kính gửi: Văn phòng Sở\n\nBáo cáo\n";
    made.html = "<p>Kính gửi: Văn phòng Sở</p>\n";
    made.thread = "obl-1234.t";
    return made;
}

struct Parsed {
    std::string subject, from_name, from_address, to, text, html, calendar;
};

std::string text_of(GMimeObject* part) {
    char* text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    std::string out(text ? text : "");
    g_free(text);
    std::erase(out, '\r');  // what a reader shows
    return out;
}

void take_part(GMimeObject*, GMimeObject* part, gpointer target) {
    auto& parsed = *static_cast<Parsed*>(target);
    const std::string subtype =
        g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(part));
    if (!GMIME_IS_TEXT_PART(part)) return;
    if (subtype == "plain") parsed.text = text_of(part);
    if (subtype == "html") parsed.html = text_of(part);
    if (subtype == "calendar") parsed.calendar = text_of(part);
}

Parsed parsed(const std::string& bytes) {
    GMimeStream* stream = g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size());
    GMimeParser* parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr);
    Parsed out;
    out.subject = g_mime_message_get_subject(message);
    auto* from = internet_address_list_get_address(g_mime_message_get_from(message), 0);
    out.from_name = from->name ? from->name : "";
    out.from_address = INTERNET_ADDRESS_MAILBOX(from)->addr;
    auto* to = g_mime_message_get_to(message);
    EXPECT_EQ(internet_address_list_length(to), 1);
    out.to = INTERNET_ADDRESS_MAILBOX(internet_address_list_get_address(to, 0))->addr;
    g_mime_message_foreach(message, take_part, &out);
    g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
    return out;
}

/// Promise 26 and RFC 5322: CRLF only, ASCII, no long lines.
void expect_fit_for_the_wire(const std::string& bytes) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        ASSERT_TRUE((c >= ' ' && c < 0x7F) || c == '\t' || c == '\r' || c == '\n') << "at " << i;
        if (c == '\n') {
            ASSERT_TRUE(i > 0 && bytes[i - 1] == '\r') << "bare LF at " << i;
            length = 0;
        } else if (c == '\r') {
            ASSERT_TRUE(i + 1 < bytes.size() && bytes[i + 1] == '\n') << "bare CR at " << i;
        } else {
            ASSERT_LE(++length, 998U);
        }
    }
    EXPECT_TRUE(bytes.ends_with("\r\n"));
}

std::string head_of(const std::string& bytes) {
    return bytes.substr(0, bytes.find("\r\n\r\n") + 2);
}

TEST(Mail, HasTheHeadersOfAReminder) {
    const auto bytes = mail_bytes(headers(), rendered());
    expect_fit_for_the_wire(bytes);
    const auto head = head_of(bytes);
    for (const auto* line :
         {"\r\nReply-To: vanphong@stp.example\r\n", "\r\nTo: hctp@stp.example\r\n",
          "\r\nDate: Sat, 15 Jun 2024 08:00:00 +0700\r\n",
          "\r\nIn-Reply-To: <obl-1234.t@stp.example>\r\n",
          "\r\nReferences: <obl-1234.t@stp.example>\r\n", "\r\nAuto-Submitted: auto-generated\r\n",
          "\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n", "\r\nContent-Language: vi\r\n",
          "\r\nX-Dondoc-Message: 01HZY3M8T6W9X2C4V5B7N8M9K0\r\n", "\r\nMIME-Version: 1.0\r\n",
          "\r\nContent-Type: multipart/alternative;"}) {
        EXPECT_THAT("\r\n" + head, HasSubstr(line));
    }
    EXPECT_TRUE(std::regex_search(
        head, std::regex("Message-Id: <01HZY3M8T6W9X2C4V5B7N8M9K0\\.m@stp\\.example>",
                         std::regex::icase)));
    EXPECT_THAT(head, Not(HasSubstr("Importance")));
    EXPECT_LT(bytes.find("text/plain"), bytes.find("text/html"));
}

TEST(Mail, LeavesOutWhatDoesNotApply) {
    auto plain = headers();
    plain.reply_to.clear();
    plain.language = plan::Language::en;
    auto digest = rendered();
    digest.thread.clear();
    digest.overdue = true;
    const auto head = head_of(mail_bytes(plain, digest));
    EXPECT_THAT(head, Not(HasSubstr("Reply-To")));
    EXPECT_THAT(head, Not(HasSubstr("References")));
    EXPECT_THAT(head, HasSubstr("Content-Language: en\r\n"));
    EXPECT_THAT(head, HasSubstr("Importance: high\r\n"));
}

TEST(Mail, DatesCarryTheLocalOffset) {
    auto made = headers();
    made.date = zone("America/St_Johns").local(at("2024-01-06T10:00:00Z"));
    EXPECT_THAT(mail_bytes(made, rendered()), HasSubstr("Date: Sat, 06 Jan 2024 06:30:00 -0330"));
}

TEST(Mail, WhateverStandsInNamesAndTitlesComesBack) {
    const std::vector<std::string> titles = {
        "Báo cáo định kỳ: \"quý II\", 'năm'; (100%) <a@b.example>",
        "=?UTF-8?B?SGVsbG8=?= và =?x",
        "Đã xong 🎉👩‍💼 ✓",
        std::string(300, 'x') + " " + std::string(200, 'y'),
        "Ư ơ ế ộ ỹ ặ Ằ Ữ, rà soát, đánh giá thủ tục hành chính, cơ chế một cửa liên thông năm 2023",
        "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉x🎉🎉🎉🎉🎉🎉🎉🎉🎉",
        "plain ASCII subject",
        ". starts with a dot",
        "From here",
    };
    for (const auto& title : titles) {
        SCOPED_TRACE(title);
        auto made = rendered();
        made.subject = title;
        made.text = title + "\n.\nFrom me\n";
        made.html = "<p>" + title + "</p>\n";
        const auto bytes = mail_bytes(headers(), made);
        expect_fit_for_the_wire(bytes);
        const auto back = parsed(bytes);
        EXPECT_EQ(back.subject, title);
        EXPECT_EQ(back.text, made.text);
        EXPECT_EQ(back.html, made.html);
        EXPECT_EQ(back.to, "hctp@stp.example");
    }
}

TEST(Mail, ASubjectInVietnameseIsOneRunOfWords) {
    const auto head = head_of(mail_bytes(headers(), rendered()));
    EXPECT_TRUE(std::regex_search(
        head,
        std::regex("Subject: =\\?UTF-8\\?B\\?[^?]+\\?=(\r\n =\\?UTF-8\\?B\\?[^?]+\\?=)*\r\n")))
        << head;
}

TEST(Mail, EncodedWordsAreShortAndWhole) {
    auto made = rendered();
    for (int i = 0; i < 20; ++i)
        made.subject += " đánh giá thủ tục hành chính 🎉";
    const auto head = head_of(mail_bytes(headers(), made));
    const std::regex word("=\\?[^?]+\\?[BbQq]\\?[^?]*\\?=");
    int words = 0;
    for (std::sregex_iterator each(head.begin(), head.end(), word), end; each != end; ++each) {
        EXPECT_LE(each->length(), 75);
        char* decoded = g_mime_utils_header_decode_text(nullptr, each->str().c_str());
        EXPECT_TRUE(g_utf8_validate(decoded, -1, nullptr)) << each->str();
        EXPECT_EQ(std::string(decoded).find("\xEF\xBF\xBD"), std::string::npos) << each->str();
        g_free(decoded);
        ++words;
    }
    EXPECT_GT(words, 5);
}

TEST(Mail, SenderNamesComeBack) {
    const std::vector<std::pair<std::string, std::string>> senders = {
        {"Văn phòng Sở <don-doc@stp.example>", "Văn phòng Sở"},
        {"\"Phòng Ánh, \\\"TS.\\\"\" <don-doc@stp.example>", "Phòng Ánh, \"TS.\""},
        {"\"=?x Sở\" <don-doc@stp.example>", "=?x Sở"},
        {"\"Sở 🎉; <x>\" <don-doc@stp.example>", "Sở 🎉; <x>"},
        {"don-doc@stp.example", ""},
    };
    for (const auto& [sender, name] : senders) {
        auto made = headers();
        made.from = sender;
        const auto back = parsed(mail_bytes(made, rendered()));
        EXPECT_EQ(back.from_name, name);
        EXPECT_EQ(back.from_address, "don-doc@stp.example");
    }
}

TEST(Mail, NoLineEndReachesAHeader) {
    const auto sly = "\r\nBcc: evil@x.example\r\n\r\nbody\n\0end"s;
    auto made = headers();
    made.id += sly;
    made.from = "A" + sly + " <don-doc@stp.example>";
    made.reply_to = "vanphong@stp.example" + sly;
    made.to = "hctp@stp.example" + sly;
    auto words = rendered();
    words.subject += sly;
    words.thread += sly;
    const auto bytes = mail_bytes(made, words);
    expect_fit_for_the_wire(bytes);
    const auto head = "\r\n" + head_of(bytes);
    EXPECT_THAT(head, Not(HasSubstr("\r\nBcc:")));
    EXPECT_THAT(head, HasSubstr("\r\nContent-Type: multipart/alternative"));
}

TEST(Mail, BodiesGetCrlfFromAnyLineEnd) {
    auto made = rendered();
    made.text = "a\rb\nc\r\nd\0e\n"s;
    const auto bytes = mail_bytes(headers(), made);
    expect_fit_for_the_wire(bytes);
    EXPECT_EQ(parsed(bytes).text, "a\nb\nc\nde\n");
}

TEST(Mail, TheSameMessageIsTheSameBytes) {
    auto with_calendar = headers();
    with_calendar.calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    const auto first = mail_bytes(with_calendar, rendered());
    EXPECT_EQ(first, mail_bytes(with_calendar, rendered()));
    with_calendar.id = "01HZY3M8T6W9X2C4V5B7N8M9K1";
    EXPECT_NE(first, mail_bytes(with_calendar, rendered()));
}

TEST(Mail, CarriesACalendarEvent) {
    auto made = headers();
    made.calendar =
        calendar_event(monthly_brief("2024-05-19T08:00"), at("2024-05-19T08:00"), "Hạn", made.from);
    const auto bytes = mail_bytes(made, rendered());
    expect_fit_for_the_wire(bytes);
    EXPECT_THAT(head_of(bytes), HasSubstr("Content-Type: multipart/mixed;"));
    EXPECT_THAT(bytes, HasSubstr("method=PUBLISH"));
    EXPECT_THAT(bytes, HasSubstr("Content-Disposition: attachment; filename=thoi-han.ics"));
    const auto back = parsed(bytes);
    EXPECT_THAT(back.calendar, HasSubstr("SUMMARY:Hạn\n"));
    EXPECT_EQ(back.text, rendered().text);
    EXPECT_EQ(back.html, rendered().html);
}

TEST(Mailbox, IsOneAddressWithADomain) {
    const std::vector<std::pair<std::string, std::string>> good = {
        {"a@b.example", "a@b.example"},
        {"Tên <a@b.example>", "a@b.example"},
        {"\"Tên, có phẩy\" <a@b.example>", "a@b.example"},
    };
    for (const auto& [mailbox, address] : good) {
        EXPECT_TRUE(is_mailbox(mailbox)) << mailbox;
        EXPECT_EQ(address_of(mailbox), address);
    }
    for (const std::string bad :
         {"", "Tên", "a@", "@b.example", "Tên <a>", "a@b.example, c@d.example",
          "Tên <a@b.example>\r\nBcc: x@y.example", "a b@c.example", "nhóm: a@b.example;"}) {
        EXPECT_FALSE(is_mailbox(bad)) << bad;
        EXPECT_EQ(address_of(bad), "") << bad;
    }
}

}  // namespace
}  // namespace dondoc::notifiers
