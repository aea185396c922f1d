#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

#include "notifiers/channel_findings.h"
#include "notifiers/smtp_dialogue.h"
#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

using plan::Words;
using Phase = SmtpEnd::Phase;
using Result = Finding::Result;
using Security = config::EmailChannel::Security;

constexpr int kSoon = 14;  ///< days before its end in which a certificate is worth a word

/// The end of a certificate as a day in UTC: what openssl shows too.
Words day_of(plan::Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return plan::date_words(plan::Day(day.time_since_epoch()));
}

bool is_tls_fault(int curl) {
    constexpr std::array kCodes = {CURLE_SSL_CONNECT_ERROR,   CURLE_PEER_FAILED_VERIFICATION,
                                   CURLE_USE_SSL_FAILED,      CURLE_SSL_CACERT_BADFILE,
                                   CURLE_SSL_CERTPROBLEM,     CURLE_SSL_CIPHER,
                                   CURLE_SSL_ISSUER_ERROR,    CURLE_SSL_INVALIDCERTSTATUS,
                                   CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_CRL_BADFILE};
    return std::ranges::count(kCodes, curl) > 0;
}

/// Nobody that is trusted vouches for it.
bool is_unknown_issuer(int error) {
    constexpr std::array kErrors = {
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
        X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
        X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN};
    return std::ranges::count(kErrors, error) > 0;
}

class Talk {
  public:
    Talk(const config::EmailChannel& settings, const SmtpProbe& probe, bool with_password,
         plan::Instant now)
        : settings_(settings), probe_(probe), with_password_(with_password), now_(now) {}

    std::vector<Finding> findings() {
        if (connected() && encrypted() && logged_in()) sender();
        return std::move(findings_);
    }

  private:
    bool add(Result result, const char* check, Words words) {
        findings_.push_back({result, check, fmt::format("{}:{}", settings_.host, settings_.port),
                             std::move(words)});
        return result != Result::failed;
    }
    bool fail(const char* check, Words words) {
        return add(Result::failed, check, std::move(words));
    }
    bool timed_out() const { return probe_.curl == CURLE_OPERATION_TIMEDOUT; }
    bool refused_at(Phase phase) const { return probe_.phase == phase && probe_.code >= 400; }

    bool connected() {
        if (probe_.phase == Phase::connect && probe_.tls.empty() && !is_tls_fault(probe_.curl)) {
            return fail("connect", why_unconnected());
        }
        if (refused_at(Phase::greeting)) {
            return fail("connect", {"máy chủ từ chối ngay từ lời chào: " + probe_.last_line,
                                    "the server refuses in its greeting: " + probe_.last_line});
        }
        if (probe_.phase == Phase::greeting) return fail("connect", silent());
        if (probe_.greeting.empty()) return true;  // TLS comes first, and tells
        return add(Result::ok, "connect",
                   {"máy chủ chào: " + probe_.greeting, "the server greets: " + probe_.greeting});
    }

    Words why_unconnected() const {
        switch (probe_.curl) {
            case CURLE_COULDNT_RESOLVE_HOST:
                return {fmt::format("không tìm thấy máy chủ «{}» trong DNS; kiểm tra `host`",
                                    settings_.host),
                        fmt::format("there is no host \"{}\" in the DNS; look at `host`",
                                    settings_.host)};
            case CURLE_OPERATION_TIMEDOUT:
                return {
                    "máy chủ không trả lời, hết giờ chờ; kiểm tra `host`, `port`, `security` "
                    "và tường lửa",
                    "the server does not answer in time; look at `host`, `port`, `security` "
                    "and the firewall"};
            default:
                return {fmt::format("không kết nối được ({}); kiểm tra `host`, `port` và tường lửa",
                                    probe_.error),
                        fmt::format("cannot connect ({}); look at `host`, `port` and the firewall",
                                    probe_.error)};
        }
    }

    /// It spoke before and does not any more.
    Words silent() const {
        const std::string last = probe_.last_line.empty() ? "–" : probe_.last_line;
        if (timed_out()) {
            return {
                fmt::format("máy chủ im lặng cho tới hết giờ chờ; câu cuối: {}", last),
                fmt::format("the server fell silent until time was up; its last word: {}", last)};
        }
        return {fmt::format("máy chủ ngắt kết nối ({}); câu cuối: {}", probe_.error, last),
                fmt::format("the server broke the connection ({}); its last word: {}", probe_.error,
                            last)};
    }

