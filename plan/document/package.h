#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "plan/result.h"

struct zip;

namespace dondoc::plan {

/// A zip package of an Office file, read from memory under the limits of `limits.h`: sizes are
/// checked as declared and counted again while inflating, for a header may lie.
class Package {
  public:
    /// The bytes must outlive the package.
    static Result<Package> open(std::string_view bytes);

    bool has(const std::string& part) const;
    /// The inflated bytes of a part; an empty text where the package has no such part.
    Result<std::string> read(const std::string& part);

  private:
    struct Close {
        void operator()(zip* archive) const;
    };
    explicit Package(zip* archive) : archive_(archive) {}

    std::unique_ptr<zip, Close> archive_;
    std::size_t inflated_ = 0;
};

}  // namespace dondoc::plan
