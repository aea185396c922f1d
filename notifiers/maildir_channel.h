#pragma once

#include <string>

#include "config/settings.h"
#include "notifiers/channel.h"
#include "notifiers/completions.h"

namespace dondoc::notifiers {

/// Puts mails into a maildir on this machine: for trials, and for offices whose own mail reader
/// fetches them there. A message that is delivered again replaces itself.
class MaildirChannel final : public Channel {
  public:
    MaildirChannel(boost::asio::io_context& loop, config::MaildirChannel settings);

    std::size_t free() const override;
    /// Writes and syncs at once; only `done` comes later.
    void send(Parcel parcel, Done done) override;
    void stop() override { stopped_ = true; }

  private:
    config::MaildirChannel settings_;
    Completions completions_;
    bool stopped_ = false;
};

/// `<seconds>.<ULID>.dondoc`: the second in which the id was made, so that it is the same every
/// time.
std::string maildir_name(const std::string& ulid);

}  // namespace dondoc::notifiers
