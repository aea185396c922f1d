#include "plan/document/cell_readings.h"

#include <algorithm>
#include <string_view>

#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

/// «… (số liệu tính từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo)»: the words of the
/// window; empty without.
std::string window_words(const std::string& text) {
    constexpr std::size_t kLongestWindow = 160;
    const std::string lower = fold(text);
    const auto data = lower.find("số liệu");
    if (data == std::string::npos) return {};
    const auto from = lower.find("từ ngày", data);
    if (from == std::string::npos || from - data > kLongestWindow) return {};
    const auto end = std::min(lower.find_first_of(").;,", from), lower.size());
    return end - from > kLongestWindow ? std::string() : lower.substr(from, end - from);
}

/// A report's deadline in a text that says elsewhere which data the report covers.
void add_data_window(std::vector<Timing>& timings, const std::string& text, int year) {
    Cycle* bare = nullptr;
    for (Timing& timing : timings) {
        auto* cycle = std::get_if<Cycle>(&timing);
        if (cycle == nullptr || !cycle->day) continue;
        if (cycle->data_from || bare != nullptr) return;
        bare = cycle;
    }
    if (bare == nullptr || bare->every != Every::month) return;
    const std::string window = window_words(text);
    if (window.empty()) return;
    const PhraseReading reading = read_phrase("hằng tháng (số liệu " + window + ")", year);
    const auto* data = reading.timings.size() == 1 && reading.warnings.empty()
                           ? std::get_if<Cycle>(&reading.timings.front())
                           : nullptr;
    if (data == nullptr || data->every != bare->every) return;
    bare->data_from = data->data_from;
    bare->data_to = data->data_to;
}

}  // namespace

const std::vector<Timing>& CellReadings::deadlines(const std::string& text) {
    return deadlines_.get(text, [&](const std::string& t) {
        std::vector<Timing> found = deadlines_in(t, year_);
        add_data_window(found, t, year_);
        return found;
    });
}

const CellReadings::Units& CellReadings::units(const std::string& cell) {
    return units_.get(cell, [&](const std::string& c) {
        Units units;
        units.names = splitter_.split(c, &units.guessed);
        return units;
    });
}

}  // namespace dondoc::plan
