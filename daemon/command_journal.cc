#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "daemon/changes.h"
#include "daemon/journal_listing.h"
#include "daemon/journal_words.h"
#include "plan/vietnamese.h"
#include "store/outbox.h"

namespace dondoc::daemon {
namespace {

struct Options {
    std::string since;
    std::string until;
    std::vector<std::string> what;
    std::string subject;
    std::string by;
    std::size_t limit = 1000;
    Format format = Format::table;
};

plan::Instant end_of(const std::string& text, const plan::Zone& zone) {
    if (const auto day = plan::parse_day(text)) return zone.at(*day + std::chrono::days{1}, {});
    return read_instant(text, zone, "--until") + std::chrono::milliseconds{1};
}

void take_obligation(store::JournalFilter& filter, const scheduler::Case& facts) {
    filter.subjects = {facts.obligation.key.text()};
    filter.told_of = facts.id;
}

/// Which entries a person means: those with these very words as their subject, or those about an
/// obligation, a unit, a plan or a message, as the other commands take them. With an obligation and
/// a unit come the messages: their entries say what was accepted and when.
void take_subject(store::JournalFilter& filter, const std::string& text, Session& session) {
    const auto owed = store::ObligationStore(session.database()).find(text);
    const bool parts = text.find(':') != std::string::npos;
    if (parts && owed) return take_obligation(filter, *owed);
    if (const plan::Unit* unit = session.units().named(text)) {
        filter.subjects = {unit->id};
        filter.told = unit->id;
        return;
    }
    store::JournalFilter exact;
    exact.subjects = {text};
    if (store::Journal(session.database()).count(exact) > 0) {
        filter.subjects = exact.subjects;
        return;
    }
    if (!parts) {
        if (const auto plan = store::PlanStore(session.database()).find(text)) {
            filter.subjects = {plan->plan->number};
            return;
        }
        if (const auto found = store::Outbox(session.database(), 0).find(text)) {
            filter.subjects = {found->message.id};
            return;
        }
    }
    if (!owed) throw Failure(owed.error());
    take_obligation(filter, *owed);
}

store::JournalFilter filter_of(Session& session, const Options& options) {
    const plan::Zone& zone = session.calendar().zone();
    store::JournalFilter filter;
    if (!options.since.empty()) filter.from = read_instant(options.since, zone, "--since");
    if (!options.until.empty()) filter.until = end_of(options.until, zone);
    filter.what = options.what;
    filter.by = options.by;
    filter.limit = options.limit;
    if (!options.subject.empty()) take_subject(filter, options.subject, session);
    return filter;
}

void list(Program& program, const Options& options) {
    Session& session = program.session();
    const store::JournalFilter filter = filter_of(session, options);
    const store::Journal journal(session.database());
    std::vector<store::JournalEntry> entries;
    std::size_t all = 0;
    session.database().snapshot([&] {
        entries = journal.select(filter);
        all = entries.size() < filter.limit ? entries.size() : journal.count(filter);
    });
    list_entries(entries, session)
        .print(std::cout, options.format, session.language(),
               {"Nhật ký không có mục nào như vậy.", "The journal has no such entry."});
    if (all > entries.size()) {
        warn(program, {fmt::format("chỉ hiện {} mục mới nhất trong {} mục; xem hết: --limit {}",
                                   entries.size(), all, all),
                       fmt::format("the newest {} of {} entries; to see all: --limit {}",
                                   entries.size(), all, all)});
    }
}

void verify(Program& program, const std::string& since) {
    std::optional<store::JournalHead> noted;
    if (!since.empty()) {
        noted = store::JournalHead::parse(since);
        if (!noted) {
            fail(fmt::format("--since: «{}» không phải là mốc; ghi như `dondoc journal verify` đã "
                             "in ra, SỐ:MÃ, ít nhất 16 chữ số đầu của mã",
                             plan::echo(since)),
                 fmt::format("--since: \"{}\" is no head; write it as `dondoc journal verify` "
                             "printed it, ID:HASH, at least the first 16 digits of the hash",
                             plan::echo(since)),
                 Exit::usage);
        }
    }
    Session& session = program.session();
    const auto report = store::verify_journal(session.database(), noted);
    if (report.fault) throw Failure({fault_words(*report.fault), {}, 0, 0}, Exit::no);
    std::cout << session.say(whole_words(report, session.calendar().zone()));
    if (noted) {
        std::cout << program.say(fmt::format("; mốc {} vẫn ở trong nhật ký", noted->id),
                                 fmt::format("; {} as noted is still part of it", noted->id));
    }
    std::cout << '\n';
}

void add_list(CLI::App& journal, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(journal, program, "list", "ai làm gì, lúc nào; đã gửi gì cho ai",
                    "who did what when, and what was sent to whom");
    command->add_option("--since", options->since,
                        program.say("từ ngày, hoặc thời điểm như 2024-06-14T08:00",
                                    "first day, or instant as 2024-06-14T08:00"));
    command->add_option("--until", options->until,
                        program.say("đến hết ngày, hoặc thời điểm", "last day, or instant"));
    const auto names = journal_acts();
    command
        ->add_option("--what", options->what,
                     program.say("chỉ những mục này; cách nhau bằng dấu phẩy: ",
                                 "only these, with commas between: ") +
                         fmt::format("{}", fmt::join(names, ", ")))
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember(names).description(""))
        ->type_name(program.say("VIỆC", "WHAT"));
    add_text(
        *command, "--subject", options->subject,
        program.say("chỉ những mục về việc phải nộp này (cùng các thư đã nhắc việc đó), đơn vị "
                    "này (cùng các thư đã gửi cho đơn vị), kế hoạch, thông điệp hay kênh này",
                    "only what concerns this obligation (with the messages that told of it), "
                    "unit (with those it was told by), plan, message or channel"));
    add_text(*command, "--by", options->by,
             program.say("chỉ những mục do người này ghi; dondoc là dịch vụ",
                         "only what this person did; dondoc is the service"));
    command
        ->add_option("--limit", options->limit,
                     program.say("nhiều nhất bao nhiêu mục, các mục mới nhất (mặc định: 1000)",
                                 "how many at most, the newest (default: 1000)"))
        ->check(CLI::PositiveNumber.description(""));
    add_format(*command, program, options->format);
    command->footer(program.say(
        "Mục cũ đứng trước. Ví dụ: dondoc journal list --subject 12.2:2024-06 --what accepted",
        "Oldest first. Example: dondoc journal list --subject 12.2:2024-06 --what accepted"));
    command->callback([&program, options] { list(program, *options); });
}

void add_verify(CLI::App& journal, Program& program) {
    auto since = std::make_shared<std::string>();
    CLI::App* command =
        add_command(journal, program, "verify", "nhật ký có bị sửa, chèn, xóa sau khi ghi không",
                    "whether the journal was changed after it was written");
    command
        ->add_option("--since", *since,
                     program.say("mốc đã ghi lại từ lần trước: nhật ký lúc đó có còn nguyên không",
                                 "a head noted earlier: whether all up to it is still there"))
        ->type_name(program.say("SỐ:MÃ", "ID:HASH"));
    command->footer(program.say(
        "Mỗi mục mang mã băm của mục trước, nên sửa, chèn, xóa hay đổi chỗ mục nào cũng lộ ra. "
        "Riêng người có toàn quyền với máy chủ có thể viết lại toàn bộ các mã: chỉ mốc đã ghi lại "
        "ở nơi khác (in ra, gửi thư, đóng dấu) mới phát hiện được, bằng --since. Mã thoát 1 khi "
        "nhật ký không còn nguyên vẹn; lệnh này không sửa gì.",
        "Each entry carries the hash of the one before, so any that was edited, put in, taken out "
        "or swapped shows. Somebody in full control of the server could rewrite all hashes: only a "
        "head that was noted elsewhere (printed, mailed, stamped) tells of that, with --since. "
        "Exit code 1 when the journal is not whole; nothing is ever changed."));
    command->callback([&program, since] { verify(program, *since); });
}

}  // namespace

void add_journal(CLI::App& app, Program& program) {
    CLI::App* journal = add_command(app, program, "journal", "nhật ký: list, verify",
                                    "who did what when: list, verify");
    journal->require_subcommand(1);
    add_list(*journal, program);
    add_verify(*journal, program);
}

}  // namespace dondoc::daemon
