#include "plan/document/group_lead.h"

#include <algorithm>

#include "plan/document/outline.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kLongestName = 300;

/// «Chủ trì: …», «Đơn vị thực hiện: …»: where the units begin.
std::size_t after_label(std::string_view name) {
    const auto colon = name.find(':');
    if (name.size() > kLongestName || colon == std::string_view::npos) return 0;
    const std::string label = fold_marks(name.substr(0, colon));
    for (const std::string_view known :
         {"chu tri", "don vi chu tri", "co quan chu tri", "don vi thuc hien", "co quan thuc hien",
          "don vi phu trach", "bo phan phu trach"}) {
        if (label == known) return colon + 1;
    }
    return 0;
}

}  // namespace

void GroupLead::set(std::string_view name, const std::optional<Number>& number) {
    const std::size_t start = after_label(name);
    if (start > 0) {
        units_ = "Chủ trì: " + collapse_space(name.substr(start));
        number_ = number;
        return;
    }
    // A group inside the one that names its units changes nothing.
    const bool inner = number && number_ && number->style > number_->style;
    if (!inner) units_.clear();
}

void GroupLead::group(std::string_view name, const std::optional<Number>& number) {
    const auto own = number_at_start(name);
    const bool bullet = own && own->style == NumberStyle::bullet;
    const bool cut = own && (bullet || (number && own->text == number->text));
    set(cut ? name.substr(own->length) : name, number);
}

void GroupLead::prose(std::string_view text) {
    const auto number = number_at_start(text);
    const std::string_view name = number ? text.substr(number->length) : text;
    if (number || after_label(name) > 0 || annex_of(text)) set(name, number);
}

void GroupLead::give(TaskRow& row, const std::vector<Column>& columns) const {
    if (units_.empty()) return;
    if (row.lead.own()) {
        const auto column = std::find_if(columns.begin(), columns.end(), [](const Column& each) {
            return each.role == Role::lead;
        });
        if (column == columns.end() || !names_a_person(column->heading)) return;
        row.note.text += (row.note.text.empty() ? "" : "\n") + column->heading + ": " +
                         collapse_space(row.lead.text);
        row.note.inherited = false;
    }
    row.lead = {units_, false};
}

}  // namespace dondoc::plan
