#include "daemon/listing.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 8;  ///< what a flexible column keeps at least

}  // namespace

std::size_t terminal_width() {
    constexpr std::size_t kWithoutTerminal = 100;
    winsize size{};
    if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0) {
        return size.ws_col;
    }
    return kWithoutTerminal;
}

bool colour_wanted() {
    return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
}

std::string styled(const std::string& text, Style style) {
    if (style == Style::plain || !colour_wanted()) return text;
    const char* code = "";
    switch (style) {
        case Style::good:
            code = "\033[32m";
            break;
        case Style::warn:
            code = "\033[33m";
            break;
        case Style::bad:
            code = "\033[1;31m";
            break;
        case Style::dim:
            code = "\033[2m";
            break;
        case Style::plain:
            break;
    }
    return code + text + "\033[0m";
}

std::string json_line(const nlohmann::ordered_json& value) {
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string json_text(const nlohmann::ordered_json& value) {
    return value.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

nlohmann::ordered_json Listing::object(const std::vector<Cell>& row) const {
    nlohmann::ordered_json made = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_.at(i).key.empty()) made[columns_.at(i).key] = row.at(i).value;
    }
    return made;
}

nlohmann::ordered_json Listing::objects() const {
    auto all = nlohmann::ordered_json::array();
    for (const auto& row : rows_)
        all.push_back(object(row));
    return all;
}

std::vector<std::string> lines_of(std::string_view text, std::size_t columns) {
    std::vector<std::string> lines;
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto word = text.substr(at, end - at);
        const auto width = plan::display_width(word);
        at = end + 1;
        if (!lines.empty() && used + 1 + width <= columns) {
            lines.back() += ' ' + std::string(word);
            used += 1 + width;
        } else {
            lines.emplace_back(word);
            used = width;
        }
    }
    return lines;
}

std::string wrapped(std::string_view text) {
    std::string made;
    for (const std::string& line : lines_of(text, terminal_width()))
        made += line + '\n';
    return made;
}

std::vector<std::size_t> Listing::widths(plan::Language language) const {
    std::vector<std::size_t> wide(columns_.size(), 0);
    std::size_t total = 0;
    std::vector<std::size_t> flexible;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_.at(i).hidden) continue;
        wide.at(i) = plan::display_width(columns_.at(i).title.in(language));
        for (const auto& row : rows_) {
            wide.at(i) = std::max(wide.at(i), plan::display_width(row.at(i).text));
        }
        total += wide.at(i) + kGap;
        if (columns_.at(i).flexible) flexible.push_back(i);
    }
    const std::size_t room = terminal_width() + kGap;
    while (total > room) {
        const auto widest = std::ranges::max_element(
            flexible, {}, [&](std::size_t column) { return wide.at(column); });
        if (widest == flexible.end() || wide.at(*widest) <= kNarrowest) break;
        --wide.at(*widest);
        --total;
    }
    return wide;
}

void Listing::print_row(std::ostream& out, const std::vector<Cell>& row,
                        const std::vector<std::size_t>& wide) const {
    std::vector<std::vector<std::string>> lines(columns_.size());
    std::size_t height = 1;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_.at(i).hidden) continue;
        lines.at(i) = columns_.at(i).wraps ? lines_of(row.at(i).text, wide.at(i))
                                           : std::vector{plan::shorten(row.at(i).text, wide.at(i))};
        height = std::max(height, lines.at(i).size());
    }
    for (std::size_t at = 0; at < height; ++at) {
        std::string shown;
        std::string gap;  // written only before further text: no line ends in spaces
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_.at(i).hidden) continue;
            const std::string text = at < lines.at(i).size() ? lines.at(i).at(at) : std::string();
            const auto columns = plan::display_width(text);
            const std::string padding(wide.at(i) - std::min(wide.at(i), columns), ' ');
            if (columns_.at(i).right) gap += padding;
            if (!text.empty()) {
                shown += gap + styled(text, row.at(i).style);
                gap.clear();
            }
            if (!columns_.at(i).right) gap += padding;
            gap += std::string(kGap, ' ');
        }
        out << shown << '\n';
    }
}

void Listing::print_table(std::ostream& out, plan::Language language) const {
    const std::vector<std::size_t> wide = widths(language);
    std::vector<Cell> titles;
    for (const Column& column : columns_)
        titles.emplace_back(column.title.in(language), nullptr, Style::dim);
    print_row(out, titles, wide);
    for (const auto& row : rows_)
        print_row(out, row, wide);
}

void Listing::print(std::ostream& out, Format format, plan::Language language,
                    const plan::Words& none) const {
    switch (format) {
        case Format::table:
            if (rows_.empty()) {
                out << none.in(language) << '\n';
            } else {
                print_table(out, language);
            }
            break;
        case Format::json:
            out << json_text(objects()) << '\n';
            break;
        case Format::jsonl:
            for (const auto& row : rows_)
                out << json_line(object(row)) << '\n';
            break;
    }
}

}  // namespace dondoc::daemon
