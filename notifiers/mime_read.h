#pragma once

#include <string>

namespace dondoc::notifiers {

/// A mail as a person sees it in a terminal: From, To, Date, Subject decoded, then the text part.
/// For what is not a mail (a webhook's JSON) the bytes themselves.
std::string readable(const std::string& bytes);

}  // namespace dondoc::notifiers
