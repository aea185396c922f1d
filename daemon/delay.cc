#include "daemon/delay.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace dondoc::daemon {

Delay::Delay(boost::asio::io_context& loop) : loop_(loop), alive_(std::make_shared<bool>(true)) {}

void Delay::after(std::chrono::milliseconds wait, std::function<void()> work) {
    const auto timer = std::make_shared<boost::asio::steady_timer>(loop_, wait);
    timer->async_wait([timer, work = std::move(work),
                       alive = std::weak_ptr(alive_)](const boost::system::error_code& error) {
        if (!error && !alive.expired()) work();
    });
}

}  // namespace dondoc::daemon
