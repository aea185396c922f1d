#include <fmt/format.h>

#include <algorithm>

#include "plan/plan_file.h"
#include "plan/timing_fields.h"

namespace dondoc::plan {

namespace {

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if ((c >= 0 && c < ' ') || c == 0x7F) {
            out += fmt::format("\\u{:04X}", static_cast<int>(c));
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string quoted_list(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts)
        out += (out.empty() ? "" : ", ") + in_quotes(text);
    return "[" + out + "]";
}

/// Lines `key = value`, aligned; what is empty is left out.
class Lines {
  public:
    explicit Lines(int width, std::string indent = {})
        : width_(width), indent_(std::move(indent)) {}

    void raw(std::string_view key, std::string_view value) {
        text_ += fmt::format("{}{:<{}} = {}\n", indent_, key, width_, value);
    }
    void text(std::string_view key, std::string_view value) {
        if (!value.empty()) raw(key, in_quotes(value));
    }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        if (!values.empty()) raw(key, quoted_list(values));
    }
    const std::string& all() const { return text_; }

  private:
    int width_;
    std::string indent_;
    std::string text_;
};

/// Dates are TOML dates; an hour gets the seconds that TOML asks for. 24:00 is no time in TOML.
std::string date_value(const std::string& date) {
    if (date.find("T24") != std::string::npos) return in_quotes(date);
    return date.find('T') == std::string::npos ? date : date + ":00";
}

std::string field_value(const TimingField& field) {
    if (const auto* number = std::get_if<long long>(&field.value)) return std::to_string(*number);
    if (const auto* list = std::get_if<std::vector<int>>(&field.value)) {
        return fmt::format("[{}]", fmt::join(*list, ", "));
    }
    const auto& text = std::get<std::string>(field.value);
    const bool date = field.name == "start" || field.name == "due" || field.name == "until";
    return date ? date_value(text) : in_quotes(text);
}

std::string inline_timing(const Timing& timing) {
    std::string out;
    for (const TimingField& field : timing_fields(timing)) {
        // TOML has no null: what is not set is a default.
        if (field.is_default) continue;
        out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", field.name, field_value(field));
    }
    return "{ " + out + " }";
}

std::string inline_timings(const std::vector<Timing>& timings) {
    std::string out = "[\n";
    for (const Timing& timing : timings)
        out += "  " + inline_timing(timing) + ",\n";
    return out + "]";
}

std::vector<std::string> names_of(const std::vector<UnitRef>& refs) {
    std::vector<std::string> names;
    for (const UnitRef& ref : refs)
        names.push_back(ref.name);
    return names;
}

std::string head_text(const Plan& plan) {
    Lines lines(10);
    lines.text("number", plan.number);
    lines.text("title", plan.title);
    lines.text("issuer", plan.issuer);
    if (plan.issued) lines.raw("issued", iso(*plan.issued));
    lines.raw("valid", fmt::format("{{ from = {}, until = {} }}", iso(plan.valid.from),
                                   iso(plan.valid.until)));
    lines.texts("supersedes", plan.supersedes);
    return "[plan]\n" + lines.all();
}

/// A unit that nobody knows, or none at all: the reader takes that only where it is said.
bool is_open(const Task& task) {
    const auto unmatched = [](const UnitRef& ref) { return ref.unit.empty(); };
    return task.lead.empty() || std::ranges::any_of(task.lead, unmatched) ||
           std::ranges::any_of(task.support, unmatched);
}

std::string task_text(const Task& task) {
    Lines lines(7);
    lines.text("table", task.table);
    lines.text("no", task.no);
    lines.text("title", task.title);
    lines.texts("lead", names_of(task.lead));
    lines.texts("support", names_of(task.support));
    lines.text("timing", task.timing_text);
    const bool words_only =
        task.timings.size() == 1 && kind_of(task.timings.front()) == Kind::unknown;
    if (!words_only || task.timing_text.empty()) lines.raw("timings", inline_timings(task.timings));
    lines.text("product", task.product);
    lines.text("note", task.note);
    lines.texts("tags", task.tags);
    if (is_open(task)) lines.raw("open", "true");
    return "\n[[task]]\n" + lines.all();
}

std::string unit_text(const Unit& unit) {
    Lines lines(7);
    lines.text("id", unit.id);
    lines.text("name", unit.name);
    lines.texts("aliases", unit.aliases);
    lines.text("parent", unit.parent.value_or(""));
    lines.texts("members", unit.members);
    std::string out = "[[unit]]\n" + lines.all();
    for (const Contact& contact : unit.contacts) {
        Lines inner(7, "  ");
        inner.text("role", contact.role);
        inner.text("channel", contact.channel);
        inner.text("address", contact.address);
        out += "  [[unit.contact]]\n" + inner.all();
    }
    return out;
}

}  // namespace

std::string write_plan(const Plan& plan) {
    std::string out = head_text(plan);
    for (const Task& task : plan.tasks)
        out += task_text(task);
    return out;
}

std::string write_units(const std::vector<Unit>& units) {
    std::string out;
    for (const Unit& unit : units)
        out += (out.empty() ? "" : "\n") + unit_text(unit);
    return out;
}

}  // namespace dondoc::plan
