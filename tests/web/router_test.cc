#include "web/router.h"

#include <gtest/gtest.h>

namespace dondoc::web {
namespace {

Router::Handler says(std::string body) {
    return [body = std::move(body)](const Request&) { return Response{200, "text/plain", body}; };
}

Request ask(std::string method, std::string path) {
    Request request;
    request.method = std::move(method);
    request.path = std::move(path);
    return request;
}

class RouterTest : public ::testing::Test {
  protected:
    RouterTest() {
        router.add("GET", "/metrics", says("metrics"));
        router.add("GET", "/s/*", says("page"));
        router.add("POST", "/s/*", says("pressed"));
        router.add("GET", "/s/help", says("help"));
    }
    Router router;
};

TEST_F(RouterTest, AnswersByMethodAndPath) {
    struct Row {
        const char* method;
        const char* path;
        unsigned status;
        const char* body;
    };
    const Row rows[] = {
        {"GET", "/metrics", 200, "metrics"}, {"HEAD", "/metrics", 200, "metrics"},
        {"GET", "/metrics/", 404, nullptr},  {"GET", "/Metrics", 404, nullptr},
        {"GET", "/", 404, nullptr},          {"GET", "", 404, nullptr},
        {"GET", "*", 404, nullptr},          {"GET", "/s/abc", 200, "page"},
        {"GET", "/s/", 200, "page"},         {"GET", "/s", 404, nullptr},
        {"POST", "/s/abc", 200, "pressed"},  {"GET", "/s/help", 200, "help"},
        {"POST", "/metrics", 405, nullptr},  {"get", "/metrics", 405, nullptr},
        {"POST", "/nowhere", 404, nullptr},
    };
    for (const Row& row : rows) {
        const auto response = router.answer(ask(row.method, row.path));
        EXPECT_EQ(response.status, row.status) << row.method << ' ' << row.path;
        if (row.body == nullptr) continue;
        EXPECT_EQ(response.body, row.body);
    }
}

TEST_F(RouterTest, SaysWhichMethodsAPathHas) {
    const auto response = router.answer(ask("DELETE", "/s/abc"));
    EXPECT_EQ(response.status, 405U);
    ASSERT_EQ(response.fields.size(), 1U);
    EXPECT_EQ(response.fields.front(),
              std::pair(std::string("Allow"), std::string("GET, HEAD, POST")));
}

}  // namespace
}  // namespace dondoc::web
