#include "random_world.h"

#include <array>
#include <map>
#include <string_view>

#include "support/world.h"

namespace dondoc::testing {
namespace {

using plan::Day;
using plan::Instant;
using std::chrono::days;
using std::chrono::minutes;

/// A zone, and days on which something odd happens to its clocks.
struct Place {
    const char* zone;
    std::array<const char*, 2> odd_days;
};

constexpr std::array<Place, 15> places{{
    {"Asia/Ho_Chi_Minh", {"2024-02-09", "2024-12-31"}},
    {"Asia/Ho_Chi_Minh", {"2024-05-01", "2024-02-29"}},
    {"Europe/Berlin", {"2024-03-31", "2024-10-27"}},
    {"America/New_York", {"2024-03-10", "2024-11-03"}},
    {"America/Sao_Paulo", {"2017-10-15", "2017-02-18"}},    // midnight is skipped, or comes late
    {"Australia/Lord_Howe", {"2024-04-07", "2024-10-06"}},  // half an hour
    {"Pacific/Apia", {"2011-12-30", "2011-09-24"}},         // a whole day is skipped
    {"Africa/Cairo", {"2024-04-26", "2024-10-31"}},         // at midnight
    {"America/Havana", {"2024-03-10", "2024-11-03"}},       // at midnight, and 01:00 to 00:00
    {"Africa/Casablanca", {"2024-03-10", "2024-04-14"}},
    {"America/Scoresbysund", {"2024-03-31", "2024-10-27"}},
    {"Antarctica/Troll", {"2024-03-31", "2024-10-27"}},  // two hours
    {"Asia/Kathmandu", {"2024-01-01", "2023-12-31"}},
    {"Asia/Beirut", {"2024-03-31", "2024-10-27"}},  // at midnight
    {"UTC", {"2024-02-29", "2023-01-01"}},
}};

class Thrower {
  public:
    explicit Thrower(Dice& dice) : dice_(dice) {}

    World world() {
        const Place place = dice_.pick(places);
        world_.settings.timezone = place.zone;
        focus_ = day(dice_.pick(place.odd_days)) + days(dice_.between(-3, 3));
        if (dice_.chance(30)) focus_ += days(dice_.between(-200, 200));
        throw_units();
        throw_calendar();
        throw_settings();
        throw_plan();
        throw_range();
        return std::move(world_);
    }

  private:
    Day near(int before, int after) { return focus_ + days(dice_.between(-before, after)); }
    Instant instant(Day local) {
        const int minute = dice_.chance(50) ? 30 * dice_.between(0, 47) : dice_.between(0, 1439);
        return Instant(local.time_since_epoch() + minutes(minute));
    }
    minutes time() {
        static constexpr std::array usual{480, 450, 1020, 150, 120, 0, 30, 1439, 60};
        return minutes(dice_.chance(70) ? dice_.pick(usual) : dice_.between(0, 1439));
    }

    // ---- units: u0 … u4 owe, g0 and g1 are groups, g1 of g0 and others

    std::string any_unit() {
        static constexpr std::array ids{"u0", "u1", "u2", "u3", "u4", "g0", "g1", ""};
        return dice_.pick(ids);
    }

    plan::Unit thrown_unit(const std::string& id) {
        static constexpr std::array roles{"office", "office", "head", "deputy"};
        static constexpr std::array channels{"mail", "mail", "hook", "fax"};
        plan::Unit made;
        made.id = id;
        made.name = "Đơn vị " + id;
        for (int i = dice_.between(0, 4); i > 0; --i) {
            const plan::Contact contact{dice_.pick(roles), dice_.pick(channels),
                                        "a" + std::to_string(dice_.between(0, 6)) + "@stp.example"};
            if (std::find(made.contacts.begin(), made.contacts.end(), contact) ==
                made.contacts.end())
                made.contacts.push_back(contact);
        }
        return made;
    }

    void throw_units() {
        for (int i = 0; i < 5; ++i) {
            plan::Unit made = thrown_unit("u" + std::to_string(i));
            if (i > 0 && dice_.chance(50))
                made.parent = "u" + std::to_string(dice_.between(0, i - 1));
            if (dice_.chance(10)) made.parent = "g0";
            world_.units.push_back(made);
        }
        plan::Unit inner = thrown_unit("g0");
        inner.members = {"u1", "u2"};
        plan::Unit outer = thrown_unit("g1");
        outer.members = {"u3", "g0"};
        if (dice_.chance(50)) outer.members.push_back("u1");
        world_.units.push_back(inner);
        world_.units.push_back(outer);
    }

    // ---- the calendar

