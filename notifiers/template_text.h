#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plan/result.h"

namespace dondoc::notifiers {

struct Facts;
/// A flag, a text (empty: there is none), or a list whose entries also see the names around them.
using Fact = std::variant<bool, std::string, std::vector<Facts>>;
/// What a template can say, by name. Every name is always there, so that the names of one example
/// are the names that templates may use.
struct Facts {
    std::map<std::string, Fact> named;
};

enum class Escape { none, html };

/// The built-in text of `notifiers/templates/<language>/<file>`; empty when there is no such file.
std::string_view builtin_template(plan::Language language, std::string_view file);

/// One Mustache template whose names are known to exist: Mustache itself renders a name that it
/// does not know as nothing at all.
class Template {
  public:
    /// Refuses, with file, line and column: bad syntax, names that are not in `known`, lists and
    /// flags used as text, partials, and in HTML everything that would go in unescaped (promise
    /// 27).
    static plan::Checked<Template> parse(std::string_view text, const std::string& file,
                                         Escape escape, const Facts& known);
    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;
    ~Template();

    std::string render(const Facts& facts) const;

  private:
    struct Parsed;
    explicit Template(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace dondoc::notifiers
