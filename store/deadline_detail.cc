#include "store/deadline_detail.h"

#include <nlohmann/json.hpp>

namespace dondoc::store {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const plan::Deadline& deadline) {
    Json json = {{"due", plan::iso(deadline.due.day)},
                 {"bound", plan::name_of(deadline.due.bound)}};
    if (deadline.due.hour) json["hour"] = plan::clock(*deadline.due.hour);
    json["last_good_day"] = plan::iso(deadline.last_good_day);
    json["at_ms"] = deadline.at.time_since_epoch().count();
    return json;
}

}  // namespace

std::string change_detail(const plan::Deadline& from, const plan::Deadline& to) {
    return Json{{"from", to_json(from)}, {"to", to_json(to)}}.dump();
}

std::string submit_detail(plan::Instant at, const plan::Deadline& deadline) {
    return Json{{"at_ms", at.time_since_epoch().count()},
                {"late", at >= deadline.at},
                {"deadline", to_json(deadline)}}
        .dump();
}

}  // namespace dondoc::store