    void throw_calendar() {
        plan::CalendarFacts& facts = world_.settings.calendar;
        if (dice_.chance(40)) {
            for (bool& workday : facts.workdays)
                workday = dice_.chance(60);
            facts.workdays[static_cast<std::size_t>(dice_.between(0, 6))] = true;
        }
        for (int i = dice_.between(0, 6); i > 0; --i)
            facts.holidays.insert(near(20, 40));
        if (dice_.chance(30)) {
            const Day first = near(15, 15);
            for (int i = dice_.between(3, 14); i > 0; --i)
                facts.holidays.insert(first + days(i));
        }
        for (int i = dice_.between(0, 3); i > 0; --i)
            facts.makeup_days.insert(near(20, 40));
        static constexpr std::array<std::pair<int, int>, 8> usual{{{450, 1020},
                                                                   {450, 1020},
                                                                   {0, 1440},
                                                                   {120, 180},
                                                                   {1380, 1440},
                                                                   {0, 30},
                                                                   {555, 570},
                                                                   {30, 1410}}};
        const auto [open, close] = dice_.pick(usual);
        facts.hours = {minutes(open), minutes(close)};
        if (dice_.chance(20)) {
            facts.hours.open = minutes(dice_.between(0, 1439));
            facts.hours.close =
                minutes(dice_.between(static_cast<int>(facts.hours.open.count()) + 1, 1440));
        }
        facts.roll =
            dice_.pick(std::array{plan::Roll::none, plan::Roll::earlier, plan::Roll::later});
        facts.working_days_only = dice_.chance(70);
    }

    // ---- the plan

    plan::DueDate thrown_due() {
        plan::DueDate due{near(30, 60), {}, thrown_bound()};
        if (dice_.chance(30)) due.hour = time();
        if (dice_.chance(2)) due.hour = minutes(1440);
        return due;
    }

    plan::Bound thrown_bound() { return dice_.chance(50) ? plan::Bound::before : plan::Bound::by; }

    plan::Cycle thrown_cycle() {
        using plan::CycleMonth;
        using plan::Every;
        plan::Cycle cycle;
        cycle.every = dice_.pick(
            std::array{Every::week, Every::month, Every::quarter, Every::half_year, Every::year});
        static const std::map<Every, int> per_year{{Every::week, 53},
                                                   {Every::month, 12},
                                                   {Every::quarter, 4},
                                                   {Every::half_year, 2},
                                                   {Every::year, 1}};
        if (dice_.chance(40))
            for (int i = 1; i <= per_year.at(cycle.every); ++i)
                if (dice_.chance(60)) cycle.periods.push_back(i);
        cycle.bound = thrown_bound();
        if (dice_.chance(30)) cycle.offset = dice_.between(1, 2);
        if (cycle.every == Every::week) {
            if (dice_.chance(70)) cycle.weekday = static_cast<unsigned>(dice_.between(1, 7));
            return cycle;
        }
        cycle.month.which =
            dice_.pick(std::array{CycleMonth::Which::last, CycleMonth::Which::last,
                                  CycleMonth::Which::first, CycleMonth::Which::named});
        if (cycle.month.which == CycleMonth::Which::named)
            cycle.month.named = static_cast<unsigned>(dice_.between(1, 12));
        if (dice_.chance(80))
            cycle.day = static_cast<unsigned>(dice_.chance(40) ? dice_.between(28, 31)
                                                               : dice_.between(1, 27));
        return cycle;
    }

    plan::Timing thrown_timing() {
        switch (dice_.between(0, 9)) {
            case 0:
            case 1:
            case 2:
                return plan::Once{{}, thrown_due()};
            case 3:
            case 4:
            case 5:
                return thrown_cycle();
            case 6:
                return plan::OnDemand{};
            case 7:
                return plan::Continuous{};
            case 8:
                return plan::AfterEvent{
                    dice_.between(-3, 3),
                    dice_.pick(std::array{plan::Count::month, plan::Count::working}),
                    {}};
            default:
                return plan::AfterEvent{
                    dice_.between(-15, 30),
                    dice_.pick(std::array{plan::Count::calendar, plan::Count::working}),
                    {}};
        }
    }

    std::vector<plan::UnitRef> thrown_refs(int least, int most) {
        std::vector<plan::UnitRef> refs;
        for (int i = dice_.between(least, most); i > 0; --i) {
            const std::string id = any_unit();
            refs.push_back({"Đơn vị " + id, id});
        }
        return refs;
    }

