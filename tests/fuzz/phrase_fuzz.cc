#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "plan/phrase/phrase.h"

// Any text may stand in a plan: the reader answers always, and never with nothing.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const int year = size == 0 ? 2024 : 1990 + data[0];
    const auto reading = dondoc::plan::read_phrase(text, year);
    if (reading.timings.empty()) std::abort();
    for (const auto& timing : reading.timings)
        (void)dondoc::plan::describe(timing);
    for (const auto& timing : dondoc::plan::deadlines_in(text, year)) {
        if (dondoc::plan::kind_of(timing) == dondoc::plan::Kind::unknown) std::abort();
    }
    return 0;
}
