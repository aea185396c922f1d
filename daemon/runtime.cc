#include "daemon/runtime.h"

#include "config/reader.h"
#include "daemon/session.h"
#include "notifiers/channels.h"
#include "store/units.h"

namespace dondoc::daemon {
plan::Checked<std::shared_ptr<Runtime>> Runtime::make(config::Settings settings,
                                                      boost::asio::io_context& loop,
                                                      store::Database& database,
                                                      store::Outbox& outbox, const Clock& clock) {
    auto templates = notifiers::Templates::load(settings.templates, settings.language);
    plan::Problems problems;
    if (!templates) problems = std::move(templates.error());
    Channels channels;
    for (const auto& [name, channel] : settings.channels) {
        const config::SecretSource source = config::secret_of(channel);
        std::string secret;
        if (source.from != config::SecretSource::From::none) {
            auto read = config::read_secret(source);
            if (!read) {
                problems.push_back(std::move(read.error()));
                continue;
            }
            secret = std::move(*read);
        }
        if (const auto fault = notifiers::channel_fault(channel, secret)) {
            problems.push_back({*fault, settings.file, channel.line, 0});
            continue;
        }
        channels.emplace(name, notifiers::make_channel(loop, channel, std::move(secret),
                                                       [&clock] { return clock.now(); }));
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    plan::Calendar calendar = calendar_of(settings);
    return std::shared_ptr<Runtime>(new Runtime(std::move(settings), std::move(calendar),
                                                std::move(*templates), std::move(channels),
                                                database, outbox, clock));
}

Runtime::Runtime(config::Settings settings, plan::Calendar calendar, notifiers::Templates templates,
                 Channels channels, store::Database& database, store::Outbox& outbox,
                 const Clock& clock)
    : settings_(std::move(settings)),
      calendar_(std::move(calendar)),
      units_(store::UnitStore(database).load()),
      templates_(std::move(templates)),
      database_(database),
      planner_(database, settings_, units_, calendar_),
      postman_(outbox, {settings_, units_, calendar_, templates_, clock}, std::move(channels)) {}

void Runtime::reload_units() {
    units_ = store::UnitStore(database_).load();
}

}  // namespace dondoc::daemon
