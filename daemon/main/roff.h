#pragma once

#include <string>

#include "plan/words.h"

namespace dondoc::daemon {

/// A manual page in man(7), paragraph by paragraph. Texts are plain; what roff would take for its
/// own is escaped.
class Roff {
  public:
    /// `volume` is what the head line says, such as "File Formats".
    Roff(const std::string& name, int section, const plan::Words& volume, plan::Language language);

    void section(const plan::Words& title);
    void subsection(const std::string& title);
    void paragraph(const plan::Words& text) { plain_paragraph(text.in(language_)); }
    void plain_paragraph(const std::string& text);
    /// A bold term, `rest` beside it, and below them what it means.
    void entry(const std::string& term, const std::string& rest, const std::string& text);
    /// A further line below the entry's text.
    void entry_line(const std::string& text);
    /// Lines as they stand.
    void example(const std::string& lines);
    /// The line after the name of the page: `dondoc - what it is`.
    void name(const std::string& page, const plan::Words& what);
    /// References to other pages, as in `dondoc.toml(5)`.
    void see_also(const std::string& pages);

    plan::Language language() const { return language_; }
    const std::string& text() const { return text_; }

  private:
    plan::Language language_;
    std::string text_;
};

}  // namespace dondoc::daemon
