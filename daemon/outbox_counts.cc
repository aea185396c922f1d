#include "daemon/outbox_counts.h"

namespace dondoc::daemon {

using scheduler::MessageState;

const std::vector<MessageState>& unfinished_states() {
    static const std::vector<MessageState> states = {MessageState::held,    MessageState::ready,
                                                     MessageState::sending, MessageState::uncertain,
                                                     MessageState::dead,    MessageState::expired};
    return states;
}

plan::Words state_words(MessageState state) {
    switch (state) {
        case MessageState::held:
            return {"tạm giữ", "held"};
        case MessageState::ready:
            return {"chờ gửi", "ready"};
        case MessageState::sending:
            return {"đang gửi", "sending"};
        case MessageState::accepted:
            return {"đã gửi", "accepted"};
        case MessageState::uncertain:
            return {"chưa chắc", "uncertain"};
        case MessageState::dead:
            return {"không gửi được", "dead"};
        case MessageState::withdrawn:
            return {"đã thôi", "withdrawn"};
        case MessageState::expired:
            return {"quá lâu", "expired"};
    }
    return {};
}

OutboxCounts count_messages(store::Database& database) {
    // More than an outbox ever holds: counts are not to be cut off.
    constexpr std::size_t kAll = 1'000'000;
    OutboxCounts counts;
    for (const auto& row : store::Outbox(database, 0).list({unfinished_states(), kAll})) {
        switch (row.state) {
            case MessageState::held:
                ++counts.held[row.message.channel];
                break;
            case MessageState::dead:
            case MessageState::expired:
                ++counts.gave_up;
                break;
            default:
                ++(row.not_before == scheduler::kWhenAsked ? counts.undecided : counts.waiting);
        }
    }
    return counts;
}

}  // namespace dondoc::daemon
