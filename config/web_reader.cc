#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "config/readers.h"

namespace dondoc::config {
namespace {

constexpr std::string_view kExample = "\"127.0.0.1:9461\"";

bool is_v4(const std::string& address) {
    in_addr parsed{};
    return inet_pton(AF_INET, address.c_str(), &parsed) == 1;
}

bool is_v6(const std::string& address) {
    in6_addr parsed{};
    return inet_pton(AF_INET6, address.c_str(), &parsed) == 1;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (port == 0 || port > 65535) return std::nullopt;
    return static_cast<std::uint16_t>(port);
}

/// `127.0.0.1:9461` or `[::1]:9461`.
std::optional<Web> parse_listen(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    const auto port = parse_port(std::string_view(text).substr(colon + 1));
    if (!port) return std::nullopt;
    std::string address = text.substr(0, colon);
    const bool bracketed = address.size() > 2 && address.front() == '[' && address.back() == ']';
    if (bracketed) address = address.substr(1, address.size() - 2);
    if (bracketed ? !is_v6(address) : !is_v4(address)) return std::nullopt;
    return Web{std::move(address), *port, text, 0};
}

}  // namespace

bool is_loopback(const Web& web) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, web.address.c_str(), bytes.data()) == 1) return bytes[0] == 127;
    constexpr std::array<unsigned char, 16> kLoopback{0, 0, 0, 0, 0, 0, 0, 0,
                                                      0, 0, 0, 0, 0, 0, 0, 1};
    return inet_pton(AF_INET6, web.address.c_str(), bytes.data()) == 1 && bytes == kLoopback;
}

void read_web(Section& top, Settings& settings) {
    auto web = top.table("web", "[web]", "{ listen = \"127.0.0.1:9461\" }");
    if (!web) return;
    if (const auto listen = web->required_text("listen", kExample)) {
        settings.web = parse_listen(listen->value);
        if (settings.web) {
            settings.web->line = listen->at.line;
        } else {
            web->fault(listen->at,
                       {fmt::format("\"listen\" phải là địa chỉ IP và cổng (1 đến 65535), ví dụ: "
                                    "listen = {} hoặc \"[::1]:9461\"",
                                    kExample),
                        fmt::format("\"listen\" must be an IP address and a port (1 to 65535), "
                                    "e.g.: listen = {} or \"[::1]:9461\"",
                                    kExample)});
        }
    }
    web->finish();
}

}  // namespace dondoc::config
