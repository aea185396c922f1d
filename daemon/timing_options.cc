#include "daemon/timing_options.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

#include "daemon/session.h"
#include "plan/timing_fields.h"

namespace dondoc::daemon {
namespace {

using Value = plan::TimingField::Value;

enum class Reads { text, number, numbers, nothing };

/// One option: the timing field it fills (plan/timing_fields.h), and for those that say what kind
/// of timing it is, which.
struct TimingOption {
    const char* name;
    const char* field;
    const char* kind;
    Reads reads;
    const char* shape;
    const char* vi;
    const char* en;
};

constexpr std::array<TimingOption, 18> kOptions{{
    {"due", "due", "once", Reads::text, "2024-06-14",
     "hạn một lần: chậm nhất hết ngày này; có giờ: 2024-06-14T17:00",
     "once: this day still counts; with an hour: 2024-06-14T17:00"},
    {"before", "due", "once", Reads::text, "2024-06-14", "hạn một lần: trước ngày này",
     "once: before this day"},
    {"every", "every", "cycle", Reads::text, "week|month|quarter|half_year|year",
     "định kỳ, nộp một lần mỗi kỳ", "a cycle, once in each period"},
    {"day", "day", "", Reads::number, "1-31", "định kỳ: ngày trong tháng phải nộp",
     "of a cycle: the day of the month"},
    {"weekday", "weekday", "", Reads::number, "1-7", "hằng tuần: 1 là thứ Hai, 7 là Chủ nhật",
     "of a weekly cycle: 1 is Monday"},
    {"month", "month", "", Reads::number, "first|last|1-12",
     "định kỳ: tháng phải nộp trong kỳ (mặc định: tháng cuối)",
     "of a cycle: which month of the period (default: last)"},
    {"bound", "bound", "", Reads::text, "before|by",
     "before: trước ngày đó; by: hết ngày đó (mặc định)",
     "before that day, or by it (default: the day still counts)"},
    {"offset", "offset", "", Reads::number, "0-12", "định kỳ: nộp trong kỳ thứ mấy sau kỳ báo cáo",
     "of a cycle: due in the period that many later"},
    {"periods", "periods", "", Reads::numbers, "1,2,3",
     "định kỳ: chỉ những kỳ này trong năm, như quý 1,2,3",
     "of a cycle: only these periods of the year"},
    {"data-from", "data_from", "", Reads::text, "'21 previous'",
     "số liệu từ ngày: 21 previous (kỳ trước) hoặc 1 current (kỳ này)",
     "data from this day of the previous or the current period"},
    {"data-to", "data_to", "", Reads::text, "'20 current'", "số liệu đến ngày", "data to this day"},
    {"after", "days", "after_event", Reads::number, "N",
     "trong N ngày kể từ một sự kiện (ghi bằng dondoc event)",
     "within N days of an event (recorded with dondoc event)"},
    {"unit", "unit", "", Reads::text, "calendar|working|month",
     "sau sự kiện: N là ngày (mặc định), ngày làm việc hay tháng",
     "after an event: days (default), working days or months"},
    {"event", "event", "", Reads::text, "CHỮ", "sự kiện, như 'kể từ ngày nhận đơn'",
     "the event in words"},
    {"continuous", "", "continuous", Reads::nothing, "", "thường xuyên, không có hạn",
     "all the time, no deadline"},
    {"on-demand", "condition", "on_demand", Reads::text, "CHỮ",
     "khi có yêu cầu; ghi điều kiện, như 'khi có văn bản của Bộ'", "on demand: the condition"},
    {"start", "start", "", Reads::text, "2024-01-01", "bắt đầu từ ngày", "not before this day"},
    {"until", "until", "", Reads::text, "2024-12-31",
     "thường xuyên hoặc khi có yêu cầu: đến hết ngày", "continuous or on demand: to this day"},
}};

std::optional<long long> whole_number(std::string_view text) {
    long long value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || stop != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

/// What is no number goes on as text, for timing_from to say what the field takes.
Value value_of(Reads reads, const std::string& typed) {
    if (reads == Reads::number) {
        if (const auto number = whole_number(typed)) return *number;
    }
    if (reads != Reads::numbers) return typed;
    std::vector<int> numbers;
    std::size_t start = 0;
    while (start <= typed.size()) {
        const auto comma = std::min(typed.find(',', start), typed.size());
        const auto number = whole_number(std::string_view(typed).substr(start, comma - start));
        if (!number || *number < 0 || *number > 99) return typed;
        numbers.push_back(static_cast<int>(*number));
        start = comma + 1;
    }
    return numbers;
}

/// The one kind of timing that the options say.
std::string kind_of(const TimingOptions& given) {
    std::string kind;
    std::string names;
    int kinds = 0;
    for (const TimingOption& option : kOptions) {
        if (*option.kind == '\0') continue;
        names += (names.empty() ? "--" : ", --") + std::string(option.name);
        if (!given.contains(option.name)) continue;
        kind = option.kind;
        ++kinds;
    }
    if (kinds == 1) return kind;
    fail(fmt::format("thời gian: ghi đúng một trong {}", names),
         fmt::format("timing: give exactly one of {}", names), Exit::usage);
}

void check_together(const TimingOptions& given) {
    if (given.contains("before") && given.contains("bound")) {
        fail("--bound: không dùng cùng --before; ghi --due hoặc --before là đủ",
             "--bound does not go with --before; --due or --before alone says it", Exit::usage);
    }
    const auto event = given.find("event");
    if (given.contains("after") && (event == given.end() || event->second.empty())) {
        fail("--after: ghi cả --event, như --event 'kể từ ngày nhận đơn'",
             "--after: give --event too, as --event 'of receiving the complaint'", Exit::usage);
    }
}

}  // namespace

void add_timing_options(CLI::App& command, plan::Language language, TimingOptions& given) {
    const bool vi = language == plan::Language::vi;
    for (const TimingOption& option : kOptions) {
        const std::string name = option.name;
        const std::string help = vi ? option.vi : option.en;
        CLI::Option* added =
            option.reads == Reads::nothing
                ? command.add_flag_callback(
                      "--" + name, [&given, name] { given[name] = ""; }, help)
                : command
                      .add_option_function<std::string>(
                          "--" + name,
                          [&given, name](const std::string& typed) { given[name] = typed; }, help)
                      ->type_name(!vi && std::string_view(option.shape) == "CHỮ" ? "TEXT"
                                                                                 : option.shape);
        added->group(vi ? "Thời gian thực hiện" : "Timing");
    }
}

plan::Timing timing_of(const TimingOptions& given) {
    std::vector<plan::TimingField> fields{{"kind", kind_of(given)}};
    check_together(given);
    for (const TimingOption& option : kOptions) {
        const auto typed = given.find(option.name);
        if (typed == given.end() || option.reads == Reads::nothing) continue;
        fields.push_back({option.field, value_of(option.reads, typed->second)});
    }
    if (given.contains("before")) fields.push_back({"bound", std::string("before")});
    auto timing = plan::timing_from(fields);
    if (!timing) fail(timing.error().words.vi, timing.error().words.en, Exit::usage);
    return std::move(*timing);
}

}  // namespace dondoc::daemon
