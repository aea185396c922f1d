#include <libical/ical.h>

#include <memory>
#include <string>

#include "notifiers/mime.h"
#include "notifiers/text_layout.h"

namespace dondoc::notifiers {
namespace {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

icaltimetype whole_day(plan::Day day) {
    const auto date = plan::ymd(day);
    icaltimetype time = icaltime_null_date();
    time.year = static_cast<int>(date.year());
    time.month = static_cast<int>(static_cast<unsigned>(date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(date.day()));
    return time;
}

icaltimetype utc(plan::Instant instant) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
    return icaltime_from_timet_with_zone(seconds.time_since_epoch().count(), 0,
                                         icaltimezone_get_utc_timezone());
}

/// Every event about an obligation is one event.
std::string uid_of(const scheduler::Brief& brief, const std::string& organizer) {
    const auto address = address_of(organizer);
    const auto at = address.find('@');
    return thread_of(brief.key) + (at == std::string::npos ? "@dondoc" : address.substr(at));
}

std::string description_of(const scheduler::Brief& brief) {
    std::string text = one_line(brief.title);
    for (const auto& line : {brief.product, brief.reference}) {
        if (!line.empty()) text += "\n" + one_line(line);
    }
    return text;
}

Component event_of(const scheduler::Brief& brief, plan::Instant now, const std::string& summary,
                   const std::string& organizer) {
    Component event(icalcomponent_new(ICAL_VEVENT_COMPONENT));
    const auto add = [&event](icalproperty* property) {
        icalcomponent_add_property(event.get(), property);
    };
    const plan::Day day = brief.deadline.last_good_day;
    add(icalproperty_new_uid(uid_of(brief, organizer).c_str()));
    add(icalproperty_new_dtstamp(utc(now)));
    add(icalproperty_new_dtstart(whole_day(day)));
    add(icalproperty_new_dtend(whole_day(day + std::chrono::days{1})));
    add(icalproperty_new_summary(one_line(summary).c_str()));
    add(icalproperty_new_description(description_of(brief).c_str()));
    if (const auto address = address_of(organizer); !address.empty()) {
        add(icalproperty_new_organizer(("mailto:" + address).c_str()));
    }
    // An extension is a later word about the same event.
    add(icalproperty_new_sequence(brief.extended_from ? 1 : 0));
    // A deadline takes up none of the day.
    add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    return event;
}

}  // namespace

std::string calendar_event(const scheduler::Brief& brief, plan::Instant now,
                           const std::string& summary, const std::string& organizer) {
    const Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//dondoc//dondoc//VI"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
    icalcomponent_add_component(calendar.get(), event_of(brief, now, summary, organizer).release());
    char* text = icalcomponent_as_ical_string_r(calendar.get());
    std::string out(text);
    icalmemory_free_buffer(text);
    return out;
}

}  // namespace dondoc::notifiers
