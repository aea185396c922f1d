#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/words.h"
#include "scheduler/audit.h"
#include "store/whereabouts.h"
#include "web/router.h"

namespace dondoc::web {

/// What the health page judges.
struct HealthFacts {
    std::vector<scheduler::AuditFinding> findings;  ///< of the facts as they stand now
    std::vector<store::HeldChannel> held;
    std::vector<store::GivenUp> given_up;  ///< within the last day
    std::optional<plan::Words> store;      ///< why nothing can be recorded
};

/// One sentence of what is wrong and what to do about it.
plan::Words words_of(const scheduler::AuditFinding& finding);

/// Red when something open cannot be delivered, or nobody is told of it; a line each.
std::vector<plan::Words> troubles(const HealthFacts& facts);

/// 200 `ok`, or 503 with the lines; JSON for those who ask for it.
Response health_answer(const std::vector<plan::Words>& troubles, plan::Language language,
                       const Request& request);

}  // namespace dondoc::web
