#include "scheduler/audit.h"

#include <algorithm>

namespace dondoc::scheduler {
namespace {

class Auditor {
  public:
    Auditor(const AuditFacts& facts, plan::Instant now) : facts_(facts), now_(now) {}

    std::vector<AuditFinding> run() {
        for (const auto& each : facts_.stranded) {
            note(each.has_rule ? AuditIssue::no_next_step : AuditIssue::no_rule, each.obligation);
        }
        if (late(facts_.looked_at)) {
            found_.push_back({AuditIssue::not_looking, 1, {}, {}, facts_.looked_at});
        }
        if (facts_.missed && late(facts_.missed->since)) {
            found_.push_back({AuditIssue::step_missed,
                              facts_.missed->count,
                              facts_.missed->first,
                              {},
                              facts_.missed->since});
        }
        if (facts_.undecided) {
            const auto& which = *facts_.undecided;
            found_.push_back({AuditIssue::undecided, which.count, which.first, {}, which.since});
        }
        for (const auto& queue : facts_.queues)
            judge(queue);
        return std::move(found_);
    }

  private:
    /// Downtime and a clock that jumped are no lateness of ours.
    std::chrono::milliseconds waited(plan::Instant since) const {
        return now_ - std::max(since, facts_.at_work_since);
    }
    bool late(plan::Instant since) const { return waited(since) > kLateAfter; }

    void note(AuditIssue issue, const std::string& obligation) {
        const auto known = std::ranges::find(found_, issue, &AuditFinding::issue);
        if (known != found_.end()) {
            ++known->count;
        } else {
            found_.push_back({issue, 1, obligation, {}, {}});
        }
    }

    void judge(const AuditFacts::Queue& queue) {
        if (const auto issue = issue_of(queue)) {
            found_.push_back({*issue, queue.count, queue.first, queue.channel, queue.since});
        }
    }

    std::optional<AuditIssue> issue_of(const AuditFacts::Queue& queue) const {
        if (queue.state == MessageState::sending) {
            if (waited(queue.since) <= kLongestSending) return std::nullopt;
            return AuditIssue::stuck_sending;
        }
        const auto channel =
            std::ranges::find(facts_.channels, queue.channel, &AuditFacts::Channel::name);
        if (!late(queue.since)) return std::nullopt;
        if (channel == facts_.channels.end()) return AuditIssue::unknown_channel;
        if (channel->held) return std::nullopt;
        return channel->away ? AuditIssue::server_away : AuditIssue::not_moving;
    }

    const AuditFacts& facts_;
    plan::Instant now_;
    std::vector<AuditFinding> found_;
};

}  // namespace

std::vector<AuditFinding> audit(const AuditFacts& facts, plan::Instant now) {
    return Auditor(facts, now).run();
}

bool fails_audit(AuditIssue issue) {
    return issue != AuditIssue::server_away;
}

}  // namespace dondoc::scheduler
