#include "config/readers.h"

namespace dondoc::config {

void read_daemon(Section& top, Settings& settings) {
    constexpr std::string_view kDatabase = "\"/var/lib/dondoc/dondoc.db\"";
    if (!top.has("daemon")) {
        top.fault(Place{},
                  {"thiếu mục [daemon]; hãy viết [daemon] và dưới đó database = \"/var/lib/"
                   "dondoc/dondoc.db\"",
                   "there is no [daemon]; write [daemon] and below it database = \"/var/lib/"
                   "dondoc/dondoc.db\""});
    }
    auto daemon = top.table("daemon", "[daemon]", "{ database = \"dondoc.db\" }");
    if (!daemon) return;
    if (const auto database = daemon->required_text("database", kDatabase)) {
        settings.database = top.source().path(database->value);
    }
    if (const auto zone = daemon->text("timezone", "\"Asia/Ho_Chi_Minh\"")) {
        settings.timezone = zone->value;
        const auto loaded = plan::Zone::load(zone->value);
        if (!loaded) daemon->fault(zone->at, loaded.error().words);
    }
    if (const auto language = daemon->one_of("language", {"vi", "en"})) {
        settings.language = static_cast<plan::Language>(*language);
    }
    if (const auto templates = daemon->text("templates", "\"/etc/dondoc/templates\"")) {
        settings.templates = top.source().path(templates->value);
    }
    daemon->finish();
}

}  // namespace dondoc::config
