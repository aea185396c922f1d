#include "notifiers/network_filter.h"

#include <gtest/gtest.h>

namespace dondoc::notifiers {
namespace {

bool may_call(const std::string& address, std::vector<std::string> allowed = {},
              bool encrypted = true) {
    std::vector<Network> networks;
    for (const auto& text : allowed)
        networks.push_back(parse_network(text).value());
    return NetworkFilter(networks).may_call(parse_address(address).value(), encrypted);
}

struct AddressRow {
    std::string address;
    bool expected;
};
void PrintTo(const AddressRow& row, std::ostream* out) {
    *out << row.address;
}

class Public : public ::testing::TestWithParam<AddressRow> {};

TEST_P(Public, addresses_may_be_called_and_no_others) {
    EXPECT_EQ(may_call(GetParam().address), GetParam().expected) << GetParam().address;
}

const AddressRow kAddressRows[] = {
    {"0.0.0.0", false},
    {"0.255.255.255", false},
    {"1.0.0.0", true},
    {"9.255.255.255", true},
    {"10.0.0.0", false},
    {"10.255.255.255", false},
    {"11.0.0.0", true},
    {"100.63.255.255", true},
    {"100.64.0.0", false},
    {"100.127.255.255", false},
    {"100.128.0.0", true},
    {"127.0.0.1", false},
    {"127.255.255.254", false},
    {"128.0.0.1", true},
    {"169.253.255.255", true},
    {"169.254.169.254", false},
    {"169.255.0.0", true},
    {"172.15.255.255", true},
    {"172.16.0.0", false},
    {"172.31.255.255", false},
    {"172.32.0.0", true},
    {"192.0.0.8", false},
    {"192.0.2.1", false},
    {"192.168.1.1", false},
    {"192.169.0.0", true},
    {"198.18.0.1", false},
    {"198.20.0.0", true},
    {"198.51.100.7", false},
    {"203.0.113.9", false},
    {"223.255.255.255", true},
    {"224.0.0.1", false},
    {"239.255.255.255", false},
    {"240.0.0.1", false},
    {"255.255.255.255", false},
    {"::", false},
    {"::1", false},
    {"::ffff:8.8.8.8", false},
    {"::ffff:127.0.0.1", false},
    {"64:ff9b::a00:1", false},
    {"64:ff9b:1::1", false},
    {"100::1", false},
    {"2000::1", true},
    {"2001:0:1::1", false},
    {"2001:200::1", true},
    {"2001:db8::1", false},
    {"2001:db9::1", true},
    {"2002:a00:1::1", false},
    {"2003::1", true},
    {"2606:4700::1111", true},
    {"3fff::1", false},
    {"fc00::1", false},
    {"fd12:3456::1", false},
    {"fe80::1", false},
    {"fec0::1", false},
    {"ff02::1", false},
    {"4000::1", false},
};
INSTANTIATE_TEST_SUITE_P(rows, Public, ::testing::ValuesIn(kAddressRows));

TEST(NetworkFilter, allows_what_the_administrator_listed) {
    struct Row {
        std::string address;
        std::vector<std::string> allowed;
        bool encrypted;
        bool expected;
    };
    const Row rows[] = {
        {"10.1.2.3", {"10.1.0.0/16"}, true, true},
        {"10.2.2.3", {"10.1.0.0/16"}, true, false},
        {"10.2.2.3", {"192.168.0.0/16", "10.2.2.3"}, true, true},
        {"10.2.2.4", {"192.168.0.0/16", "10.2.2.3"}, true, false},
        {"127.0.0.1", {"127.0.0.0/8"}, false, true},
        {"::1", {"127.0.0.0/8"}, true, false},
        {"::ffff:10.1.2.3", {"10.1.0.0/16"}, true, false},
        {"fd00::7", {"fd00::/64"}, true, true},
        {"fd00:0:0:1::7", {"fd00::/64"}, true, false},
        {"8.8.8.8", {}, true, true},
        {"8.8.8.8", {}, false, false},  // http:// into the open
        {"8.8.8.8", {"8.8.8.0/24"}, false, true},
        {"10.9.9.9", {"0.0.0.0/0"}, true, true},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(may_call(row.address, row.allowed, row.encrypted), row.expected)
            << row.address << (row.encrypted ? "" : " in the clear");
    }
}

TEST(ParseNetwork, takes_cidr_and_bare_addresses) {
    const std::pair<std::string, bool> rows[] = {
        {"10.0.0.0/8", true},    {"10.0.0.1", true},     {"fd00::/8", true},
        {"::1", true},           {"::1/128", true},      {"10.0.0.0/32", true},
        {"10.0.0.0/33", false},  {"::/129", false},      {"10.0.0.1/8", false},
        {"10.0.0.0/", false},    {"10.0.0.0/8x", false}, {"10.0.0.0/-1", false},
        {"10.0.0/8", false},     {"/8", false},          {"", false},
        {"localhost", false},    {"10.0.0.0 /8", false}, {"010.0.0.1", false},
        {"10.0.0.0/8/8", false}, {"10.0.0.0/+8", false},
    };
    for (const auto& [text, expected] : rows) {
        EXPECT_EQ(parse_network(text).has_value(), expected) << text;
    }
    EXPECT_FALSE(parse_address(std::string("10.0.0.1\0", 9)));
}

}  // namespace
}  // namespace dondoc::notifiers
