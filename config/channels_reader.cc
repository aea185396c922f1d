#include <fmt/format.h>

#include "config/readers.h"
#include "plan/unit.h"

namespace dondoc::config {
namespace {

void read_channel(Section& section, const std::string& name, Settings& settings) {
    Channel channel;
    channel.name = name;
    channel.line = section.at().line;
    if (!section.required("type", "\"email\"")) return;
    const auto type = section.one_of("type", {"email", "webhook", "maildir"});
    if (!type) return;
    channel.digest = section.flag("digest").value_or(true);
    if (*type == 0) channel.type = read_email(section);
    if (*type == 1) channel.type = read_webhook(section);
    if (*type == 2) channel.type = read_maildir(section);
    section.finish();
    settings.channels.emplace(name, std::move(channel));
}

/// A fallback that no channel can reach would lose what nobody else gets (Ladders 3).
void check_address(const Section& fallback, const Channel& channel, const Text& address) {
    if (const auto fault = plan::address_fault(address.value)) {
        return fallback.fault(address.at, *fault);
    }
    const bool is_url = address.value.find("://") != std::string::npos;
    const bool wants_url = std::holds_alternative<WebhookChannel>(channel.type);
    if (is_url == wants_url) return;
    fallback.fault(
        address.at,
        {fmt::format("kênh \"{}\" cần {}", channel.name,
                     wants_url ? "địa chỉ web, ví dụ: address = \"https://stp.example/don-doc\""
                               : "địa chỉ thư điện tử, ví dụ: address = \"vanphong@stp.example\""),
         fmt::format("channel \"{}\" needs {}", channel.name,
                     wants_url ? "a web address, e.g. address = \"https://stp.example/don-doc\""
                               : "a mail address, e.g. address = \"vanphong@stp.example\"")});
}

void read_fallback(Section& top, std::optional<Section>& channels, Settings& settings) {
    auto fallback = top.table("fallback", "[fallback]",
                              "{ channel = \"mail\", address = \"vanphong@stp.example\" }");
    if (!fallback) return;
    const auto channel = fallback->required_text("channel", "\"mail\"");
    const auto address = fallback->required_text("address", "\"vanphong@stp.example\"");
    fallback->finish();
    if (!channel || !address) return;
    settings.fallback = Fallback{channel->value, address->value};
    if (!channels || !channels->has(channel->value)) {
        fallback->fault(
            channel->at,
            {fmt::format("không có kênh \"{0}\"; hãy ghi tên một kênh đã khai, hoặc thêm "
                         "mục [channels.{0}]",
                         channel->value),
             fmt::format("there is no channel \"{0}\"; name one that is there, or add "
                         "[channels.{0}]",
                         channel->value)});
        return;
    }
    const auto known = settings.channels.find(channel->value);
    if (known != settings.channels.end()) check_address(*fallback, known->second, *address);
}

}  // namespace

void read_channels(Section& top, Settings& settings) {
    auto channels = top.table("channels", "[channels.NAME]", "{ mail = { type = \"email\" } }");
    if (channels) {
        for (const auto& name : channels->keys()) {
            auto section =
                channels->table(name, fmt::format("[channels.{}]", name), "{ type = \"email\" }");
            if (section) read_channel(*section, name, settings);
        }
    }
    read_fallback(top, channels, settings);
}

}  // namespace dondoc::config
