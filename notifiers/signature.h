#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::notifiers {

/// The keys that sign webhooks (Standard Webhooks): one, or old and new while a secret is changed.
class SigningKeys {
  public:
    /// Reads `whsec_` and base64 of 24 to 64 bytes, several with white space between; nothing where
    /// that is not what it holds.
    static std::optional<SigningKeys> parse(std::string_view secret);

    /// The value of `webhook-signature`: `v1,` and base64 of the HMAC-SHA256 of `id.time.body`, one
    /// for each key with a space between.
    std::string sign(std::string_view id, std::chrono::sys_seconds time,
                     std::string_view body) const;

  private:
    std::vector<std::string> keys_;
};

}  // namespace dondoc::notifiers
