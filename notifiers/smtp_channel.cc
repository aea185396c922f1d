#include "notifiers/smtp_channel.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <list>
#include <optional>
#include <thread>

#include "notifiers/completions.h"
#include "notifiers/curl_options.h"
#include "notifiers/smtp_session.h"

namespace dondoc::notifiers {
namespace {

/// How long a thread keeps its connection when there is nothing to send.
constexpr std::chrono::seconds kIdle{20};

struct Job {
    Parcel parcel;
    Channel::Done done;
};

/// Signals are the main thread's; a broken pipe is an error like any other.
void block_signals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

Attempt deliver(SmtpSession& session, const Parcel& parcel) {
    try {
        return session.deliver(parcel);
    } catch (const std::exception& error) {
        return {Outcome::channel_trouble, 0, printable_line(error.what()), {}};
    }
}

}  // namespace

struct SmtpChannel::Pool {
    struct Worker {
        Worker(const config::EmailChannel& settings, const std::string& password)
            : session(settings, password) {}
        SmtpSession session;
        bool ended = false;  ///< the thread is about to return
        std::thread thread;
    };

    Pool(boost::asio::io_context& loop, config::EmailChannel settings_given, std::string given)
        : settings(std::move(settings_given)), password(std::move(given)), completions(loop) {}

    void work(Worker& me);
    std::optional<Job> next_job(std::unique_lock<std::mutex>& lock);
    void start_worker();
    void join_ended();
    void give_back_queue();

    const config::EmailChannel settings;
    const std::string password;
    Completions completions;

    std::mutex mutex;  ///< guards all below
    std::condition_variable wake;
    std::deque<Job> queue;
    std::list<Worker> workers;
    std::size_t waiting = 0;  ///< workers that will take the next job
    bool stopping = false;
};

std::optional<Job> SmtpChannel::Pool::next_job(std::unique_lock<std::mutex>& lock) {
    wake.wait_for(lock, kIdle, [&] { return stopping || !queue.empty(); });
    --waiting;
    if (queue.empty()) return std::nullopt;
    Job job = std::move(queue.front());
    queue.pop_front();
    return job;
}

void SmtpChannel::Pool::work(Worker& me) {
    std::unique_lock lock(mutex);
    while (!me.ended) {
        while (auto job = next_job(lock)) {
            lock.unlock();
            auto attempt = deliver(me.session, job->parcel);
            lock.lock();
            // Before anybody hears of it, so that the next parcel finds this connection.
            ++waiting;
            completions.post(std::move(job->done), std::move(attempt));
        }
        lock.unlock();
        me.session.close();
        lock.lock();
        // A parcel may have come meanwhile, with no other worker to take it.
        me.ended = queue.empty();
        if (!me.ended) ++waiting;
    }
}

void SmtpChannel::Pool::start_worker() {
    auto& worker = workers.emplace_back(settings, password);
    ++waiting;
    worker.thread = std::thread([this, &worker] {
        block_signals();
        work(worker);
    });
}

void SmtpChannel::Pool::join_ended() {
    for (auto worker = workers.begin(); worker != workers.end();) {
        if (!worker->ended) {
            ++worker;
            continue;
        }
        worker->thread.join();
        worker = workers.erase(worker);
    }
}

void SmtpChannel::Pool::give_back_queue() {
    for (auto& job : queue)
        completions.post(std::move(job.done), {Outcome::recalled, 0, {}, {}});
    queue.clear();
}

SmtpChannel::SmtpChannel(boost::asio::io_context& loop, config::EmailChannel settings,
                         std::string password)
    : pool_(std::make_unique<Pool>(loop, std::move(settings), std::move(password))) {
    start_curl();
}

SmtpChannel::~SmtpChannel() {
    stop();
}

std::size_t SmtpChannel::free() const {
    const std::lock_guard lock(pool_->mutex);
    const std::size_t most = pool_->settings.max_connections + kChannelQueue;
    const auto open = pool_->completions.open();
    return pool_->stopping || open >= most ? 0 : most - open;
}

void SmtpChannel::send(Parcel parcel, Done done) {
    const std::lock_guard lock(pool_->mutex);
    pool_->completions.begin();
    if (pool_->stopping) {
        pool_->completions.post(std::move(done), {Outcome::recalled, 0, {}, {}});
        return;
    }
    pool_->join_ended();
    pool_->queue.push_back({std::move(parcel), std::move(done)});
    const bool all_busy = pool_->queue.size() > pool_->waiting;
    if (all_busy && pool_->workers.size() < pool_->settings.max_connections) pool_->start_worker();
    pool_->wake.notify_one();
}

void SmtpChannel::recall() {
    const std::lock_guard lock(pool_->mutex);
    pool_->give_back_queue();
}

bool SmtpChannel::stuck(std::chrono::steady_clock::time_point now) const {
    const std::lock_guard lock(pool_->mutex);
    return std::ranges::any_of(pool_->workers,
                               [now](const auto& worker) { return worker.session.stuck(now); });
}

void SmtpChannel::stop() {
    {
        const std::lock_guard lock(pool_->mutex);
        pool_->stopping = true;
        pool_->give_back_queue();
        for (auto& worker : pool_->workers)
            worker.session.abort();
    }
    pool_->wake.notify_all();
    for (auto& worker : pool_->workers)
        worker.thread.join();
    pool_->workers.clear();
}

}  // namespace dondoc::notifiers
