#include "main/reference.h"

#include <functional>
#include <iostream>

namespace dondoc::daemon {

void add_reference(CLI::App& app, Program& program) {
    using Make = std::function<std::string()>;
    static std::map<std::string, Make> pages;
    const plan::Language language = program.language;
    pages = {{"commands.1", [&app, language] { return command_manual(app, language); }},
             {"settings.5", [language] { return settings_manual(language); }},
             {"schema", [language] { return settings_schema(language); }},
             {"bash", [&app] { return bash_completion(app); }},
             {"zsh", [&app] { return zsh_completion(app); }}};
    auto what = std::make_shared<std::string>();
    CLI::App* command =
        add_command(app, program, "reference", "in trang hướng dẫn, lược đồ, phần gợi ý lệnh",
                    "prints a manual page, the schema, a completion");
    command->group("");
    command->add_option("WHAT", *what, "commands.1, settings.5, schema, bash, zsh")
        ->required()
        ->check(CLI::IsMember(&pages).description(""));
    command->callback([what] { std::cout << pages.at(*what)(); });
}

}  // namespace dondoc::daemon
