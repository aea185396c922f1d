#pragma once

#include <vector>

#include "daemon/session.h"
#include "scheduler/explain.h"

namespace dondoc::daemon {

/// What `check` says of the calendar, given every open obligation: the years of deadlines whose
/// holidays it does not know, in one problem, and the unsure days that a deadline or reminder of
/// the coming 60 days depends on, one each.
plan::Problems calendar_notes(const std::vector<scheduler::Case>& open, Session& session);

/// Why turns were moved: the days off on which a shown turn or the stated last day falls, as far as
/// the holidays file says what they are. `29/4/2024: Hoán đổi … (Công văn số …)`.
std::vector<plan::Words> days_off(const plan::Deadline& deadline,
                                  const std::vector<scheduler::ExplainedTurn>& turns,
                                  const plan::Calendar& calendar);

}  // namespace dondoc::daemon