    bool encrypted() {
        if (is_tls_fault(probe_.curl)) return fail("tls", why_untrusted());
        if (settings_.security == Security::plain) {
            return add(Result::untested, "tls",
                       {"không mã hóa, vì security = \"plain\"",
                        "not encrypted, for security = \"plain\""});
        }
        // The handshake of smtps is a part of connecting; STARTTLS may never have been reached.
        if (probe_.tls.empty()) return fail("tls", refusal_or_silence());
        add(Result::ok, "tls", trusted());
        return !probe_.greeting.empty() || fail("connect", silent());
    }

    Words refusal_or_silence() const {
        if (probe_.code < 400) return silent();
        return {"máy chủ từ chối: " + probe_.last_line, "the server refuses: " + probe_.last_line};
    }

    Words trusted() const {
        if (!probe_.certificate) return {probe_.tls, probe_.tls};
        const auto& shown = *probe_.certificate;
        const auto left = std::chrono::floor<std::chrono::days>(shown.until - now_).count();
        const Words day = day_of(shown.until);
        Words words = {
            fmt::format("{}; chứng thư cho {}, hết hạn {}, còn {} ngày", probe_.tls, shown.names,
                        day.vi, left),
            fmt::format("{}; certificate for {}, until {}, {} left", probe_.tls, shown.names,
                        day.en, plan::counted(static_cast<std::size_t>(left), "day"))};
        if (left < kSoon) {
            words.vi += "; hãy gia hạn chứng thư ngay";
            words.en += "; renew it now";
        }
        return words;
    }

    Words why_untrusted() const {
        if (probe_.curl == CURLE_USE_SSL_FAILED) {
            return {
                "máy chủ không nhận STARTTLS: không gửi gì khi chưa mã hóa; kiểm tra `port`, "
                "hoặc dùng security = \"smtps\" với cổng 465",
                "the server does not take STARTTLS, and nothing is sent unencrypted; look at "
                "`port`, or set security = \"smtps\" with port 465"};
        }
        if (probe_.curl == CURLE_SSL_CACERT_BADFILE) {
            return {"không đọc được `ca_file`: " + probe_.error,
                    "`ca_file` cannot be read: " + probe_.error};
        }
        if (!probe_.certificate) {
            return {
                fmt::format("không bắt tay TLS được ({}); kiểm tra `port` và `security`",
                            probe_.error),
                fmt::format("no TLS handshake ({}); look at `port` and `security`", probe_.error)};
        }
        return why_not_valid(*probe_.certificate);
    }

    Words why_not_valid(const Certificate& shown) const {
        if (probe_.verify_error == X509_V_ERR_CERT_HAS_EXPIRED) {
            const Words day = day_of(shown.until);
            return {
                fmt::format("chứng thư cho {} đã hết hạn ngày {}; máy chủ thư cần chứng thư mới",
                            shown.names, day.vi),
                fmt::format("the certificate for {} expired on {}; the mail server needs a new "
                            "one",
                            shown.names, day.en)};
        }
        if (probe_.verify_error == X509_V_ERR_CERT_NOT_YET_VALID) {
            const Words day = day_of(shown.from);
            return {fmt::format("chứng thư cho {} chỉ có hiệu lực từ ngày {}; kiểm tra đồng hồ máy",
                                shown.names, day.vi),
                    fmt::format("the certificate for {} holds only from {}; look at this machine's "
                                "clock",
                                shown.names, day.en)};
        }
        if (is_unknown_issuer(probe_.verify_error)) {
            return {fmt::format("không biết bên cấp chứng thư ({}); nếu đó là nơi cấp của cơ quan, "
                                "ghi tệp chứng thư gốc vào `ca_file`",
                                shown.issuer),
                    fmt::format("the certificate's issuer is unknown ({}); if it is the office's "
                                "own, name its root certificate in `ca_file`",
                                shown.issuer)};
        }
        if (probe_.verify_error == X509_V_OK) {
            return {fmt::format("chứng thư là của {}, không phải của «{}»; ghi `host` đúng tên đó",
                                shown.names, settings_.host),
                    fmt::format("the certificate is for {}, not for \"{}\"; write that name in "
                                "`host`",
                                shown.names, settings_.host)};
        }
        return {fmt::format("chứng thư không hợp lệ: {}", probe_.error),
                fmt::format("the certificate is not valid: {}", probe_.error)};
    }

