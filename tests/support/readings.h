#pragma once

#include <ostream>
#include <string>
#include <variant>

#include "plan/phrase/phrase.h"
#include "plan/timing_fields.h"

namespace dondoc::testing {

/// A timing on one line, as tables of tests have it: `once due=2024-06-30 bound=before`. Fields
/// that have their default are left out.
inline std::string shown(const plan::Timing& timing) {
    std::string text;
    for (const plan::TimingField& field : plan::timing_fields(timing)) {
        if (field.is_default) continue;
        if (!text.empty()) text += " " + field.name + "=";
        if (const auto* words = std::get_if<std::string>(&field.value)) text += *words;
        if (const auto* number = std::get_if<long long>(&field.value))
            text += std::to_string(*number);
        if (const auto* list = std::get_if<std::vector<int>>(&field.value)) {
            for (std::size_t i = 0; i < list->size(); ++i)
                text += (i == 0 ? "" : ",") + std::to_string((*list)[i]);
        }
    }
    return text;
}

inline std::string shown(const std::vector<plan::Timing>& timings) {
    std::string text;
    for (const plan::Timing& timing : timings)
        text += (text.empty() ? "" : "; ") + shown(timing);
    return text;
}

/// A phrase of a plan of 2024, how it is to be read, and whether a person is asked to look.
struct PhraseRow {
    const char* phrase;
    const char* reading;
    enum Warned { clean, warned } expected = clean;
};

inline void PrintTo(const PhraseRow& row, std::ostream* out) {
    *out << row.phrase;
}

}  // namespace dondoc::testing
