#include "main/usage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

/// Programs that were named, from `dondoc` to the innermost command.
std::vector<const CLI::App*> path_to(const CLI::App& app) {
    std::vector<const CLI::App*> path{&app};
    while (!path.back()->get_subcommands().empty())
        path.push_back(path.back()->get_subcommands().front());
    return path;
}

/// The two sides of a mark in one of CLI11's messages; the second is empty without it.
std::pair<std::string, std::string> split(const std::string& text, std::string_view mark) {
    const auto at = text.find(mark);
    if (at == std::string::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + mark.size())};
}

plan::Words not_expected(const std::vector<std::string>& rest) {
    for (const std::string& word : rest) {
        if (word != "--config" && !word.starts_with("--config=")) continue;
        return {"--config đứng trước lệnh: dondoc --config TỆP LỆNH",
                "--config stands before the command: dondoc --config FILE COMMAND"};
    }
    const std::string words = plan::echo(fmt::format("{}", fmt::join(rest, " ")));
    return {"có phần thừa: " + words, "not expected here: " + words};
}

/// A command is missing, or there is no such one.
plan::Words no_command(const CLI::App& at, const std::vector<std::string>& rest) {
    if (rest.empty()) return {"còn thiếu lệnh", "a command is missing"};
    if (rest.front().starts_with("-")) return not_expected(rest);
    std::vector<std::string_view> commands;
    for (const CLI::App* command : at.get_subcommands({}))
        commands.push_back(command->get_name());
    const plan::Words hint = plan::did_you_mean(plan::nearest_of(rest.front(), commands));
    const std::string word = plan::echo(rest.front());
    return {fmt::format("không có lệnh \"{}\"{}", word, hint.vi),
            fmt::format("there is no command \"{}\"{}", word, hint.en)};
}

/// `--until: At Most 1 required but received 2`, `--until: 1 required TEXT missing`.
plan::Words wrong_count(const std::string& what) {
    if (what.find("flag override") != std::string::npos) {
        const std::string flag = split(what, " ").first;
        return {flag + ": không kèm giá trị", flag + " takes no value"};
    }
    const auto [option, why] = split(what, ": ");
    if (why.starts_with("At Most")) {
        return {option + ": chỉ ghi một lần", option + " is given more than once"};
    }
    return {"thiếu giá trị: " + option, option + " lacks its value"};
}

/// `--format: xml not in {json,jsonl,table}`, `--days: Value x not in range 0 to 3660`.
plan::Words wrong_value(const std::string& what) {
    const auto [option, why] = split(what, ": ");
    if (const auto [value, range] = split(why, " not in range "); !range.empty()) {
        const auto [least, most] = split(range, " to ");
        const std::string typed = plan::echo(split(value, "Value ").second);
        return {fmt::format("{}: «{}» không dùng được; ghi một số từ {} đến {}", option, typed,
                            least, most),
                fmt::format("{}: \"{}\" will not do; give a number from {} to {}", option, typed,
                            least, most)};
    }
    const auto [value, choices] = split(why, " not in {");
    std::string known = choices.substr(0, choices.find('}'));
    std::ranges::replace(known, ',', '|');
    const std::string typed = plan::echo(value);
    return {fmt::format("{}: «{}» không dùng được; ghi một trong: {}", option, typed, known),
            fmt::format("{}: \"{}\" will not do; give one of: {}", option, typed, known)};
}

/// `Could not convert: --limit = x`.
plan::Words wrong_form(const std::string& what) {
    const auto [option, value] = split(split(what, ": ").second, " = ");
    const std::string typed = plan::echo(value);
    return {fmt::format("{}: «{}» không phải là số dùng được", option, typed),
            fmt::format("{}: \"{}\" is not a number that will do", option, typed)};
}

template <class Error>
bool is(const CLI::ParseError& error) {
    return dynamic_cast<const Error*>(&error) != nullptr;
}

plan::Words words_of(const CLI::ParseError& error, const CLI::App& at,
                     const std::vector<std::string>& rest) {
    const std::string what = error.what();
    const bool missing = is<CLI::RequiredError>(error);
    if (missing || is<CLI::ExtrasError>(error)) {
        if (!at.get_subcommands({}).empty()) return no_command(at, rest);
        if (!missing) return not_expected(rest);
        const std::string name = split(what, " is required").first;
        return {"còn thiếu: " + name, name + " is missing"};
    }
    if (is<CLI::ArgumentMismatch>(error)) return wrong_count(what);
    if (is<CLI::ValidationError>(error)) return wrong_value(what);
    if (is<CLI::ConversionError>(error)) return wrong_form(what);
    return {what, what};
}

}  // namespace

std::string usage_text(const CLI::ParseError& error, const CLI::App& app, const Program& program) {
    const auto path = path_to(app);
    std::string command;
    for (const CLI::App* each : path)
        command += each->get_name() + " ";
    const plan::Words words = words_of(error, *path.back(), app.remaining(true));
    return program.say(fmt::format("{} (xem: {}--help)", words.vi, command),
                       fmt::format("{} (see: {}--help)", words.en, command));
}

}  // namespace dondoc::daemon
