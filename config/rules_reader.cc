#include <fmt/format.h>

#include <algorithm>

#include "config/readers.h"
#include "plan/vietnamese.h"

namespace dondoc::config {
namespace {

constexpr std::string_view kName = "\"báo cáo định kỳ\"";

template <class Value>
bool excludes(const std::vector<Value>& values, Value value) {
    return !values.empty() && std::find(values.begin(), values.end(), value) == values.end();
}

/// Continuous tasks have no period, so that `every` leaves them out as well (Ladders 1).
bool excludes_continuous(const Match& match) {
    return excludes(match.kind, plan::Kind::continuous) || !match.every.empty();
}

bool is_only_continuous(const Match& match) {
    return match.kind == std::vector{plan::Kind::continuous};
}

/// Step::key.
void name_steps(std::vector<Step>& steps) {
    std::map<std::string, int> seen;
    for (auto& step : steps) {
        const int turn = ++seen[step.when.text];
        step.key = turn == 1 ? step.when.text : fmt::format("{}#{}", step.when.text, turn);
    }
}

void read_steps(Section& section, Rule& rule) {
    for (auto& part : section.tables("step", "[[rule.step]]")) {
        auto step = read_step(part);
        const auto twin =
            std::find_if(rule.steps.begin(), rule.steps.end(), [&](const Step& other) {
                return other.when == step.when && other.to == step.to &&
                       other.at.value_or(rule.at) == step.at.value_or(rule.at);
            });
        if (twin != rule.steps.end() && !step.to.empty()) {
            section.fault(
                part.at(),
                {fmt::format("bậc nhắc này trùng bậc ở dòng {} (cùng when, to và giờ); hãy "
                             "bỏ một bậc",
                             twin->line),
                 fmt::format("this step is the same as the one in line {} (when, to and "
                             "time); remove one of them",
                             twin->line)});
        }
        rule.steps.push_back(std::move(step));
    }
    name_steps(rule.steps);
}

void read_name(Section& section, const std::vector<Rule>& earlier, Rule& rule) {
    const auto name = section.required_text("name", kName);
    if (!name) return;
    rule.name = plan::nfc(name->value);
    const auto twin = std::find_if(earlier.begin(), earlier.end(),
                                   [&](const Rule& other) { return other.name == rule.name; });
    if (twin == earlier.end()) return;
    section.fault(name->at, {fmt::format("đã có quy tắc \"{}\" ở dòng {}; hãy đặt tên khác",
                                         rule.name, twin->line),
                             fmt::format("there is a rule \"{}\" in line {} already; give this one "
                                         "another name",
                                         rule.name, twin->line)});
}

/// What a rule does must fit what it matches: nothing may be silently without a word.
void check_rule(Section& section, const Rule& rule) {
    if (!section.has("step") && !section.has("nudge")) {
        section.fault(section.at(),
                      {"quy tắc không nhắc gì; hãy thêm [[rule.step]] với when = \"-7d\", to = "
                       "[\"lead\"], hoặc nudge = { every = \"month\", day = 1 }",
                       "this rule tells nobody; add [[rule.step]] with when = \"-7d\", to = "
                       "[\"lead\"], or nudge = { every = \"month\", day = 1 }"});
    }
    if (rule.nudge && excludes_continuous(rule.match)) {
        section.fault(
            section.at(),
            {"nudge chỉ dùng cho việc thường xuyên, mà match không gồm loại này; hãy viết "
             "match = { kind = \"continuous\" } hoặc bỏ nudge",
             "nudge is for continuous tasks, and match leaves them out; write match = { "
             "kind = \"continuous\" } or remove nudge"});
    }
    if (!rule.steps.empty() && is_only_continuous(rule.match)) {
        section.fault(
            section.at(),
            {"việc thường xuyên không có hạn nên không có bậc nhắc; hãy thay [[rule.step]] "
             "bằng nudge = { every = \"month\", day = 1 }",
             "continuous tasks have no deadline, so steps never come due; replace "
             "[[rule.step]] by nudge = { every = \"month\", day = 1 }"});
    }
}

Rule read_rule(Section& section, const std::vector<Rule>& earlier) {
    Rule rule;
    rule.line = section.at().line;
    read_name(section, earlier, rule);
    rule.match = read_match(section);
    rule.at = read_time_of_day(section).value_or(rule.at);
    read_steps(section, rule);
    auto nudge = section.table("nudge", "nudge", "{ every = \"month\", day = 1 }");
    if (nudge) rule.nudge = read_nudge(*nudge);
    section.finish();
    check_rule(section, rule);
    return rule;
}

/// A match that is there and wrong is not an empty one.
bool takes_everything(Section& rule) {
    const auto* match = rule.node("match");
    return match == nullptr || (match->is_table() && match->as_table()->empty());
}

/// Ladders 1: the first rule that matches is the obligation's rule.
void note_unreachable(const Section& section, std::string_view catch_all) {
    section.fault(
        section.at(),
        {fmt::format("quy tắc này không bao giờ được dùng, vì quy tắc \"{}\" ở trên không có "
                     "match nên khớp mọi việc; hãy chuyển quy tắc ấy xuống cuối",
                     catch_all),
         fmt::format("this rule can never match, since rule \"{}\" above has no match and "
                     "takes everything; move that one to the end",
                     catch_all)});
}

}  // namespace

void read_rules(Section& top, Settings& settings) {
    auto rules = top.tables("rule", "[[rule]]");
    const auto* value = top.node("rule");
    if (value == nullptr || (value->is_array() && value->as_array()->empty())) {
        top.fault(
            Place{},
            {"chưa có quy tắc nhắc nào; hãy thêm [[rule]] với name = \"mọi việc\", và dưới đó "
             "[[rule.step]] với when = \"-1wd\", to = [\"lead\"]",
             "there is no rule; add [[rule]] with name = \"everything\", and below it "
             "[[rule.step]] with when = \"-1wd\", to = [\"lead\"]"});
    }
    std::optional<std::string> catch_all;
    for (auto& section : rules) {
        auto rule = read_rule(section, settings.rules);
        if (catch_all) note_unreachable(section, *catch_all);
        if (!catch_all && takes_everything(section)) catch_all = rule.name;
        settings.rules.push_back(std::move(rule));
    }
}

}  // namespace dondoc::config
