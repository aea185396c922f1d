#include <fmt/format.h>

#include <iostream>
#include <set>

#include "config/reader.h"
#include "daemon/command.h"
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

void check_settings(const config::Settings& settings, Findings& found) {
    if (const auto templates = notifiers::Templates::load(settings.templates, settings.language);
        !templates) {
        append(found.errors, templates.error());
    }
    check_secrets(settings, found);
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

/// Every open obligation has a rule, and each selector of it reaches somebody.
void check_coverage(Session& session, Findings& found) {
    store::CaseFilter open;
    open.states = {plan::State::open};
    std::map<std::string, std::size_t> unreached;
    for (const auto& facts : store::ObligationStore(session.database()).cases(open)) {
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
        for (const auto& recipients : scheduler::recipients_of(
                 *rule, facts.obligation, *facts.task, session.units(), session.settings())) {
            for (const std::string& selector : recipients.unreached) {
                ++unreached[fmt::format("{}\n{}\n{}", rule->name, facts.obligation.key.unit,
                                        selector)];
            }
        }
    }
    for (const auto& [what, count] : unreached) {
        const auto first = what.find('\n');
        const auto second = what.find('\n', first + 1);
        const std::string rule = what.substr(0, first);
        const std::string unit = what.substr(first + 1, second - first - 1);
        const std::string selector = what.substr(second + 1);
        found.warnings.push_back(words(
            fmt::format("quy tắc «{}»: «{}» của đơn vị {} không tới ai ({} việc); thêm đầu mối: "
                        "dondoc contact add --unit …",
                        rule, selector, unit, count),
            fmt::format(
                "rule \"{}\": {} of unit {} reaches nobody ({} obligation(s)); add a contact: "
                "dondoc contact add --unit …",
                rule, selector, unit, count)));
    }
}

void check(Program& program) {
    auto settings = config::load_settings(program.config_path);
    if (!settings) throw Failure(std::move(settings.error()), Exit::no);
    Findings found;
    check_settings(*settings, found);
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
    if (!found.errors.empty()) {
        program.exit = Exit::no;
        return;
    }
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
    command->callback([&program] { check(program); });
}

}  // namespace dondoc::daemon
