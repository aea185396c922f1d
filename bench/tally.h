#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dondoc::bench {

/// What has arrived at a sink, by id, and when. Instants are nanoseconds of the true wall clock.
class Tally {
  public:
    void opened();
    void closed();
    /// A client has said something.
    void heard();
    /// One whole message; `complete` when it has an id and a body.
    void arrived(std::string_view id, std::size_t bytes, bool complete);

    std::size_t distinct() const { return seen_.size(); }
    /// One line of JSON.
    std::string report() const;
    /// Begins anew; connections that are open stay counted.
    void reset();

  private:
    std::unordered_map<std::string, int> seen_;
    std::size_t received_ = 0;
    std::size_t incomplete_ = 0;
    std::size_t bytes_ = 0;
    std::size_t open_ = 0;
    std::size_t most_open_ = 0;
    std::size_t connections_ = 0;
    std::int64_t first_heard_ = 0;
    std::int64_t first_ = 0;
    std::int64_t last_ = 0;
};

}  // namespace dondoc::bench
