#include "config/mailbox.h"

#include "plan/unit.h"
#include "plan/vietnamese.h"

namespace dondoc::config {
namespace {

/// What a mail program takes for the end of the name, unless the name is in quotes.
constexpr std::string_view kSpecials = ",;:@<>()[]\\\"";

bool is_quoted(std::string_view name) {
    if (name.size() < 2 || name.front() != '"' || name.back() != '"') return false;
    name.remove_prefix(1);
    name.remove_suffix(1);
    return name.find_first_of("\"\\") == std::string_view::npos;
}

}  // namespace

std::optional<plan::Words> mail_address_fault(std::string_view address) {
    if (address.find("://") == std::string_view::npos) return plan::address_fault(address);
    return plan::Words{"cần địa chỉ thư điện tử, ví dụ \"don-doc@stp.example\"",
                       "this must be a mail address, e.g. \"don-doc@stp.example\""};
}

std::optional<plan::Words> mailbox_fault(std::string_view mailbox) {
    if (!mailbox.ends_with('>')) return mail_address_fault(mailbox);
    const auto open = mailbox.rfind('<');
    const std::string name = plan::collapse_space(mailbox.substr(0, open));
    if (open == std::string_view::npos ||
        (name.find_first_of(kSpecials) != std::string::npos && !is_quoted(name))) {
        return plan::Words{
            "tên người gửi có dấu câu thì phải đặt trong ngoặc kép, ví dụ: '\"Sở Tư "
            "pháp, Văn phòng\" <don-doc@stp.example>'",
            "a sender's name with punctuation stands in quotes, e.g. '\"Sở Tư pháp, "
            "Văn phòng\" <don-doc@stp.example>'"};
    }
    return mail_address_fault(mailbox.substr(open + 1, mailbox.size() - open - 2));
}

}  // namespace dondoc::config
