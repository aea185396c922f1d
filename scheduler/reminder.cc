#include "scheduler/reminder.h"

#include <algorithm>
#include <array>

namespace dondoc::scheduler {
namespace {

constexpr std::array<std::string_view, 5> kFates = {"made", "superseded", "withdrawn", "silenced",
                                                    "unreached"};

template <class T>
bool any_of(const std::vector<T>& wanted, const T& value) {
    return wanted.empty() || std::ranges::count(wanted, value) > 0;
}

bool any_tag(const std::vector<std::string>& wanted, const std::vector<std::string>& tags) {
    return wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& tag) {
               return std::ranges::count(tags, tag) > 0;
           });
}

bool matches(const config::Match& match, const plan::Obligation& obligation,
             const plan::Task& task) {
    if (!match.every.empty() &&
        (!obligation.every || std::ranges::count(match.every, *obligation.every) == 0)) {
        return false;
    }
    return any_of(match.plan, obligation.key.plan) && any_of(match.task, obligation.key.task) &&
           any_of(match.unit, obligation.key.unit) && any_of(match.kind, obligation.kind) &&
           any_tag(match.tag, task.tags);
}

}  // namespace

std::string_view name_of(Fate fate) {
    return kFates.at(static_cast<std::size_t>(fate));
}

std::optional<Fate> fate_named(std::string_view name) {
    const auto found = std::ranges::find(kFates, name);
    if (found == kFates.end()) return std::nullopt;
    return static_cast<Fate>(found - kFates.begin());
}

const config::Rule* rule_for(const plan::Obligation& obligation, const plan::Task& task,
                             const std::vector<config::Rule>& rules) {
    const auto found = std::ranges::find_if(
        rules, [&](const config::Rule& rule) { return matches(rule.match, obligation, task); });
    return found == rules.end() ? nullptr : &*found;
}

const config::Rule* rule_for(const Case& facts, const std::vector<config::Rule>& rules) {
    return rule_for(facts.obligation, *facts.task, rules);
}

}  // namespace dondoc::scheduler
