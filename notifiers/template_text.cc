#include "notifiers/template_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <unordered_map>

#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

namespace mustache = kainjow::mustache;
using Component = mustache::component<std::string>;
using mustache::tag_type;

plan::Problem problem_at(const std::string& file, std::string_view text, std::size_t position,
                         plan::Words words) {
    const auto before = text.substr(0, std::min(position, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
    // Columns count characters, as editors do.
    const auto column = 1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_start),
                                          before.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return {std::move(words), file, static_cast<std::uint32_t>(line),
            static_cast<std::uint32_t>(column)};
}

plan::Words syntax_words(const std::string& error) {
    if (error.starts_with("Unclosed tag")) {
        return {"mở «{{» mà không đóng «}}»", "a tag is opened with {{ and not closed with }}"};
    }
    if (error.starts_with("Unopened section")) {
        return {"có «{{/…}}» mà không có «{{#…}}» mở trước đó",
                "{{/…}} closes a section that is not open"};
    }
    if (error.starts_with("Unclosed section")) {
        return {"mở «{{#…}}» mà không đóng bằng «{{/…}}» cùng tên",
                "a section {{#…}} is not closed with {{/…}} of the same name"};
    }
    return {"viết sai cặp dấu ngăn «{{=… …=}}»", "the delimiters in {{=… …=}} are not valid"};
}

/// The parser's messages end in the offset they speak of.
std::size_t position_in(const std::string& error) {
    const auto digits = error.find_last_not_of("0123456789") + 1;
    return digits < error.size() ? std::stoul(error.substr(digits)) : 0;
}

/// Walks the parsed tags with the names that each section brings into view.
class NameCheck {
  public:
    NameCheck(std::string_view text, const std::string& file, Escape escape)
        : text_(text), file_(file), escape_(escape) {}

    void walk(const std::vector<Component>& components, const std::vector<const Facts*>& scopes) {
        for (const auto& component : components)
            check(component, scopes);
    }
    plan::Problems take() { return std::move(problems_); }

  private:
    void check(const Component& component, const std::vector<const Facts*>& scopes) {
        const auto& tag = component.tag;
        if (tag.type == tag_type::text || tag.type == tag_type::comment ||
            tag.type == tag_type::set_delimiter || tag.is_section_end()) {
            return;
        }
        if (tag.type == tag_type::partial) {
            say(component,
                {fmt::format("không dùng được «{{{{> {0}}}}}»: viết thẳng nội dung vào mẫu này",
                             tag.name),
                 fmt::format("{{{{> {0}}}}} cannot be used: write its text here", tag.name)});
            return;
        }
        const Fact* fact = find(tag.name, scopes);
        if (fact == nullptr) {
            say(component, unknown(tag.name, scopes));
            return;
        }
        if (tag.is_section_begin()) {
            check_section(component, *fact, scopes);
        } else {
            check_variable(component, *fact);
        }
    }

    void check_section(const Component& component, const Fact& fact,
                       std::vector<const Facts*> scopes) {
        const auto* list = std::get_if<std::vector<Facts>>(&fact);
        const bool entered =
            list != nullptr && !list->empty() && component.tag.type == tag_type::section_begin;
        if (entered) scopes.push_back(&list->front());
        walk(component.children, scopes);
    }

    void check_variable(const Component& component, const Fact& fact) {
        const auto& name = component.tag.name;
        if (!std::holds_alternative<std::string>(fact)) {
            say(component,
                {fmt::format("«{0}» không phải là chữ: dùng «{{{{#{0}}}}}…{{{{/{0}}}}}»", name),
                 fmt::format("{0} is not a text: use {{{{#{0}}}}}…{{{{/{0}}}}}", name)});
        } else if (component.tag.type == tag_type::unescaped_variable && escape_ == Escape::html) {
            say(component, {fmt::format("trong mẫu HTML chỉ viết «{{{{{0}}}}}»", name),
                            fmt::format("in an HTML template write {{{{{0}}}}} only", name)});
        }
    }

    static const Fact* find(const std::string& name, const std::vector<const Facts*>& scopes) {
        for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
            const auto found = (*scope)->named.find(name);
            if (found != (*scope)->named.end()) return &found->second;
        }
        return nullptr;
    }

    static plan::Words unknown(const std::string& name, const std::vector<const Facts*>& scopes) {
        std::vector<std::string> known;
        for (const Facts* scope : scopes) {
            for (const auto& [each, fact] : scope->named)
                known.push_back(each);
        }
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        const auto near = plan::nearest_of(name, {known.begin(), known.end()});
        if (!near.empty()) {
            return {fmt::format("không có tên «{}»; có phải là «{}»?", name, near),
                    fmt::format("there is no name {}; do you mean {}?", name, near)};
        }
        const auto all = fmt::format("{}", fmt::join(known, ", "));
        return {fmt::format("không có tên «{}»; ở đây dùng được: {}", name, all),
                fmt::format("there is no name {}; known here: {}", name, all)};
    }

    void say(const Component& component, plan::Words words) {
        problems_.push_back(problem_at(file_, text_, component.position, std::move(words)));
    }

    std::string_view text_;
    const std::string& file_;
    Escape escape_;
    plan::Problems problems_;
};

