#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <set>

#include "daemon/card.h"
#include "daemon/command.h"
#include "daemon/obligation_listing.h"
#include "daemon/outbox_counts.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

using Json = nlohmann::ordered_json;
using scheduler::MessageState;

/// A ULID begins with ten characters of time; messages of one moment differ only after them.
constexpr std::size_t kShortId = 14;

struct Options {
    std::vector<std::string> states;
    bool all = false;
    std::size_t limit = 1000;
    Format format = Format::table;
};

/// No command is a daemon: what needs a daemon's epoch is not called here.
store::Outbox outbox_of(Session& session) {
    return {session.database(), 0};
}

Style style_of(MessageState state) {
    switch (state) {
        case MessageState::dead:
        case MessageState::expired:
            return Style::bad;
        case MessageState::held:
        case MessageState::uncertain:
            return Style::warn;
        case MessageState::accepted:
            return Style::good;
        case MessageState::withdrawn:
            return Style::dim;
        case MessageState::ready:
        case MessageState::sending:
            break;
    }
    return Style::plain;
}

/// When it is tried next: only what waits has a moment; what is held waits for its channel, and
/// what a restore left undecided for a person.
Cell next_try(const store::OutboxRow& row, const std::string& moment, const plan::Zone& zone,
              const Program& program) {
    if (row.state == MessageState::held) {
        return {program.say("khi kênh hết sự cố", "when its channel works"), nullptr};
    }
    if (row.state != MessageState::ready && row.state != MessageState::uncertain) {
        return {"", nullptr};
    }
    if (row.not_before == scheduler::kWhenAsked) {
        return {program.say("chờ quyết định", "to be decided"), nullptr};
    }
    return {moment, zone.iso(row.not_before)};
}

/// `08/04 09:00`: nothing waits for a year.
std::string short_minute(plan::Instant at, const plan::Zone& zone) {
    const std::string text = zone.iso(at);
    return text.substr(8, 2) + "/" + text.substr(5, 2) + " " + text.substr(11, 5);
}

std::string subject_of(const store::OutboxRow& row, const Program& program) {
    if (!row.subject.empty()) return row.subject;
    if (row.message.kind == scheduler::Message::Kind::alert) return row.message.alert;
    const auto count = row.message.reminders.size();
    return program.say(fmt::format("({} lời nhắc)", count),
                       "(" + plan::counted(count, "reminder") + ")");
}

/// Long enough to tell the rows apart.
std::size_t id_length(const std::vector<store::OutboxRow>& rows) {
    constexpr std::size_t kWhole = 26;
    for (std::size_t length = kShortId; length < kWhole; ++length) {
        std::set<std::string> ids;
        for (const store::OutboxRow& row : rows)
            ids.insert(row.message.id.substr(0, length));
        if (ids.size() == rows.size()) return length;
    }
    return kWhole;
}

std::vector<MessageState> wanted_states(const Options& options) {
    if (options.all) return {};
    if (options.states.empty()) return unfinished_states();
    std::vector<MessageState> states;
    for (const std::string& name : options.states)
        states.push_back(*scheduler::message_state_named(name));
    return states;
}

void list(Program& program, const Options& options) {
    Session& session = program.session();
    const plan::Zone& zone = session.calendar().zone();
    const auto rows = outbox_of(session).list({wanted_states(options), options.limit});
    const auto length = id_length(rows);
    Listing listing({{"id", {"Mã", "Id"}},
                     {"state", {"Tình trạng", "State"}},
                     {"recipient", {"Người nhận", "Recipient"}, false, true},
                     {"channel", {"Kênh", "Channel"}},
                     {"subject", {"Chủ đề", "Subject"}, false, true},
                     {"attempts", {"Lần", "Tries"}, true},
                     {"next_try", {"Gửi tiếp", "Next try"}},
                     {"last_detail", {"Trả lời gần nhất", "Last answer"}, false, true}});
    for (const store::OutboxRow& row : rows) {
        const scheduler::Message& message = row.message;
        listing.add({Cell(message.id.substr(0, length), message.id),
                     Cell(session.say(state_words(row.state)), std::string(name_of(row.state)),
                          style_of(row.state)),
                     message.address, message.channel, subject_of(row, program),
                     Cell(std::to_string(row.tries), row.tries),
                     next_try(row, short_minute(row.not_before, zone), zone, program),
                     row.last_detail});
    }
    listing.print(std::cout, options.format, session.language(),
                  options.all || !options.states.empty()
                      ? plan::Words{"Không có thông điệp nào như vậy.", "No such message."}
                      : plan::Words{"Không có thông điệp nào đang chờ hay bị lỗi.",
                                    "No message waits or has failed."});
}

