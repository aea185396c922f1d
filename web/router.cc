#include "web/router.h"

#include <algorithm>

namespace dondoc::web {
namespace {

bool stands_for(std::string_view pattern, std::string_view path) {
    if (!pattern.ends_with('*')) return pattern == path;
    return path.starts_with(pattern.substr(0, pattern.size() - 1));
}

Response not_found() {
    return {404, "text/plain; charset=utf-8", "Không có trang này. / There is no such page.\n"};
}

}  // namespace

std::string_view Request::field(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

void Router::add(std::string method, std::string path, Handler handler) {
    auto page = std::ranges::find(pages_, path, &Page::path);
    if (page == pages_.end()) page = pages_.insert(pages_.end(), Page{std::move(path), {}});
    page->methods.insert_or_assign(std::move(method), std::move(handler));
}

/// The longest that fits, so that one page may stand among many.
const Router::Page* Router::page_of(std::string_view path) const {
    const Page* found = nullptr;
    for (const Page& page : pages_) {
        if (!stands_for(page.path, path)) continue;
        if (found == nullptr || page.path.size() > found->path.size()) found = &page;
    }
    return found;
}

Response Router::answer(const Request& request) const {
    const Page* page = page_of(request.path);
    if (page == nullptr) return not_found();
    const auto handler = page->methods.find(request.method == "HEAD" ? "GET" : request.method);
    if (handler != page->methods.end()) return handler->second(request);
    std::string allowed;
    for (const auto& [method, unused] : page->methods) {
        allowed += (allowed.empty() ? "" : ", ") + method;
        if (method == "GET") allowed += ", HEAD";
    }
    return {405,
            "text/plain; charset=utf-8",
            "Chỉ dùng được / Allowed here: " + allowed + "\n",
            {{"Allow", allowed}}};
}

}  // namespace dondoc::web
