#include "store/timing_json.h"

#include <nlohmann/json.hpp>

#include "plan/timing_fields.h"
#include "store/fault.h"

namespace dondoc::store {
namespace {

using Json = nlohmann::ordered_json;
using Value = plan::TimingField::Value;

Json to_json(const Value& value) {
    return std::visit(
        [](const auto& held) -> Json {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                return nullptr;
            } else {
                return held;
            }
        },
        value);
}

Value from_json(const Json& json) {
    if (json.is_null()) return std::monostate{};
    if (json.is_number_integer()) return json.get<long long>();
    if (json.is_array()) return json.get<std::vector<int>>();
    return json.get<std::string>();
}

}  // namespace

std::string timings_to_json(const std::vector<plan::Timing>& timings) {
    Json all = Json::array();
    for (const auto& timing : timings) {
        Json one = Json::object();
        for (const auto& field : plan::timing_fields(timing)) {
            one[field.name] = to_json(field.value);
        }
        all.push_back(std::move(one));
    }
    return all.dump();
}

std::vector<plan::Timing> timings_from_json(const std::string& json) {
    std::vector<plan::Timing> timings;
    try {
        for (const auto& one : Json::parse(json)) {
            std::vector<plan::TimingField> fields;
            for (const auto& [name, value] : one.items()) {
                fields.push_back({name, from_json(value)});
            }
            auto timing = plan::timing_from(fields);
            if (!timing) throw bad_value(json + ": " + timing.error().words.en);
            timings.push_back(std::move(*timing));
        }
    } catch (const Json::exception& problem) {
        throw bad_value(json + ": " + problem.what());
    }
    return timings;
}

}  // namespace dondoc::store
