#pragma once

#include <string>

#include "config/settings.h"
#include "scripted_peer.h"

/// A mail server that does at each step of the dialogue what a test tells it to.
namespace dondoc::testing {

/// Instead of an answer.
inline const std::string kHang = "hang";
inline const std::string kClose = "close";

struct SmtpScript {
    std::string greeting = "220 peer.example ESMTP\r\n";
    std::string hello = "250-peer.example\r\n250 8BITMIME\r\n";
    std::string auth = "235 welcome\r\n";
    std::string mail = "250 sender ok\r\n";
    std::string rcpt = "250 recipient ok\r\n";
    std::string data = "354 go ahead\r\n";
    std::string dot = "250 2.0.0 queued as 1\r\n";
    std::string quit = "221 bye\r\n";
};

class SmtpPeer {
  public:
    explicit SmtpPeer(SmtpScript script)
        : script_(std::move(script)), peer_([this](Conversation& c) { talk(c); }) {}

    unsigned port() const { return peer_.port(); }
    int connections() const { return peer_.connections(); }
    /// Every command, and the mail from DATA's answer to the dot, as they came.
    std::vector<std::string> heard() const { return peer_.notes(); }
    bool hears(const std::string& beginning) { return peer_.wait_for_note(beginning); }
    std::size_t count(const std::string& beginning) const {
        std::size_t found = 0;
        for (const auto& line : heard())
            found += line.starts_with(beginning) ? 1 : 0;
        return found;
    }

  private:
    /// AUTH goes by question and answer. What the client answers is not noted.
    bool log_in(Conversation& c) {
        c.say("334 \r\n");
        c.read_until("\r\n");
        return answer(c, script_.auth);
    }

    /// False when the conversation is over.
    bool answer(Conversation& c, const std::string& with) {
        if (with == kHang) c.hang();
        if (with == kHang || with == kClose) return false;
        c.say(with);
        return true;
    }

    const std::string& answer_to(const std::string& command) const {
        static const std::string other = "250 ok\r\n";
        if (command.starts_with("EHLO")) return script_.hello;
        if (command.starts_with("MAIL")) return script_.mail;
        if (command.starts_with("RCPT")) return script_.rcpt;
        if (command.starts_with("DATA")) return script_.data;
        if (command.starts_with("QUIT")) return script_.quit;
        return other;
    }

    void talk(Conversation& c) {
        if (!answer(c, script_.greeting)) return;
        for (auto command = c.read_until("\r\n"); !command.empty();
             command = c.read_until("\r\n")) {
            peer_.note(command);
            if (command.starts_with("AUTH")) {
                if (!log_in(c)) return;
                continue;
            }
            const auto& with = answer_to(command);
            if (!answer(c, with)) return;
            if (!command.starts_with("DATA") || !with.starts_with("354")) continue;
            peer_.note(c.read_until("\r\n.\r\n"));
            if (!answer(c, script_.dot)) return;
        }
    }

    SmtpScript script_;
    ScriptedPeer peer_;
};

inline config::EmailChannel mail_settings(unsigned port) {
    config::EmailChannel settings;
    settings.security = config::EmailChannel::Security::plain;
    settings.host = "127.0.0.1";
    settings.port = port;
    settings.from = "don-doc@stp.example";
    settings.envelope_sender = "bounce@stp.example";
    return settings;
}

}  // namespace dondoc::testing
