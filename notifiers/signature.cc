#include "notifiers/signature.h"

#include <openssl/evp.h>

#include <array>
#include <sstream>
#include <stdexcept>

#include "notifiers/base64.h"

namespace dondoc::notifiers {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kShortest = 24;
constexpr std::size_t kLongest = 64;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<std::string> base64_decoded(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    std::string decoded(text.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(decoded.data()),
                                     bytes_of(text), static_cast<int>(text.size()));
    if (size < 0) return std::nullopt;
    // OpenSSL counts the padding as bytes.
    const auto padding = text.size() - 1 - text.find_last_not_of('=');
    if (padding > 2) return std::nullopt;
    decoded.resize(static_cast<std::size_t>(size) - padding);
    return decoded;
}

std::string hmac_sha256(const std::string& key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    std::size_t size = 0;
    if (EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(),
                  bytes_of(text), text.size(), digest.data(), digest.size(), &size) == nullptr) {
        throw std::runtime_error("OpenSSL cannot compute HMAC-SHA256");
    }
    return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace

std::optional<SigningKeys> SigningKeys::parse(std::string_view secret) {
    SigningKeys keys;
    std::istringstream words{std::string(secret)};
    for (std::string word; words >> word;) {
        if (!word.starts_with(kPrefix)) return std::nullopt;
        auto key = base64_decoded(std::string_view(word).substr(kPrefix.size()));
        if (!key || key->size() < kShortest || key->size() > kLongest) return std::nullopt;
        keys.keys_.push_back(std::move(*key));
    }
    if (keys.keys_.empty()) return std::nullopt;
    return keys;
}

std::string SigningKeys::sign(std::string_view id, std::chrono::sys_seconds time,
                              std::string_view body) const {
    std::string signed_text(id);
    signed_text += '.' + std::to_string(time.time_since_epoch().count()) + '.';
    signed_text += body;
    std::string signatures;
    for (const auto& key : keys_) {
        if (!signatures.empty()) signatures += ' ';
        signatures += "v1," + base64(hmac_sha256(key, signed_text));
    }
    return signatures;
}

}  // namespace dondoc::notifiers
