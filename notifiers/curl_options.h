#pragma once

#include <curl/curl.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>

/// What the two users of libcurl share. For `.cc` files of this room only.
namespace dondoc::notifiers {

/// Before the first handle; any number of times, on the loop thread.
inline void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error(curl_easy_strerror(started));
}

/// An option that libcurl does not take would make it do something else than we say.
template <class Value>
void set_option(CURL* easy, CURLoption option, Value value) {
    static_assert(std::is_pointer_v<Value> || std::is_same_v<Value, long> ||
                  std::is_same_v<Value, curl_off_t>);
    const CURLcode code = curl_easy_setopt(easy, option, value);
    if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
}

/// A list of strings as libcurl takes them.
class CurlList {
  public:
    void append(const std::string& item) {
        curl_slist* longer = curl_slist_append(list_.get(), item.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        static_cast<void>(list_.release());  // the head stays, or there was none
        list_.reset(longer);
    }
    curl_slist* get() const { return list_.get(); }

  private:
    struct Free {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    std::unique_ptr<curl_slist, Free> list_;
};

}  // namespace dondoc::notifiers
