#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dondoc::web {

/// What a caller asks, read and within the limits.
struct Request {
    std::string method;  ///< `GET`
    std::string path;    ///< as sent, without the query: `/metrics`
    std::string query;   ///< behind the `?`; empty: none
    /// By name in small letters; what was sent several times is joined with commas.
    std::map<std::string, std::string, std::less<>> fields;
    std::string body;
    std::string peer;  ///< the caller's address, without the port

    std::string_view field(std::string_view name) const;
};

struct Response {
    unsigned status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string body;
    /// Beside those that every answer has; one of the same name takes the place of that.
    std::vector<std::pair<std::string, std::string>> fields = {};
};

/// Who answers what: handlers by method and path. Pages are added before the server listens.
class Router {
  public:
    using Handler = std::function<Response(const Request&)>;

    /// A path that ends in `*` stands for all that begin with what is before it. GET also answers
    /// HEAD.
    void add(std::string method, std::string path, Handler handler);
    /// 404 where nobody knows the path, 405 with the methods that it has.
    Response answer(const Request& request) const;

  private:
    struct Page {
        std::string path;
        std::map<std::string, Handler> methods;
    };
    const Page* page_of(std::string_view path) const;

    std::vector<Page> pages_;
};

}  // namespace dondoc::web
