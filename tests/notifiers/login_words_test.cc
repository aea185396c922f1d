#include "notifiers/login_words.h"

#include <gtest/gtest.h>

namespace dondoc::notifiers {
namespace {

TEST(Promise29, a_server_that_repeats_the_password_is_not_repeated) {
    struct Row {
        std::string said;
        std::string expected;
    };
    // base64 of "mat-khau", and of "\0don-doc\0mat-khau".
    const Row rows[] = {
        {"535 5.7.8 bad credentials", "535 5.7.8 bad credentials"},
        {"535 «mat-khau» is wrong, mat-khau!", "535 «***» is wrong, ***!"},
        {"535 bWF0LWtoYXU= is wrong", "535 ***= is wrong"},
        {"535 AGRvbi1kb2MAbWF0LWtoYXU= is wrong", "535 ***= is wrong"},
        {"535 AGRvbi1kb2MAbWF0LWtoYXU", "535 ***"},
        {"535 mat-kha", "535 mat-kha"},
        {"", ""},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(without_password(row.said, "don-doc", "mat-khau"), row.expected);
    }
}

TEST(Promise29, without_a_password_nothing_is_taken_out) {
    EXPECT_EQ(without_password("250 ok", "", ""), "250 ok");
}

}  // namespace
}  // namespace dondoc::notifiers
