#include "daemon/journal_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "plan/calendar.h"
#include "plan/obligation.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

using Json = nlohmann::ordered_json;
using plan::Words;

/// An entry's detail, from which each field is taken once; what is left is not known here.
class Detail {
  public:
    Detail(Json json, const plan::Zone& zone) : json_(std::move(json)), zone_(zone) {}

    Json take(const char* key) {
        const auto found = json_.find(key);
        if (found == json_.end()) return nullptr;
        Json value = std::move(*found);
        json_.erase(found);
        return value;
    }
    std::string text(const char* key) {
        const Json value = take(key);
        if (value.is_null()) return {};
        return value.is_string() ? value.get<std::string>() : value.dump();
    }
    std::size_t size(const char* key) { return take(key).size(); }
    std::int64_t number(const char* key) { return take(key).get<std::int64_t>(); }
    plan::Instant instant(const char* key) {
        return plan::Instant(std::chrono::milliseconds(number(key)));
    }
    const plan::Zone& zone() const { return zone_; }
    Words moment(const char* key) { return zone_.words(instant(key)); }
    const Json& rest() const { return json_; }

  private:
    Json json_;
    const plan::Zone& zone_;
};

Words deadline_words(const Json& json) {
    plan::Deadline deadline;
    deadline.due.day = plan::parse_day(json.at("due").get<std::string>()).value();
    deadline.due.bound =
        json.at("bound").get<std::string>() == "before" ? plan::Bound::before : plan::Bound::by;
    if (json.contains("hour")) {
        deadline.due.hour = plan::parse_time_of_day(json.at("hour").get<std::string>());
    }
    deadline.last_good_day = plan::parse_day(json.at("last_good_day").get<std::string>()).value();
    return plan::describe(deadline);
}

Words state_named(const std::string& name) {
    if (name == "open") return {"chưa nộp", "open"};
    if (name == "submitted") return {"đã nộp", "submitted"};
    if (name == "waived") return {"được miễn", "waived"};
    if (name == "cancelled") return {"đã hủy", "cancelled"};
    if (name == "past") return {"đã qua hạn khi nhập", "past"};
    return {name, name};
}

Words of_nothing(Detail& /*detail*/) {
    return {};
}

Words of_import(Detail& detail) {
    const auto added = detail.size("added");
    const auto changed = detail.size("changed");
    const auto retired = detail.size("retired");
    return {fmt::format("thêm {} nhiệm vụ, sửa {}, bỏ {}", added, changed, retired),
            fmt::format("{} added, {} changed, {} retired", plan::counted(added, "task"), changed,
                        retired)};
}

Words of_owe(Detail& detail) {
    const auto added = detail.number("added");
    const auto past = detail.number("past");
    Words words = {fmt::format("thêm {} việc phải nộp", added),
                   plan::counted(static_cast<std::size_t>(added), "obligation") + " added"};
    if (past > 0) {
        words.vi += fmt::format(", trong đó {} việc đã qua hạn từ trước", past);
        words.en += fmt::format(", {} of them past", past);
    }
    return words;
}

Words of_deadline_change(Detail& detail) {
    const Words from = deadline_words(detail.take("from"));
    const Words to = deadline_words(detail.take("to"));
    return {fmt::format("từ {} thành {}", from.vi, to.vi),
            fmt::format("from {} to {}", from.en, to.en)};
}

Words of_submit(Detail& detail) {
    const Words at = detail.moment("at_ms");
    const bool late = detail.take("late").get<bool>();
    const Words deadline = deadline_words(detail.take("deadline"));
    return {fmt::format("lúc {}, {} ({})", at.vi, late ? "trễ hạn" : "đúng hạn", deadline.vi),
            fmt::format("at {}, {} ({})", at.en, late ? "late" : "on time", deadline.en)};
}

Words of_reopen(Detail& detail) {
    const Words was = state_named(detail.text("was"));
    return {"trước đó: " + was.vi, "it was " + was.en};
}

Words of_revive(Detail& detail) {
    const Words was = state_named(detail.text("was"));
    const Words is = state_named(detail.text("is"));
    return {fmt::format("trước đó: {}; nay: {}", was.vi, is.vi),
            fmt::format("it was {}, it is {}", was.en, is.en)};
}

Words of_event(Detail& detail) {
    const Words on = plan::date_words(plan::parse_day(detail.text("on")).value());
    Words words = {"ngày " + on.vi, "on " + on.en};
    if (const std::string ref = detail.text("ref"); !ref.empty()) {
        words.vi += ", " + ref;
        words.en += ", " + ref;
    }
    if (const auto due = plan::parse_day(detail.text("due"))) {
        words.vi += ", thời hạn " + plan::date_words(*due).vi;
        words.en += ", due " + plan::date_words(*due).en;
    }
    return words;
}

