#include <charconv>

#include "config/settings.h"

namespace dondoc::config {

std::optional<Distance> parse_distance(std::string_view text) {
    constexpr int kFarthest = 3660;
    Distance distance;
    if (text.ends_with("wd")) {
        distance.working = true;
        text.remove_suffix(2);
    } else if (text.ends_with("d")) {
        text.remove_suffix(1);
    } else {
        return std::nullopt;
    }
    if (text.starts_with("+")) {
        text.remove_prefix(1);
        if (text.starts_with("-")) return std::nullopt;
    }
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, distance.days);
    if (error != std::errc() || stop != end) return std::nullopt;
    if (distance.days < -kFarthest || distance.days > kFarthest) return std::nullopt;
    distance.text = (distance.days > 0 ? "+" : "") + std::to_string(distance.days) +
                    (distance.working ? "wd" : "d");
    return distance;
}

}  // namespace dondoc::config
