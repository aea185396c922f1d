#include "notifiers/login_words.h"

#include "notifiers/base64.h"

namespace dondoc::notifiers {
namespace {

constexpr std::string_view kInstead = "***";

std::string unpadded(std::string text) {
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

void replace_all(std::string& text, const std::string& form) {
    for (auto at = text.find(form); at != std::string::npos; at = text.find(form, at)) {
        text.replace(at, form.size(), kInstead);
        at += kInstead.size();
    }
}

}  // namespace

std::string without_password(std::string_view said, const std::string& username,
                             const std::string& password) {
    std::string text(said);
    if (password.empty()) return text;
    replace_all(text, unpadded(base64('\0' + username + '\0' + password)));
    replace_all(text, unpadded(base64(password)));
    replace_all(text, password);
    return text;
}

}  // namespace dondoc::notifiers
