#include <fmt/format.h>

#include <iostream>
#include <map>
#include <tuple>

#include "config/reader.h"
#include "daemon/calendar_notes.h"
#include "daemon/check_connect.h"
#include "notifiers/lack_words.h"
#include "notifiers/render.h"
#include "plan/vietnamese.h"
#include "store/obligations.h"

namespace dondoc::daemon {
namespace {

/// What `check` found: errors make it answer no, the rest is said all the same.
struct Findings {
    plan::Problems errors;
    plan::Problems warnings;
};

plan::Problem words(std::string vi, std::string en) {
    return {{std::move(vi), std::move(en)}, {}, 0, 0};
}

void append(plan::Problems& to, const plan::Problems& from) {
    to.insert(to.end(), from.begin(), from.end());
}

void check_secrets(const config::Settings& settings, Findings& found) {
    for (const auto& [name, channel] : settings.channels) {
        const config::SecretSource source = config::secret_of(channel);
        if (source.from == config::SecretSource::From::none) continue;
        auto secret = config::read_secret(source);
        if (secret) continue;
        plan::Problem problem = std::move(secret.error());
        if (source.from == config::SecretSource::From::credential) {
            // Only systemd hands credentials to the service; a command cannot see them.
            problem.words.vi += " (chỉ dịch vụ do systemd chạy mới thấy)";
            problem.words.en += " (only the service that systemd runs can see it)";
            found.warnings.push_back(std::move(problem));
        } else {
            found.errors.push_back(std::move(problem));
        }
    }
}

void check_web(const config::Settings& settings, Findings& found) {
    if (!settings.web || config::is_loopback(*settings.web)) return;
    found.warnings.push_back(
        {{fmt::format("[web] listen = \"{}\" không chỉ nghe trên máy này: ai vào được mạng đó cũng "
                      "đọc được số liệu và tình trạng; nên dùng 127.0.0.1, hoặc đặt sau tường lửa "
                      "hay máy chủ ủy nhiệm có TLS",
                      settings.web->text),
          fmt::format("[web] listen = \"{}\" does not listen on this machine only: whoever reaches "
                      "that network can read metrics and health; use 127.0.0.1, or put a firewall "
                      "or a proxy with TLS before it",
                      settings.web->text)},
         settings.file,
         settings.web->line,
         0});
}

void check_settings(const config::Settings& settings, bool connect, Findings& found) {
    if (const auto templates = notifiers::Templates::load(settings.templates, settings.language);
        !templates) {
        append(found.errors, templates.error());
    }
    // Talking to a channel tells of its secret too.
    if (!connect) check_secrets(settings, found);
    check_web(settings, found);
    if (settings.channels.empty()) {
        found.errors.push_back(
            words("chưa có kênh nào: thêm [channels.mail] vào " + settings.file,
                  "there is no channel: add [channels.mail] to " + settings.file));
    }
    if (!settings.fallback) {
        found.warnings.push_back(
            words("chưa có [fallback]: lời nhắc không tới ai sẽ chỉ được ghi nhật ký",
                  "there is no [fallback]: a reminder that reaches nobody is only journalled"));
    }
    if (settings.calendar.working_days_only) return;
    for (const config::Rule& rule : settings.rules) {
        for (const config::Step& step : rule.steps) {
            if (step.when.days > 0 || step.urgent) continue;
            found.warnings.push_back(
                {{fmt::format("bậc {} của «{}» có thể rơi vào ngày nghỉ rồi chờ tới giờ mở cửa, có "
                              "khi sau thời hạn; thêm urgent = true hoặc working_days_only = true",
                              step.key, rule.name),
                  fmt::format(
                      "step {} of \"{}\" may fall on a day off and wait for the next opening, "
                      "even past the deadline; add urgent = true or working_days_only = true",
                      step.key, rule.name)},
                 settings.file,
                 step.line,
                 0});
        }
    }
}

/// A selector of a rule that reaches nobody, and for how many obligations for the same reason.
struct Unreached {
    plan::ObligationKey first;
    std::size_t count = 0;
};
using UnreachedBy = std::map<std::tuple<std::string, std::string, scheduler::Lack>, Unreached>;

void count_unreached(const scheduler::Case& facts, const config::Rule& rule, Session& session,
                     UnreachedBy& unreached) {
    const plan::ObligationKey& key = facts.obligation.key;
    for (const auto& recipients : scheduler::recipients_of(rule, facts.obligation, *facts.task,
                                                           session.units(), session.settings())) {
        for (const std::string& text : recipients.unreached) {
            const auto selector = config::parse_selector(text);
            if (!selector) continue;
            const auto lack =
                scheduler::lack_of(*selector, key.unit, facts.task->support, session.units());
            Unreached& found = unreached[{rule.name, text, lack}];
            if (found.count++ == 0) found.first = key;
        }
    }
}

/// Where a new contact is most likely to be reached.
std::string usual_channel(const config::Settings& settings) {
    if (settings.fallback) return settings.fallback->channel;
    return settings.channels.empty() ? "mail" : settings.channels.begin()->first;
}

plan::Problem words_of(const UnreachedBy::value_type& each, Session& session) {
    const auto& [rule, selector, lack] = each.first;
    const auto& [key, count] = each.second;
    const plan::Unit* owner = session.units().find(key.unit);
    const auto why = notifiers::cause(lack, owner ? owner->name : key.unit);
    const auto what = notifiers::remedy(lack);
    const auto command = [&](plan::Language language) {
        return notifiers::mending_command(lack, key, usual_channel(session.settings()), language);
    };
    return words(
        fmt::format("quy tắc «{}»: «{}» không tới ai ({} việc, như {}): {}; {}: {}", rule, selector,
                    count, key.text(), why.vi, what.vi, command(plan::Language::vi)),
        fmt::format("rule \"{}\": {} reaches nobody ({} {}, such as {}): {}; {}: {}", rule,
                    selector, count, count == 1 ? "obligation" : "obligations", key.text(), why.en,
                    what.en, command(plan::Language::en)));
}

/// Every open obligation has a rule, and each selector of it reaches somebody.
void check_coverage(Session& session, Findings& found) {
    store::CaseFilter open;
    open.states = {plan::State::open};
    UnreachedBy unreached;
    const auto cases = store::ObligationStore(session.database()).cases(open);
    for (const auto& facts : cases) {
        const config::Rule* rule = scheduler::rule_for(facts, session.settings().rules);
        if (rule == nullptr) {
            const std::string key = facts.obligation.key.text();
            found.errors.push_back(
                words(key + ": không quy tắc nào khớp, không ai được nhắc; thêm [[rule]] vào " +
                          session.settings().file,
                      key + ": no rule matches, nobody is told; add a [[rule]] to " +
                          session.settings().file));
            continue;
        }
        count_unreached(facts, *rule, session, unreached);
    }
    for (const auto& each : unreached)
        found.warnings.push_back(words_of(each, session));
    append(found.warnings, calendar_notes(cases, session));
}

struct Options {
    bool connect = false;
    Format format = Format::table;
};

void check(Program& program, const Options& options) {
    if (options.format != Format::table && !options.connect) {
        fail("--format chỉ đi cùng --connect", "--format goes with --connect only", Exit::usage);
    }
    auto settings = config::load_settings(program.config_path);
    if (!settings) throw Failure(std::move(settings.error()), Exit::no);
    Findings found;
    check_settings(*settings, options.connect, found);
    try {
        Session& session = program.session();
        append(found.errors, config::check_against(*settings, session.units()));
        check_coverage(session, found);
    } catch (const Failure& failure) {
        append(found.errors, failure.problems());
    }
    for (const plan::Problem& each : found.warnings) {
        std::cerr << program.say("lưu ý: ", "note: ") << each.text(program.language) << '\n';
    }
    for (const plan::Problem& each : found.errors) {
        std::cerr << "dondoc: " << each.text(program.language) << '\n';
    }
    if (!found.errors.empty()) program.exit = Exit::no;
    if (options.connect && !check_connections(program, *settings, options.format)) {
        program.exit = Exit::no;
    }
    // What programs read stands alone on stdout.
    if (program.exit == Exit::no || options.format != Format::table) return;
    std::cout << program.say(
                     fmt::format("Ổn: {} quy tắc, {} kênh, cơ sở dữ liệu {}; {} lưu ý.",
                                 settings->rules.size(), settings->channels.size(),
                                 settings->database, found.warnings.size()),
                     fmt::format("All good: {}, {}, database {}; {}.",
                                 plan::counted(settings->rules.size(), "rule"),
                                 plan::counted(settings->channels.size(), "channel"),
                                 settings->database, plan::counted(found.warnings.size(), "note")))
              << '\n';
}

}  // namespace

void add_check(CLI::App& app, Program& program) {
    CLI::App* command = add_command(
        app, program, "check", "soát cấu hình, mẫu thư, mật khẩu, cơ sở dữ liệu; nói điều gì sai",
        "reads settings, templates, credentials and database and says what is wrong");
    command->footer(program.say("Mã thoát 1 khi có điều phải sửa; lưu ý không tính.",
                                "Exit code 1 when something must be mended; notes do not count."));
    auto options = std::make_shared<Options>();
    command->add_flag(
        "--connect", options->connect,
        program.say("gọi thử từng kênh: chứng thư, đăng nhập, người gửi, địa chỉ webhook, thư mục; "
                    "không gửi thư nào",
                    "talks to every channel: certificate, login, sender, webhook endpoints, "
                    "folder; sends no mail"));
    add_format(*command, program, options->format);
    command->callback([&program, options] { check(program, *options); });
}

}  // namespace dondoc::daemon
