#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "notifiers/channel_findings.h"
#include "support/world.h"

namespace dondoc::notifiers {
namespace {

using ::testing::HasSubstr;
using Phase = SmtpEnd::Phase;
using Result = Finding::Result;

const auto kNow = dondoc::testing::at("2024-06-13T09:00");

config::EmailChannel settings() {
    config::EmailChannel made;
    made.host = "mail.stp.example";
    made.username = "don-doc@stp.example";
    made.from = "Sở <don-doc@stp.example>";
    return made;
}

/// All went well.
SmtpProbe good() {
    SmtpProbe made;
    made.phase = Phase::mail;
    made.greeting = "220 mail.stp.example ESMTP";
    made.last_line = "250 2.1.0 Ok";
    made.code = 250;
    made.tls = "TLSv1.3";
    made.certificate =
        Certificate{"mail.stp.example", "CN=Test CA", dondoc::testing::at("2024-01-01T07:00"),
                    dondoc::testing::at("2024-12-31T07:00")};
    made.offers_auth = true;
    made.authenticated = true;
    made.sender_taken = true;
    made.size = 10'485'760;
    return made;
}

/// Nothing was reached but what each row says.
SmtpProbe stopped_at(Phase phase, int curl, int code = 0, const std::string& line = {}) {
    SmtpProbe made = good();
    made.phase = phase;
    made.curl = curl;
    made.code = code;
    made.last_line = line;
    made.error = "curl's words";
    made.authenticated = phase == Phase::mail;
    made.sender_taken = false;
    if (phase == Phase::connect || phase == Phase::greeting) {
        made.tls.clear();
        made.certificate.reset();
    }
    if (phase == Phase::connect) made.greeting.clear();
    return made;
}

SmtpProbe untrusted(int verify_error) {
    auto made = stopped_at(Phase::tls, CURLE_PEER_FAILED_VERIFICATION);
    made.verify_error = verify_error;
    return made;
}

TEST(EmailFindings, SayThatAllIsWell) {
    const auto findings = email_findings(settings(), good(), true, kNow);
    std::vector<std::string> checks;
    for (const auto& each : findings) {
        EXPECT_EQ(each.result, Result::ok) << each.check;
        EXPECT_EQ(each.target, "mail.stp.example:587");
        checks.push_back(each.check);
    }
    EXPECT_EQ(checks, (std::vector<std::string>{"connect", "tls", "auth", "sender", "size"}));
    EXPECT_EQ(findings.at(1).words.en,
              "TLSv1.3; certificate for mail.stp.example, until 31 December 2024, 200 days left");
    EXPECT_EQ(findings.at(1).words.vi,
              "TLSv1.3; chứng thư cho mail.stp.example, hết hạn 31/12/2024, còn 200 ngày");
    EXPECT_THAT(findings.at(4).words.en, HasSubstr("10.0 MiB"));
}

TEST(EmailFindings, WarnOfACertificateThatEndsSoon) {
    auto probe = good();
    probe.certificate->until = kNow + std::chrono::days{13} + std::chrono::hours{1};
    const auto tls = email_findings(settings(), probe, true, kNow).at(1);
    EXPECT_EQ(tls.result, Result::ok);
    EXPECT_THAT(tls.words.en, HasSubstr("13 days left; renew it now"));
    EXPECT_THAT(tls.words.vi, HasSubstr("hãy gia hạn chứng thư ngay"));
}

TEST(EmailFindings, LeaveUntriedWhatNeedsThePassword) {
    auto probe = stopped_at(Phase::hello, CURLE_OK, 250, "250 ok");
    probe.size = std::nullopt;
    const auto findings = email_findings(settings(), probe, false, kNow);
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_EQ(findings.at(2).check, "auth");
    EXPECT_EQ(findings.at(2).result, Result::untested);
}

TEST(EmailFindings, TellOfALoginThatIsNotOffered) {
    auto probe = good();
    probe.offers_auth = false;
    probe.authenticated = false;
    const auto findings = email_findings(settings(), probe, true, kNow);
    EXPECT_EQ(findings.at(2).result, Result::untested);
    EXPECT_THAT(findings.at(2).words.en, HasSubstr("offers no login on this port"));
    EXPECT_EQ(findings.at(3).result, Result::ok);
}

TEST(EmailFindings, NeedNoLoginWithoutAUserName) {
    auto mail = settings();
    mail.username.clear();
    mail.security = config::EmailChannel::Security::plain;
    auto probe = good();
    probe.tls.clear();
    probe.certificate.reset();
    const auto findings = email_findings(mail, probe, true, kNow);
    EXPECT_EQ(findings.at(1).result, Result::untested);
    EXPECT_THAT(findings.at(1).words.en, HasSubstr("not encrypted"));
    EXPECT_EQ(findings.at(2).result, Result::untested);
    EXPECT_EQ(findings.at(3).result, Result::ok);
}

struct Row {
    const char* name;
    SmtpProbe probe;
    const char* check;
    const char* en;
    const char* vi;
};

class Fails : public ::testing::TestWithParam<Row> {};

TEST_P(Fails, WithWhatToDo) {
    const auto findings = email_findings(settings(), GetParam().probe, true, kNow);
    const auto& last = findings.back();
    EXPECT_EQ(last.result, Result::failed);
    EXPECT_EQ(last.check, GetParam().check);
    EXPECT_THAT(last.words.en, HasSubstr(GetParam().en));
    EXPECT_THAT(last.words.vi, HasSubstr(GetParam().vi));
    for (std::size_t i = 0; i + 1 < findings.size(); ++i)
        EXPECT_NE(findings.at(i).result, Result::failed);
}

const Row kRows[] = {
    {"no_such_host", stopped_at(Phase::connect, CURLE_COULDNT_RESOLVE_HOST), "connect",
     "in the DNS; look at `host`", "trong DNS"},
    {"nobody_listens", stopped_at(Phase::connect, CURLE_COULDNT_CONNECT), "connect",
     "cannot connect (curl's words); look at `host`, `port` and the firewall", "tường lửa"},
    {"hangs_before_it_greets", stopped_at(Phase::connect, CURLE_OPERATION_TIMEDOUT), "connect",
     "does not answer in time", "hết giờ chờ"},
    {"greets_with_a_refusal", stopped_at(Phase::greeting, CURLE_WEIRD_SERVER_REPLY, 554, "554 no"),
     "connect", "refuses in its greeting: 554 no", "lời chào: 554 no"},
    {"hangs_after_tls", stopped_at(Phase::hello, CURLE_OPERATION_TIMEDOUT, 220, "220 hello"),
     "connect", "fell silent until time was up; its last word: 220 hello", "im lặng"},
    {"no_starttls",
     [] {
         auto made = stopped_at(Phase::hello, CURLE_USE_SSL_FAILED, 250, "250 ok");
         made.tls.clear();
         return made;
     }(),
     "tls", "does not take STARTTLS", "STARTTLS"},
    {"no_handshake",
     [] {
         auto made = stopped_at(Phase::tls, CURLE_SSL_CONNECT_ERROR);
         made.certificate.reset();
         return made;
     }(),
     "tls", "no TLS handshake (curl's words)", "không bắt tay TLS được"},
    {"certificate_expired", untrusted(X509_V_ERR_CERT_HAS_EXPIRED), "tls",
     "expired on 31 December 2024", "đã hết hạn ngày 31/12/2024"},
    {"certificate_of_the_future", untrusted(X509_V_ERR_CERT_NOT_YET_VALID), "tls",
     "holds only from 1 January 2024", "kiểm tra đồng hồ"},
    {"self_signed", untrusted(X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT), "tls",
     "issuer is unknown (CN=Test CA)", "`ca_file`"},
    {"unknown_issuer", untrusted(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY), "tls", "`ca_file`",
     "không biết bên cấp"},
    {"wrong_name", untrusted(X509_V_OK), "tls", "is for mail.stp.example, not for", "ghi `host`"},
    {"bad_in_another_way", untrusted(X509_V_ERR_CERT_REVOKED), "tls", "not valid: curl's words",
     "không hợp lệ"},
    {"ca_file_is_bad", stopped_at(Phase::tls, CURLE_SSL_CACERT_BADFILE), "tls",
     "`ca_file` cannot be read", "`ca_file`"},
    {"wrong_password", stopped_at(Phase::auth, CURLE_LOGIN_DENIED, 535, "535 5.7.8 no"), "auth",
     "refuses the user name \"don-doc@stp.example\" or the password: 535 5.7.8 no", "mật khẩu"},
    {"no_way_to_log_in", stopped_at(Phase::hello, CURLE_LOGIN_DENIED, 250, "250 ok"), "auth",
     "offers no login", "bỏ `username`"},
    {"hangs_at_login", stopped_at(Phase::auth, CURLE_OPERATION_TIMEDOUT, 334, "334"), "auth",
     "fell silent", "im lặng"},
    {"sender_refused", stopped_at(Phase::mail, CURLE_WEIRD_SERVER_REPLY, 550, "550 not yours"),
     "sender", "takes no mail from don-doc@stp.example: 550 not yours", "envelope_sender"},
    {"breaks_off_at_the_sender", stopped_at(Phase::mail, CURLE_RECV_ERROR, 235, "235 welcome"),
     "sender", "broke the connection (curl's words); its last word: 235 welcome", "ngắt kết nối"},
};

INSTANTIATE_TEST_SUITE_P(EmailFindings, Fails, ::testing::ValuesIn(kRows),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace dondoc::notifiers
