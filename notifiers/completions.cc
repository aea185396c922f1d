#include "notifiers/completions.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <optional>

namespace dondoc::notifiers {

namespace asio = boost::asio;

struct Completions::State {
    std::size_t open = 0;
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work;
};

Completions::Completions(asio::io_context& loop) : loop_(loop), state_(std::make_shared<State>()) {}

void Completions::begin() {
    if (state_->open++ == 0) state_->work.emplace(loop_.get_executor());
}

std::size_t Completions::open() const {
    return state_->open;
}

void Completions::post(Channel::Done done, Attempt attempt) {
    // The handler keeps the state only while it runs: `done` may destroy the channel.
    asio::post(loop_, [weak = std::weak_ptr(state_), done = std::move(done),
                       attempt = std::move(attempt)]() mutable {
        {
            const auto state = weak.lock();
            if (!state) return;
            if (--state->open == 0) state->work.reset();
        }
        done(std::move(attempt));
    });
}

}  // namespace dondoc::notifiers
