#include "config/key_tables.h"
#include "plan/timing.h"

namespace dondoc::config {
namespace {

using Type = Key::Type;

template <class Name>
std::vector<std::string> names_up_to(Name last) {
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(last); ++i)
        names.emplace_back(plan::name_of(static_cast<Name>(i)));
    return names;
}

Key recipients_key(bool required) {
    return {"to",
            Type::selectors,
            "[\"lead\", \"lead.head\"]",
            {"Ai được nhắc: lead (đơn vị chủ trì), support (đơn vị phối hợp), parent (đơn vị cấp "
             "trên), unit:MÃ (một đơn vị nhất định); thêm .VAI-TRÒ để chọn đầu mối, ví dụ "
             "lead.head; không ghi vai trò thì là office.",
             "Who is told: lead (the unit in the lead), support (those that support it), parent "
             "(the unit above it), unit:ID (a certain unit); .ROLE picks the contact, as in "
             "lead.head; without it the role is office."},
            required ? "" : "[\"lead\"]",
            required};
}

KeyTable rule_table() {
    return {
        "rule",
        same("[[rule]]"),
        {"Một quy tắc: những việc nào, và thang nhắc của chúng. Cần ít nhất một [[rule.step]] hoặc "
         "nudge.",
         "A rule: which obligations, and their ladder. At least one [[rule.step]] or a nudge is "
         "needed."},
        {{"name",
          Type::text,
          "\"báo cáo định kỳ\"",
          {"Tên quy tắc, không trùng nhau.", "The rule's name; no two are the same."},
          {},
          true},
         {"match",
          Type::table,
          "match",
          {"Những việc mà quy tắc áp dụng; không ghi thì là mọi việc (phải là quy tắc cuối).",
           "Which obligations; without it, all of them (and then it must be the last rule)."}},
         {"at",
          Type::time,
          "\"08:00\"",
          {"Giờ nhắc của các bậc không có giờ riêng.",
           "The time of day of steps that have none of their own."},
          "\"08:00\""},
         {"step",
          Type::tables,
          "step",
          {"Các bậc nhắc, viết dưới quy tắc.", "The steps of the ladder, below their rule."}},
         {"nudge",
          Type::table,
          "nudge",
          {"Nhắc định kỳ những việc thường xuyên, vốn không có thời hạn.",
           "A word every so often about continuous tasks, which have no deadline."}}}};
}

Key match_key(std::string name, std::string example, plan::Words meaning) {
    return {std::move(name), Type::texts, std::move(example), std::move(meaning)};
}

KeyTable match_table() {
    return {
        "match",
        same("match = { … }"),
        {"Nhiều khóa thì phải cùng đúng; nhiều giá trị của một khóa thì đúng một là đủ.",
         "Several keys must all hold; of several values of a key any will do."},
        {match_key("plan", "\"56/KH-STP\"", {"Số kế hoạch.", "The number of the plan."}),
         match_key("task", "[\"12.2\"]",
                   {"Khóa của việc trong kế hoạch.", "The key of the task in its plan."}),
         match_key("unit", "\"van-phong\"",
                   {"Mã đơn vị phải nộp.", "The id of the unit that owes it."}),
         {"kind",
          Type::choices,
          "\"cycle\"",
          {"Loại thời hạn: một lần, định kỳ, sau một sự kiện, thường xuyên, theo yêu cầu, chưa rõ.",
           "The kind of timing: once, in a cycle, so long after an event, all the time, when "
           "somebody asks, not understood yet."},
          {},
          false,
          names_up_to(plan::Kind::unknown)},
         {"every",
          Type::choices,
          "[\"month\", \"quarter\"]",
          {"Chu kỳ: tuần, tháng, quý, sáu tháng, năm.", "The cycle."},
          {},
          false,
          names_up_to(plan::Every::year)},
         match_key("tag", "\"bao-cao\"", {"Nhãn của việc.", "A tag of the task."})}};
}

KeyTable step_table() {
    return {
        "step",
        same("[[rule.step]]"),
        {"Một bậc: khi nào, nhắc ai. Ngày tính từ ngày cuối cùng còn đúng hạn.",
         "One step: when, and who is told. Days count from the last good day, the last on which "
         "handing in is on time."},
        {{"when",
          Type::distance,
          "\"-7d\"",
          {"Lúc nhắc: -7d là bảy ngày trước, 0d là chính ngày ấy, +1d là ngày quá hạn đầu tiên.",
           "When: -7d is seven days before, 0d the day itself, +1d the first late day."},
          {},
          true},
         recipients_key(true),
         or_else({"at",
                  Type::time,
                  "\"14:00\"",
                  {"Giờ nhắc riêng của bậc này.", "This step's own time of day."}},
                 {"giờ của quy tắc", "the rule's"}),
         {"repeat",
          Type::length,
          "\"1d\"",
          {"Nhắc lại cách nhau chừng này, cho đến until hoặc đến khi nộp.",
           "Told again after this long each time, up to until or until it is handed in."}},
         {"until",
          Type::distance,
          "\"+3d\"",
          {"Ngày cuối cùng nhắc lại; chỉ đi cùng repeat.",
           "The last day of the repetition; goes with repeat only."}},
         {"urgent",
          Type::flag,
          "true",
          {"Nhắc cả ngoài giờ làm việc và trong ngày nghỉ.",
           "Told outside opening hours and on days off too."},
          "false"}}};
}

Key cycle_day(std::string name, unsigned most, plan::Words meaning) {
    return {std::move(name), Type::number, "1", std::move(meaning), "1", false, {}, 1, most};
}

KeyTable nudge_table() {
    return {"nudge",
            same("nudge = { … }"),
            {"Nhắc định kỳ việc thường xuyên; match phải gồm kind = \"continuous\".",
             "For continuous tasks; match must not leave kind = \"continuous\" out."},
            {{"every",
              Type::choice,
              "\"quarter\"",
              {"Chu kỳ nhắc.", "How often."},
              {},
              true,
              names_up_to(plan::Every::year)},
             {"month",
              Type::month,
              "\"first\"",
              {"Tháng nào của chu kỳ; chỉ với quarter, half_year, year.",
               "The month of the cycle; only for quarter, half_year and year."},
              "\"first\""},
             cycle_day("day", 31,
                       {"Ngày nào trong tháng; không dùng với every = \"week\".",
                        "The day of the month; not with every = \"week\"."}),
             cycle_day("weekday", 7,
                       {"Ngày nào trong tuần, 1 là thứ Hai; chỉ với every = \"week\".",
                        "The day of the week, 1 is Monday; only with every = \"week\"."}),
             recipients_key(false)}};
}

}  // namespace

std::vector<KeyTable> rule_keys() {
    return {rule_table(), match_table(), step_table(), nudge_table()};
}

}  // namespace dondoc::config
