#include "tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace dondoc::bench {
namespace {

std::int64_t now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

}  // namespace

void Tally::opened() {
    ++connections_;
    most_open_ = std::max(most_open_, ++open_);
}

void Tally::closed() {
    --open_;
}

void Tally::heard() {
    if (first_heard_ == 0) first_heard_ = now();
}

void Tally::arrived(std::string_view id, std::size_t bytes, bool complete) {
    ++received_;
    bytes_ += bytes;
    if (complete) {
        ++seen_[std::string(id)];
    } else {
        ++incomplete_;
    }
    last_ = now();
    if (first_ == 0) first_ = last_;
}

std::string Tally::report() const {
    const auto doubled =
        std::ranges::count_if(seen_, [](const auto& each) { return each.second > 1; });
    return fmt::format(
        R"({{"received":{},"distinct":{},"doubled":{},"incomplete":{},"bytes":{},"open":{},)"
        R"("most_open":{},"connections":{},"first_heard":{},"first":{},"last":{}}})",
        received_, seen_.size(), doubled, incomplete_, bytes_, open_, most_open_, connections_,
        first_heard_, first_, last_);
}

void Tally::reset() {
    const auto open = open_;
    *this = {};
    open_ = most_open_ = open;
}

}  // namespace dondoc::bench