/// Facts as Mustache asks for them, name by name: most templates say few of those there are.
class FactsView final : public mustache::basic_context<std::string> {
  public:
    explicit FactsView(const Facts& facts) : scopes_{&facts} {}

    /// Mustache pushes an entry of a list that it was given, or for a flag or a text the thing
    /// itself, which has no names.
    void push(const mustache::data* data) override {
        const auto entry = entries_.find(data);
        scopes_.push_back(entry == entries_.end() ? nullptr : entry->second);
    }
    void pop() override { scopes_.pop_back(); }

    const mustache::data* get(const std::string& name) const override {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (*scope == nullptr) continue;
            const auto found = (*scope)->named.find(name);
            if (found != (*scope)->named.end()) return &said(found->second);
        }
        return nullptr;
    }
    /// Templates with partials are refused when they are parsed.
    const mustache::data* get_partial(const std::string&) const override { return nullptr; }

  private:
    const mustache::data& said(const Fact& fact) const {
        const auto [place, fresh] = said_.try_emplace(&fact, nullptr);
        if (fresh) place->second = std::make_unique<mustache::data>(data_of(fact));
        if (fresh) note_entries(fact, *place->second);
        return *place->second;
    }

    static mustache::data data_of(const Fact& fact) {
        if (const auto* flag = std::get_if<bool>(&fact)) return {*flag};
        if (const auto* text = std::get_if<std::string>(&fact)) {
            // An empty text is false, so that {{#name}} leaves its part out.
            return text->empty() ? mustache::data(false) : mustache::data(*text);
        }
        mustache::data list(mustache::data::type::list);
        for (std::size_t i = 0; i < std::get<std::vector<Facts>>(fact).size(); ++i)
            list.push_back(mustache::data());
        return list;
    }

    /// Which facts stand behind the entries of a list, which are empty themselves.
    void note_entries(const Fact& fact, const mustache::data& data) const {
        const auto* facts = std::get_if<std::vector<Facts>>(&fact);
        for (std::size_t i = 0; facts != nullptr && i < facts->size(); ++i)
            entries_.emplace(&data.list_value().at(i), &facts->at(i));
    }

    std::vector<const Facts*> scopes_;
    mutable std::unordered_map<const Fact*, std::unique_ptr<mustache::data>> said_;
    mutable std::unordered_map<const mustache::data*, const Facts*> entries_;
};

/// Takes what Mustache writes, without a stream's cost.
struct Output {
    std::string text;
    Output& operator<<(const std::string& part) {
        text += part;
        return *this;
    }
};

}  // namespace

struct Template::Parsed {
    mustache::mustache compiled;
};

plan::Checked<Template> Template::parse(std::string_view text, const std::string& file,
                                        Escape escape, const Facts& known) {
    mustache::context<std::string> context;
    mustache::context_internal<std::string> state{context};
    Component root;
    std::string error;
    const std::string owned(text);
    mustache::parser<std::string>{owned, state, root, error};
    if (!error.empty()) {
        return tl::unexpected(
            plan::Problems{problem_at(file, text, position_in(error), syntax_words(error))});
    }
    NameCheck check(text, file, escape);
    check.walk(root.children, {&known});
    if (auto problems = check.take(); !problems.empty()) return tl::unexpected(std::move(problems));

    auto parsed = std::make_unique<Parsed>(Parsed{mustache::mustache(owned)});
    if (escape == Escape::none) {
        parsed->compiled.set_custom_escape([](const std::string& plain) { return plain; });
    }
    return Template(std::move(parsed));
}

std::string Template::render(const Facts& facts) const {
    FactsView view(facts);
    Output output;
    parsed_->compiled.render(view, output);
    return std::move(output.text);
}

Template::Template(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

}  // namespace dondoc::notifiers
