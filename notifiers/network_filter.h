#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::notifiers {

/// An IPv4 (4 bytes used) or IPv6 address, in network order.
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    bool v6 = false;
    bool operator==(const Address&) const = default;
};
/// Reads `192.0.2.1` and `2001:db8::1`; nothing for any other form.
std::optional<Address> parse_address(std::string_view text);

/// A block of addresses of one family.
struct Network {
    Address base;
    unsigned prefix = 0;
    bool holds(const Address& address) const;
};
/// Reads CIDR, `10.1.0.0/16`; a bare address is itself alone. Nothing for any other form, and for
/// bits that are set past the prefix.
std::optional<Network> parse_network(std::string_view text);

/// Which addresses a webhook may call (promise 14): public ones over TLS, and those that the
/// administrator listed. It judges the address of the very connection, so no name can get round it.
class NetworkFilter {
  public:
    explicit NetworkFilter(std::vector<Network> allowed) : allowed_(std::move(allowed)) {}
    bool may_call(const Address& address, bool encrypted) const;

  private:
    std::vector<Network> allowed_;
};

}  // namespace dondoc::notifiers