std::string reminders_text(const scheduler::Message& message) {
    std::string text;
    for (const scheduler::Reminder& each : message.reminders) {
        text += (text.empty() ? "" : "\n") +
                fmt::format("{} ({} {})", each.obligation.text(), each.rule, each.step);
    }
    return text;
}

Json reminders_json(const scheduler::Message& message) {
    auto list = Json::array();
    for (const scheduler::Reminder& each : message.reminders) {
        list.push_back({{"obligation", each.obligation.text()},
                        {"rule", each.rule},
                        {"step", each.step},
                        {"turn", each.turn},
                        {"selector", each.recipient.selector}});
    }
    return list;
}

Listing list_attempts(const std::vector<store::AttemptRow>& attempts, const plan::Zone& zone) {
    Listing listing({{"attempt", {"Lần", "Try"}, true},
                     {"started", {"Bắt đầu", "Started"}},
                     {"ended", {"Kết thúc", "Ended"}},
                     {"outcome", {"Kết quả", "Outcome"}},
                     {"detail", {"Trả lời", "Answer"}, false, true}});
    for (const store::AttemptRow& each : attempts) {
        const std::string started = zone.iso(each.started);
        const std::string ended = zone.iso(each.ended);
        listing.add({Cell(std::to_string(each.attempt), each.attempt),
                     Cell(started.substr(0, 10) + " " + started.substr(11, 8), started),
                     Cell(ended.substr(11, 8), ended), each.outcome, each.detail});
    }
    return listing;
}

void print_raw(const store::Outbox& outbox, const std::string& id) {
    const auto frozen = outbox.frozen(id);
    if (!frozen || frozen->bytes.empty()) {
        fail(fmt::format("{}: chưa soạn; nội dung được soạn khi gửi lần đầu", id),
             fmt::format("{}: not rendered yet; that happens at its first attempt", id));
    }
    std::cout << frozen->bytes;
}

void show(Program& program, const std::string& wanted, bool raw, Format format) {
    Session& session = program.session();
    const plan::Zone& zone = session.calendar().zone();
    const store::Outbox outbox = outbox_of(session);
    const store::OutboxRow row = or_fail(outbox.find(wanted));
    const scheduler::Message& message = row.message;
    if (raw) return print_raw(outbox, message.id);
    const Listing attempts = list_attempts(outbox.attempts(message.id), zone);
    const auto minute = [&](plan::Instant at) {
        return Cell(session.say(minute_words(at, zone)), zone.iso(at));
    };
    const bool alert = message.kind == scheduler::Message::Kind::alert;
    Card card;
    card.add("id", {"Mã", "Id"}, message.id);
    card.add("state", {"Tình trạng", "State"},
             Cell(session.say(state_words(row.state)), std::string(name_of(row.state))));
    card.add("kind", {"Loại", "Kind"},
             Cell(alert ? program.say("báo cho quản trị", "alert")
                        : program.say("lời nhắc", "reminders"),
                  alert ? "alert" : "reminders"));
    card.add("recipient", {"Người nhận", "Recipient"}, message.address);
    card.add("channel", {"Kênh", "Channel"}, message.channel);
    card.add("subject", {"Chủ đề", "Subject"}, row.subject);
    card.add("alert", {"Nội dung", "Text"}, message.alert);
    card.add("reminders", {"Lời nhắc", "Reminders"},
             Cell(reminders_text(message), reminders_json(message)));
    card.add("created", {"Tạo lúc", "Created"}, minute(message.created));
    card.add("next_try", {"Gửi tiếp", "Next try"},
             next_try(row, session.say(minute_words(row.not_before, zone)), zone, program));
    card.add("useful_until", {"Còn ích đến", "Useful until"}, minute(row.useful_until));
    card.add("last_detail", {"Trả lời gần nhất", "Last answer"}, row.last_detail);
    card.add("attempts", {}, Cell("", attempts.objects()));
    card.print(std::cout, format, session.language());
    if (format != Format::table) return;
    std::cout << '\n';
    attempts.print(std::cout, format, session.language(), {"Chưa gửi lần nào.", "Not tried yet."});
}

/// Which messages a person means.
struct Wanted {
    std::vector<std::string> ids;
    bool undecided = false;  ///< all that a restore left to be decided
};

std::vector<std::string> ids_of(const store::Outbox& outbox, const Wanted& wanted) {
    if (wanted.undecided) return outbox.undecided();
    std::vector<std::string> ids;
    for (const std::string& each : wanted.ids) {
        const std::string id = or_fail(outbox.find(each)).message.id;
        if (std::ranges::count(ids, id) == 0) ids.push_back(id);
    }
    return ids;
}

