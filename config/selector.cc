#include "config/settings.h"
#include "plan/unit.h"

namespace dondoc::config {
namespace {

std::optional<Audience> audience_named(std::string_view name) {
    if (name == "lead") return Audience::lead;
    if (name == "support") return Audience::support;
    if (name == "parent") return Audience::parent;
    return std::nullopt;
}

}  // namespace

std::optional<Selector> parse_selector(std::string_view text) {
    constexpr std::string_view kUnit = "unit:";
    Selector selector;
    selector.text = text;
    std::string_view who = text;
    if (const auto dot = who.find('.'); dot != std::string_view::npos) {
        selector.role = who.substr(dot + 1);
        who = who.substr(0, dot);
    }
    if (!plan::is_identifier(selector.role)) return std::nullopt;
    if (who.starts_with(kUnit)) {
        selector.audience = Audience::unit;
        selector.unit = who.substr(kUnit.size());
        if (!plan::is_identifier(selector.unit)) return std::nullopt;
        return selector;
    }
    const auto audience = audience_named(who);
    if (!audience) return std::nullopt;
    selector.audience = *audience;
    return selector;
}

}  // namespace dondoc::config
