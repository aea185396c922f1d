#include "notifiers/wording.h"

#include <algorithm>

namespace dondoc::notifiers {

plan::Day Reading::stated_last_day() const {
    const auto& due = brief.deadline.due;
    const bool day_before =
        due.hour ? *due.hour == plan::TimeOfDay{0} : due.bound == plan::Bound::before;
    return day_before ? due.day - std::chrono::days{1} : due.day;
}

Counts count(const std::vector<Reading>& readings) {
    Counts counts;
    for (const auto& reading : readings) {
        if (reading.brief.unreached) {
            ++counts.unreached;
        } else if (reading.brief.escalation) {
            ++counts.reported;
            counts.longest = std::max(counts.longest, reading.days());
            const auto& unit = reading.brief.unit_name;
            if (std::ranges::count(counts.units, unit) == 0) counts.units.push_back(unit);
        } else if (reading.continuous()) {
            ++counts.continuous;
        } else if (reading.late()) {
            ++counts.late;
        } else if (reading.due_today()) {
            ++counts.today;
        } else {
            ++counts.upcoming;
        }
    }
    return counts;
}

std::string join_list(const std::vector<std::string>& parts, const std::string& last) {
    std::string joined;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) joined += i + 1 == parts.size() ? last : ", ";
        joined += parts[i];
    }
    return joined;
}

std::unique_ptr<Wording> wording_in(plan::Language language) {
    return language == plan::Language::vi ? vietnamese_wording() : english_wording();
}

}  // namespace dondoc::notifiers