Words of_unit(Detail& detail) {
    std::vector<std::string> parts = {detail.text("name")};
    const Json aliases = detail.take("aliases");
    for (const Json& alias : aliases)
        parts.push_back("«" + alias.get<std::string>() + "»");
    if (const std::string parent = detail.text("parent"); !parent.empty()) {
        parts.push_back("< " + parent);
    }
    const Json members = detail.take("members");
    for (const Json& member : members)
        parts.push_back("+ " + member.get<std::string>());
    const Json contacts = detail.take("contacts");
    for (const Json& each : contacts) {
        parts.push_back(fmt::format("{}: {} ({})", each.at("role").get<std::string>(),
                                    each.at("address").get<std::string>(),
                                    each.at("channel").get<std::string>()));
    }
    const std::string text = fmt::format("{}", fmt::join(parts, ", "));
    return {text, text};
}

Words of_unreached(Detail& detail) {
    const auto selector = detail.text("selector");
    const auto rule = detail.text("rule");
    const auto step = detail.text("step");
    const auto turn = detail.number("turn") + 1;
    return {fmt::format("«{}» không có đầu mối nào (quy tắc «{}», bậc {}, lượt {})", selector, rule,
                        step, turn),
            fmt::format("«{}» reaches nobody (rule «{}», step {}, turn {})", selector, rule, step,
                        turn)};
}

Words of_delivery(Detail& detail) {
    const auto address = detail.text("address");
    const auto channel = detail.text("channel");
    const auto attempt = detail.number("attempt");
    Words words = {fmt::format("tới {} qua kênh {}, lần gửi {}", address, channel, attempt),
                   fmt::format("to {} on {}, attempt {}", address, channel, attempt)};
    if (const std::string subject = detail.text("subject"); !subject.empty()) {
        words.vi += fmt::format(": «{}»", subject);
        words.en += fmt::format(": «{}»", subject);
    }
    detail.take("sha256");  // for whoever compares bytes, in the machine-readable forms
    const Json named = detail.take("obligations");
    if (!named.empty()) {
        std::vector<std::string> keys;
        for (const Json& key : named)
            keys.push_back(key.get<std::string>());
        words.vi += fmt::format("; việc: {}", fmt::join(keys, ", "));
        words.en += fmt::format("; about {}", fmt::join(keys, ", "));
    }
    if (const std::string answer = detail.text("answer"); !answer.empty()) {
        words.vi += "; trả lời: " + answer;
        words.en += "; answer: " + answer;
    }
    return words;
}

Words of_hold(Detail& detail) {
    const auto why = detail.text("why");
    return {why, why};
}

Words of_alert(Detail& detail) {
    const auto message = detail.text("message");
    const auto text = detail.text("text");
    if (text.empty()) return {"thông điệp " + message, "message " + message};
    return {fmt::format("{} (thông điệp {})", text, message),
            fmt::format("{} (message {})", text, message)};
}

Words of_endpoint(Detail& detail) {
    const auto channel = detail.text("channel");
    const auto answer = detail.text("answer");
    return {fmt::format("kênh {}: {}", channel, answer),
            fmt::format("channel {}: {}", channel, answer)};
}

Words of_reload(Detail& detail) {
    std::string text = detail.text("file");
    for (const Json& problem : detail.take("problems"))
        text += "; " + problem.get<std::string>();
    return {text, text};
}

Words of_restore(Detail& detail) {
    Words words{"bản sao lưu còn trống", "the backup was empty"};
    if (const auto at = detail.take("as_of_ms"); at.is_number()) {
        const Words as_of = detail.zone().words(plan::Instant(std::chrono::milliseconds(at)));
        words = {"dữ liệu đến " + as_of.vi, "as of " + as_of.en};
    }
    const auto undecided = static_cast<std::size_t>(detail.number("undecided"));
    if (undecided == 0) return words;
    return {fmt::format("{}; {} thông điệp chưa rõ đã gửi hay chưa", words.vi, undecided),
            fmt::format("{}; whether {} went out is not known", words.en,
                        plan::counted(undecided, "message"))};
}

Words of_clock_jump(Detail& detail) {
    const auto minutes = detail.number("minutes");
    return {fmt::format("{:+} phút", minutes), fmt::format("{:+} min", minutes)};
}

