#include "notifiers/network_filter.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace dondoc::notifiers {
namespace {

/// Everything that is not a public unicast address (IANA special-purpose registries). The first
/// three IPv6 blocks are all but 2000::/3: loopback, unspecified, v4-mapped, NAT64, private,
/// link-local, multicast.
constexpr std::string_view kNotPublic[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "::/3",          "4000::/2",        "8000::/1",       "2001::/23",      "2001:db8::/32",
    "2002::/16",     "3fff::/20"};

const std::vector<Network>& not_public() {
    static const std::vector<Network> networks = [] {
        std::vector<Network> all;
        for (const auto text : kNotPublic)
            all.push_back(parse_network(text).value());
        return all;
    }();
    return networks;
}

bool any_holds(const std::vector<Network>& networks, const Address& address) {
    return std::ranges::any_of(networks, [&](const Network& n) { return n.holds(address); });
}

unsigned bits_of(const Address& address) {
    return address.v6 ? 128 : 32;
}

bool bit(const Address& address, unsigned at) {
    return ((address.bytes.at(at / 8) >> (7 - at % 8)) & 1) != 0;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
    const std::string terminated(text);
    if (text.find('\0') != std::string_view::npos) return std::nullopt;
    Address address;
    address.v6 = terminated.find(':') != std::string::npos;
    const int family = address.v6 ? AF_INET6 : AF_INET;
    if (inet_pton(family, terminated.c_str(), address.bytes.data()) != 1) {
        return std::nullopt;
    }
    return address;
}

bool Network::holds(const Address& address) const {
    if (address.v6 != base.v6) return false;
    for (unsigned at = 0; at < prefix; ++at) {
        if (bit(address, at) != bit(base, at)) return false;
    }
    return true;
}

std::optional<Network> parse_network(std::string_view text) {
    const auto slash = text.find('/');
    const auto base = parse_address(text.substr(0, slash));
    if (!base) return std::nullopt;
    Network network{*base, bits_of(*base)};
    if (slash == std::string_view::npos) return network;
    const auto digits = text.substr(slash + 1);
    const auto* end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, network.prefix);
    if (error != std::errc() || rest != end || network.prefix > bits_of(*base)) return std::nullopt;
    for (unsigned at = network.prefix; at < bits_of(*base); ++at) {
        if (bit(*base, at)) return std::nullopt;
    }
    return network;
}

bool NetworkFilter::may_call(const Address& address, bool encrypted) const {
    if (any_holds(allowed_, address)) return true;
    return encrypted && !any_holds(not_public(), address);
}

}  // namespace dondoc::notifiers
