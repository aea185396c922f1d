#include "main/help.h"

#include <algorithm>
#include <sstream>

#include "daemon/listing.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

constexpr std::size_t kNameColumn = 30;
constexpr std::size_t kWidest = 100;

/// The description beside the name, or below it where the name is long; wrapped at words.
std::string entry(const std::string& name, const std::string& description) {
    const std::size_t room = std::min(terminal_width(), kWidest);
    std::string text = "  " + name;
    std::size_t column = plan::display_width(text);
    const auto next_line = [&] {
        text += "\n" + std::string(kNameColumn, ' ');
        column = kNameColumn;
    };
    if (column + 2 > kNameColumn) {
        next_line();
    } else {
        text += std::string(kNameColumn - column, ' ');
        column = kNameColumn;
    }
    std::size_t at = 0;
    while (at < description.size()) {
        const std::size_t end = std::min(description.find(' ', at), description.size());
        const std::string word = description.substr(at, end - at);
        const std::size_t wide = plan::display_width(word);
        if (column > kNameColumn && column + 1 + wide > room) next_line();
        if (column > kNameColumn) {
            text += ' ';
            ++column;
        }
        text += word;
        column += wide;
        at = end + 1;
    }
    return text + "\n";
}

}  // namespace

Help::Help(plan::Language language) : vietnamese_(language == plan::Language::vi) {
    if (!vietnamese_) return;
    label("Usage", "Cách dùng");
    label("OPTIONS", "TÙY CHỌN");
    label("SUBCOMMAND", "LỆNH");
    label("SUBCOMMANDS", "LỆNH");
    label("Positionals", "Tham số");
    label("REQUIRED", "(bắt buộc)");
    label("TEXT", "CHỮ");
    label("INT", "SỐ");
}

std::string Help::make_description(const CLI::App* app) const {
    return wrapped(app->get_description());
}

std::string Help::make_footer(const CLI::App* app) const {
    std::istringstream lines(app->get_footer());
    std::string text;
    for (std::string line; std::getline(lines, line);) {
        // A command is copied as it stands.
        const bool example =
            line.starts_with("  ") || line.starts_with("Ví dụ: ") || line.starts_with("Example: ");
        text += example ? line + "\n" : wrapped(line);
    }
    return text;
}

std::string Help::make_group(std::string group, bool is_positional,
                             std::vector<const CLI::Option*> options) const {
    if (vietnamese_ && group == "Options") group = "Tùy chọn";
    return CLI::Formatter::make_group(std::move(group), is_positional, std::move(options));
}

std::string Help::make_option(const CLI::Option* option, bool is_positional) const {
    return entry(make_option_name(option, is_positional) + make_option_opts(option),
                 make_option_desc(option));
}

std::string Help::make_subcommand(const CLI::App* command) const {
    return entry(command->get_display_name(true), command->get_description());
}

}  // namespace dondoc::daemon
