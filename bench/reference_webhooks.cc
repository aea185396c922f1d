#include <curl/curl.h>

#include <deque>

#include "reference.h"

namespace dondoc::bench {
namespace {

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

struct Slot {
    CURL* easy = curl_easy_init();
    curl_slist* headers = nullptr;
    Job job;

    explicit Slot(const std::string& url) {
        curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &ignore);
    }
    ~Slot() {
        curl_easy_cleanup(easy);
        curl_slist_free_all(headers);
    }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

    void prepare(Job&& given) {
        job = std::move(given);
        curl_slist_free_all(headers);
        headers = curl_slist_append(nullptr, "content-type: application/json");
        headers = curl_slist_append(headers, ("webhook-id: " + id_text(job.id)).c_str());
        headers = curl_slist_append(headers, "expect:");
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, job.bytes.c_str());
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(job.bytes.size()));
        curl_easy_setopt(easy, CURLOPT_PRIVATE, static_cast<void*>(this));
    }
};

class Sender {
  public:
    Sender(ReferenceOutbox& outbox, const std::string& url, std::size_t connections)
        : outbox_(outbox), multi_(curl_multi_init()) {
        for (std::size_t i = 0; i < connections; ++i)
            free_.push_back(&slots_.emplace_back(url));
    }
    ~Sender() { curl_multi_cleanup(multi_); }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    std::size_t run() {
        while (start() > 0) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            collect();
            if (free_.empty() || jobs_.empty()) curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
        }
        outbox_.settle();
        return taken_;
    }

  private:
    /// Fills the free slots; how many are busy.
    std::size_t start() {
        while (!free_.empty()) {
            if (jobs_.empty()) {
                for (auto& job : outbox_.claim())
                    jobs_.push_back(std::move(job));
            }
            if (jobs_.empty()) break;
            free_.back()->prepare(std::move(jobs_.front()));
            jobs_.pop_front();
            curl_multi_add_handle(multi_, free_.back()->easy);
            free_.pop_back();
        }
        return slots_.size() - free_.size();
    }

    void collect() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            CURL* easy = message->easy_handle;
            const bool well = message->data.result == CURLE_OK;
            char* self = nullptr;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
            curl_multi_remove_handle(multi_, easy);
            auto* slot = reinterpret_cast<Slot*>(self);
            free_.push_back(slot);
            if (!well) continue;
            ++taken_;
            outbox_.mark(slot->job.id);
        }
    }

    ReferenceOutbox& outbox_;
    CURLM* multi_;
    std::deque<Slot> slots_;
    std::vector<Slot*> free_;
    std::deque<Job> jobs_;
    std::size_t taken_ = 0;
};

}  // namespace

std::size_t send_webhooks(ReferenceOutbox& outbox, const std::string& url,
                          std::size_t connections) {
    return Sender(outbox, url, connections).run();
}

}  // namespace dondoc::bench
