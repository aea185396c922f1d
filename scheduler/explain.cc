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

/// Why nothing more comes of an obligation, whomever its turns name; nothing while it goes on.
std::optional<Why> why_stopped(const Case& facts) {
    if (facts.state == plan::State::past) return Why::past;
    if (facts.state != plan::State::open) return Why::closed;
    if (!facts.in_force) return Why::not_in_force;
    return std::nullopt;
}

/// The fallback stands in for selectors: it makes one line with all of them, and they make none.
Recipients merged(Recipients recipients) {
    const auto fallback = std::ranges::find_if(recipients.told, &Recipient::fallback);
    if (fallback == recipients.told.end()) return recipients;
    fallback->selector.clear();
    for (const std::string& selector : recipients.unreached)
        fallback->selector += (fallback->selector.empty() ? "" : ", ") + selector;
    recipients.unreached.clear();
    return recipients;
}

class Explainer {
  public:
    Explainer(const Case& facts, Explanation& explanation, const Coming& coming)
        : facts_(facts), explanation_(explanation), coming_(coming), stopped_(why_stopped(facts)) {}

    void turn(const Turn& turn, const Recipients& recipients) {
        const config::Step& step = explanation_.ladder.steps.at(turn.step);
        const bool stood_in = std::ranges::any_of(recipients.told, &Recipient::fallback);
        for (const Recorded& row : facts_.recorded) {
            if (row.step != step.key || row.turn != turn.turn) continue;
            if (stood_in && row.fate == Fate::unreached) continue;
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
                add(turn, step, nobody, stopped_.value_or(Why::unreached), std::nullopt);
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
        if (stopped_) {
            add(turn, step, recipient, *stopped_, facts_.closed_at);
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
    std::optional<Why> stopped_;
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
    std::vector<Recipients> shown;
    std::ranges::transform(recipients, std::back_inserter(shown), merged);
    for (const Turn& turn :
         turns_until(explanation.ladder, obligation.deadline, calendar, horizon)) {
        explainer.turn(turn, shown.at(turn.step));
    }
    return explanation;
}

}  // namespace dondoc::scheduler
