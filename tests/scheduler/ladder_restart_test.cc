#include <gtest/gtest.h>

#include <algorithm>

#include "office.h"
#include "random_world.h"
#include "scheduler/ladder.h"

namespace dondoc::testing {
namespace {

using plan::Instant;
using scheduler::Decision;
using scheduler::Ladder;

/// One obligation of a random world, with what its ladder is made of.
struct Climb {
    const config::Rule* rule;
    const scheduler::Case* facts;
    std::vector<scheduler::Recipients> recipients;
};

void record(const std::vector<scheduler::Reminder>& decided, scheduler::Fate fate, Instant now,
            std::vector<scheduler::Recorded>& ledger) {
    for (const scheduler::Reminder& each : decided) {
        ledger.push_back(
            {each.step, each.turn, each.recipient.channel, each.recipient.address, fate, now});
    }
}

/// Wakes a daemon late, early and at night, for a while; tells what one that never restarts sends
/// and what one sends that restarts at every wake and knows only its ledger.
void compare(const Climb& climb, const plan::Calendar& calendar, Dice& dice, std::uint64_t seed) {
    const plan::Obligation& owed = climb.facts->obligation;
    Ladder steady(*climb.rule, owed.key, owed.deadline, climb.recipients, calendar, {});
    std::vector<scheduler::Recorded> ledger;
    auto next = steady.next();
    for (int wake = 0; next && wake < 25; ++wake) {
        Instant now = *next;
        if (dice.chance(40)) now += std::chrono::minutes(dice.between(1, 60 * 24 * 9));
        Ladder fresh(*climb.rule, owed.key, owed.deadline, climb.recipients, calendar, ledger);
        const Decision kept = steady.advance(now);
        const Decision remade = fresh.advance(now);
        ASSERT_EQ(said(kept.made), said(remade.made))
            << "seed " << seed << " " << owed.key.text() << " at " << calendar.zone().iso(now);
        ASSERT_EQ(said(kept.unreached), said(remade.unreached)) << "seed " << seed;
        ASSERT_EQ(steady.next(), fresh.next()) << "seed " << seed;
        record(remade.made, scheduler::Fate::made, now, ledger);
        record(remade.superseded, scheduler::Fate::superseded, now, ledger);
        record(remade.unreached, scheduler::Fate::unreached, now, ledger);
        next = steady.next();
    }
}

TEST(Ladder, ARestartChangesNothing) {
    std::size_t climbed = 0;
    for (std::uint64_t seed = 1; seed <= 1000 && !HasFailure(); ++seed) {
        Dice dice(seed);
        const World world = random_world(dice);
        const plan::Units all = units(world.units);
        const plan::Calendar days = calendar(world.settings.calendar, world.settings.timezone);
        std::vector<scheduler::Case> owed = cases(world.plan, all, days, world.events);
        if (owed.size() > 6) owed.resize(6);
        for (const scheduler::Case& each : owed) {
            const config::Rule* rule = scheduler::rule_for(each, world.settings.rules);
            if (rule == nullptr) continue;
            const Climb climb{
                rule, &each,
                scheduler::recipients_of(*rule, each.obligation, *each.task, all, world.settings)};
            compare(climb, days, dice, seed);
            ++climbed;
        }
    }
    if (HasFailure()) return;
    EXPECT_GT(climbed, 2000u);
}

}  // namespace
}  // namespace dondoc::testing
