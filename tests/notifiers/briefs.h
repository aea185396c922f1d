#pragma once

#include <string>

#include "scheduler/brief.h"
#include "support/world.h"

/// Letters of Sở Tư pháp for the tests of what people receive.
namespace dondoc::testing {

inline scheduler::Brief brief(const plan::DueDate& due, const plan::Calendar& days,
                              const std::string& now) {
    scheduler::Brief made;
    made.key = {"56/KH-STP", "12.2", "2024-05", "van-phong"};
    made.reference = made.key.text();
    made.plan_issued = day("2024-03-19");
    made.table = "12";
    made.no = "2";
    made.title = "Báo cáo định kỳ.";
    made.product = "Báo cáo";
    made.support = {"Phòng, đơn vị thuộc Sở"};
    made.unit_name = "Văn phòng Sở";
    made.kind = plan::Kind::cycle;
    made.period = {"tháng 5/2024", "May 2024"};
    made.deadline = days.deadline(due);
    const auto today = days.zone().day_at(at(now));
    made.days_left = static_cast<int>((made.deadline.last_good_day - today).count());
    made.rule = "báo cáo định kỳ";
    made.step = "-7d";
    made.selector = "lead";
    return made;
}

/// Before 23 May 2024: the last good day is Wednesday, 22 May.
inline scheduler::Brief monthly_brief(const std::string& now) {
    return brief({day("2024-05-23"), std::nullopt, plan::Bound::before}, calendar(), now);
}

inline scheduler::Letter letter(const std::string& now, std::vector<scheduler::Brief> briefs) {
    scheduler::Letter made;
    made.id = "01HZY3M8T6W9X2C4V5B7N8M9K0";
    made.channel = "mail";
    made.address = "vanphong@stp.example";
    made.to = {"van-phong", "Văn phòng Sở", "office"};
    made.now = at(now);
    made.briefs = std::move(briefs);
    return made;
}

}  // namespace dondoc::testing
