#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

/// The loop that dondoc is measured against: libcurl and SQLite, and nothing that an office needs.
namespace dondoc::bench {

constexpr std::size_t kClaimedAtOnce = 1000;
constexpr std::size_t kMarkedAtOnce = 100;

struct Job {
    long id = 0;
    std::string bytes;
};

/// A table of messages, as durable as dondoc's database.
class ReferenceOutbox {
  public:
    explicit ReferenceOutbox(const std::string& file);
    ~ReferenceOutbox();

    void fill(const std::vector<std::string>& messages);
    /// Up to kClaimedAtOnce of what waits, claimed in one commit.
    std::vector<Job> claim();
    /// Has been sent; committed with kMarkedAtOnce others.
    void mark(long id);
    /// Commits the last marks.
    void settle();

  private:
    std::unique_ptr<SQLite::Database> database_;
    std::vector<long> marked_;
};

/// Each sends all that is in the outbox on so many connections; how many were taken.
std::size_t send_mail(ReferenceOutbox& outbox, const std::string& url, std::size_t connections);
std::size_t send_webhooks(ReferenceOutbox& outbox, const std::string& url, std::size_t connections);

/// The id of a message, as it stands in its bytes too.
std::string id_text(long id);

}  // namespace dondoc::bench
