#include <fmt/format.h>

#include <array>

#include "notifiers/lack_words.h"
#include "notifiers/wording.h"

namespace dondoc::notifiers {
namespace {

using plan::Day;
using scheduler::Brief;

/// Without the year where it is this year.
std::string short_date(Day day, Day today) {
    static constexpr std::array<std::string_view, 13> kMonths = {
        "",     "January", "February",  "March",   "April",    "May",     "June",
        "July", "August",  "September", "October", "November", "December"};
    const auto parts = plan::ymd(day);
    auto words = fmt::format("{} {}", static_cast<unsigned>(parts.day()),
                             kMonths.at(static_cast<unsigned>(parts.month())));
    if (parts.year() == plan::ymd(today).year()) return words;
    return fmt::format("{} {}", words, static_cast<int>(parts.year()));
}

/// With the year.
std::string date(Day day) {
    return short_date(day, day - std::chrono::days{366});
}

std::string weekday(Day day) {
    static constexpr std::array<std::string_view, 8> kNames = {
        "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return std::string(kNames.at(static_cast<std::size_t>(plan::iso_weekday(day))));
}

std::string long_date(Day day) {
    return weekday(day) + ", " + date(day);
}

std::string hour(const plan::LocalTime& time) {
    return plan::clock(std::chrono::duration_cast<std::chrono::minutes>(time.since_midnight));
}

std::string number(int count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string days(const Reading& reading) {
    return number(reading.days(), "day", "days");
}

std::string clause(const Brief& brief) {
    const bool prose = brief.table == "TCTH";
    const bool annex = brief.table.size() > 2 && brief.table.starts_with("PL");
    std::string words;
    if (prose) {
        words = "implementation section";
    } else if (annex) {
        words = "annex " + brief.table.substr(2);
    } else if (!brief.table.empty()) {
        words = "section " + brief.table;
    }
    if (brief.no.empty()) return words;
    return words + (words.empty() ? "" : ", ") + (prose ? "point " : "item ") + brief.no;
}

std::string task(const Reading& reading) {
    return reading.own() ? "a task your unit leads" : "a task led by " + reading.brief.unit_name;
}

class English : public Wording {
  public:
    std::string addressee(const scheduler::Addressee& to) const override {
        if (to.unit_name.empty()) return "the office in charge of reminders";
        if (to.role == "head") return "Head of " + to.unit_name;
        if (to.role == "deputy") return "Deputy head of " + to.unit_name;
        return to.unit_name;
    }

    std::string recipient(const scheduler::Addressee& to, bool fallback) const override {
        if (fallback || to.unit_name.empty()) return "the fallback address";
        if (to.role == "head") return "the head of " + to.unit_name;
        if (to.role == "deputy") return "the deputy head of " + to.unit_name;
        return "the contact of " + to.unit_name;
    }

    std::string instant(plan::Instant at, const plan::Zone& zone) const override {
        return zone.words(at).en;
    }

    std::string headline(const Reading& reading) const override {
        if (reading.continuous()) return "Ongoing task";
        if (reading.due_today()) return "Due today";
        if (!reading.late()) return days(reading) + " left";
        return reading.days() == 0 ? "OVERDUE" : "OVERDUE by " + days(reading);
    }

    std::string until(const Reading& reading) const override {
        std::vector<std::string> parts;
        if (!reading.own()) parts.push_back(reading.brief.unit_name);
        if (reading.continuous()) {
            if (!reading.brief.period.en.empty()) parts.push_back(reading.brief.period.en);
        } else if (reading.has_hour()) {
            const auto time = reading.deadline_time();
            parts.push_back(fmt::format("{}before {} on {}", reading.late() ? "was due " : "",
                                        hour(time), short_date(time.day, reading.today())));
        } else {
            parts.push_back((reading.late() ? "was due by the end of " : "last day ") +
                            short_date(reading.brief.deadline.last_good_day, reading.today()));
        }
        return join_list(parts, ", ");
    }

    std::string with_period(const std::string& title, const std::string& period,
                            bool apart) const override {
        return apart ? title + " (" + period + ")" : title + " for " + period;
    }

    std::string matters(std::size_t count) const override {
        return fmt::format("{} matters: ", count);
    }

    std::string event(const std::string& title) const override { return "Due: " + title; }

    std::string summary(const Counts& counts) const override {
        if (counts.only_reports()) {
            const auto longest = number(counts.longest, "day", "days");
            if (counts.reported == 1) {
                return "1 task overdue" + (counts.longest > 0 ? " by " + longest : "");
            }
            return fmt::format("{} tasks overdue{}", counts.reported,
                               counts.longest > 0 ? ", the longest by " + longest : "");
        }
        std::vector<std::string> parts;
        const auto add = [&parts](int count, const char* what) {
            if (count > 0) parts.push_back(fmt::format("{} {}", count, what));
        };
        add(counts.late, "overdue");
        add(counts.today, "due today");
        add(counts.upcoming, "due soon");
        add(counts.continuous, "ongoing");
        add(counts.reported, "overdue at other units");
        add(counts.unreached, "without a recipient");
        return join_list(parts, ", ");
    }

    std::string intro(const Reading& reading) const override {
        if (reading.brief.escalation) {
            return fmt::format("This is to report {}, {}, not confirmed as done:", task(reading),
                               late_words(reading));
        }
        if (reading.continuous()) return "This is about " + task(reading) + " all year round:";
        if (reading.due_today()) return "Today is the last day for " + task(reading) + ":";
        if (!reading.late()) {
            return fmt::format("{} left until the deadline of {}:", days(reading), task(reading));
        }
        return fmt::format("As of {}, no confirmation has arrived for {}, {}:",
                           instant(reading.now, reading.calendar.zone()), task(reading),
                           late_words(reading));
    }

    std::string intro(const Counts& counts, const std::string& now) const override {
        if (counts.only_reports()) {
            return fmt::format(
                "This is to report {} overdue tasks that were not confirmed as done by {}:",
                counts.reported, now);
        }
        return fmt::format("As of {}: {}.", now, summary(counts));
    }

    std::string deadline(const Reading& reading) const override {
        if (reading.continuous()) return {};
        const auto& deadline = reading.brief.deadline;
        const bool rolled = reading.brief.rolled;
        if (reading.has_hour()) {
            const auto time = reading.deadline_time();
            return fmt::format(
                "before {} on {}{}", hour(time), long_date(time.day),
                rolled ? " (in the plan: " + date(deadline.due.day) + ", a day off)" : "");
        }
        const auto last = long_date(deadline.last_good_day);
        const auto why = rolled ? ", as " + date(reading.stated_last_day()) + " is a day off" : "";
        if (deadline.due.bound == plan::Bound::before) {
            return fmt::format("before {} (by the end of {}{})", date(deadline.due.day), last, why);
        }
        return fmt::format("by the end of {}{}", last, why);
    }

    std::string extended(const Reading& reading) const override {
        const auto& before = reading.brief.extended_from;
        if (!before) return reading.brief.escalation ? "never" : "";
        return fmt::format("from the end of {} to the end of {}", date(before->last_good_day),
                           date(reading.brief.deadline.last_good_day));
    }

    std::string data(const plan::DataWindow& window) const override {
        return fmt::format("from {} to {}", date(window.from), date(window.to));
    }

    std::string source(const Brief& brief) const override {
        const bool numbered = brief.key.plan.find('/') != std::string::npos;
        std::string words = (numbered ? "Plan no. " : "Plan ") + brief.key.plan;
        if (brief.plan_issued) words += " of " + date(*brief.plan_issued);
        const auto place = clause(brief);
        return place.empty() ? words : words + ", " + place;
    }

    std::string told(const Reading& reading) const override {
        constexpr std::size_t kListed = 5;
        const auto& told = reading.brief.told;
        if (told.empty()) return {};
        if (told.size() > kListed || reading.brief.escalation) {
            return fmt::format("{}, last on {}",
                               number(static_cast<int>(told.size()), "time", "times"),
                               short_date(told.back(), reading.today()));
        }
        std::vector<std::string> dates;
        for (const Day day : told)
            dates.push_back(short_date(day, reading.today()));
        return "on " + list(dates);
    }

    std::string next(const Reading& reading) const override {
        if (reading.continuous()) return {};
        const auto& next = reading.brief.next;
        if (reading.late()) return next ? when(reading) + " " + action(reading) + "." : "";
        const auto time = reading.deadline_time();
        const std::string late_from = fmt::format("from {}{} the task counts as overdue",
                                                  reading.has_hour() ? hour(time) + " on " : "",
                                                  short_date(time.day, reading.today()));
        const std::string if_not = "unless it is confirmed, ";
        if (!next) return if_not + late_from + ".";
        const auto reminded = when(reading) + " " + action(reading);
        return if_not +
               (next->overdue ? late_from + "; " + reminded : reminded + "; " + late_from) + ".";
    }

    std::string notice(const Brief& brief) const override {
        return fmt::format(
            "{} reached nobody for a task of {}: {}. So this mail comes to the fallback address "
            "instead. Please pass it on, and {}:",
            quoted(brief.selector), brief.unit_name, cause(brief.lack, brief.unit_name).en,
            remedy(brief.lack).en);
    }

    std::string notice_again(const std::string& number) const override {
        return "Without a recipient: see item " + number + ".";
    }

    std::string list(const std::vector<std::string>& parts) const override {
        return join_list(parts, " and ");
    }

    std::string quoted(const std::string& name) const override { return "\"" + name + "\""; }

  private:
    static std::string late_words(const Reading& reading) {
        return reading.days() == 0 ? "overdue" : "overdue by " + days(reading);
    }

    static std::string when(const Reading& reading) {
        const auto local = reading.calendar.zone().local(reading.brief.next->at);
        return fmt::format("at {} on {}, {},", hour(local), weekday(local.day),
                           short_date(local.day, reading.today()));
    }

    std::string action(const Reading& reading) const {
        const auto& next = *reading.brief.next;
        auto others = next.who;
        const auto owners = std::erase(others, reading.brief.unit_name);
        if (others.empty()) return "another reminder goes out";
        if (next.escalates) {
            return (reading.brief.escalation ? "it will be reported again to "
                                             : "it will be reported to ") +
                   list(others);
        }
        return (owners > 0 ? "another reminder goes out, also to " : "a reminder goes out to ") +
               list(others);
    }
};

}  // namespace

std::unique_ptr<Wording> english_wording() {
    return std::make_unique<English>();
}

}  // namespace dondoc::notifiers
