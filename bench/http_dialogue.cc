#include <charconv>

#include "dialogue.h"

namespace dondoc::bench {
namespace {

/// What identifies a request: the id of Standard Webhooks, or where there is none (Alertmanager)
/// what its body says it is about.
std::string_view id_of(std::string_view head, std::string_view body) {
    constexpr std::string_view kGroupKey = "\"groupKey\":\"";
    const auto id = header_of(head, "webhook-id");
    if (!id.empty()) return id;
    const auto key = body.find(kGroupKey);
    if (key == std::string_view::npos) return {};
    const auto rest = body.substr(key + kGroupKey.size());
    // Its quotes are escaped: it ends with the first that is not.
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != '"')
        end += rest[end] == '\\' ? 2 : 1;
    return rest.substr(0, end);
}

class HttpDialogue final : public Dialogue {
  public:
    explicit HttpDialogue(Tally& tally) : tally_(tally) {}

    bool take(std::string& in, std::string& out) override {
        for (;;) {
            const auto end = in.find("\r\n\r\n");
            if (end == std::string::npos) return true;
            const std::string_view head(in.data(), end + 2);
            std::size_t length = 0;
            const auto text = header_of(head, "content-length");
            std::from_chars(text.data(), text.data() + text.size(), length);
            const auto whole = end + 4 + length;
            if (in.size() < whole) return true;
            const auto body = std::string_view(in).substr(end + 4, length);
            const auto id = id_of(head, body);
            tally_.arrived(id, body.size(), !id.empty() && !body.empty());
            in.erase(0, whole);
            out += "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        }
    }

  private:
    Tally& tally_;
};

}  // namespace

std::unique_ptr<Dialogue> http_dialogue(Tally& tally) {
    return std::make_unique<HttpDialogue>(tally);
}

}  // namespace dondoc::bench
