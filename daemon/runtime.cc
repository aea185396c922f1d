#include "daemon/runtime.h"

#include <algorithm>
#include <iterator>

#include "config/reader.h"
#include "daemon/session.h"
#include "notifiers/channels.h"
#include "store/units.h"

namespace dondoc::daemon {
namespace {

plan::Result<std::string> secret_for(const config::Channel& channel) {
    const config::SecretSource source = config::secret_of(channel);
    if (source.from == config::SecretSource::From::none) return std::string();
    return config::read_secret(source);
}

/// As a channel is concerned: its place in the file and how messages are put together are not its
/// affair.
bool same(const config::Channel& a, const config::Channel& b) {
    return a.type == b.type;
}

}  // namespace

plan::Checked<Runtime::Channels> Runtime::open(const config::Settings& settings, const House& house,
                                               const Runtime* before) {
    plan::Problems problems;
    Channels channels;
    for (const auto& [name, channel] : settings.channels) {
        auto secret = secret_for(channel);
        if (!secret) {
            problems.push_back(std::move(secret.error()));
            continue;
        }
        if (const auto fault = notifiers::channel_fault(channel, *secret)) {
            problems.push_back({*fault, settings.file, channel.line, 0});
            continue;
        }
        if (before) {
            const auto known = before->channels_.find(name);
            if (known != before->channels_.end() && same(known->second.settings, channel) &&
                known->second.secret == *secret) {
                channels.emplace(name, OpenChannel{channel, *secret, known->second.channel});
                continue;
            }
        }
        auto made = notifiers::make_channel(house.loop, channel, *secret,
                                            [&clock = house.clock] { return clock.now(); });
        channels.emplace(name, OpenChannel{channel, *secret, std::move(made)});
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return channels;
}

plan::Checked<std::shared_ptr<Runtime>> Runtime::make(config::Settings settings, const House& house,
                                                      const Runtime* before) {
    auto templates = notifiers::Templates::load(settings.templates, settings.language);
    auto channels = open(settings, house, before);
    plan::Problems problems;
    if (!templates) problems = std::move(templates.error());
    if (!channels) {
        std::ranges::move(channels.error(), std::back_inserter(problems));
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    plan::Calendar calendar = calendar_of(settings);
    return std::shared_ptr<Runtime>(new Runtime(std::move(settings), std::move(calendar),
                                                std::move(*templates), std::move(*channels),
                                                house));
}

Runtime::Runtime(config::Settings settings, plan::Calendar calendar, notifiers::Templates templates,
                 Channels channels, const House& house)
    : settings_(std::move(settings)),
      calendar_(std::move(calendar)),
      units_(store::UnitStore(house.database).load()),
      templates_(std::move(templates)),
      channels_(std::move(channels)),
      database_(house.database),
      delay_(house.loop),
      planner_(house.database, house.outbox, settings_, units_, calendar_),
      postman_(house.outbox, {{settings_, units_, calendar_, templates_},
                              house.clock,
                              house.stall,
                              [this](std::chrono::milliseconds wait, std::function<void()> work) {
                                  delay_.after(wait, std::move(work));
                              }}) {
    for (const auto& [name, open] : channels_)
        postman_.serve(name, open.channel);
}

void Runtime::reload_units() {
    units_ = store::UnitStore(database_).load();
    planner_.look_again();
}

bool Runtime::stuck() const {
    const auto now = std::chrono::steady_clock::now();
    return std::ranges::any_of(channels_,
                               [now](const auto& each) { return each.second.channel->stuck(now); });
}

}  // namespace dondoc::daemon
