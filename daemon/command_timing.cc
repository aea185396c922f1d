#include <algorithm>
#include <iostream>

#include "daemon/command.h"
#include "plan/phrase/phrase.h"
#include "plan/vietnamese.h"
#include "store/timing_json.h"

namespace dondoc::daemon {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    std::vector<std::string> phrases;
    int year = 0;
    Format format = Format::table;
};

std::string understood(const plan::PhraseReading& reading, plan::Language language) {
    std::string text;
    for (const plan::Timing& timing : reading.timings)
        text += (text.empty() ? "" : "; ") + plan::describe(timing).in(language);
    return text;
}

Json json_of(const std::string& phrase, const plan::PhraseReading& reading,
             plan::Language language) {
    auto warnings = Json::array();
    for (const plan::Words& each : reading.warnings)
        warnings.push_back(each.in(language));
    return {{"phrase", phrase},
            {"timings", Json::parse(store::timings_to_json(reading.timings))},
            {"warnings", std::move(warnings)}};
}

/// One line: the reading, then what a person should look at.
std::string line_of(const plan::PhraseReading& reading, plan::Language language) {
    const bool unknown = std::ranges::any_of(reading.timings, [](const plan::Timing& each) {
        return std::holds_alternative<plan::Unknown>(each);
    });
    std::string line = styled(understood(reading, language), unknown ? Style::warn : Style::plain);
    std::string warnings;
    for (const plan::Words& each : reading.warnings)
        warnings += (warnings.empty() ? "" : "; ") + each.in(language);
    if (warnings.empty()) return line;
    const std::string label = language == plan::Language::vi ? "cần xem: " : "look at: ";
    return line + styled(" (" + label + warnings + ")", Style::warn);
}

class Answers {
  public:
    Answers(const Options& options, plan::Language language)
        : options_(options), language_(language) {}

    void add(const std::string& given) {
        // What is not UTF-8 cannot be told in JSON, nor be shown.
        const std::string phrase = plan::is_utf8(given) ? given : plan::nfc(given);
        const auto reading = plan::read_phrase(phrase, options_.year);
        switch (options_.format) {
            case Format::table:
                std::cout << line_of(reading, language_) << '\n';
                break;
            case Format::jsonl:
                std::cout << json_line(json_of(phrase, reading, language_)) << '\n';
                break;
            case Format::json:
                all_.push_back(json_of(phrase, reading, language_));
                break;
        }
    }

    void finish() {
        if (options_.format == Format::json) std::cout << json_text(all_) << '\n';
    }

  private:
    const Options& options_;
    plan::Language language_;
    Json all_ = Json::array();
};

void answer(Program& program, Options options) {
    if (options.year == 0) {
        const auto today = std::chrono::floor<std::chrono::days>(program.clock.now());
        options.year = static_cast<int>(std::chrono::year_month_day{today}.year());
    }
    Answers answers(options, program.language);
    for (const std::string& phrase : options.phrases)
        answers.add(phrase);
    std::string line;
    while (options.phrases.empty() && std::getline(std::cin, line)) {
        if (line.ends_with('\r')) line.pop_back();
        answers.add(line);
    }
    answers.finish();
}

}  // namespace

void add_timing(CLI::App& app, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(
        app, program, "timing", "một cụm từ chỉ thời gian được hiểu thế nào; không cần cấu hình",
        "how a timing phrase is read; needs no settings");
    command->add_option(
        "PHRASE", options->phrases,
        program.say("cụm từ như trong kế hoạch; không ghi thì đọc từ đầu vào, mỗi dòng một cụm",
                    "as the plan words it; without any, one a line from standard input"));
    command
        ->add_option("--year", options->year,
                     program.say("năm của kế hoạch (mặc định: năm nay)",
                                 "the plan's year (default: this one)"))
        ->check(CLI::Range(1900, 2999).description(""));
    add_format(*command, program, options->format);
    command->footer(program.say(
        "Ví dụ: dondoc timing --year 2024 \"hằng quý, trước ngày 14 của tháng cuối quý\"",
        "Example: dondoc timing --year 2024 \"hằng quý, trước ngày 14 của tháng cuối quý\""));
    command->callback([&program, options] { answer(program, *options); });
}

}  // namespace dondoc::daemon
