#include <curl/curl.h>
#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "reference.h"

namespace dondoc::bench {
namespace {

struct Upload {
    const std::string* bytes = nullptr;
    std::size_t given = 0;
};

std::size_t read(char* to, std::size_t size, std::size_t count, void* user) {
    auto& upload = *static_cast<Upload*>(user);
    const auto part = upload.bytes->copy(to, size * count, upload.given);
    upload.given += part;
    return part;
}

/// Jobs on their way to the threads, and what came of them.
struct Desk {
    std::mutex mutex;
    std::condition_variable work;
    std::condition_variable done;
    std::deque<Job> jobs;
    std::vector<std::pair<long, bool>> ended;  ///< id, taken
    bool over = false;
};

bool send(CURL* easy, const Job& job) {
    Upload upload{&job.bytes, 0};
    const auto to = fmt::format("don-vi-{}@stp.example", job.id);
    curl_slist* recipients = curl_slist_append(nullptr, to.c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(easy, CURLOPT_READDATA, static_cast<void*>(&upload));
    const CURLcode code = curl_easy_perform(easy);
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, nullptr);
    curl_slist_free_all(recipients);
    return code == CURLE_OK;
}

void work(Desk& desk, const std::string& url) {
    CURL* easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, "don-doc@stp.example");
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, &read);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    std::unique_lock lock(desk.mutex);
    for (;;) {
        desk.work.wait(lock, [&] { return desk.over || !desk.jobs.empty(); });
        if (desk.jobs.empty()) break;
        const Job job = std::move(desk.jobs.front());
        desk.jobs.pop_front();
        lock.unlock();
        const bool taken = send(easy, job);
        lock.lock();
        desk.ended.emplace_back(job.id, taken);
        if (desk.ended.size() >= kMarkedAtOnce || desk.jobs.empty()) desk.done.notify_one();
    }
    lock.unlock();
    curl_easy_cleanup(easy);
}

/// Claims when the threads are about to run dry, marks what has ended.
std::size_t drive(ReferenceOutbox& outbox, Desk& desk) {
    std::size_t taken = 0;
    std::size_t on_the_way = 0;
    for (;;) {
        std::unique_lock lock(desk.mutex);
        const bool dry = desk.jobs.size() < kMarkedAtOnce;
        lock.unlock();
        if (dry) {
            auto jobs = outbox.claim();
            lock.lock();
            on_the_way += jobs.size();
            for (auto& job : jobs)
                desk.jobs.push_back(std::move(job));
            desk.work.notify_all();
            lock.unlock();
        }
        if (on_the_way == 0) return taken;
        lock.lock();
        desk.done.wait(lock, [&] { return !desk.ended.empty(); });
        const auto ended = std::exchange(desk.ended, {});
        lock.unlock();
        on_the_way -= ended.size();
        for (const auto& [id, well] : ended) {
            taken += well ? 1 : 0;
            if (well) outbox.mark(id);
        }
    }
}

}  // namespace

std::size_t send_mail(ReferenceOutbox& outbox, const std::string& url, std::size_t connections) {
    Desk desk;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < connections; ++i)
        threads.emplace_back([&] { work(desk, url); });
    const auto taken = drive(outbox, desk);
    {
        const std::lock_guard lock(desk.mutex);
        desk.over = true;
    }
    desk.work.notify_all();
    for (auto& thread : threads)
        thread.join();
    outbox.settle();
    return taken;
}

}  // namespace dondoc::bench
