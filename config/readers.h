#pragma once

#include "config/section.h"
#include "config/settings.h"

/// Private to config/: the readers of the tables of dondoc.toml. Each takes the whole file, notes
/// what is wrong with its table in the file's source, and fills in what it can.
namespace dondoc::config {

void read_daemon(Section& top, Settings& settings);
void read_calendar(Section& top, Settings& settings);
/// `holidays` of [calendar]: dates, files of holidays (a name or names that end in `.toml`), or
/// both; the later word about a day counts.
void read_holidays(Section& calendar, plan::CalendarFacts& facts);
/// A list of dates.
std::vector<Found<plan::Day>> read_days(Section& section, std::string_view key);
/// `[channels.NAME]`, and `[fallback]`, which names one of them.
void read_channels(Section& top, Settings& settings);
void read_rules(Section& top, Settings& settings);
/// `[web]`: off where the table is not there.
void read_web(Section& top, Settings& settings);

EmailChannel read_email(Section& section);
WebhookChannel read_webhook(Section& section);
MaildirChannel read_maildir(Section& section);

Match read_match(Section& rule);
Step read_step(Section& section);
Nudge read_nudge(Section& section);
/// `to` of a step or a nudge.
std::vector<Selector> read_recipients(Section& section);
/// `at` of a rule or a step: 00:00 to 23:59.
std::optional<plan::TimeOfDay> read_time_of_day(Section& section);

}  // namespace dondoc::config
