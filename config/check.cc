#include <fmt/format.h>

#include <set>

#include "config/reader.h"
#include "plan/vietnamese.h"

namespace dondoc::config {
namespace {

/// A known unit by another name, or the nearest name; empty where neither is at hand.
std::string meant(const std::string& unit, const plan::Units& units) {
    if (const auto* known = units.named(unit)) return known->id;
    const auto* near = units.named(units.nearest(unit));
    return near == nullptr ? std::string() : near->id;
}

plan::Words unknown_unit(const Rule& rule, const std::string& unit, const std::string& where,
                         const plan::Units& units) {
    const std::string near = meant(unit, units);
    const plan::Words instead = near.empty()
                                    ? plan::Words{"; hãy thêm đơn vị (dondoc unit add) hoặc sửa mã",
                                                  "; add it (dondoc unit add) or correct the id"}
                                    : plan::did_you_mean(near);
    return {fmt::format("quy tắc \"{}\": {} ghi \"{}\" mà chưa có đơn vị này{}", rule.name, where,
                        unit, instead.vi),
            fmt::format("rule \"{}\": {} names \"{}\", and there is no such unit{}", rule.name,
                        where, unit, instead.en)};
}

void check_rule(const Rule& rule, const Settings& settings, const plan::Units& units,
                plan::Problems& problems) {
    std::set<std::string> named;
    const auto check = [&](const std::string& unit, const std::string& where) {
        if (units.find(unit) != nullptr || !named.insert(where + unit).second) return;
        problems.push_back({unknown_unit(rule, unit, where, units), settings.file, rule.line, 0});
    };
    const auto check_to = [&](const std::vector<Selector>& to) {
        for (const auto& selector : to) {
            if (selector.audience == Audience::unit) check(selector.unit, "to");
        }
    };
    for (const auto& unit : rule.match.unit) {
        check(unit, "match.unit");
    }
    for (const auto& step : rule.steps) {
        check_to(step.to);
    }
    if (rule.nudge) check_to(rule.nudge->to);
}

}  // namespace

plan::Problems check_against(const Settings& settings, const plan::Units& units) {
    plan::Problems problems;
    for (const auto& rule : settings.rules) {
        check_rule(rule, settings, units, problems);
    }
    for (const auto& unit : units.all()) {
        for (const auto& contact : unit.contacts) {
            if (settings.channels.contains(contact.channel)) continue;
            problems.push_back(
                {{fmt::format(
                      "đầu mối {1} của đơn vị \"{0}\" ({2}) dùng kênh \"{3}\" chưa khai; hãy "
                      "thêm [channels.{3}] vào {4} hoặc đổi kênh của đầu mối",
                      unit.id, contact.role, contact.address, contact.channel, settings.file),
                  fmt::format(
                      "contact {1} of unit \"{0}\" ({2}) is on channel \"{3}\", which is not "
                      "there; add [channels.{3}] to {4} or change the contact's channel",
                      unit.id, contact.role, contact.address, contact.channel, settings.file)},
                 {},
                 0,
                 0});
        }
    }
    return problems;
}

}  // namespace dondoc::config
