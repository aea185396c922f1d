// bench_reference smtp|http PORT COUNT CONNECTIONS BYTES FILE
// Fills a database with COUNT messages of BYTES bytes, then sends them all; only that is measured.
// Prints one line of JSON: when it began (nanoseconds of the wall clock), what was taken, and the
// seconds of processor time.

#include "reference.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <exception>

namespace dondoc::bench {

std::string id_text(long id) {
    return fmt::format("msg_{:026}", id);
}

namespace {

double processor_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::string mail(long id, std::size_t bytes) {
    std::string text = fmt::format(
        "From: don-doc@stp.example\r\nTo: don-vi-{}@stp.example\r\nMessage-ID: <{}@stp.example>\r\n"
        "Subject: bench\r\n\r\n",
        id, id_text(id));
    while (text.size() < bytes)
        text += std::string(std::min<std::size_t>(76, bytes - text.size()), 'x') + "\r\n";
    return text;
}

std::vector<std::string> messages(bool mails, std::size_t count, std::size_t bytes) {
    std::vector<std::string> all;
    for (std::size_t i = 1; i <= count; ++i)
        all.push_back(mails ? mail(static_cast<long>(i), bytes) : std::string(bytes, 'x'));
    return all;
}

int run(char** words) {
    const bool mails = std::string(words[1]) == "smtp";
    const std::string port = words[2];
    ReferenceOutbox outbox(words[6]);
    outbox.fill(messages(mails, std::stoul(words[3]), std::stoul(words[5])));
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const auto began = std::chrono::system_clock::now().time_since_epoch();
    const double before = processor_seconds();
    const auto connections = std::stoul(words[4]);
    const auto taken = mails ? send_mail(outbox, "smtp://127.0.0.1:" + port + "/", connections)
                             : send_webhooks(outbox, "http://127.0.0.1:" + port + "/", connections);
    fmt::print("{{\"began\":{},\"taken\":{},\"cpu\":{:.3f}}}\n",
               std::chrono::duration_cast<std::chrono::nanoseconds>(began).count(), taken,
               processor_seconds() - before);
    return 0;
}

}  // namespace
}  // namespace dondoc::bench

int main(int count, char** words) {
    if (count != 7) {
        fmt::print(stderr, "usage: bench_reference smtp|http PORT COUNT CONNECTIONS BYTES FILE\n");
        return 2;
    }
    try {
        return dondoc::bench::run(words);
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_reference: {}\n", error.what());
        return 3;
    }
}