    void throw_plan() {
        world_.plan.number = "56/KH-STP";
        world_.plan.valid = {near(100, 0), near(0, 100)};
        if (dice_.chance(30)) world_.plan.valid.until += days(300);
        for (int i = 1, last = dice_.between(1, 3); i <= last; ++i) {
            plan::Task task;
            task.table = "12";
            task.no = std::to_string(i);
            task.key = "12." + task.no;
            task.lead = thrown_refs(1, 2);
            task.support = thrown_refs(0, 3);
            for (const char* tag : {"bao-cao", "gap"})
                if (dice_.chance(40)) task.tags.emplace_back(tag);
            for (int t = dice_.between(1, 3); t > 0; --t)
                task.timings.push_back(thrown_timing());
            for (int e = dice_.between(0, 3); e > 0; --e)
                throw_event(task.key);
            world_.plan.tasks.push_back(task);
        }
    }

    void throw_event(const std::string& task) {
        plan::Event event{world_.plan.number, task, near(20, 20), "", {}};
        if (dice_.chance(50)) event.due = thrown_due();
        world_.events.push_back(event);
        if (!dice_.chance(30)) return;
        // The same day again: another receipt, another identity.
        event.ref = "lần 2";
        if (event.due) event.due = thrown_due();
        world_.events.push_back(event);
    }

    // ---- rules

    config::Distance distance(int low, int high) {
        config::Distance made{dice_.between(low, high), dice_.chance(40), ""};
        made.text =
            (made.days > 0 ? "+" : "") + std::to_string(made.days) + (made.working ? "wd" : "d");
        return made;
    }

    std::vector<config::Selector> thrown_selectors() {
        static constexpr std::array texts{
            "lead",    "lead",    "lead.head",      "support",     "support.head", "parent",
            "unit:u0", "unit:g1", "unit:u4.deputy", "parent.head", "unit:g0.head", "lead.deputy"};
        std::vector<config::Selector> to;
        for (int i = dice_.between(1, 3); i > 0; --i)
            to.push_back(config::parse_selector(dice_.pick(texts)).value());
        return to;
    }

    config::Step thrown_step() {
        config::Step step;
        step.when = dice_.chance(30) ? distance(-1, 1) : distance(-12, 12);
        step.to = thrown_selectors();
        if (dice_.chance(40)) step.at = time();
        if (dice_.chance(45)) {
            step.repeat = distance(1, dice_.chance(50) ? 2 : 9);
            if (dice_.chance(60)) step.until = distance(-5, 15);
        }
        step.urgent = dice_.chance(25);
        return step;
    }

    config::Match thrown_match() {
        config::Match match;
        if (dice_.chance(15)) match.plan = {"143/KH-STP"};
        if (dice_.chance(15)) match.plan.push_back(world_plan_);
        if (dice_.chance(25)) match.task = {"12.1", "12.3"};
        if (dice_.chance(25)) match.unit = {any_unit(), "u1", "u3"};
        if (dice_.chance(25)) match.kind = {plan::Kind::cycle, plan::Kind::after_event};
        if (dice_.chance(15)) match.kind.push_back(plan::Kind::once);
        if (dice_.chance(20)) match.every = {plan::Every::month, plan::Every::quarter};
        if (dice_.chance(20)) match.tag = {"gap"};
        if (dice_.chance(10)) match.tag.emplace_back("bao-cao");
        return match;
    }

    config::Rule thrown_rule(int number) {
        config::Rule rule;
        rule.name = "quy tắc " + std::to_string(number);
        if (dice_.chance(75)) rule.match = thrown_match();
        rule.at = time();
        std::map<std::string, int> seen;
        for (int i = dice_.between(0, 9) == 0 ? 0 : dice_.between(1, 5); i > 0; --i) {
            config::Step step = thrown_step();
            if (dice_.chance(20) && !rule.steps.empty()) step.when = rule.steps.back().when;
            const int again = ++seen[step.when.text];
            step.key = step.when.text + (again > 1 ? "#" + std::to_string(again) : "");
            rule.steps.push_back(step);
        }
        return rule;
    }

    void throw_settings() {
        config::Settings& settings = world_.settings;
        for (const char* name : {"mail", "hook"}) {
            settings.channels[name].name = name;
            settings.channels[name].type = config::MaildirChannel{};
        }
        if (dice_.chance(60))
            settings.fallback = {"mail",
                                 dice_.chance(30) ? "a1@stp.example" : "van-thu@stp.example"};
        for (int i = 1, last = dice_.between(1, 4); i <= last; ++i)
            settings.rules.push_back(thrown_rule(i));
    }

    void throw_range() {
        world_.from = instant(near(60, 20));
        world_.until = world_.from + days(dice_.between(0, 120)) + minutes(dice_.between(0, 2000));
        world_.assume = dice_.chance(50) ? scheduler::Assume::never : scheduler::Assume::ontime;
    }

    Dice& dice_;
    World world_;
    Day focus_;
    const std::string world_plan_ = "56/KH-STP";
};

}  // namespace

World random_world(Dice& dice) {
    return Thrower(dice).world();
}

}  // namespace dondoc::testing
