#pragma once

#include <memory>
#include <string>

#include "config/settings.h"
#include "notifiers/channel.h"

namespace boost::asio {
class io_context;
}

namespace dondoc::notifiers {

/// Puts mails into a maildir on this machine: for trials, and for offices whose own mail reader
/// fetches them there. A message that is delivered again replaces itself. It writes and syncs on a
/// thread of its own, since a disk may be slow.
class MaildirChannel final : public Channel {
  public:
    MaildirChannel(boost::asio::io_context& loop, config::MaildirChannel settings);
    ~MaildirChannel() override;

    std::size_t free() const override;
    void send(Parcel parcel, Done done) override;
    void recall() override;
    void stop() override;
    bool stuck(std::chrono::steady_clock::time_point now) const override;

  private:
    struct Writer;
    std::unique_ptr<Writer> writer_;
};

/// `<seconds>.<ULID>.dondoc`: the second in which the id was made, so that it is the same every
/// time.
std::string maildir_name(const std::string& ulid);

}  // namespace dondoc::notifiers
