#include "notifiers/letter_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "notifiers/lack_words.h"
#include "notifiers/text_layout.h"
#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

using scheduler::Brief;
using scheduler::Letter;

constexpr std::size_t kLongTitle = 60;    ///< columns, from where on a period stands apart
constexpr std::size_t kUnitColumns = 44;  ///< for the names of units in a subject

void clean(std::vector<std::string>& texts) {
    for (auto& text : texts)
        text = one_line(text);
}

/// What plans and unit files say reaches no template as it is (promises 26 and 27).
Letter cleaned(Letter letter) {
    for (auto* text : {&letter.id, &letter.channel, &letter.to.unit_name, &letter.to.role}) {
        *text = one_line(*text);
    }
    for (auto& brief : letter.briefs) {
        for (auto* text :
             {&brief.reference, &brief.key.plan, &brief.key.task, &brief.key.period,
              &brief.key.unit, &brief.plan_title, &brief.table, &brief.no, &brief.title,
              &brief.product, &brief.unit_name, &brief.period.vi, &brief.period.en, &brief.rule,
              &brief.step, &brief.selector, &brief.lack.unit, &brief.lack.role}) {
            *text = one_line(*text);
        }
        clean(brief.support);
        clean(brief.also_told);
        if (brief.next) clean(brief.next->who);
    }
    return letter;
}

/// What an alert tells of: each in a line of its own, whatever stands in them.
std::vector<std::string> matters_of(const Letter& letter) {
    std::vector<std::string> matters;
    std::istringstream lines(letter.alert);
    for (std::string line; std::getline(lines, line);) {
        if (auto text = one_line(line); !text.empty()) matters.push_back(std::move(text));
    }
    return matters;
}

std::string without_stop(std::string title) {
    const auto last = title.find_last_not_of(" .;,:");
    title.erase(last == std::string::npos ? 0 : last + 1);
    return title;
}

/// The period's own words, where the title does not have them.
std::string period_of(const Brief& brief, plan::Language language) {
    const auto& period = brief.period.in(language);
    if (period.empty()) return {};
    const bool said = plan::fold(brief.title).find(plan::fold(period)) != std::string::npos;
    return brief.kind == plan::Kind::continuous || said ? std::string() : period;
}

std::string full_title(const Brief& brief, const Wording& wording, plan::Language language) {
    auto title = without_stop(brief.title);
    const auto period = period_of(brief, language);
    if (period.empty()) return title;
    return wording.with_period(title, period, plan::display_width(title) > kLongTitle);
}

Facts task_facts(const Reading& reading, std::size_t number, const Wording& wording,
                 plan::Language language) {
    const auto& brief = reading.brief;
    const bool late = reading.late();
    Facts facts;
    auto& named = facts.named;
    named["number"] = fmt::format("{}", number);
    named["title"] = full_title(brief, wording, language);
    named["headline"] = wording.headline(reading);
    named["until"] = wording.until(reading);
    named["late"] = late;
    named["today"] = reading.due_today();
    named["continuous"] = reading.continuous();
    named["upcoming"] = !late && !reading.due_today() && !reading.continuous();
    named["own"] = reading.own();
    named["escalation"] = brief.escalation;
    named["unit"] = brief.unit_name;
    named["deadline"] = wording.deadline(reading);
    named["extended"] = wording.extended(reading);
    named["data"] = brief.data ? wording.data(*brief.data) : std::string();
    named["product"] = without_stop(brief.product);
    named["support"] = fmt::format("{}", fmt::join(brief.support, "; "));
    named["source"] = wording.source(brief);
    named["plan_title"] = brief.plan_title;
    named["reference"] = brief.reference;
    named["told"] = wording.told(reading);
    named["also_told"] = wording.list(brief.also_told);
    named["next"] = wording.next(reading);
    named["notice"] = std::string();
    named["command"] = std::string();
    named["rule"] = brief.rule;
    named["step"] = brief.step;
    return facts;
}

/// To the fallback, why it is told and the command that mends it: in full for the first task that
/// lacks a contact, in short for the others that lack the same one.
void add_notices(const Letter& letter, const Wording& wording, plan::Language language,
                 std::vector<Facts>& tasks) {
    std::map<std::string, std::string> said;  // command, number of the task
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const auto& brief = letter.briefs.at(i);
        if (!brief.unreached) continue;
        auto& named = tasks.at(i).named;
        auto command = mending_command(brief.lack, brief.key, letter.channel, language);
        const auto [first, is_new] = said.emplace(command, fmt::format("{}", i + 1));
        named["notice"] = is_new ? wording.notice(brief) : wording.notice_again(first->second);
        if (is_new) named["command"] = std::move(command);
    }
}

