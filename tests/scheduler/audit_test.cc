#include "scheduler/audit.h"

#include <gtest/gtest.h>

#include <functional>

namespace dondoc::scheduler {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const plan::Instant kNow{std::chrono::milliseconds{1'718'000'000'000}};

AuditFacts::Queue queue(MessageState state, std::chrono::minutes waited,
                        const std::string& channel = "mail") {
    return {channel, state, 3, "01A", kNow - waited};
}

/// A daemon that has been at work for a week, and all is well.
AuditFacts calm() {
    AuditFacts facts;
    facts.channels = {{"mail", false, false}};
    facts.at_work_since = kNow - hours(24 * 7);
    facts.looked_at = kNow - minutes(1);
    return facts;
}

struct Row {
    const char* name;
    std::function<void(AuditFacts&)> trouble;
    std::vector<AuditIssue> found;
};

class Audit : public ::testing::TestWithParam<Row> {};

TEST_P(Audit, FindsWhatHasStopped) {
    AuditFacts facts = calm();
    GetParam().trouble(facts);
    std::vector<AuditIssue> found;
    for (const auto& each : audit(facts, kNow))
        found.push_back(each.issue);
    EXPECT_EQ(found, GetParam().found) << GetParam().name;
}

const Row kRows[] = {
    {"all is well", [](AuditFacts&) {}, {}},
    {"no rule",
     [](AuditFacts& f) {
         f.stranded = {{"a", false}};
     },
     {AuditIssue::no_rule}},
    {"ladder ended",
     [](AuditFacts& f) {
         f.stranded = {{"a", true}};
     },
     {AuditIssue::no_next_step}},
    {"both",
     [](AuditFacts& f) {
         f.stranded = {{"a", true}, {"b", false}, {"c", true}};
     },
     {AuditIssue::no_next_step, AuditIssue::no_rule}},
    {"step missed for an hour and a minute",
     [](AuditFacts& f) {
         f.missed = AuditFacts::Missed{2, "a", kNow - minutes(61)};
     },
     {AuditIssue::step_missed}},
    {"step missed for an hour",
     [](AuditFacts& f) {
         f.missed = AuditFacts::Missed{2, "a", kNow - minutes(60)};
     },
     {}},
    {"nothing was looked at for two hours",
     [](AuditFacts& f) { f.looked_at = kNow - hours(2); },
     {AuditIssue::not_looking}},
    {"back from downtime",
     [](AuditFacts& f) {
         f.at_work_since = kNow - minutes(5);
         f.looked_at = kNow - hours(48);
         f.missed = AuditFacts::Missed{2, "a", kNow - hours(48)};
         f.queues = {queue(MessageState::ready, hours(48)),
                     queue(MessageState::sending, hours(48))};
     },
     {}},
    {"ready for an hour",
     [](AuditFacts& f) { f.queues = {queue(MessageState::ready, hours(1))}; },
     {}},
    {"ready for longer",
     [](AuditFacts& f) { f.queues = {queue(MessageState::ready, minutes(61))}; },
     {AuditIssue::not_moving}},
    {"uncertain for longer",
     [](AuditFacts& f) { f.queues = {queue(MessageState::uncertain, minutes(61))}; },
     {AuditIssue::not_moving}},
    {"its channel is held",
     [](AuditFacts& f) {
         f.channels.front().held = true;
         f.queues = {queue(MessageState::held, hours(30)), queue(MessageState::ready, hours(30))};
     },
     {}},
    {"held, and its channel is not",
     [](AuditFacts& f) { f.queues = {queue(MessageState::held, minutes(61))}; },
     {AuditIssue::not_moving}},
    {"its server is away",
     [](AuditFacts& f) {
         f.channels.front().away = true;
         f.queues = {queue(MessageState::ready, minutes(61))};
     },
     {AuditIssue::server_away}},
    {"a channel that is no more",
     [](AuditFacts& f) { f.queues = {queue(MessageState::ready, minutes(61), "gone")}; },
     {AuditIssue::unknown_channel}},
    {"a restore left some to be decided",
     [](AuditFacts& f) {
         f.undecided = AuditFacts::Undecided{2, "01A", kNow};
     },
     {AuditIssue::undecided}},
    {"sending for two hours",
     [](AuditFacts& f) { f.queues = {queue(MessageState::sending, hours(2))}; },
     {}},
    {"sending for longer, whatever its channel says",
     [](AuditFacts& f) {
         f.channels.front().held = true;
         f.queues = {queue(MessageState::sending, minutes(121))};
     },
     {AuditIssue::stuck_sending}},
};
INSTANTIATE_TEST_SUITE_P(Rows, Audit, ::testing::ValuesIn(kRows));

TEST(AuditFindings, CountAndNameTheFirst) {
    AuditFacts facts = calm();
    facts.stranded = {{"a", true}, {"b", true}};
    facts.queues = {queue(MessageState::ready, minutes(90))};
    const std::vector<AuditFinding> expected = {
        {AuditIssue::no_next_step, 2, "a", {}, {}},
        {AuditIssue::not_moving, 3, "01A", "mail", kNow - minutes(90)}};
    EXPECT_EQ(audit(facts, kNow), expected);
}

TEST(AuditFindings, AServerThatIsAwayIsNoFaultOfOurs) {
    EXPECT_FALSE(fails_audit(AuditIssue::server_away));
    EXPECT_TRUE(fails_audit(AuditIssue::not_moving));
}

}  // namespace
}  // namespace dondoc::scheduler
