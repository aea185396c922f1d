#include "scheduler/ladder.h"

#include <algorithm>

namespace dondoc::scheduler {

Ladder::Ladder(const config::Rule& rule, const plan::ObligationKey& key,
               const plan::Deadline& deadline, const std::vector<Recipients>& recipients_of_step,
               const plan::Calendar& calendar, const std::vector<Recorded>& recorded)
    : rule_(rule),
      key_(key),
      deadline_(deadline),
      recipients_of_step_(recipients_of_step),
      calendar_(calendar) {
    for (const Recorded& row : recorded)
        recorded_.emplace(std::pair<std::string_view, int>(row.step, row.turn), &row);
    cursors_.reserve(rule.steps.size());
    for (std::size_t step = 0; step < rule.steps.size(); ++step) {
        cursors_.emplace_back(rule, step, deadline, calendar);
    }
}

std::size_t Ladder::recipient_index(const Recipient& recipient) {
    const auto found = std::ranges::find_if(
        recipients_, [&](const Known& known) { return known.recipient.same(recipient); });
    if (found != recipients_.end()) return static_cast<std::size_t>(found - recipients_.begin());
    recipients_.push_back({recipient, std::nullopt});
    return recipients_.size() - 1;
}

const Recorded* Ladder::record_of(const Turn& turn, const Recipient& recipient) const {
    const auto [begin, end] = recorded_.equal_range({rule_.steps.at(turn.step).key, turn.turn});
    const auto found = std::find_if(begin, end, [&](const auto& row) {
        return row.second->address == recipient.address && row.second->channel == recipient.channel;
    });
    return found == end ? nullptr : found->second;
}

/// Decided for everybody it named: what was decided while the office was open left nobody waiting.
/// At other hours only urgent words go out, and who else the turn names still waits.
bool Ladder::is_closed(const Turn& turn) const {
    const auto [begin, end] = recorded_.equal_range({rule_.steps.at(turn.step).key, turn.turn});
    return std::any_of(begin, end, [&](const auto& row) {
        return row.second->fate != Fate::unreached &&
               (turn.urgent || calendar_.is_open(row.second->decided_at));
    });
}

Reminder Ladder::reminder(const Turn& turn, const Recipient& recipient) const {
    return {key_,         deadline_.at,
            rule_.name,   rule_.steps.at(turn.step).key,
            turn.turn,    recipient,
            turn.nominal, turn.fire,
            turn.urgent,  {}};
}

std::optional<plan::Instant> Ladder::next_for(const Recipient& recipient) const {
    std::optional<plan::Instant> earliest;
    for (std::size_t step = 0; step < cursors_.size(); ++step) {
        const auto& turn = cursors_.at(step).peek();
        if (!turn || (earliest && *earliest <= turn->fire)) continue;
        const auto& told = recipients_of_step_.at(step).told;
        if (std::ranges::any_of(told, [&](const auto& each) { return each.same(recipient); })) {
            earliest = turn->fire;
        }
    }
    return earliest;
}

void Ladder::admit_unreached(const Turn& turn, Decision& decision) const {
    for (const std::string& selector : recipients_of_step_.at(turn.step).unreached) {
        Recipient nobody;
        nobody.address = selector;
        nobody.selector = selector;
        if (record_of(turn, nobody) == nullptr) {
            decision.unreached.push_back(reminder(turn, nobody));
        }
    }
}

void Ladder::admit(const Turn& turn, Decision& decision) {
    const bool closed = is_closed(turn);
    if (!closed) admit_unreached(turn, decision);
    for (const Recipient& recipient : recipients_of_step_.at(turn.step).told) {
        const std::size_t index = recipient_index(recipient);
        const Recorded* row = record_of(turn, recipient);
        if (row == nullptr) {
            if (closed) continue;
            // A selector may have named this address in another step; the message says this one's.
            pending_.push_back({turn, index, &recipient});
        } else if (row->fate != Fate::superseded) {
            auto& said = recipients_.at(index).said;
            if (!said || earlier(*said, turn)) said = turn;
        }
    }
}

Decision Ladder::advance(plan::Instant now) {
    Decision decision;
    std::vector<Turn> due;
    for (StepTurns& walk : cursors_) {
        for (; walk.peek() && walk.peek()->fire <= now; walk.pop())
            due.push_back(*walk.peek());
    }
    std::ranges::sort(due, earlier);
    for (const Turn& turn : due)
        admit(turn, decision);
    waiting_.reset();
    for (std::size_t index = 0; index < recipients_.size(); ++index)
        settle(index, now, decision);
    return decision;
}

/// Ladders 5 for one recipient: the latest word goes out, or waits for the next opening with all
/// the others (Ladders 6).
void Ladder::settle(std::size_t recipient, plan::Instant now, Decision& decision) {
    const auto is_theirs = [&](const Candidate& candidate) {
        return candidate.recipient == recipient;
    };
    const auto last = std::find_if(pending_.rbegin(), pending_.rend(), is_theirs);
    if (last == pending_.rend()) return;
    const Candidate latest = *last;
    auto& said = recipients_.at(recipient).said;
    const bool stale = said && earlier(latest.turn, *said);
    if (!stale && !latest.turn.urgent && !calendar_.is_open(now)) {
        waiting_ = calendar_.next_open(now);
        return;
    }
    for (const Candidate& candidate : pending_) {
        if (!is_theirs(candidate)) continue;
        const bool goes_out = !stale && candidate.turn.step == latest.turn.step &&
                              candidate.turn.turn == latest.turn.turn;
        auto& list = goes_out ? decision.made : decision.superseded;
        list.push_back(reminder(candidate.turn, *candidate.as));
        if (goes_out) list.back().followed_at = next_for(*candidate.as);
    }
    if (!stale) said = latest.turn;
    std::erase_if(pending_, is_theirs);
}

std::optional<plan::Instant> Ladder::next() const {
    std::optional<plan::Instant> earliest = waiting_;
    for (const StepTurns& walk : cursors_) {
        if (!walk.peek()) continue;
        if (!earliest || walk.peek()->fire < *earliest) earliest = walk.peek()->fire;
    }
    return earliest;
}

std::vector<Recipients> recipients_of(const config::Rule& rule, const plan::Obligation& obligation,
                                      const plan::Task& task, const plan::Units& units,
                                      const config::Settings& settings) {
    std::vector<Recipients> of_step;
    of_step.reserve(rule.steps.size());
    for (const config::Step& step : rule.steps) {
        of_step.push_back(resolve(step.to, obligation.key.unit, task.support, units, settings));
    }
    return of_step;
}

}  // namespace dondoc::scheduler
