#pragma once

#include <CLI/CLI.hpp>

#include "plan/words.h"

namespace dondoc::daemon {

/// CLI11's help in the reader's language: labels translated, columns aligned by what the terminal
/// shows (CLI11 counts bytes, of which a Vietnamese letter has up to three), descriptions wrapped.
class Help : public CLI::Formatter {
  public:
    explicit Help(plan::Language language);

    std::string make_description(const CLI::App* app) const override;
    std::string make_group(std::string group, bool is_positional,
                           std::vector<const CLI::Option*> options) const override;
    std::string make_option(const CLI::Option* option, bool is_positional) const override;
    std::string make_subcommand(const CLI::App* command) const override;
    std::string make_footer(const CLI::App* app) const override;

  private:
    bool vietnamese_;
};

}  // namespace dondoc::daemon
