#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "plan/words.h"

namespace dondoc::plan {

/// XML of an Office file, with its text. For the sources of this folder only: it is the one header
/// that knows pugixml.
struct Xml {
    std::string bytes;  ///< the tree points into them
    pugi::xml_document tree;
};

/// Parses, or says what is wrong: not XML, a DTD, more levels or markup than `limits.h` allows.
/// No entity is ever expanded but the five of XML itself.
std::optional<Words> parse_xml(std::string bytes, Xml& xml);

/// A name without its prefix: `w:t` is `t`, for prefixes differ between programs.
std::string_view local_name(pugi::xml_node node);
std::string_view local_name(pugi::xml_attribute attribute);
/// The first child, or the attribute's value, with that local name; empty where there is none.
pugi::xml_node child_named(pugi::xml_node node, std::string_view name);
std::string_view attribute_named(pugi::xml_node node, std::string_view name);
/// A whole number from 0 to `most`; `otherwise` where there is none.
int number_of(std::string_view text, int otherwise, int most = 1'000'000);

}  // namespace dondoc::plan
