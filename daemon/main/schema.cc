#include <nlohmann/json.hpp>

#include "config/keys.h"
#include "main/reference.h"

namespace dondoc::daemon {
namespace {

using config::Key;
using Json = nlohmann::ordered_json;

class Schema {
  public:
    explicit Schema(plan::Language language) : language_(language) {}

    Json file() const {
        Json whole = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                      {"title", "dondoc.toml"}};
        whole.update(table(config::key_table("file")));
        return whole;
    }

  private:
    Json table(const config::KeyTable& table) const {
        Json schema = {{"type", "object"},
                       {"description", table.about.in(language_)},
                       {"additionalProperties", false}};
        Json required = Json::array();
        schema["properties"] = Json::object();
        for (const auto& key : table.keys) {
            if (key.required) required.push_back(key.name);
            schema["properties"][key.name] = described(key);
        }
        if (!required.empty()) schema["required"] = std::move(required);
        return schema;
    }

    Json described(const Key& key) const {
        Json schema = value(key);
        schema["description"] = key.meaning.in(language_);
        return schema;
    }

    /// One of three types, told apart by their key `type`.
    Json channels() const {
        Json kinds = Json::array();
        Json names = Json::array();
        for (const char* name : {"email", "webhook", "maildir"}) {
            names.push_back(name);
            kinds.push_back({{"if", {{"properties", {{"type", {{"const", name}}}}}}},
                             {"then", table(config::key_table(name))}});
        }
        Json channel = {{"type", "object"},
                        {"required", {"type"}},
                        {"properties", {{"type", {{"enum", names}}}}},
                        {"allOf", kinds}};
        return {{"type", "object"}, {"additionalProperties", channel}};
    }

    static Json text(const char* pattern) { return {{"type", "string"}, {"pattern", pattern}}; }

    static Json one_or_list(const Json& item) {
        return {{"oneOf", {item, {{"type", "array"}, {"minItems", 1}, {"items", item}}}}};
    }

    static Json number(unsigned least, unsigned most) {
        return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
    }

    /// A date of TOML, as validators hand it on, or a text in its form.
    static Json date() { return text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"); }

    Json value(const Key& key) const;

    plan::Language language_;
};

Json Schema::value(const Key& key) const {
    using Type = Key::Type;
    static const char* const kSelector =
        "^(lead|support|parent|unit:[a-z0-9][a-z0-9-]*)(\\.[a-z0-9][a-z0-9-]*)?$";
    Json some_text = text("\\S");
    switch (key.type) {
        case Type::text:
        case Type::path:
        case Type::mailbox:
        case Type::address:
        case Type::mail_address:
            return some_text;
        case Type::texts:
            return one_or_list(some_text);
        case Type::flag:
            return {{"type", "boolean"}};
        case Type::number:
            return number(key.least, key.most);
        case Type::choice:
            return {{"enum", key.choices}};
        case Type::choices:
            return one_or_list({{"enum", key.choices}});
        case Type::distance:
            return text("^[+-]?[0-9]{1,4}w?d$");
        case Type::length:
            return text("^[+]?0*[1-9][0-9]{0,3}w?d$");
        case Type::time:
            return text("^([01]?[0-9]|2[0-3]):[0-5][0-9]$");
        case Type::hours:
            return text("^[0-9]{1,2}:[0-5][0-9]-[0-9]{1,2}:[0-5][0-9]$");
        case Type::dates:
            return {{"type", "array"}, {"items", date()}};
        case Type::dates_or_files: {
            const Json file = text("\\.toml$");
            return {{"oneOf",
                     {some_text, {{"type", "array"}, {"items", {{"oneOf", {date(), file}}}}}}}};
        }
        case Type::selectors:
            return one_or_list(text(kSelector));
        case Type::listen:
            return text("^([0-9.]+|\\[[0-9a-fA-F:.]+\\]):[0-9]{1,5}$");
        case Type::month:
            return {{"oneOf", {Json{{"enum", {"first", "last"}}}, number(1, 12)}}};
        case Type::table:
            return key.example == "channels" ? channels() : table(config::key_table(key.example));
        case Type::tables:
            return {{"type", "array"}, {"items", table(config::key_table(key.example))}};
    }
    return {};
}

}  // namespace

std::string settings_schema(plan::Language language) {
    return Schema(language).file().dump(2) + "\n";
}

}  // namespace dondoc::daemon
