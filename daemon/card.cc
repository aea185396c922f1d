#include "daemon/card.h"
#include "daemon/listing.h"

#include "notifiers/text_layout.h"

namespace dondoc::daemon {

void Card::add(std::string key, plan::Words label, Cell cell) {
    lines_.push_back({std::move(key), std::move(label), std::move(cell)});
}

std::string Card::text(plan::Language language) const {
    std::string made;
    for (const Line& line : lines_) {
        const std::string& label = line.label.in(language);
        if (label.empty() || line.cell.text.empty()) continue;
        made += label + ":\t";
        for (const char letter : line.cell.text) {
            made += letter;
            if (letter == '\n') made += '\t';
        }
        made += '\n';
    }
    return notifiers::lay_out(made);
}

void Card::print(std::ostream& out, Format format, plan::Language language) const {
    if (format == Format::table) {
        out << text(language);
        return;
    }
    auto object = nlohmann::ordered_json::object();
    for (const Line& line : lines_)
        object[line.key] = line.cell.value;
    out << (format == Format::json ? json_text(object) : json_line(object)) << '\n';
}

}  // namespace dondoc::daemon
