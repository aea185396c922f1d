#include "scheduler/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace dondoc::testing {
namespace {

using scheduler::Message;
using scheduler::MessageState;
using scheduler::Reminder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Reminder reminder(const std::string& task, const char* deadline, const std::string& address,
                  const std::string& channel = "mail") {
    Reminder made;
    made.obligation = {"56/KH-STP", task, "2024-05", "hctp"};
    made.deadline = at(deadline);
    made.recipient.address = address;
    made.recipient.channel = channel;
    return made;
}

const plan::Instant now = at("2024-06-06T08:00");

std::vector<Message> messages(std::vector<Reminder> reminders,
                              const config::Settings& with = settings({})) {
    int count = 0;
    return scheduler::digest(std::move(reminders), with, now,
                             [&] { return "id" + std::to_string(++count); });
}

std::vector<std::string> tasks(const Message& message) {
    std::vector<std::string> found;
    for (const Reminder& each : message.reminders)
        found.push_back(each.obligation.task);
    return found;
}

TEST(Digest, OneMessageARecipientMostUrgentFirst) {
    const auto made = messages({reminder("12.3", "2024-06-20", "a@stp.example"),
                                reminder("12.4", "2024-06-21", "b@stp.example"),
                                reminder("12.1", "2024-06-01", "a@stp.example"),
                                reminder("12.2", "2024-06-14", "a@stp.example")});
    ASSERT_THAT(made, SizeIs(2));
    EXPECT_THAT(tasks(made[0]), ElementsAre("12.1", "12.2", "12.3"));
    EXPECT_EQ(made[0].address, "a@stp.example");
    EXPECT_EQ(made[0].channel, "mail");
    EXPECT_EQ(made[0].created, now);
    EXPECT_EQ(made[0].kind, Message::Kind::reminders);
    EXPECT_THAT(tasks(made[1]), ElementsAre("12.4"));
    EXPECT_EQ(made[0].id, "id1");
    EXPECT_EQ(made[1].id, "id2");
}

TEST(Digest, OneDeadlineKeepsTheOrderGiven) {
    const auto made = messages({reminder("12.2", "2024-06-14", "a@stp.example"),
                                reminder("12.1", "2024-06-14", "a@stp.example")});
    ASSERT_THAT(made, SizeIs(1));
    EXPECT_THAT(tasks(made[0]), ElementsAre("12.2", "12.1"));
}

TEST(Digest, EachChannelOfAnAddressIsItsOwn) {
    EXPECT_THAT(messages({reminder("12.1", "2024-06-14", "a@stp.example", "mail"),
                          reminder("12.1", "2024-06-14", "a@stp.example", "hook")}),
                SizeIs(2));
}

TEST(Digest, AChannelMayTurnItOff) {
    config::Settings with = settings({});
    with.channels["hook"].digest = false;
    const auto made = messages({reminder("12.1", "2024-06-14", "a@stp.example", "hook"),
                                reminder("12.2", "2024-06-14", "a@stp.example", "hook"),
                                reminder("12.1", "2024-06-14", "a@stp.example", "mail"),
                                reminder("12.2", "2024-06-14", "a@stp.example", "mail")},
                               with);
    ASSERT_THAT(made, SizeIs(3));
    EXPECT_THAT(tasks(made[0]), ElementsAre("12.1"));
    EXPECT_THAT(tasks(made[1]), ElementsAre("12.2"));
    EXPECT_THAT(tasks(made[2]), ElementsAre("12.1", "12.2"));
}

TEST(Digest, OfNothingIsNothing) {
    EXPECT_THAT(messages({}), IsEmpty());
}

TEST(MessageState, NamesGoBothWays) {
    for (const MessageState state :
         {MessageState::held, MessageState::ready, MessageState::sending, MessageState::accepted,
          MessageState::uncertain, MessageState::dead, MessageState::withdrawn,
          MessageState::expired})
        EXPECT_EQ(scheduler::message_state_named(scheduler::name_of(state)), state);
    EXPECT_EQ(scheduler::name_of(MessageState::uncertain), "uncertain");
    EXPECT_FALSE(scheduler::message_state_named("delivered"));
}

}  // namespace
}  // namespace dondoc::testing
