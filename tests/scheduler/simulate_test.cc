#include "scheduler/simulate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "naive_model.h"
#include "random_world.h"
#include "support/world.h"

namespace dondoc::testing {
namespace {

/// Closes some of the cases, at some instant.
void close_some(std::vector<scheduler::Case>& cases, World& world, Dice& dice) {
    for (scheduler::Case& each : cases) {
        if (dice.chance(15)) {
            each.state = dice.pick(
                std::array{plan::State::submitted, plan::State::waived, plan::State::cancelled});
            each.closed_at =
                each.obligation.deadline.at + std::chrono::hours(8) * dice.between(-40, 40);
            // What was cancelled is not owed, at no time.
            world.closed[each.obligation.key] =
                each.state == plan::State::cancelled ? plan::Instant{} : *each.closed_at;
        } else if (dice.chance(20)) {
            each.state = plan::State::past;
        }
    }
}

Line line_of(const scheduler::Simulated& simulated, const plan::Zone& in) {
    const scheduler::Reminder& reminder = simulated.reminder;
    const plan::Deadline& deadline = simulated.about->obligation.deadline;
    std::string due = plan::iso(deadline.due.day);
    if (deadline.due.hour) due += "T" + plan::clock(*deadline.due.hour);
    const std::string text = fmt::format(
        "{} {} {} {} L={} deadline={} «{}» {}/{} nominal={} fire={} {} {} -> {} {}",
        in.iso(simulated.at), reminder.obligation.text(), plan::name_of(deadline.due.bound), due,
        plan::iso(deadline.last_good_day), in.iso(reminder.deadline), reminder.rule, reminder.step,
        reminder.turn, plan::iso(reminder.nominal), in.iso(reminder.fire),
        reminder.urgent ? "urgent" : "calm", reminder.recipient.selector,
        reminder.recipient.address, reminder.recipient.channel);
    return {simulated.at, reminder.obligation.task, reminder.obligation.unit,
            reminder.recipient.address, text};
}

bool in_output_order(const Line& a, const Line& b) {
    return std::tie(a.at, a.task, a.unit, a.recipient) <
           std::tie(b.at, b.task, b.unit, b.recipient);
}

bool by_every_field(const Line& a, const Line& b) {
    return std::tie(a.at, a.task, a.unit, a.recipient, a.text) <
           std::tie(b.at, b.task, b.unit, b.recipient, b.text);
}

std::string only_in(const std::vector<Line>& some, const std::vector<Line>& others,
                    const std::string& label) {
    std::vector<Line> missing;
    std::set_difference(some.begin(), some.end(), others.begin(), others.end(),
                        std::back_inserter(missing), by_every_field);
    std::string text;
    for (std::size_t i = 0; i < missing.size() && i < 15; ++i)
        text += fmt::format("  {} {}\n", label, missing[i].text);
    return text;
}

struct Tally {
    std::size_t cases = 0;
    std::size_t reminders = 0;
};

Tally compare(std::uint64_t seed) {
    Dice dice(seed);
    World world = random_world(dice);
    const plan::Units all = units(world.units);
    const plan::Calendar days = calendar(world.settings.calendar, world.settings.timezone);
    std::vector<scheduler::Case> owed = cases(world.plan, all, days, world.events);
    close_some(owed, world, dice);
    std::vector<Line> said;
    for (const auto& simulated : scheduler::simulate(owed, all, world.settings, days, world.from,
                                                     world.until, world.assume))
        said.push_back(line_of(simulated, days.zone()));
    EXPECT_TRUE(std::is_sorted(said.begin(), said.end(), in_output_order)) << "seed " << seed;
    std::sort(said.begin(), said.end(), by_every_field);
    const std::vector<Line> wanted = naive_simulate(world);
    EXPECT_EQ(said.size(), wanted.size()) << "seed " << seed;
    EXPECT_TRUE(said == wanted) << "seed " << seed << " in " << world.settings.timezone << "\n"
                                << only_in(said, wanted, "said  ")
                                << only_in(wanted, said, "wanted");
    return {owed.size(), said.size()};
}

TEST(Simulate, AgreesWithASecondReadingOfTheDesign) {
    Tally total;
    for (std::uint64_t seed = 1; seed <= 2000 && !HasFailure(); ++seed) {
        const Tally tally = compare(seed);
        total.cases += tally.cases;
        total.reminders += tally.reminders;
    }
    if (HasFailure()) return;
    // The dice must not come to throw worlds in which nothing happens.
    EXPECT_GT(total.cases, 10'000u);
    EXPECT_GT(total.reminders, 20'000u);
    RecordProperty("cases", static_cast<int>(total.cases));
    RecordProperty("reminders", static_cast<int>(total.reminders));
}

}  // namespace
}  // namespace dondoc::testing
