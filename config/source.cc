#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <tuple>

#include "config/section.h"
#include "plan/timing_fields.h"

namespace dondoc::config {
namespace {

constexpr std::string_view kSomeDay = "2000-01-01";

/// toml++ recurses over the parts of a dotted key without a limit of its own.
bool has_endless_key(std::string_view text) {
    constexpr int kMostDots = 1000;
    int dots = 0;
    for (const char letter : text) {
        if (letter == '\n') dots = 0;
        if (letter == '.' && ++dots > kMostDots) return true;
    }
    return false;
}

/// What toml++ says, without the words of the file, which may be a secret in the wrong place.
std::string_view reason(std::string_view description) {
    constexpr std::string_view kStart = "Error while ";
    if (description.starts_with(kStart)) description.remove_prefix(kStart.size());
    return description.substr(0, description.find(", saw"));
}

plan::Words syntax_fault(std::string_view description) {
    return {fmt::format("sai cú pháp TOML ({}); chữ và giờ phải đặt trong ngoặc kép, ví dụ: at = "
                        "\"08:00\"",
                        reason(description)),
            fmt::format("not valid TOML ({}); text and times stand in quotes, e.g. at = \"08:00\"",
                        reason(description))};
}

}  // namespace

bool is_control(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte == 0x7f;
}

std::string Source::path(const std::string& text) const {
    std::error_code error;
    const auto file = std::filesystem::absolute(file_, error);
    return (file.parent_path() / text).lexically_normal().string();
}

void Source::fault(Place at, plan::Words words) {
    // A quoted key may hold anything; a problem is one line all the same.
    for (auto* text : {&words.vi, &words.en}) {
        std::replace_if(text->begin(), text->end(), is_control, '?');
    }
    problems_.push_back({std::move(words), file_, at.line, at.column});
}

void Source::take(plan::Problems others) {
    std::move(others.begin(), others.end(), std::back_inserter(problems_));
}

plan::Problems Source::problems() const {
    auto sorted = problems_;
    const auto place = [this](const plan::Problem& problem) {
        return std::tuple(problem.file != file_, std::string_view(problem.file), problem.line,
                          problem.column);
    };
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return sorted;
}

std::optional<toml::table> parse_toml(std::string_view text, Source& source) {
    if (has_endless_key(text)) {
        source.fault({}, {"có dòng chứa quá nhiều dấu chấm; hãy chia thành nhiều dòng",
                          "a line holds too many dots; write it in several lines"});
        return std::nullopt;
    }
    constexpr int kMostDays = 20;
    std::string sound(text);
    for (int days = 0;; ++days) {
        try {
            return toml::parse(sound);
        } catch (const toml::parse_error& error) {
            const auto& begin = error.source().begin;
            auto lacking = plan::lacking_day_in(sound, begin.line);
            if (!lacking || days == kMostDays) {
                source.fault({begin.line, begin.column}, syntax_fault(error.description()));
                return std::nullopt;
            }
            source.fault({begin.line, lacking->column}, std::move(lacking->words));
            // Reading goes on with a day that exists, so that every problem is said at once.
            sound.replace(lacking->at, kSomeDay.size(), kSomeDay);
        }
    }
}

}  // namespace dondoc::config
