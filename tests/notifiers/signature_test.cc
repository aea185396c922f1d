#include "notifiers/signature.h"

#include <gtest/gtest.h>

namespace dondoc::notifiers {
namespace {

const std::string kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::chrono::sys_seconds kTime{std::chrono::seconds(1614265330)};

/// The vector of the Standard Webhooks libraries.
TEST(SigningKeys, sign_as_the_standard_says) {
    const auto keys = SigningKeys::parse(kSecret).value();
    EXPECT_EQ(keys.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", kTime, R"({"test": 2432232314})"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(SigningKeys, sign_every_part) {
    const auto keys = SigningKeys::parse(kSecret).value();
    const auto signature = keys.sign("msg_1", kTime, "{}");
    EXPECT_NE(signature, keys.sign("msg_2", kTime, "{}"));
    EXPECT_NE(signature, keys.sign("msg_1", kTime + std::chrono::seconds(1), "{}"));
    EXPECT_NE(signature, keys.sign("msg_1", kTime, "{ }"));
}

TEST(SigningKeys, two_keys_make_two_signatures) {
    const std::string other = "whsec_" + std::string(32, 'A');
    const auto both = SigningKeys::parse(kSecret + "\n" + other + "\n").value();
    EXPECT_EQ(both.sign("m", kTime, "{}"), SigningKeys::parse(kSecret)->sign("m", kTime, "{}") +
                                               " " +
                                               SigningKeys::parse(other)->sign("m", kTime, "{}"));
}

TEST(SigningKeys, take_24_to_64_bytes_of_base64) {
    const std::pair<std::string, bool> rows[] = {
        {"whsec_" + std::string(32, 'A'), true},         // 24 bytes
        {"whsec_" + std::string(31, 'A') + "=", false},  // 23
        {"whsec_" + std::string(34, 'A') + "==", true},  // 25
        {"whsec_" + std::string(86, 'A') + "==", true},  // 64
        {"whsec_" + std::string(87, 'A') + "=", false},  // 65
        {"whsec_" + std::string(33, 'A'), false},        // not groups of four
        {"whsec_" + std::string(31, 'A') + "!", false},
        {"whsec_" + std::string(33, 'A') + "===", false},
        {"whsec_====", false},
        {"whsec_", false},
        {std::string(32, 'A'), false},
        {kSecret + " junk", false},
        {"", false},
        {" \n", false},
    };
    for (const auto& [secret, expected] : rows) {
        EXPECT_EQ(SigningKeys::parse(secret).has_value(), expected) << secret;
    }
}

}  // namespace
}  // namespace dondoc::notifiers
