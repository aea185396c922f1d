#include "plan/document/labelled_rows.h"

#include <optional>
#include <utility>

#include "plan/document/numbering.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kLongestLabel = 80;

struct Labelled {
    Role role = Role::none;
    std::string_view text;
};

/// «- Thời gian thực hiện: Quý I.»
std::optional<Labelled> labelled(std::string_view text) {
    const auto number = number_at_start(text);
    if (number && number->style == NumberStyle::bullet) text.remove_prefix(number->length);
    const auto colon = text.substr(0, kLongestLabel).find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const Role role = role_of_heading(text.substr(0, colon));
    const bool wanted = role == Role::timing || role == Role::lead || role == Role::support ||
                        role == Role::product || role == Role::note;
    if (!wanted) return std::nullopt;
    std::string_view value = text.substr(colon + 1);
    while (!value.empty() && std::string_view(" .;").find(value.back()) != std::string_view::npos)
        value.remove_suffix(1);
    // «Chủ trì: …; phối hợp: …» is taken apart with the units.
    const bool both = role == Role::lead && value.find(':') != std::string_view::npos;
    return Labelled{role, both ? text : value};
}

void put(TaskRow& row, const Labelled& part) {
    Field& field = part.role == Role::timing    ? row.timing
                   : part.role == Role::lead    ? row.lead
                   : part.role == Role::support ? row.support
                   : part.role == Role::product ? row.product
                                                : row.note;
    field.text += (field.text.empty() ? "" : "\n") + collapse_space(part.text);
}

PlanLine row_of(const std::string& title) {
    PlanLine line;
    line.kind = PlanLine::Kind::row;
    const auto number = number_at_start(title);
    const bool counts = number && number->style != NumberStyle::bullet;
    if (counts) line.row.no.text = number->text;
    line.row.title.text = number ? title.substr(number->length) : title;
    return line;
}

}  // namespace

void add_labelled_rows(PlanLines& source) {
    std::vector<PlanLine> lines;
    std::size_t timed = 0;
    bool open = false;  // the last line is a row that goes on
    for (const PlanLine& line : source.lines) {
        const auto part = labelled(line.text);
        if (!part || lines.empty()) {
            lines.push_back(line);
            open = false;
            continue;
        }
        if (!open) {
            PlanLine row = row_of(lines.back().text);
            PlanLine heading;
            heading.kind = PlanLine::Kind::heading;
            lines.back() = std::move(heading);
            lines.push_back(std::move(row));
            open = true;
        }
        if (part->role == Role::timing) ++timed;
        put(lines.back().row, *part);
    }
    if (timed < 2) return;
    source.lines = std::move(lines);
    source.layouts = {{{Role::no, "STT"},
                       {Role::title, "Nội dung"},
                       {Role::timing, "Thời gian"},
                       {Role::lead, "Đơn vị chủ trì"},
                       {Role::support, "Đơn vị phối hợp"},
                       {Role::product, "Sản phẩm"}}};
}

}  // namespace dondoc::plan
