#include "web/health.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "plan/vietnamese.h"

namespace dondoc::web {
namespace {

using scheduler::AuditFinding;
using scheduler::AuditIssue;

plan::Words words(std::string vi, std::string en) {
    return {std::move(vi), std::move(en)};
}

std::string obligations(std::size_t count) {
    return plan::counted(count, "obligation");
}

std::string messages(std::size_t count) {
    return plan::counted(count, "message");
}

plan::Words obligation_words(const AuditFinding& found) {
    switch (found.issue) {
        case AuditIssue::no_rule:
            return words(
                fmt::format("{} việc còn phải nộp mà không quy tắc nào khớp, không ai được nhắc, "
                            "như {}; thêm [[rule]] vào dondoc.toml",
                            found.count, found.subject),
                fmt::format("no rule matches {} that {} open, nobody is told, such as {}; add a "
                            "[[rule]] to dondoc.toml",
                            obligations(found.count), found.count == 1 ? "is" : "are",
                            found.subject));
        case AuditIssue::no_next_step:
            return words(
                fmt::format("{} việc còn phải nộp mà đã hết bậc nhắc, không ai được nhắc nữa, như "
                            "{}; ghi nhận đã nộp (dondoc submit), miễn (dondoc waive), hoặc thêm "
                            "repeat cho bậc cuối của quy tắc",
                            found.count, found.subject),
                fmt::format("the ladder of {} has ended and nobody is told any more, such as {}; "
                            "record it (dondoc submit), waive it (dondoc waive), or give the last "
                            "step of its rule a repeat",
                            obligations(found.count), found.subject));
        case AuditIssue::step_missed:
            return words(fmt::format("{} việc đã tới bậc nhắc mà chưa được xử lý, như {}; xem: "
                                     "journalctl -u dondoc",
                                     found.count, found.subject),
                         fmt::format("the step of {} has come and was not taken, such as {}; see: "
                                     "journalctl -u dondoc",
                                     obligations(found.count), found.subject));
        case AuditIssue::undecided:
            return words(fmt::format("{} thông điệp từ trước khi khôi phục bản sao lưu chưa rõ đã "
                                     "gửi hay chưa, như {}; gửi (dondoc outbox retry --undecided) "
                                     "hoặc bỏ (dondoc outbox drop --undecided)",
                                     found.count, found.subject),
                         fmt::format("whether {} from before a backup was restored went out is not "
                                     "known, such as {}; send (dondoc outbox retry --undecided) or "
                                     "drop (dondoc outbox drop --undecided)",
                                     messages(found.count), found.subject));
        default:
            return words(
                "dịch vụ hơn một giờ chưa xét được các việc tới hạn; xem: journalctl -u "
                "dondoc",
                "for over an hour the daemon has not got to look at what is due; see: "
                "journalctl -u dondoc");
    }
}

plan::Words message_words(const AuditFinding& found) {
    switch (found.issue) {
        case AuditIssue::unknown_channel:
            return words(
                fmt::format("{0} thông điệp chờ kênh {1}, mà dondoc.toml không còn kênh này; khai "
                            "lại [channels.{1}] hoặc bỏ thư (dondoc outbox drop)",
                            found.count, found.channel),
                fmt::format("{0} for channel {1}, which dondoc.toml does not have; add "
                            "[channels.{1}] again or drop them (dondoc outbox drop)",
                            messages(found.count), found.channel));
        case AuditIssue::stuck_sending:
            return words(fmt::format("{} thông điệp đang gửi qua kênh {} quá lâu, như {}; khởi "
                                     "động lại: systemctl restart dondoc",
                                     found.count, found.channel, found.subject),
                         fmt::format("{} on channel {} {} been sending for too long, such as {}; "
                                     "restart: systemctl restart dondoc",
                                     messages(found.count), found.channel,
                                     found.count == 1 ? "has" : "have", found.subject));
        case AuditIssue::server_away:
            return words(fmt::format("{} thông điệp chờ hơn một giờ vì máy chủ của kênh {} không "
                                     "kết nối được; kiểm tra máy chủ và mạng",
                                     found.count, found.channel),
                         fmt::format("{} {} waited for over an hour: the server of channel {} "
                                     "cannot be reached; look at the server and the network",
                                     messages(found.count), found.count == 1 ? "has" : "have",
                                     found.channel));
        default:
            return words(fmt::format("{} thông điệp đã quá lượt gửi hơn một giờ trên kênh {}, như "
                                     "{}; xem: dondoc outbox show {}",
                                     found.count, found.channel, found.subject, found.subject),
                         fmt::format("{} past {} turn for over an hour on channel {}, such as {}; "
                                     "see: dondoc outbox show {}",
                                     messages(found.count), found.count == 1 ? "its" : "their",
                                     found.channel, found.subject, found.subject));
    }
}

plan::Words held_words(const store::HeldChannel& held) {
    return words(
        fmt::format("kênh {0} không gửi được ({1}); các thư đang chờ; kiểm tra máy chủ và mục "
                    "[channels.{0}] trong dondoc.toml",
                    held.name, held.why),
        fmt::format("channel {0} cannot send ({1}); its messages wait; look at the server and at "
                    "[channels.{0}] in dondoc.toml",
                    held.name, held.why));
}

plan::Words given_up_words(const store::GivenUp& given_up) {
    return words(
        fmt::format("{0} thông điệp qua kênh {1} không gửi được và đã thôi gửi, như {2}; gửi lại "
                    "(dondoc outbox retry {2}) hoặc bỏ (dondoc outbox drop {2})",
                    given_up.count, given_up.channel, given_up.first),
        fmt::format("{0} on channel {1} could not be delivered and {3} given up, such as {2}; send "
                    "again (dondoc outbox retry {2}) or drop (dondoc outbox drop {2})",
                    messages(given_up.count), given_up.channel, given_up.first,
                    given_up.count == 1 ? "was" : "were"));
}

}  // namespace

plan::Words words_of(const AuditFinding& finding) {
    return finding.channel.empty() ? obligation_words(finding) : message_words(finding);
}

std::vector<plan::Words> troubles(const HealthFacts& facts) {
    std::vector<plan::Words> lines;
    if (facts.store) lines.push_back(*facts.store);
    for (const auto& held : facts.held)
        lines.push_back(held_words(held));
    for (const auto& finding : facts.findings)
        lines.push_back(words_of(finding));
    for (const auto& given_up : facts.given_up)
        lines.push_back(given_up_words(given_up));
    return lines;
}

Response health_answer(const std::vector<plan::Words>& troubles, plan::Language language,
                       const Request& request) {
    Response response;
    response.status = troubles.empty() ? 200 : 503;
    response.fields.emplace_back("Vary", "Accept");
    if (request.field("accept").find("application/json") != std::string_view::npos) {
        auto lines = nlohmann::ordered_json::array();
        for (const plan::Words& each : troubles)
            lines.push_back(each.in(language));
        const nlohmann::ordered_json answer = {{"status", troubles.empty() ? "ok" : "trouble"},
                                               {"troubles", std::move(lines)}};
        response.type = "application/json";
        // What a peer said may hold any bytes.
        response.body =
            answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
        return response;
    }
    if (troubles.empty()) response.body = "ok\n";
    for (const plan::Words& each : troubles)
        response.body += each.in(language) + "\n";
    return response;
}

}  // namespace dondoc::web
