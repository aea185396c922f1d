#include "daemon/moved_reminders.h"

#include <nlohmann/json.hpp>
#include <span>

#include "daemon/log.h"
#include "plan/vietnamese.h"
#include "store/obligations.h"

namespace dondoc::daemon {
namespace {

/// A moved Tết moves hundreds; `simulate` shows them all.
constexpr std::size_t kShown = 10;

}  // namespace

std::vector<scheduler::MovedTurn> reminders_that_move(store::Database& database,
                                                      const std::vector<config::Rule>& rules,
                                                      const plan::Calendar& before,
                                                      const plan::Calendar& after,
                                                      plan::Instant now) {
    if (before.facts() == after.facts() && before.zone().name() == after.zone().name()) return {};
    store::CaseFilter open;
    open.states = {plan::State::open};
    open.nudges = true;
    return scheduler::moved_turns(store::ObligationStore(database).cases(open), rules, before,
                                  after, now);
}

void tell_moved(store::Database& database, const std::vector<scheduler::MovedTurn>& moved,
                const plan::Zone& zone, const store::Act& act) {
    if (moved.empty()) return;
    log::info({log::Event::deadline_moved}, "the calendar has changed: {} {}",
              plan::counted(moved.size(), "reminder"), moved.size() == 1 ? "moves" : "move");
    auto first = nlohmann::ordered_json::array();
    for (const auto& each : std::span(moved).first(std::min(kShown, moved.size()))) {
        const std::string obligation = each.obligation.text();
        const std::string from = zone.iso(each.from);
        const std::string to = zone.iso(each.to);
        log::info({log::Event::deadline_moved, {}, {}, obligation},
                  "reminder {} of {} moves from {} to {}", each.step, obligation, from, to);
        first.push_back({{"obligation", obligation},
                         {"step", each.step},
                         {"turn", each.turn},
                         {"from", from},
                         {"to", to}});
    }
    const nlohmann::ordered_json detail = {{"count", moved.size()}, {"first", std::move(first)}};
    store::Journal(database).append(act, "reminders-moved", "calendar", detail.dump());
}

}  // namespace dondoc::daemon
