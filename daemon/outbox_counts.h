#pragma once

#include <map>
#include <string>

#include "store/outbox.h"

namespace dondoc::daemon {

/// How the outbox stands, for `status`.
struct OutboxCounts {
    std::size_t waiting = 0;                  ///< their turn will come
    std::map<std::string, std::size_t> held;  ///< by channel: until it is released
    std::size_t gave_up = 0;
    std::size_t undecided = 0;  ///< a restore left open whether they went out
};

OutboxCounts count_messages(store::Database& database);

/// The states that want a person's eye or still change: all but accepted and withdrawn.
const std::vector<scheduler::MessageState>& unfinished_states();
plan::Words state_words(scheduler::MessageState state);

}  // namespace dondoc::daemon
