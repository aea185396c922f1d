#include "daemon/ulid.h"

#include <sys/random.h>

#include <array>
#include <stdexcept>

namespace dondoc::daemon {

std::string new_ulid(plan::Instant now) {
    static constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::array<unsigned char, 16> bytes{};
    auto time = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (std::size_t i = 6; i-- > 0; time >>= 8)
        bytes.at(i) = static_cast<unsigned char>(time);
    if (getrandom(bytes.data() + 6, 10, 0) != 10) {
        throw std::runtime_error("the kernel gave no random bytes");
    }
    // 128 bits in 26 digits of five: the first digit holds only three.
    std::string text(26, '0');
    unsigned buffer = 0;
    int bits = 0;
    std::size_t byte = bytes.size();
    for (std::size_t digit = text.size(); digit-- > 0;) {
        if (bits < 5 && byte > 0) {
            buffer |= static_cast<unsigned>(bytes.at(--byte)) << bits;
            bits += 8;
        }
        text.at(digit) = kCrockford.at(buffer & 31U);
        buffer >>= 5;
        bits -= 5;
    }
    return text;
}

}  // namespace dondoc::daemon