Words of_moved_reminders(Detail& detail) {
    const auto count = detail.number("count");
    detail.take("first");  // the first few, in the machine-readable forms
    return {fmt::format("{} lời nhắc đổi thời điểm", count),
            fmt::format("{} moved", plan::counted(static_cast<std::size_t>(count), "reminder"))};
}

struct Act {
    const char* what;
    Words words;
    Words (*detail)(Detail&);
};

const std::vector<Act>& acts() {
    static const std::vector<Act> all = {
        {"import", {"nhập kế hoạch", "plan imported"}, of_import},
        {"activate", {"kích hoạt kế hoạch", "plan activated"}, of_nothing},
        {"deactivate", {"ngừng kích hoạt", "plan deactivated"}, of_nothing},
        {"retire", {"thôi áp dụng kế hoạch", "plan retired"}, of_nothing},
        {"owe", {"lập việc phải nộp", "obligations made"}, of_owe},
        {"move", {"dời hạn theo kế hoạch", "deadline moved"}, of_deadline_change},
        {"cancel", {"hủy việc", "cancelled"}, of_nothing},
        {"revive", {"phải nộp trở lại", "owed again"}, of_revive},
        {"submit", {"ghi nhận đã nộp", "submitted"}, of_submit},
        {"reopen", {"mở lại", "reopened"}, of_reopen},
        {"extend", {"gia hạn", "extended"}, of_deadline_change},
        {"waive", {"miễn", "waived"}, of_nothing},
        {"event", {"ghi nhận sự kiện", "event"}, of_event},
        {"unit-add", {"thêm đơn vị", "unit added"}, of_unit},
        {"unit-set", {"sửa đơn vị", "unit changed"}, of_unit},
        {"unit-remove", {"xóa đơn vị", "unit removed"}, of_unit},
        {"unreached", {"không tới ai", "reached nobody"}, of_unreached},
        {"accepted", {"đã gửi", "accepted"}, of_delivery},
        {"dead", {"không gửi được", "given up"}, of_delivery},
        {"expired", {"quá lâu, thôi gửi", "expired"}, of_delivery},
        {"outbox-retry", {"cho gửi lại", "to be sent again"}, of_nothing},
        {"outbox-drop", {"bỏ thông điệp", "message dropped"}, of_nothing},
        {"hold", {"tạm giữ kênh", "channel held"}, of_hold},
        {"release", {"kênh gửi lại được", "channel released"}, of_nothing},
        {"alert", {"báo quản trị", "alert"}, of_alert},
        {"endpoint-gone", {"nơi nhận không còn", "endpoint gone"}, of_endpoint},
        {"reload", {"nạp lại cấu hình", "settings reloaded"}, of_reload},
        {"reload-refused", {"từ chối cấu hình mới", "settings refused"}, of_reload},
        {"reminders-moved", {"đổi lịch nhắc", "reminders moved"}, of_moved_reminders},
        {"restore", {"khôi phục bản sao lưu", "backup restored"}, of_restore},
        {"clock_jump", {"đồng hồ máy nhảy", "clock jumped"}, of_clock_jump},
    };
    return all;
}

const Act* act_named(const std::string& what) {
    for (const Act& act : acts()) {
        if (act.what == what) return &act;
    }
    return nullptr;
}

void add(Words& words, const std::string& vi, const std::string& en) {
    words.vi += (words.vi.empty() ? "" : "; ") + vi;
    words.en += (words.en.empty() ? "" : "; ") + en;
}

void add_rest(Words& words, Detail& detail) {
    const std::string note = detail.text("note");
    for (const auto& [key, value] : detail.rest().items()) {
        const std::string text =
            fmt::format("{}: {}", key, value.is_string() ? value.get<std::string>() : value.dump());
        add(words, text, text);
    }
    if (!note.empty()) add(words, note, note);
}

}  // namespace

std::vector<std::string> journal_acts() {
    std::vector<std::string> names;
    for (const Act& act : acts())
        names.emplace_back(act.what);
    return names;
}

Words act_words(const std::string& what) {
    const Act* act = act_named(what);
    return act == nullptr ? Words{what, what} : act->words;
}

Words detail_words(const store::JournalEntry& entry, const plan::Zone& zone) {
    if (entry.detail.empty()) return {};
    const Json json = Json::parse(entry.detail, nullptr, false);
    if (!json.is_object()) return {entry.detail, entry.detail};
    try {
        Detail detail(json, zone);
        const Act* act = act_named(entry.what);
        Words words = act == nullptr ? Words{} : act->detail(detail);
        add_rest(words, detail);
        return words;
    } catch (const std::exception&) {
        return {entry.detail, entry.detail};
    }
}

}  // namespace dondoc::daemon