    bool logged_in() {
        // Without a way to log in libcurl gives up in the same phase, and that is said below.
        const bool stuck = probe_.curl != CURLE_OK && probe_.curl != CURLE_LOGIN_DENIED;
        if (probe_.phase == Phase::hello && stuck) return fail("connect", refusal_or_silence());
        if (settings_.username.empty()) {
            return add(Result::untested, "auth",
                       {"không đăng nhập, vì không có `username`",
                        "no login, for there is no `username`"});
        }
        if (!with_password_) {
            return add(Result::untested, "auth",
                       {"chưa thử đăng nhập: lệnh này không thấy mật khẩu",
                        "login not tried: this command cannot see the password"});
        }
        if (probe_.authenticated) {
            return add(Result::ok, "auth",
                       {fmt::format("đăng nhập được bằng «{}»", settings_.username),
                        fmt::format("logged in as \"{}\"", settings_.username)});
        }
        // libcurl, and so a delivery, goes on without where nothing is offered.
        if (!probe_.offers_auth && probe_.phase == Phase::mail) {
            return add(Result::untested, "auth",
                       {"máy chủ không mời đăng nhập ở cổng này: thư sẽ đi mà không đăng nhập; "
                        "nếu không đúng ý, kiểm tra `port`",
                        "the server offers no login on this port: mail goes without one; if that "
                        "is not what you want, look at `port`"});
        }
        return fail("auth", why_no_login());
    }

    Words why_no_login() const {
        if (refused_at(Phase::auth)) {
            return {fmt::format("máy chủ không nhận tên đăng nhập «{}» hoặc mật khẩu: {}",
                                settings_.username, probe_.last_line),
                    fmt::format("the server refuses the user name \"{}\" or the password: {}",
                                settings_.username, probe_.last_line)};
        }
        if (probe_.curl == CURLE_LOGIN_DENIED) {
            return {
                "máy chủ không có cách đăng nhập nào dùng được; bỏ `username`, hoặc kiểm tra "
                "`port` và `security`",
                "the server offers no login that can be used; leave `username` out, or look "
                "at `port` and `security`"};
        }
        return silent();
    }

    void sender() {
        const std::string address = smtp_sender(settings_);
        if (!settings_.username.empty() && !with_password_) {
            size();
            return;
        }
        if (probe_.sender_taken) {
            add(Result::ok, "sender", {"nhận thư gửi từ " + address, "takes mail from " + address});
            size();
        } else if (refused_at(Phase::mail)) {
            fail("sender", {fmt::format("máy chủ không nhận thư gửi từ {}: {}; sửa `from` hoặc "
                                        "`envelope_sender`",
                                        address, probe_.last_line),
                            fmt::format("the server takes no mail from {}: {}; mend `from` or "
                                        "`envelope_sender`",
                                        address, probe_.last_line)});
        } else if (!is_safe_address(address)) {
            fail("sender",
                 {"địa chỉ người gửi không dùng được; sửa `from` hoặc `envelope_sender`",
                  "the sender's address cannot be used; mend `from` or `envelope_sender`"});
        } else {
            fail("sender", silent());
        }
    }

    void size() {
        if (!probe_.size) return;
        constexpr double kMiB = 1024.0 * 1024.0;
        const auto text = fmt::format("{:.1f} MiB", static_cast<double>(*probe_.size) / kMiB);
        add(Result::ok, "size", {"thư lớn nhất: " + text, "largest message: " + text});
    }

    const config::EmailChannel& settings_;
    const SmtpProbe& probe_;
    bool with_password_;
    plan::Instant now_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> email_findings(const config::EmailChannel& settings, const SmtpProbe& probe,
                                    bool with_password, plan::Instant now) {
    return Talk(settings, probe, with_password, now).findings();
}

}  // namespace dondoc::notifiers
