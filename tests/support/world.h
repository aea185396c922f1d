#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"
#include "plan/calendar.h"
#include "plan/obligation.h"
#include "plan/plan.h"
#include "scheduler/reminder.h"

/// The fake world of the tests: short ways to say days, instants, units and plans.
namespace dondoc::testing {

plan::Zone zone(const std::string& name = "Asia/Ho_Chi_Minh");
/// `2024-06-14`; a day that does not exist ends the test.
plan::Day day(std::string_view iso);
/// Local time in the zone: `2024-06-14T08:00`.
plan::Instant at(std::string_view text, const plan::Zone& in = zone());
plan::Calendar calendar(plan::CalendarFacts facts = {},
                        const std::string& zone_name = "Asia/Ho_Chi_Minh");

/// A unit with an `office` and a `head` contact on channel `mail`: `office.ID@stp.example`.
plan::Unit unit(const std::string& id, const std::string& name);
plan::Units units(std::vector<plan::Unit> all);

/// A step as dondoc.toml has it: `step("+1d", {"lead", "lead.head"}, "1d", "+3d")`.
config::Step step(std::string_view when, const std::vector<std::string_view>& to,
                  std::string_view repeat = {}, std::string_view until = {});
/// At 08:00, matching all; the steps get their keys.
config::Rule rule(const std::string& name, std::vector<config::Step> steps);
/// The channels `mail` and `hook`, no fallback.
config::Settings settings(std::vector<config::Rule> rules);

/// Plan 56/KH-STP of 2024 with the one task `12.2`, which `lead` leads and `support` supports
/// (ids).
plan::Plan plan_of(std::vector<plan::Timing> timings, const std::vector<std::string>& lead,
                   const std::vector<std::string>& support = {});
/// One open case for each obligation of the plan, as the daemon has them.
std::vector<scheduler::Case> cases(const plan::Plan& plan, const plan::Units& units,
                                   const plan::Calendar& calendar,
                                   const std::vector<plan::Event>& events = {});

}  // namespace dondoc::testing
