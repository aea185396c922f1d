#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tally.h"

namespace dondoc::bench {

/// What a sink says on one connection. It sees bytes only; the sockets are sink.cc's.
class Dialogue {
  public:
    virtual ~Dialogue() = default;
    virtual std::string_view greeting() const { return {}; }
    /// Takes what it understands out of `in` and appends its answers to `out`; false ends the
    /// connection.
    virtual bool take(std::string& in, std::string& out) = 0;
};

/// A mail server that takes everything, without PIPELINING. `tally` outlives it.
std::unique_ptr<Dialogue> smtp_dialogue(Tally& tally);
/// An endpoint that answers every POST with 200. `tally` outlives it.
std::unique_ptr<Dialogue> http_dialogue(Tally& tally);

/// The value of a header in a block of `Name: value` lines that end with CRLF; the name is given
/// in lower case. Empty where there is none.
std::string_view header_of(std::string_view block, std::string_view name);

}  // namespace dondoc::bench
