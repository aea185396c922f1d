#include "scheduler/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace dondoc::scheduler {
namespace {

using std::chrono::days;

/// How people read a recipient: the unit, or who leads it.
std::string person(const Recipient& recipient, const plan::Units& units, plan::Language language) {
    const plan::Unit* unit = units.find(recipient.unit);
    const std::string& name = unit ? unit->name : recipient.address;
    const bool vi = language == plan::Language::vi;
    if (recipient.role == "head") return (vi ? "Lãnh đạo " : "head of ") + name;
    if (recipient.role == "deputy") return (vi ? "Cấp phó " : "deputy head of ") + name;
    return name;
}

std::vector<std::string> people(const std::vector<Recipient>& recipients, const plan::Units& units,
                                plan::Language language) {
    std::vector<std::string> names;
    for (const Recipient& recipient : recipients) {
        std::string name = person(recipient, units, language);
        if (std::ranges::count(names, name) == 0) names.push_back(std::move(name));
    }
    return names;
}

bool goes_over_the_head(const Recipient& recipient, const std::string& owner) {
    const auto selector = config::parse_selector(recipient.selector);
    return selector && recipient.unit != owner && !recipient.fallback &&
           (selector->audience == config::Audience::unit ||
            selector->audience == config::Audience::parent);
}

/// Days on which the owing unit was told before this reminder.
std::vector<plan::Day> told_days(const Reminder& reminder, const Case& facts,
                                 const plan::Units& units, const plan::Calendar& calendar) {
    const plan::Unit* owner = units.find(facts.obligation.key.unit);
    std::vector<plan::Day> told;
    if (owner == nullptr) return told;
    for (const Recorded& row : facts.recorded) {
        const bool this_one = row.step == reminder.step && row.turn == reminder.turn;
        const bool theirs = std::ranges::any_of(owner->contacts, [&](const plan::Contact& contact) {
            return contact.address == row.address && contact.channel == row.channel;
        });
        if (row.fate == Fate::made && theirs && !this_one) {
            told.push_back(calendar.zone().day_at(row.decided_at));
        }
    }
    std::ranges::sort(told);
    told.erase(std::unique(told.begin(), told.end()), told.end());
    return told;
}

/// Walks the ladder on from `now` as if nobody confirmed. The fallback is the office's own affair:
/// other readers are not told of it, nor of a turn that goes to nobody else.
std::optional<NextStep> next_step(const config::Rule& rule, const Case& facts,
                                  const std::vector<Recipients>& recipients,
                                  const plan::Units& units, const config::Settings& settings,
                                  const plan::Calendar& calendar, plan::Instant now,
                                  bool to_fallback) {
    const plan::Obligation& obligation = facts.obligation;
    Ladder ladder(rule, obligation.key, obligation.deadline, recipients, calendar, facts.recorded);
    ladder.advance(now);
    // A ladder that reaches nobody may repeat without end.
    const plan::Instant horizon = now + days{400};
    for (auto at = ladder.next(); at && *at < horizon; at = ladder.next()) {
        const Decision decision = ladder.advance(*at);
        std::vector<Recipient> told;
        for (const Reminder& made : decision.made)
            told.push_back(made.recipient);
        const auto fallbacks = std::erase_if(told, std::mem_fn(&Recipient::fallback));
        if (told.empty() && (fallbacks == 0 || !to_fallback)) continue;
        NextStep next;
        next.at = *at;
        next.overdue = *at >= obligation.deadline.at;
        for (const Recipient& each : told)
            next.escalates |= next.overdue && goes_over_the_head(each, obligation.key.unit);
        next.who = people(told, units, settings.language);
        return next;
    }
    return std::nullopt;
}

bool is_rolled(const plan::Deadline& deadline) {
    const auto& due = deadline.due;
    const bool day_before =
        due.hour ? *due.hour == plan::TimeOfDay{0} : due.bound == plan::Bound::before;
    return deadline.last_good_day != (day_before ? due.day - days{1} : due.day);
}

void copy_plan_facts(const Case& facts, const plan::Units& units, Brief& brief) {
    brief.key = facts.obligation.key;
    brief.reference = brief.key.text();
    brief.plan_title = facts.plan->title;
    brief.plan_issued = facts.plan->issued;
    brief.table = facts.task->table;
    brief.no = facts.task->no;
    brief.title = facts.task->title;
    brief.product = facts.task->product;
    for (const plan::UnitRef& ref : facts.task->support)
        brief.support.push_back(ref.name);
    const plan::Unit* owner = units.find(brief.key.unit);
    brief.unit_name = owner ? owner->name : brief.key.unit;
    brief.kind = facts.obligation.kind;
    brief.period = period_words(brief.key.period);
    brief.data = facts.obligation.data;
    brief.deadline = facts.obligation.deadline;
    brief.rolled = is_rolled(brief.deadline);
    brief.extended_from = facts.extended_from;
    brief.state = facts.state;
}

std::optional<unsigned> digits(std::string_view text) {
    unsigned value = 0;
    if (text.empty()) return std::nullopt;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

plan::Words part_of_year(std::string_view part, const std::string& year) {
    static constexpr std::array<std::string_view, 5> kRoman = {"", "I", "II", "III", "IV"};
    static constexpr std::array<std::string_view, 13> kMonths = {
        "",     "January", "February",  "March",   "April",    "May",     "June",
        "July", "August",  "September", "October", "November", "December"};
    if (part.size() == 2 && part[0] == 'Q' && part[1] >= '1' && part[1] <= '4') {
        const auto quarter = static_cast<std::size_t>(part[1] - '0');
        return {fmt::format("quý {}/{}", kRoman.at(quarter), year),
                fmt::format("Q{} {}", quarter, year)};
    }
    if (part == "H1") return {"6 tháng đầu năm " + year, "the first half of " + year};
    if (part == "H2") return {"6 tháng cuối năm " + year, "the second half of " + year};
    if (part.starts_with('W')) {
        if (const auto week = digits(part.substr(1))) {
            return {fmt::format("tuần {}/{}", *week, year),
                    fmt::format("week {} of {}", *week, year)};
        }
    }
    if (const auto month = digits(part); month && *month >= 1 && *month <= 12) {
        return {fmt::format("tháng {}/{}", *month, year),
                fmt::format("{} {}", kMonths.at(*month), year)};
    }
    return {};
}

}  // namespace

plan::Words period_words(const std::string& key) {
    const std::string bare = key.substr(0, key.find('.'));
    if (const auto day = plan::parse_day(bare)) {
        const plan::Words date = plan::date_words(*day);
        return {"phát sinh ngày " + date.vi, "begun on " + date.en};
    }
    if (bare.size() == 4 && digits(bare)) return {"năm " + bare, bare};
    if (bare.size() > 5 && bare[4] == '-') return part_of_year(bare.substr(5), bare.substr(0, 4));
    return {};
}

Brief brief_of(const Reminder& reminder, const Case& facts, const plan::Units& units,
               const config::Settings& settings, const plan::Calendar& calendar,
               plan::Instant now) {
    Brief brief;
    copy_plan_facts(facts, units, brief);
    const plan::Day today = calendar.zone().day_at(now);
    brief.days_left = static_cast<int>((brief.deadline.last_good_day - today) / days{1});
    // With a stated hour, the last good day can be today and over.
    if (brief.days_left == 0 && now >= brief.deadline.at) brief.late_today = true;
    brief.rule = reminder.rule;
    brief.step = reminder.step;
    brief.turn = reminder.turn;
    brief.selector = reminder.recipient.selector;
    brief.to_owner = reminder.recipient.unit == brief.key.unit;
    brief.unreached = reminder.recipient.fallback;
    if (const auto selector = config::parse_selector(brief.selector); brief.unreached && selector) {
        brief.lack = lack_of(*selector, brief.key.unit, facts.task->support, units);
    }
    brief.escalation =
        now >= brief.deadline.at && goes_over_the_head(reminder.recipient, brief.key.unit);
    brief.fire = reminder.fire;
    brief.told = told_days(reminder, facts, units, calendar);
    const config::Rule* matched = rule_for(facts, settings.rules);
    if (matched == nullptr) return brief;
    const config::Rule rule = ladder_of(*matched, facts.obligation);
    const auto recipients = recipients_of(rule, facts.obligation, *facts.task, units, settings);
    for (std::size_t step = 0; step < rule.steps.size(); ++step) {
        if (rule.steps.at(step).key != reminder.step) continue;
        std::vector<Recipient> others = recipients.at(step).told;
        std::erase_if(others, [&](const Recipient& each) {
            return each.same(reminder.recipient) || each.fallback;
        });
        brief.also_told = people(others, units, settings.language);
    }
    brief.next = next_step(rule, facts, recipients, units, settings, calendar, now,
                           reminder.recipient.fallback);
    return brief;
}

namespace {

/// The unit and role a message is addressed to: its reminders' own, or for the fallback the unit
/// whose contact it is.
Addressee addressee(const Message& message, const plan::Units& units) {
    for (const Reminder& reminder : message.reminders) {
        if (const plan::Unit* unit = units.find(reminder.recipient.unit)) {
            return {unit->id, unit->name, reminder.recipient.role};
        }
    }
    for (const plan::Unit& unit : units.all()) {
        for (const plan::Contact& contact : unit.contacts) {
            if (contact.address == message.address && contact.channel == message.channel) {
                return {unit.id, unit.name, contact.role};
            }
        }
    }
    return {};
}

}  // namespace

Letter letter_of(const Message& message, const std::vector<Case>& cases, const plan::Units& units,
                 const config::Settings& settings, const plan::Calendar& calendar,
                 plan::Instant now) {
    Letter letter;
    letter.id = message.id;
    letter.kind = message.kind;
    letter.channel = message.channel;
    letter.address = message.address;
    letter.to = addressee(message, units);
    letter.now = now;
    letter.alert = message.alert;
    for (std::size_t i = 0; i < message.reminders.size(); ++i) {
        if (cases.at(i).state != plan::State::open) continue;
        letter.briefs.push_back(
            brief_of(message.reminders.at(i), cases.at(i), units, settings, calendar, now));
    }
    // Ladders 7: most urgent first.
    std::ranges::stable_sort(letter.briefs, {},
                             [](const Brief& brief) { return brief.deadline.at; });
    return letter;
}

}  // namespace dondoc::scheduler
