#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "main/reference.h"

namespace dondoc::daemon {
namespace {

/// Commands below `app`, each with its path: "", "outbox", "outbox list".
void each_command(const CLI::App& app, const std::string& path,
                  const std::function<void(const CLI::App&, const std::string&)>& visit) {
    visit(app, path);
    for (const CLI::App* part : app.get_subcommands({})) {
        if (part->get_group().empty()) continue;
        each_command(*part, path.empty() ? part->get_name() : path + " " + part->get_name(), visit);
    }
}

std::vector<std::string> subcommands_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* part : app.get_subcommands({})) {
        if (!part->get_group().empty()) names.push_back(part->get_name());
    }
    return names;
}

std::vector<const CLI::Option*> options_of(const CLI::App& app) {
    auto options = app.get_options({});
    std::erase_if(options, [](const CLI::Option* option) {
        return !option->nonpositional() || option->get_group().empty();
    });
    return options;
}

std::vector<std::string> names_of(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames())
        names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        names.push_back("--" + name);
    return names;
}

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

/// The words of `table|json|jsonl`; none where any text will do.
std::vector<std::string> words_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    if (type.find('|') == std::string::npos) return {};
    return CLI::detail::split(type, '|');
}

/// For zsh, within single quotes and brackets.
std::string description(const std::string& text) {
    std::string escaped;
    for (const char letter : text) {
        if (letter == '\'') {
            escaped += "'\\''";
            continue;
        }
        if (letter == '[' || letter == ']' || letter == ':' || letter == '\\') escaped += '\\';
        escaped += letter;
    }
    return escaped;
}

constexpr std::string_view kBash = R"(# bash completion of dondoc, made by `dondoc reference bash`.

_dondoc() {{
    local cur prev path='' i word
    cur=${{COMP_WORDS[COMP_CWORD]}}
    prev=${{COMP_WORDS[COMP_CWORD - 1]}}
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${{COMP_WORDS[i]}}
        case "$path${{path:+ }}$word" in
        {paths}) path=$path${{path:+ }}$word ;;
        esac
    done
    case "$path/$prev" in
{values}    esac
    case $path in
{words}    esac
    if [[ $cur == -* || -n $commands ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands $options" -- "$cur")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    fi
}}
complete -o filenames -F _dondoc dondoc
)";

/// The arguments of zsh's `_arguments` for one command's options.
std::string zsh_options(const CLI::App& app) {
    std::string text;
    for (const CLI::Option* option : options_of(app)) {
        for (const std::string& name : names_of(*option)) {
            text +=
                fmt::format("            '{}[{}]", name, description(option->get_description()));
            const auto words = words_of(*option);
            if (!words.empty()) {
                text += fmt::format(":word:({})", fmt::join(words, " "));
            } else if (takes_value(*option)) {
                text += ":value:_files";
            }
            text += "' \\\n";
        }
    }
    return text;
}

constexpr std::string_view kZsh = R"(#compdef dondoc
# zsh completion of dondoc, made by `dondoc reference zsh`.

_dondoc() {{
    local at='' word i
    for ((i = 2; i < CURRENT; i++)); do
        word=${{words[i]}}
        case "$at${{at:+ }}$word" in
        {paths}) at=$at${{at:+ }}$word ;;
        esac
    done
    local -a commands
    case $at in
{words}    esac
    # The word after an option may be its value.
    if (( $#commands )) && [[ ${{words[CURRENT]}} != -* && ${{words[CURRENT - 1]}} != -* ]]; then
        _describe command commands
        return
    fi
    case $at in
{options}    esac
}}

_dondoc "$@"
)";

std::string paths_of(const CLI::App& app) {
    std::vector<std::string> paths;
    each_command(app, "", [&](const CLI::App&, const std::string& path) {
        if (!path.empty()) paths.push_back("'" + path + "'");
    });
    return fmt::format("{}", fmt::join(paths, " | "));
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
    std::string values;
    std::string words;
    each_command(app, "", [&](const CLI::App& command, const std::string& path) {
        std::vector<std::string> names;
        for (const CLI::Option* option : options_of(command)) {
            std::vector<std::string> cases;
            for (const std::string& name : names_of(*option)) {
                names.push_back(name);
                cases.push_back(fmt::format("'{}/{}'", path, name));
            }
            if (!takes_value(*option)) continue;
            const auto known = words_of(*option);
            const std::string reply = known.empty()
                                          ? "compgen -f"
                                          : fmt::format("compgen -W '{}'", fmt::join(known, " "));
            values += fmt::format("    {}) mapfile -t COMPREPLY < <({} -- \"$cur\"); return ;;\n",
                                  fmt::join(cases, " | "), reply);
        }
        words += fmt::format("    '{}') local commands='{}' options='{}' ;;\n", path,
                             fmt::join(subcommands_of(command), " "), fmt::join(names, " "));
    });
    return fmt::format(fmt::runtime(kBash), fmt::arg("paths", paths_of(app)),
                       fmt::arg("values", values), fmt::arg("words", words));
}

std::string zsh_completion(const CLI::App& app) {
    std::string words;
    std::string options;
    each_command(app, "", [&](const CLI::App& command, const std::string& path) {
        std::string described;
        for (const CLI::App* part : command.get_subcommands({})) {
            if (part->get_group().empty()) continue;
            described +=
                fmt::format(" '{}:{}'", part->get_name(), description(part->get_description()));
        }
        words += fmt::format("    '{}') commands=({} ) ;;\n", path, described);
        options +=
            fmt::format("    '{}')\n        _arguments \\\n{}            '*:file:_files' ;;\n",
                        path, zsh_options(command));
    });
    return fmt::format(fmt::runtime(kZsh), fmt::arg("paths", paths_of(app)),
                       fmt::arg("words", words), fmt::arg("options", options));
}

}  // namespace dondoc::daemon
