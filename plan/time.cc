#include "plan/time.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <array>
#include <charconv>

namespace dondoc::plan {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::seconds;

const date::time_zone& zone_data(const void* zone) {
    return *static_cast<const date::time_zone*>(zone);
}

std::optional<int> number(std::string_view text, std::size_t least, std::size_t most) {
    if (text.size() < least || text.size() > most) return std::nullopt;
    int value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size() || text.front() == '-') {
        return std::nullopt;
    }
    return value;
}

/// `+07:00`, `-0330`, `Z`; nothing for any other form.
std::optional<seconds> parse_offset(std::string_view text) {
    if (text == "Z") return seconds{0};
    if (text.size() == 6 && text[3] == ':') {
        const auto hours = number(text.substr(1, 2), 2, 2);
        const auto minutes = number(text.substr(4, 2), 2, 2);
        if (!hours || !minutes || *hours > 14 || *minutes > 59 ||
            (text[0] != '+' && text[0] != '-'))
            return std::nullopt;
        const seconds offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
        return text[0] == '-' ? -offset : offset;
    }
    return std::nullopt;
}

}  // namespace

std::chrono::year_month_day ymd(Day day) {
    return std::chrono::year_month_day{day};
}

Day day_of(int year, unsigned month, unsigned day_of_month) {
    return Day{std::chrono::local_days{std::chrono::year{year} / static_cast<int>(month) /
                                       static_cast<int>(day_of_month)}};
}

Day day_clamped(int year, unsigned month, unsigned day_of_month) {
    const auto last = std::chrono::year{year} / static_cast<int>(month) / std::chrono::last;
    const Day last_day{std::chrono::local_days{last}};
    const auto lacking = static_cast<unsigned>(ymd(last_day).day());
    return day_of_month >= lacking ? last_day : day_of(year, month, day_of_month);
}

int iso_weekday(Day day) {
    return static_cast<int>(std::chrono::weekday{day}.iso_encoding());
}

std::string iso(Day day) {
    const auto date = ymd(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Words date_words(Day day) {
    static constexpr std::array<std::string_view, 13> kMonths = {
        "",     "January", "February",  "March",   "April",    "May",     "June",
        "July", "August",  "September", "October", "November", "December"};
    const auto date = ymd(day);
    const auto month = static_cast<unsigned>(date.month());
    return {fmt::format("{}/{}/{}", static_cast<unsigned>(date.day()), month,
                        static_cast<int>(date.year())),
            fmt::format("{} {} {}", static_cast<unsigned>(date.day()), kMonths.at(month),
                        static_cast<int>(date.year()))};
}

Words hour_words(TimeOfDay time) {
    const auto minute = time.count() % 60;
    std::string vi = fmt::format("{} giờ", time.count() / 60);
    if (minute != 0) vi += fmt::format(" {:02}", minute);
    return {std::move(vi), clock(time)};
}

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text.substr(0, 4), 4, 4);
    const auto month = number(text.substr(5, 2), 2, 2);
    const auto day = number(text.substr(8, 2), 2, 2);
    if (!year || !month || !day) return std::nullopt;
    const auto date = std::chrono::year{*year} / *month / *day;
    if (!date.ok()) return std::nullopt;
    return Day{std::chrono::local_days{date}};
}

std::string clock(TimeOfDay time) {
    return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

std::optional<TimeOfDay> parse_time_of_day(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto hours = number(text.substr(0, colon), 1, 2);
    const auto minutes = number(text.substr(colon + 1), 2, 2);
    if (!hours || !minutes || *minutes > 59) return std::nullopt;
    const TimeOfDay time{*hours * 60 + *minutes};
    if (time > std::chrono::hours{24}) return std::nullopt;
    return time;
}

Result<Zone> Zone::load(const std::string& name) {
    try {
        return Zone{name, date::locate_zone(name)};
    } catch (const std::exception&) {
        return problem(
            fmt::format("không có múi giờ «{}»: ghi tên theo danh mục IANA, ví dụ Asia/Ho_Chi_Minh",
                        name),
            fmt::format("there is no time zone \"{}\": write an IANA name such as Asia/Ho_Chi_Minh",
                        name));
    }
}

Instant Zone::at(Day day, TimeOfDay time) const {
    const date::local_time<milliseconds> local{day.time_since_epoch() + time};
    const auto info = zone_data(zone_).get_info(local);
    // DESIGN 4: a skipped time fires at the next one that exists, which is where the new offset
    // begins.
    if (info.result == date::local_info::nonexistent) return Instant{info.second.begin};
    return Instant{local.time_since_epoch() - info.first.offset};
}

LocalTime Zone::local(Instant instant) const {
    const auto info = zone_data(zone_).get_info(date::sys_time<milliseconds>{instant});
    const auto since_epoch = instant.time_since_epoch() + info.offset;
    const auto whole_days = std::chrono::floor<days>(since_epoch);
    return {Day{whole_days}, since_epoch - whole_days, info.offset};
}

Words Zone::words(Instant instant) const {
    const LocalTime time = local(instant);
    const Words day = date_words(time.day);
    const Words hour = hour_words(std::chrono::floor<std::chrono::minutes>(time.since_midnight));
    return {fmt::format("{} ngày {}", hour.vi, day.vi), fmt::format("{} on {}", hour.en, day.en)};
}

std::string Zone::iso(Instant instant) const {
    const LocalTime time = local(instant);
    const auto whole = std::chrono::duration_cast<seconds>(time.since_midnight).count();
    const auto offset = time.utc_offset.count() / 60;
    return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", plan::iso(time.day), whole / 3600,
                       whole / 60 % 60, whole % 60, offset < 0 ? '-' : '+', std::abs(offset) / 60,
                       std::abs(offset) % 60);
}

std::optional<Instant> parse_instant(std::string_view text, const Zone& zone) {
    const auto day = parse_day(text.substr(0, 10));
    if (!day) return std::nullopt;
    text.remove_prefix(10);
    if (text.empty()) return zone.at(*day, TimeOfDay{0});
    if (text.size() < 6 || (text[0] != 'T' && text[0] != ' ')) return std::nullopt;
    const auto time = parse_time_of_day(text.substr(1, 5));
    if (!time) return std::nullopt;
    text.remove_prefix(6);
    seconds extra{0};
    if (text.size() >= 3 && text[0] == ':') {
        const auto value = number(text.substr(1, 2), 2, 2);
        if (!value || *value > 59) return std::nullopt;
        extra = seconds{*value};
        text.remove_prefix(3);
    }
    if (text.empty()) return zone.at(*day, *time) + extra;
    const auto offset = parse_offset(text);
    if (!offset) return std::nullopt;
    return Instant{day->time_since_epoch() + *time + extra - *offset};
}

}  // namespace dondoc::plan
