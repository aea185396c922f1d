#include <cstddef>
#include <cstdint>
#include <string_view>

#include "plan/document/plan_document.h"
#include "plan/document/unit_propose.h"

/// Any bytes as a text and as a CSV: no crash, and every answer is a plan or a problem in one line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dondoc::plan;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const char* name : {"plan.txt", "plan.csv"}) {
        const auto plan = read_plan_document(bytes, name, 2024);
        if (plan && !Units::make(propose_units(plan->plan))) __builtin_trap();
        if (!plan && plan.error().front().words.vi.find('\n') != std::string::npos)
            __builtin_trap();
    }
    return 0;
}
