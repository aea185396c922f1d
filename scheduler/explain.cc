#include "scheduler/explain.h"

#include <algorithm>

namespace dondoc::scheduler {
namespace {

/// What the coming decisions will be, found by walking the very ladder that `run` walks.
struct Coming {
    std::vector<std::pair<plan::Instant, Reminder>> made;
    std::vector<std::pair<plan::Instant, Reminder>> superseded;
};

Coming walk(Ladder& ladder, plan::Instant now, plan::Instant horizon) {
    Coming coming;
    for (std::optional<plan::Instant> at = now; at && *at <= horizon; at = ladder.next()) {
        Decision decision = ladder.advance(*at);
        for (Reminder& made : decision.made)
            coming.made.emplace_back(*at, std::move(made));
        for (Reminder& other : decision.superseded) {
            coming.superseded.emplace_back(*at, std::move(other));
        }
    }
    return coming;
}

std::optional<plan::Instant> find(const std::vector<std::pair<plan::Instant, Reminder>>& list,
                                  const std::string& step, int turn, const Recipient& recipient) {
    const auto found = std::ranges::find_if(list, [&](const auto& each) {
        return each.second.step == step && each.second.turn == turn &&
               each.second.recipient.same(recipient);
    });
    if (found == list.end()) return std::nullopt;
    return found->first;
}

Why why_of(Fate fate) {
    switch (fate) {
        case Fate::made:
            return Why::told;
        case Fate::superseded:
            return Why::superseded;
        case Fate::withdrawn:
            return Why::withdrawn;
        case Fate::silenced:
            return Why::silenced;
        case Fate::unreached:
            return Why::unreached;
    }
    return Why::told;
}

Why why_of(plan::State state) {
    return state == plan::State::past ? Why::past : Why::closed;
}

class Explainer {
  public:
    Explainer(const Case& facts, Explanation& explanation, const Coming& coming)
        : facts_(facts), explanation_(explanation), coming_(coming) {}

    void turn(const Turn& turn, const Recipients& recipients) {
        const config::Step& step = explanation_.ladder.steps.at(turn.step);
        for (const Recorded& row : facts_.recorded) {
            if (row.step != step.key || row.turn != turn.turn) continue;
            const auto known = std::ranges::find_if(recipients.told, [&](const Recipient& each) {
                return each.address == row.address && each.channel == row.channel;
            });
            Recipient recipient;
            recipient.address = row.address;
            recipient.channel = row.channel;
            if (known != recipients.told.end()) recipient = *known;
            add(turn, step, recipient, why_of(row.fate), row.decided_at);
        }
        for (const Recipient& recipient : recipients.told) {
            if (!is_recorded(step.key, turn.turn, recipient)) foretell(turn, step, recipient);
        }
        for (const std::string& selector : recipients.unreached) {
            Recipient nobody;
            nobody.address = selector;
            nobody.selector = selector;
            if (!is_recorded(step.key, turn.turn, nobody)) {
                add(turn, step, nobody, Why::unreached, std::nullopt);
            }
        }
    }

  private:
    void add(const Turn& turn, const config::Step& step, const Recipient& recipient, Why why,
             std::optional<plan::Instant> at) {
        explanation_.turns.push_back({turn, step.key, recipient, why, at});
    }

    bool is_recorded(const std::string& step, int turn, const Recipient& recipient) const {
        return std::ranges::any_of(facts_.recorded, [&](const Recorded& row) {
            return row.step == step && row.turn == turn && row.address == recipient.address &&
                   row.channel == recipient.channel;
        });
    }

    void foretell(const Turn& turn, const config::Step& step, const Recipient& recipient) {
        if (facts_.state != plan::State::open) {
            add(turn, step, recipient, why_of(facts_.state), facts_.closed_at);
        } else if (const auto at = find(coming_.made, step.key, turn.turn, recipient)) {
            add(turn, step, recipient, Why::will_be_told, at);
        } else if (const auto later = find(coming_.superseded, step.key, turn.turn, recipient)) {
            add(turn, step, recipient, Why::will_be_superseded, later);
        } else {
            add(turn, step, recipient, Why::closed_turn, std::nullopt);
        }
    }

    const Case& facts_;
    Explanation& explanation_;
    const Coming& coming_;
};

}  // namespace

Explanation explain(const Case& facts, const plan::Units& units, const config::Settings& settings,
                    const plan::Calendar& calendar, plan::Instant now, plan::Instant horizon) {
    Explanation explanation;
    explanation.rule = rule_for(facts, settings.rules);
    if (explanation.rule == nullptr) return explanation;
    explanation.ladder = ladder_of(*explanation.rule, facts.obligation);
    const plan::Obligation& obligation = facts.obligation;
    const auto recipients =
        recipients_of(explanation.ladder, obligation, *facts.task, units, settings);
    Ladder ladder(explanation.ladder, obligation.key, obligation.deadline, recipients, calendar,
                  facts.recorded);
    // A turn just inside the horizon may wait for an opening beyond it.
    const Coming coming = walk(ladder, now, horizon + std::chrono::days{31});
    Explainer explainer(facts, explanation, coming);
    for (const Turn& turn :
         turns_until(explanation.ladder, obligation.deadline, calendar, horizon)) {
        explainer.turn(turn, recipients.at(turn.step));
    }
    return explanation;
}

}  // namespace dondoc::scheduler
