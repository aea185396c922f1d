#include "bad_file.h"

namespace dondoc::config {
namespace {

TEST(WebReader, FindsWhatIsWrong) {
    const Wrong rows[] = {
        {"no address", "[web]\n", 1, "\"listen\" is missing in [web]"},
        {"a name", "[web]\nlisten = \"localhost:9461\"", 2, "an IP address and a port"},
        {"no port", "[web]\nlisten = \"127.0.0.1\"", 2, "an IP address and a port"},
        {"no address before the port", "[web]\nlisten = \":9461\"", 2, "127.0.0.1:9461"},
        {"port 0", "[web]\nlisten = \"127.0.0.1:0\"", 2, "1 to 65535"},
        {"a port too far", "[web]\nlisten = \"127.0.0.1:65536\"", 2, "1 to 65535"},
        {"a port with a sign", "[web]\nlisten = \"127.0.0.1:+80\"", 2, "1 to 65535"},
        {"IPv6 without brackets", "[web]\nlisten = \"::1:9461\"", 2, "[::1]:9461"},
        {"IPv4 in brackets", "[web]\nlisten = \"[127.0.0.1]:9461\"", 2, "an IP address"},
        {"another key", "[web]\nlisten = \"127.0.0.1:9461\"\nport = 1", 3, "port"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(WebReader, ReadsAddressAndPort) {
    EXPECT_FALSE(expect_good("").web);
    const auto v4 = expect_good("[web]\nlisten = \"127.0.0.1:9461\"").web.value();
    EXPECT_EQ(v4.address, "127.0.0.1");
    EXPECT_EQ(v4.port, 9461);
    EXPECT_EQ(v4.line, 2U);
    const auto v6 = expect_good("[web]\nlisten = \"[2001:db8::1]:65535\"").web.value();
    EXPECT_EQ(v6.address, "2001:db8::1");
    EXPECT_EQ(v6.port, 65535);
}

TEST(WebReader, KnowsWhatOnlyThisMachineReaches) {
    const std::pair<const char*, bool> rows[] = {
        {"127.0.0.1", true}, {"127.8.8.8", true}, {"::1", true},     {"0.0.0.0", false},
        {"::", false},       {"10.0.0.1", false}, {"fe80::1", false}};
    for (const auto& [address, expected] : rows)
        EXPECT_EQ(is_loopback({address, 9461, {}, 0}), expected) << address;
}

}  // namespace
}  // namespace dondoc::config
