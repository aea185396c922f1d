#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "daemon/changes.h"
#include "daemon/command.h"
#include "daemon/journal_listing.h"
#include "daemon/planner.h"
#include "plan/vietnamese.h"
#include "store/restoration.h"

namespace dondoc::daemon {
namespace {

using Messages = std::vector<store::OutboxRow>;

void plan_all(Planner& planner, plan::Instant at) {
    do {
        planner.plan(at);
    } while (planner.busy());
}

/// Promise 31: what came due since the backup may have been sent since, and so may what waited in
/// it. Everything is decided as the daemon would have decided it, and left to a person.
Messages leave_undecided(store::Restoration& restoration, plan::Instant now, Session& session) {
    store::Database& database = restoration.copy();
    const plan::Units units = store::UnitStore(database).load();
    const plan::Calendar& calendar = session.calendar();
    store::Outbox outbox(database, restoration.epoch());
    sync_active_plans(database, session.settings(), units, calendar, {now, "dondoc", {}});
    store::ObligationStore(database).look_again();
    Planner planner(database, outbox, session.settings(), units, calendar);
    // What was due while the office was open has gone out then; now it may be closed.
    const plan::Instant open = calendar.last_open(now);
    if (!restoration.as_of() || open > *restoration.as_of()) plan_all(planner, open);
    plan_all(planner, now);
    outbox.leave_undecided();
    Messages messages;
    for (const std::string& id : outbox.undecided())
        messages.push_back(or_fail(outbox.find(id)));
    return messages;
}

void tell_journal(store::Restoration& restoration, const std::string& file, std::size_t undecided,
                  const store::Act& act) {
    nlohmann::ordered_json detail = nlohmann::ordered_json::object();
    if (restoration.as_of()) detail["as_of_ms"] = restoration.as_of()->time_since_epoch().count();
    detail["undecided"] = undecided;
    store::Journal(restoration.copy())
        .append(act, "restore", std::filesystem::path(file).filename().string(), detail.dump());
}

std::string about(const scheduler::Message& message) {
    if (message.reminders.empty()) return message.alert.substr(0, message.alert.find('\n'));
    std::string text = message.reminders.front().obligation.text();
    if (const auto more = message.reminders.size() - 1; more > 0)
        text += fmt::format(" (+{})", more);
    return text;
}

void print_undecided(const Messages& messages, Session& session) {
    if (messages.empty()) return;
    std::cout << '\n'
              << session.say(
                     {fmt::format("{} thông điệp có thể đã được gửi sau thời điểm đó; dondoc "
                                  "không tự gửi lại:",
                                  messages.size()),
                      fmt::format("{} may have been sent since; dondoc does not send {} again "
                                  "by itself:",
                                  plan::counted(messages.size(), "message"),
                                  messages.size() == 1 ? "it" : "them")})
              << '\n';
    Listing listing({{"id", {"Mã", "Id"}},
                     {"recipient", {"Người nhận", "Recipient"}, false, true},
                     {"channel", {"Kênh", "Channel"}},
                     {"about", {"Về việc", "About"}, false, true}});
    for (const store::OutboxRow& each : messages)
        listing.add(
            {each.message.id, each.message.address, each.message.channel, about(each.message)});
    listing.print(std::cout, Format::table, session.language(), {});
    std::cout << session.say(
                     {"Gửi: dondoc outbox retry MÃ; không gửi: dondoc outbox drop MÃ; tất cả "
                      "một lượt: thay MÃ bằng --undecided",
                      "To send: dondoc outbox retry ID; not to: dondoc outbox drop ID; for "
                      "all of them: --undecided in place of the ID"})
              << '\n';
}

void print_lost(const std::optional<std::vector<store::JournalEntry>>& lost, bool was_there,
                Session& session) {
    if (!lost) {
        if (!was_there) return;
        std::cout << '\n'
                  << session.say(
                         {"Không đọc được dữ liệu cũ, nên không biết sau thời điểm đó đã ghi "
                          "thêm những gì; hãy hỏi lại người nhập.",
                          "What was there cannot be compared, so what was entered since is "
                          "not known; ask those who enter."})
                  << '\n';
        return;
    }
    if (lost->empty()) return;
    std::cout << '\n'
              << session.say(
                     {"Những việc sau đã được ghi sau thời điểm đó và không còn nữa; ghi lại "
                      "nếu vẫn đúng (gia hạn lại, kích hoạt lại kế hoạch thì có người có thể "
                      "được nhắc lần nữa):",
                      "This was entered since and is gone; enter it again where it still "
                      "holds (where a deadline is extended or a plan activated again, some "
                      "may be told again):"})
              << '\n';
    list_entries(*lost, session).print(std::cout, Format::table, session.language(), {});
}

/// A daemon that runs notices by itself; told, it does so at once.
void tell_daemon(const std::string& database, Session& session) {
    const auto pid = store::DaemonLock::running_on(database);
    if (!pid) {
        std::cout << session.say({"Dịch vụ chưa chạy; khởi động: systemctl restart dondoc",
                                  "No daemon runs; start it: systemctl restart dondoc"})
                  << '\n';
        return;
    }
    if (*pid > 0) ::kill(*pid, SIGHUP);
    std::cout << session.say({"Dịch vụ đang chạy và tiếp tục với dữ liệu này.",
                              "The daemon that runs goes on with this."})
              << '\n';
}

void restore(Program& program, const std::string& file, const Who& who) {
    Session& session = program.session();
    const std::string& database = session.settings().database;
    auto restoration = or_fail(store::Restoration::begin(database, file, session.now()));
    // From here on the daemon that runs sends nothing more than it had begun.
    const plan::Instant now = session.now();
    const auto undecided = leave_undecided(restoration, now, session);
    tell_journal(restoration, file, undecided.size(), session.act(who.by, who.note));
    const auto kept = or_fail(restoration.finish(now));
    const plan::Words as_of = restoration.as_of()
                                  ? session.calendar().zone().words(*restoration.as_of())
                                  : plan::Words{"chưa có gì", "nothing yet"};
    std::cout << program.say(fmt::format("Đã khôi phục từ {}: dữ liệu đến {}.", file, as_of.vi),
                             fmt::format("Restored from {}: as of {}.", file, as_of.en))
              << '\n';
    if (kept) {
        std::cout << program.say(fmt::format("Dữ liệu trước đó được giữ ở {}", *kept),
                                 fmt::format("What was there before is kept in {}", *kept))
                  << '\n';
    }
    tell_daemon(database, session);
    print_undecided(undecided, session);
    print_lost(restoration.lost(), kept.has_value(), session);
}

}  // namespace

void add_restore(CLI::App& app, Program& program) {
    auto file = std::make_shared<std::string>();
    auto who = std::make_shared<Who>();
    CLI::App* command = add_command(app, program, "restore",
                                    "đưa một bản sao lưu vào thay cơ sở dữ liệu, dịch vụ vẫn chạy",
                                    "puts a backup in the database's place, while the daemon runs");
    command
        ->add_option("FILE", *file,
                     program.say("tệp do dondoc backup tạo, hoặc bản .before-… mà dondoc giữ lại",
                                 "made by dondoc backup, or a .before-… copy that dondoc kept"))
        ->required();
    add_who(*command, program, *who);
    command->footer(program.say(
        "Những gì bản sao lưu đã ghi là đã gửi thì không gửi lại. Thông điệp có thể đã gửi sau đó "
        "được liệt kê là «chưa chắc» và chờ người quyết định: dondoc outbox retry, dondoc outbox "
        "drop. Dữ liệu đang dùng được giữ lại trong một tệp bên cạnh.",
        "What the backup has as sent is not sent again. Messages that may have been sent since are "
        "listed as uncertain and wait for a person: dondoc outbox retry, dondoc outbox drop. What "
        "was there is kept in a file beside."));
    command->callback([&program, file, who] { restore(program, *file, *who); });
}

}  // namespace dondoc::daemon
