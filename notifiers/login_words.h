#pragma once

#include <string>
#include <string_view>

namespace dondoc::notifiers {

/// What a mail server says, with `***` in place of the password: some servers repeat what they were
/// sent (promise 29). Found as it is, and as AUTH PLAIN and LOGIN encode it.
std::string without_password(std::string_view said, const std::string& username,
                             const std::string& password);

}  // namespace dondoc::notifiers
