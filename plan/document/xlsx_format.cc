#include "plan/document/xlsx_format.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <map>

#include "plan/time.h"

namespace dondoc::plan {

namespace {

constexpr double kLastSerial = 2958465;  // 31/12/9999

}  // namespace

XlsxFormats::XlsxFormats(pugi::xml_node styles, bool from_1904) : from_1904_(from_1904) {
    std::map<int, Format> own;
    for (const pugi::xml_node node : child_named(styles, "numFmts").children()) {
        own[number_of(attribute_named(node, "numFmtId"), 0)] =
            format_of(attribute_named(node, "formatCode"));
    }
    for (const pugi::xml_node node : child_named(styles, "cellXfs").children()) {
        const int id = number_of(attribute_named(node, "numFmtId"), 0);
        const auto known = own.find(id);
        styles_.push_back(known == own.end() ? built_in(id) : known->second);
    }
}

XlsxFormats::Format XlsxFormats::built_in(int id) {
    Format format;
    const auto within = [&](int first, int last) { return id >= first && id <= last; };
    format.month = id == 17 || id == 55;
    format.day = !format.month && (within(14, 16) || id == 22 || within(27, 36) || within(50, 58));
    format.percent = id == 9 || id == 10;
    if (id == 1 || id == 3 || id == 9) format.decimals = 0;
    if (id == 2 || id == 4 || id == 10) format.decimals = 2;
    return format;
}

/// `dd/mm/yyyy`, `[$-1042]d "tháng" m`, `0.00%`: what stands in quotes or brackets is text.
XlsxFormats::Format XlsxFormats::format_of(std::string_view code) {
    Format format;
    bool year = false;
    bool digits = false;
    for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
        const char c =
            static_cast<char>(code[at] >= 'A' && code[at] <= 'Z' ? code[at] + 32 : code[at]);
        if (c == '"' || c == '[') {
            const auto end = code.find(c == '"' ? '"' : ']', at + 1);
            if (end == std::string_view::npos) break;
            at = end;
        } else if (c == '\\' || c == '_') {
            ++at;
        } else if (c == 'd') {
            format.day = true;
        } else if (c == 'y') {
            year = true;
        } else if (c == '%') {
            format.percent = true;
        } else if (c == '.') {
            format.decimals = 0;
            digits = true;
        } else if (c == '0' && digits) {
            ++format.decimals;
        }
    }
    format.month = year && !format.day;
    if (!digits && format.percent) format.decimals = 0;
    return format;
}

std::string XlsxFormats::shown(std::string_view value, int style) const {
    const std::string text(value.substr(0, 64));
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(number))
        return std::string(value);
    const bool styled = style >= 0 && static_cast<std::size_t>(style) < styles_.size();
    const Format format = styled ? styles_[static_cast<std::size_t>(style)] : Format{};
    if ((format.day || format.month) && number >= 1 && number < kLastSerial) {
        // Day 1 is 1/1/1900, and day 60 is a 29/2/1900 that never was.
        const auto serial = static_cast<int>(std::floor(number));
        const Day first = from_1904_ ? day_of(1904, 1, 1) : day_of(1899, 12, serial < 60 ? 31 : 30);
        const auto date = ymd(first + std::chrono::days(serial));
        const auto month = static_cast<unsigned>(date.month());
        const auto year = static_cast<int>(date.year());
        if (format.month) return fmt::format("tháng {}/{}", month, year);
        return fmt::format("{}/{}/{}", static_cast<unsigned>(date.day()), month, year);
    }
    const double scaled = format.percent ? number * 100 : number;
    const std::string sign = format.percent ? "%" : "";
    if (format.decimals >= 0 && format.decimals <= 10 && std::fabs(scaled) < 1e15)
        return fmt::format("{:.{}f}{}", scaled, format.decimals, sign);
    return fmt::format("{:.11g}{}", scaled, sign);
}

}  // namespace dondoc::plan