/// All of them or none.
void change(Program& program, const Wanted& wanted, const plan::Words& done,
            const std::function<plan::Result<void>(store::Outbox&, const std::string&)>& work) {
    Session& session = program.session();
    store::Outbox outbox = outbox_of(session);
    std::vector<std::string> ids;
    session.database().transaction([&] {
        ids = ids_of(outbox, wanted);
        for (const std::string& id : ids)
            or_fail(work(outbox, id));
    });
    for (const std::string& id : ids)
        std::cout << id << ": " << session.say(done) << '\n';
    if (!ids.empty()) return;
    std::cout << program.say("Không có thông điệp nào chờ quyết định.",
                             "No message waits to be decided.")
              << '\n';
}

void retry(Program& program, const Wanted& wanted, const Who& who) {
    const auto act = program.session().act(who.by, who.note);
    change(program, wanted,
           {"sẽ được gửi lại ngay khi dịch vụ chạy.",
            "will be sent again as soon as the daemon runs."},
           [&](store::Outbox& outbox, const std::string& id) { return outbox.retry(id, act); });
}

void drop(Program& program, const Wanted& wanted, const Who& who) {
    const auto act = program.session().act(who.by, who.note);
    change(program, wanted, {"đã bỏ, sẽ không gửi.", "dropped; it will not be sent."},
           [&](store::Outbox& outbox, const std::string& id) { return outbox.drop(id, act); });
}

void add_list(CLI::App& outbox, Program& program) {
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(MessageState::expired); ++i)
        names.emplace_back(name_of(static_cast<MessageState>(i)));
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(outbox, program, "list", "thông điệp đang chờ hoặc bị lỗi",
                                    "messages that wait or have failed");
    command
        ->add_option("--state", options->states,
                     program.say("chỉ tình trạng này; nhiều tình trạng cách nhau bằng dấu phẩy",
                                 "only these states, with commas between"))
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember(names).description(""))
        ->type_name(fmt::format("{}", fmt::join(names, "|")));
    command->add_flag("--all", options->all,
                      program.say("cả những thông điệp đã gửi xong hoặc đã thôi",
                                  "also those that were accepted or withdrawn"));
    command->add_option("--limit", options->limit,
                        program.say("nhiều nhất bao nhiêu dòng (mặc định: 1000)",
                                    "how many at most (default: 1000)"));
    add_format(*command, program, options->format);
    command->callback([&program, options] { list(program, *options); });
}

std::string id_help(const Program& program) {
    return program.say("mã thông điệp, hoặc phần đầu đủ phân biệt",
                       "its id, or as much of its beginning as tells it apart");
}

void add_change(CLI::App& outbox, Program& program, const char* name, const plan::Words& help,
                void (*work)(Program&, const Wanted&, const Who&)) {
    auto wanted = std::make_shared<Wanted>();
    auto who = std::make_shared<Who>();
    CLI::App* command = add_command(outbox, program, name, help.vi, help.en);
    command->add_option("ID", wanted->ids, id_help(program));
    command->add_flag(
        "--undecided", wanted->undecided,
        program.say("mọi thông điệp mà sau khi khôi phục bản sao lưu chưa rõ đã gửi hay chưa",
                    "all of which a restore left open whether they went out"));
    add_who(*command, program, *who);
    command->callback([&program, wanted, who, work] {
        if (wanted->ids.empty() != wanted->undecided) {
            fail("ghi mã thông điệp, hoặc chỉ --undecided; xem mã bằng: dondoc outbox list",
                 "give the ids of messages, or --undecided alone; for ids see: dondoc outbox list",
                 Exit::usage);
        }
        work(program, *wanted, *who);
    });
}

}  // namespace

void add_outbox(CLI::App& app, Program& program) {
    CLI::App* outbox =
        add_command(app, program, "outbox", "hộp gửi: list, show, retry, drop",
                    "messages on their way, and those that gave up: list, show, retry, drop");
    outbox->require_subcommand(1);
    add_list(*outbox, program);
    auto wanted = std::make_shared<std::string>();
    auto raw = std::make_shared<bool>(false);
    auto format = std::make_shared<Format>(Format::table);
    CLI::App* command = add_command(*outbox, program, "show", "một thông điệp, với mọi lần gửi",
                                    "one message, with every try");
    command->add_option("ID", *wanted, id_help(program))->required();
    command->add_flag(
        "--raw", *raw,
        program.say("in nguyên văn những gì được gửi", "the very bytes that are sent"));
    add_format(*command, program, *format);
    command->callback([&program, wanted, raw, format] { show(program, *wanted, *raw, *format); });
    add_change(*outbox, program, "retry", {"gửi lại ngay", "sends it again now"}, retry);
    add_change(*outbox, program, "drop", {"bỏ, không gửi nữa", "gives it up; it will not be sent"},
               drop);
}

}  // namespace dondoc::daemon
