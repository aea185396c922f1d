#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plan/timing.h"

namespace dondoc::plan {

/// A timing as the flat list of named values that plan files (TOML) and the machine-readable forms
/// (JSON) share, in the order and with the names of the schema. One place names, reads and checks
/// the fields; each format only carries them.
struct TimingField {
    using Value = std::variant<std::monostate, long long, std::string, std::vector<int>>;
    std::string name;
    Value value;
    bool is_default = false;  ///< may be left out where people read the form
};

/// `kind` first. Dates as `2024-06-14`, with an hour `2024-06-14T17:00`. Fields that a schema
/// reader expects even where they are null (`start`, `periods`, `month`, `day`, …) are there, as
/// monostate; `offset` and `weekday` are there only when set.
std::vector<TimingField> timing_fields(const Timing& timing);

/// A date as `2024-06-14`, or what is wrong with it: another form, or a day that its month lacks.
tl::expected<Day, Words> read_day(std::string_view text);
/// The first date in a line of a file (from 1) that its month lacks: toml++ says it in English
/// only.
struct LackingDay {
    std::size_t at;  ///< where its ten characters begin in the text
    std::uint32_t column;
    Words words;
};
std::optional<LackingDay> lacking_day_in(std::string_view text, std::uint32_t line);

/// The other way. Every problem is said with the field's name: an unknown field, a wrong type, a
/// date that does not exist (31 June), a deadline before its start, a day past 31. `at` in the
/// problem is the field's index, so that the caller can add the place in its file.
struct FieldProblem {
    std::size_t at;  ///< index into the fields; past the end: the timing as a whole
    Words words;
};
tl::expected<Timing, FieldProblem> timing_from(const std::vector<TimingField>& fields);

}  // namespace dondoc::plan
