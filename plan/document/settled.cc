#include "plan/document/settled.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace dondoc::plan {

namespace {

bool is_settled(const std::vector<Timing>& timings) {
    return std::ranges::none_of(
        timings, [](const Timing& timing) { return kind_of(timing) == Kind::unknown; });
}

void keep_units(std::vector<UnitRef>& read, const std::vector<UnitRef>& stored) {
    for (UnitRef& ref : read) {
        if (!ref.unit.empty()) continue;
        const auto known = std::ranges::find(stored, ref.name, &UnitRef::name);
        if (known != stored.end()) ref.unit = known->unit;
    }
}

}  // namespace

void keep_settled(Plan& read, const Plan& stored) {
    std::map<std::string_view, const Task*> by_key;
    for (const Task& task : stored.tasks)
        by_key.emplace(task.key, &task);
    for (Task& task : read.tasks) {
        const auto found = by_key.find(task.key);
        if (found == by_key.end()) continue;
        const Task& known = *found->second;
        if (task.timing_text == known.timing_text && !is_settled(task.timings) &&
            is_settled(known.timings)) {
            task.timings = known.timings;
        }
        keep_units(task.lead, known.lead);
        keep_units(task.support, known.support);
    }
}

}  // namespace dondoc::plan
