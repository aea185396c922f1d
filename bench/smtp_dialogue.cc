#include "dialogue.h"

namespace dondoc::bench {
namespace {

constexpr std::string_view kDot = "\r\n.\r\n";

class SmtpDialogue final : public Dialogue {
  public:
    explicit SmtpDialogue(Tally& tally) : tally_(tally) {}

    std::string_view greeting() const override { return "220 bench.example ESMTP\r\n"; }

    bool take(std::string& in, std::string& out) override {
        for (;;) {
            if (in_mail_) {
                if (!take_mail(in, out)) return true;
                continue;
            }
            const auto end = in.find("\r\n");
            if (end == std::string::npos) return true;
            const auto verb = in.substr(0, 4);
            in.erase(0, end + 2);
            if (verb == "QUIT") {
                out += "221 bye\r\n";
                return false;
            }
            in_mail_ = verb == "DATA";
            out += in_mail_ ? "354 go on\r\n" : "250 ok\r\n";
        }
    }

  private:
    /// False while the mail is not whole.
    bool take_mail(std::string& in, std::string& out) {
        const auto dot = in.find(kDot, searched_);
        if (dot == std::string::npos) {
            searched_ = in.size() > kDot.size() ? in.size() - kDot.size() : 0;
            return false;
        }
        const std::string_view mail(in.data(), dot + 2);
        const auto body = mail.find("\r\n\r\n");
        const bool has_body = body != std::string_view::npos && body + 4 < mail.size();
        const auto id = header_of(mail.substr(0, has_body ? body + 2 : 0), "message-id");
        tally_.arrived(id, mail.size(), has_body && !id.empty());
        in.erase(0, dot + kDot.size());
        out += "250 taken\r\n";
        searched_ = 0;
        in_mail_ = false;
        return true;
    }

    Tally& tally_;
    bool in_mail_ = false;
    std::size_t searched_ = 0;
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_name(std::string_view line, std::string_view name) {
    if (line.size() <= name.size() || line[name.size()] != ':') return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (lower(line[i]) != name[i]) return false;
    }
    return true;
}

}  // namespace

std::string_view header_of(std::string_view block, std::string_view name) {
    while (!block.empty()) {
        const auto end = std::min(block.find("\r\n"), block.size());
        const auto line = block.substr(0, end);
        if (starts_with_name(line, name)) {
            const auto value = line.find_first_not_of(' ', name.size() + 1);
            return value == std::string_view::npos ? std::string_view() : line.substr(value);
        }
        block.remove_prefix(std::min(end + 2, block.size()));
    }
    return {};
}

std::unique_ptr<Dialogue> smtp_dialogue(Tally& tally) {
    return std::make_unique<SmtpDialogue>(tally);
}

}  // namespace dondoc::bench
