#include "support/world.h"

#include <map>
#include <memory>
#include <stdexcept>

namespace dondoc::testing {

plan::Zone zone(const std::string& name) {
    auto loaded = plan::Zone::load(name);
    if (!loaded) throw std::invalid_argument(loaded.error().text(plan::Language::en));
    return *loaded;
}

plan::Day day(std::string_view iso) {
    const auto parsed = plan::parse_day(iso);
    if (!parsed) throw std::invalid_argument("no such day: " + std::string(iso));
    return *parsed;
}

plan::Instant at(std::string_view text, const plan::Zone& in) {
    const auto parsed = plan::parse_instant(text, in);
    if (!parsed) throw std::invalid_argument("no such instant: " + std::string(text));
    return *parsed;
}

plan::Calendar calendar(plan::CalendarFacts facts, const std::string& zone_name) {
    return plan::Calendar(zone(zone_name), std::move(facts));
}

plan::Unit unit(const std::string& id, const std::string& name) {
    plan::Unit made;
    made.id = id;
    made.name = name;
    made.contacts = {{"office", "mail", "office." + id + "@stp.example"},
                     {"head", "mail", "head." + id + "@stp.example"}};
    return made;
}

plan::Units units(std::vector<plan::Unit> all) {
    auto made = plan::Units::make(std::move(all));
    if (!made) throw std::invalid_argument(made.error().front().text(plan::Language::en));
    return *made;
}

namespace {

config::Distance distance(std::string_view text) {
    const auto parsed = config::parse_distance(text);
    if (!parsed) throw std::invalid_argument("no such distance: " + std::string(text));
    return *parsed;
}

}  // namespace

config::Step step(std::string_view when, const std::vector<std::string_view>& to,
                  std::string_view repeat, std::string_view until) {
    config::Step made;
    made.when = distance(when);
    for (const std::string_view text : to) {
        const auto selector = config::parse_selector(text);
        if (!selector) throw std::invalid_argument("no such selector: " + std::string(text));
        made.to.push_back(*selector);
    }
    if (!repeat.empty()) made.repeat = distance(repeat);
    if (!until.empty()) made.until = distance(until);
    return made;
}

config::Rule rule(const std::string& name, std::vector<config::Step> steps) {
    config::Rule made;
    made.name = name;
    made.steps = std::move(steps);
    std::map<std::string, int> seen;
    for (config::Step& each : made.steps) {
        const int place = ++seen[each.when.text];
        each.key = each.when.text + (place > 1 ? "#" + std::to_string(place) : "");
    }
    return made;
}

config::Settings settings(std::vector<config::Rule> rules) {
    config::Settings made;
    for (const char* name : {"mail", "hook"}) {
        config::Channel channel;
        channel.name = name;
        channel.type = config::MaildirChannel{};
        made.channels[name] = channel;
    }
    made.rules = std::move(rules);
    return made;
}

plan::Plan plan_of(std::vector<plan::Timing> timings, const std::vector<std::string>& lead,
                   const std::vector<std::string>& support) {
    plan::Task task;
    task.table = "12";
    task.no = "2";
    task.key = "12.2";
    task.title = "Báo cáo định kỳ";
    task.product = "Báo cáo";
    task.timings = std::move(timings);
    for (const std::string& id : lead)
        task.lead.push_back({id, id});
    for (const std::string& id : support)
        task.support.push_back({id, id});
    plan::Plan made;
    made.number = "56/KH-STP";
    made.title = "Kiểm soát thủ tục hành chính năm 2024";
    made.issued = day("2024-03-19");
    made.valid = {day("2024-01-01"), day("2024-12-31")};
    made.tasks = {std::move(task)};
    return made;
}

std::vector<scheduler::Case> cases(const plan::Plan& plan, const plan::Units& units,
                                   const plan::Calendar& calendar,
                                   const std::vector<plan::Event>& events) {
    const auto shared = std::make_shared<const plan::Plan>(plan);
    std::vector<scheduler::Case> made;
    for (plan::Obligation& owed : plan::expand(*shared, units, calendar, events)) {
        scheduler::Case one;
        one.id = static_cast<std::int64_t>(made.size()) + 1;
        one.plan = shared;
        for (const plan::Task& task : shared->tasks) {
            if (task.key == owed.key.task) one.task = &task;
        }
        one.obligation = std::move(owed);
        made.push_back(std::move(one));
    }
    return made;
}

}  // namespace dondoc::testing
