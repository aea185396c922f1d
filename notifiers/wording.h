#pragma once

#include <memory>
#include <string>
#include <vector>

#include "plan/calendar.h"
#include "scheduler/brief.h"

namespace dondoc::notifiers {

/// One brief beside the instant at which its letter is rendered.
struct Reading {
    const scheduler::Brief& brief;
    const plan::Calendar& calendar;
    plan::Instant now;

    plan::Day today() const { return calendar.zone().day_at(now); }
    bool continuous() const { return brief.kind == plan::Kind::continuous; }
    /// On time means strictly before the deadline (DESIGN 4); a continuous task is never late.
    bool late() const { return !continuous() && now >= brief.deadline.at; }
    bool due_today() const { return !continuous() && !late() && brief.days_left <= 0; }
    /// Days left or days late; 0 on the last good day, late or not.
    int days() const { return brief.days_left < 0 ? -brief.days_left : brief.days_left; }
    /// The letter speaks to the unit about its own duty.
    bool own() const { return brief.to_owner && !brief.unreached; }
    /// The last good day as the words alone give it, before a roll.
    plan::Day stated_last_day() const;
    /// The deadline's hour where the plan states one.
    bool has_hour() const { return brief.deadline.due.hour.has_value(); }
    plan::LocalTime deadline_time() const { return calendar.zone().local(brief.deadline.at); }
};

/// What a letter holds, counted for its subject and first sentence.
struct Counts {
    int late = 0;
    int today = 0;
    int upcoming = 0;
    int continuous = 0;
    int reported = 0;                ///< late, told over the unit's head
    int unreached = 0;               ///< fallback: a selector reached nobody
    int longest = 0;                 ///< days late of the longest among the reported
    std::vector<std::string> units;  ///< owners of the reported, each once

    int all() const { return late + today + upcoming + continuous + reported + unreached; }
    bool only_reports() const { return reported > 0 && reported == all(); }
};
Counts count(const std::vector<Reading>& readings);

/// The sentences of letters in one language (MAIL.md): facts in, words out. Stateless.
class Wording {
  public:
    virtual ~Wording() = default;

    /// Whom the letter addresses: «Văn phòng Sở», «Trưởng phòng Bổ trợ tư pháp».
    virtual std::string addressee(const scheduler::Addressee& to) const = 0;
    /// Why they got it: «đầu mối của Văn phòng Sở».
    virtual std::string recipient(const scheduler::Addressee& to, bool fallback) const = 0;
    virtual std::string instant(plan::Instant at, const plan::Zone& zone) const = 0;

    /// «Còn 3 ngày», «Hạn hôm nay», «QUÁ HẠN 2 ngày», «Việc thường xuyên».
    virtual std::string headline(const Reading& reading) const = 0;
    /// What stands in the subject's brackets: «hết ngày 22/5».
    virtual std::string until(const Reading& reading) const = 0;
    /// A title with its period, which stands apart from a long one.
    virtual std::string with_period(const std::string& title, const std::string& period,
                                    bool apart) const = 0;

    /// What stands before the first of several matters in an alert's subject.
    virtual std::string matters(std::size_t count) const = 0;
    /// What a calendar calls a deadline.
    virtual std::string event(const std::string& title) const = 0;

    /// The counts in words: «1 việc quá hạn, 3 việc sắp đến hạn».
    virtual std::string summary(const Counts& counts) const = 0;
    /// The sentence that leads to one task.
    virtual std::string intro(const Reading& reading) const = 0;
    /// The sentence that leads to several.
    virtual std::string intro(const Counts& counts, const std::string& now) const = 0;

    virtual std::string deadline(const Reading& reading) const = 0;
    virtual std::string extended(const Reading& reading) const = 0;
    virtual std::string data(const plan::DataWindow& window) const = 0;
    /// The plan's clause: «Kế hoạch số 56/KH-STP ngày 19/3/2024, mục 12, việc số 2».
    virtual std::string source(const scheduler::Brief& brief) const = 0;
    virtual std::string told(const Reading& reading) const = 0;
    /// What happens next if nobody confirms; empty when nothing does.
    virtual std::string next(const Reading& reading) const = 0;
    /// Of the fallback: which selector reached nobody, why, and what to do.
    virtual std::string notice(const scheduler::Brief& brief) const = 0;
    /// The same where the letter has said it of task `number` already.
    virtual std::string notice_again(const std::string& number) const = 0;
    virtual std::string list(const std::vector<std::string>& parts) const = 0;
    virtual std::string quoted(const std::string& name) const = 0;
};

std::unique_ptr<Wording> wording_in(plan::Language language);
std::unique_ptr<Wording> vietnamese_wording();
std::unique_ptr<Wording> english_wording();

/// `parts` joined with `, ` and with `last` before the last one.
std::string join_list(const std::vector<std::string>& parts, const std::string& last);

}  // namespace dondoc::notifiers