std::string units_of(const Counts& counts, const Wording& wording, plan::Language language) {
    auto names = wording.list(counts.units);
    if (plan::display_width(names) <= kUnitColumns || counts.units.size() < 2) return names;
    const auto* word = language == plan::Language::vi ? "đơn vị" : "units";
    return fmt::format("{} {}", counts.units.size(), word);
}

std::string rules_of(const Letter& letter, const Wording& wording) {
    std::vector<std::string> rules;
    for (const auto& brief : letter.briefs) {
        auto rule = wording.quoted(brief.rule);
        if (std::ranges::count(rules, rule) == 0) rules.push_back(std::move(rule));
    }
    return wording.list(rules);
}

bool all_unreached(const Letter& letter) {
    return !letter.briefs.empty() && std::ranges::all_of(letter.briefs, &Brief::unreached);
}

/// Which of the four shapes the letter has: exactly one holds.
void add_shape(const Letter& letter, const Counts& counts, Facts& facts) {
    const bool alert = letter.kind == scheduler::Message::Kind::alert;
    const bool report = !alert && counts.only_reports();
    const auto matters = matters_of(letter);
    std::vector<Facts> list;
    for (const auto& matter : matters)
        list.push_back({{{"matter", matter}}});
    facts.named["alert"] = alert ? fmt::format("{}", fmt::join(matters, "; ")) : std::string();
    facts.named["matters"] = std::move(list);
    facts.named["report"] = report;
    facts.named["single"] = !alert && !report && letter.briefs.size() == 1;
    facts.named["several"] = !alert && !report && letter.briefs.size() > 1;
}

}  // namespace

Facts facts_of(const Letter& raw, const plan::Calendar& calendar, const Wording& wording,
               plan::Language language) {
    const Letter letter = cleaned(raw);
    std::vector<Reading> readings;
    std::vector<Facts> tasks;
    for (const auto& brief : letter.briefs) {
        readings.push_back({brief, calendar, letter.now});
        tasks.push_back(task_facts(readings.back(), tasks.size() + 1, wording, language));
    }
    add_notices(letter, wording, language, tasks);
    const auto counts = count(readings);
    const bool one = readings.size() == 1;
    const auto now = wording.instant(letter.now, calendar.zone());

    Facts facts;
    add_shape(letter, counts, facts);
    auto& named = facts.named;
    named["to"] = wording.addressee(letter.to);
    named["to_unit"] = letter.to.unit_name;
    named["recipient"] = wording.recipient(letter.to, all_unreached(letter));
    named["now"] = now;
    named["message"] = letter.id;
    named["one"] = one;
    named["many"] = readings.size() > 1;
    named["overdue"] = std::ranges::any_of(readings, &Reading::late);
    named["nudge"] = counts.continuous > 0 && counts.continuous == counts.all();
    named["summary"] = wording.summary(counts);
    named["intro"] = one ? wording.intro(readings.front()) : wording.intro(counts, now);
    named["units"] = units_of(counts, wording, language);
    named["rules"] = rules_of(letter, wording);
    named["reference"] = one ? letter.briefs.front().reference : std::string();
    named["headline"] = one ? wording.headline(readings.front()) : std::string();
    named["until"] = one ? wording.until(readings.front()) : std::string();
    named["unreached"] = counts.unreached > 0;
    named["short_title"] = std::string();
    named["tasks"] = std::move(tasks);
    return facts;
}

std::string short_title(const Letter& letter, const Wording& wording, plan::Language language,
                        std::size_t columns) {
    if (letter.kind == scheduler::Message::Kind::alert) {
        const auto matters = matters_of(letter);
        if (matters.empty()) return {};
        const auto more = matters.size() > 1 ? wording.matters(matters.size()) : std::string();
        return shorten_at_word(more + matters.front(), columns);
    }
    if (letter.briefs.size() != 1) return {};
    const auto& brief = letter.briefs.front();
    const auto title = without_stop(one_line(brief.title));
    const auto period = one_line(period_of(brief, language));
    if (period.empty()) return shorten_at_word(title, columns);
    const auto taken = plan::display_width(wording.with_period("", period, false));
    return wording.with_period(shorten_at_word(title, columns > taken ? columns - taken : 1),
                               period, false);
}

}  // namespace dondoc::notifiers
