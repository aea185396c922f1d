#pragma once

#include <map>
#include <memory>
#include <string>

#include "config/settings.h"
#include "plan/calendar.h"
#include "plan/result.h"
#include "scheduler/brief.h"

namespace dondoc::notifiers {

/// A letter in words: what stands in the mail.
struct Rendered {
    std::string subject;
    std::string text;  ///< UTF-8, LF, lines at most 78 columns where words allow
    std::string html;
    bool overdue = false;  ///< Importance: high
    /// One obligation only: the thread it belongs to, else empty (DESIGN 8).
    std::string thread;
    /// One obligation only: what a calendar calls its deadline, without the days left, which
    /// change.
    std::string event;
};

/// The stable, plain-ASCII name of an obligation in threads and calendars, whatever its plan is
/// called.
std::string thread_of(const plan::ObligationKey& key);

/// Mustache templates of one language, built in or an office's own. All names are checked when they
/// are loaded: an unknown name is a problem, never an empty line in a mail.
class Templates {
  public:
    /// `folder` empty: the built-in ones. A folder may hold any of `reminder.txt`, `reminder.html`,
    /// `alert.txt`, `alert.html`, `subject.txt`; the others are the built-in ones.
    static plan::Checked<Templates> load(const std::string& folder, plan::Language language);
    Templates(Templates&&) noexcept;
    Templates& operator=(Templates&&) noexcept;
    ~Templates();

    Rendered render(const scheduler::Letter& letter, const plan::Calendar& calendar) const;
    /// Only what `render` says is the subject: of a webhook nothing else is in words.
    std::string subject(const scheduler::Letter& letter, const plan::Calendar& calendar) const;

  private:
    struct Parsed;
    explicit Templates(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace dondoc::notifiers
