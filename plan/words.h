#pragma once

#include <string>

namespace dondoc::plan {

enum class Language { vi, en };

/// One text for people in both languages. Errors and labels are made where the facts are known and
/// chosen where they are shown, so that no room below `daemon/` needs to know the reader's
/// language.
struct Words {
    std::string vi;
    std::string en;

    const std::string& in(Language language) const { return language == Language::vi ? vi : en; }
    bool operator==(const Words&) const = default;
};

}  // namespace dondoc::plan
