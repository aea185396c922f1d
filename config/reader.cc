#include "config/reader.h"

#include "config/file.h"
#include "config/readers.h"

namespace dondoc::config {

plan::Checked<Settings> read_settings(std::string_view toml, const std::string& file) {
    Source source(file);
    Settings settings;
    settings.file = file;
    const auto table = parse_toml(toml, source);
    if (!table) return tl::unexpected(source.problems());
    Section top(*table, "dondoc.toml", Place{}, source);
    read_daemon(top, settings);
    read_calendar(top, settings);
    read_channels(top, settings);
    read_rules(top, settings);
    read_web(top, settings);
    top.finish();
    auto problems = source.problems();
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return settings;
}

plan::Checked<Settings> load_settings(const std::string& file) {
    const auto text = read_settings_file(file);
    if (!text) return tl::unexpected(plan::Problems{text.error()});
    return read_settings(*text, file);
}

}  // namespace dondoc::config
