#include <algorithm>
#include <map>
#include <set>

#include "plan/document/document_builder.h"
#include "plan/document/limits.h"
#include "plan/document/office.h"
#include "plan/document/xlsx_format.h"
#include "plan/document/xml.h"
#include "plan/said.h"

namespace dondoc::plan {

namespace {

constexpr int kLastRow = 1'048'576;

tl::unexpected<Problem> fail(Words words) {
    return tl::unexpected(Problem{std::move(words), {}, 0, 0});
}

/// `C12` as column 3, row 12; 0 for what is not there.
struct Place {
    int column = 0;
    int row = 0;
};

Place place_of(std::string_view text) {
    Place place;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && place.column < 100'000; ++at)
        place.column = place.column * 26 + (text[at] - 'A' + 1);
    place.row = number_of(text.substr(at), 0, kLastRow);
    return place;
}

/// The text of a shared or inline string: its runs, without phonetic hints.
std::string text_of(pugi::xml_node node) {
    std::string text;
    for (const pugi::xml_node child : node.children()) {
        if (local_name(child) == "t") text += child.child_value();
        if (local_name(child) == "r") text += child_named(child, "t").child_value();
    }
    return text;
}

struct Merge {
    Place first;
    Place last;
};

class XlsxReader {
  public:
    XlsxReader(Package& package, std::string main_part)
        : package_(package), main_part_(std::move(main_part)) {}

    Result<Document> read();

  private:
    struct Sheet {
        std::string name;
        std::string part;
    };

    std::optional<Problem> load(const std::string& part, Xml& xml);
    std::optional<Problem> load_workbook();
    std::optional<Problem> load_strings();
    std::string beside(std::string_view name) const;
    std::string resolved(std::string_view target) const;
    void sheet(pugi::xml_node root);
    void row(pugi::xml_node node, int number);
    void cell(pugi::xml_node node, Row& cells, int& column);
    std::string value_of(pugi::xml_node cell) const;
    void mark_merges(Row& cells, int number) const;

    Package& package_;
    std::string main_part_;
    std::vector<Sheet> sheets_;
    bool from_1904_ = false;
    std::vector<std::string> strings_;
    std::optional<XlsxFormats> formats_;
    std::multimap<int, Merge> merges_;  ///< by each row they cover, within the limits
    DocumentBuilder out_;
};

std::optional<Problem> XlsxReader::load(const std::string& part, Xml& xml) {
    auto bytes = package_.read(part);
    if (!bytes) return bytes.error();
    if (bytes->empty()) return std::nullopt;
    if (auto fault = parse_xml(std::move(*bytes), xml)) return fail(std::move(*fault)).value();
    return std::nullopt;
}

std::string XlsxReader::beside(std::string_view name) const {
    const auto slash = main_part_.rfind('/');
    return (slash == std::string::npos ? "" : main_part_.substr(0, slash + 1)) + std::string(name);
}

std::string XlsxReader::resolved(std::string_view target) const {
    if (target.starts_with("/")) return std::string(target.substr(1));
    return beside(target);
}

std::optional<Problem> XlsxReader::load_workbook() {
    Xml workbook;
    if (auto fault = load(main_part_, workbook)) return fault;
    const auto slash = main_part_.rfind('/');
    Xml relations;
    if (auto fault = load(beside("_rels/" + main_part_.substr(slash + 1) + ".rels"), relations))
        return fault;
    std::map<std::string, std::string, std::less<>> targets;
    for (const pugi::xml_node node : relations.tree.document_element().children())
        targets[std::string(attribute_named(node, "Id"))] =
            resolved(attribute_named(node, "Target"));
    const pugi::xml_node root = workbook.tree.document_element();
    const auto dates = attribute_named(child_named(root, "workbookPr"), "date1904");
    from_1904_ = dates == "1" || dates == "true";
    for (const pugi::xml_node node : child_named(root, "sheets").children()) {
        const auto state = attribute_named(node, "state");
        if (local_name(node) != "sheet" || state == "hidden" || state == "veryHidden") continue;
        std::string_view id;  // `r:id`, beside `sheetId` whose local name differs
        for (const pugi::xml_attribute attribute : node.attributes())
            if (local_name(attribute) == "id") id = attribute.value();
        const auto target = targets.find(id);
        if (target != targets.end())
            sheets_.push_back({std::string(attribute_named(node, "name")), target->second});
    }
    return std::nullopt;
}

std::optional<Problem> XlsxReader::load_strings() {
    Xml xml;
    if (auto fault = load(beside("sharedStrings.xml"), xml)) return fault;
    for (const pugi::xml_node node : xml.tree.document_element().children()) {
        if (local_name(node) == "si") strings_.push_back(text_of(node));
    }
    return std::nullopt;
}

Result<Document> XlsxReader::read() {
    if (auto fault = load_workbook()) return tl::unexpected(std::move(*fault));
    if (auto fault = load_strings()) return tl::unexpected(std::move(*fault));
    {
        Xml styles;
        if (auto fault = load(beside("styles.xml"), styles))
            return tl::unexpected(std::move(*fault));
        formats_.emplace(styles.tree.document_element(), from_1904_);
    }
    for (const Sheet& one : sheets_) {
        Xml xml;
        if (auto fault = load(one.part, xml)) return tl::unexpected(std::move(*fault));
        // Of several sheets the name may say which annex it is.
        if (sheets_.size() > 1) out_.paragraph(one.name);
        sheet(xml.tree.document_element());
        out_.end_table();
        if (!out_.room()) break;
    }
    return out_.take();
}

void XlsxReader::sheet(pugi::xml_node root) {
    merges_.clear();
    std::size_t marks = 0;
    for (const pugi::xml_node node : child_named(root, "mergeCells").children()) {
        const std::string_view area = attribute_named(node, "ref");
        const auto colon = area.find(':');
        if (colon == std::string_view::npos) continue;
        const Merge merge{place_of(area.substr(0, colon)), place_of(area.substr(colon + 1))};
        const bool whole = merge.first.column > 0 && merge.first.row > 0 &&
                           merge.last.column >= merge.first.column &&
                           merge.last.row >= merge.first.row;
        if (!whole) continue;
        for (int number = merge.first.row; number <= merge.last.row; ++number) {
            if (++marks > kMostCells / 8) return;
            merges_.emplace(number, merge);
        }
    }
    int number = 0;
    for (const pugi::xml_node node : child_named(root, "sheetData").children()) {
        if (local_name(node) != "row" || !out_.room()) continue;
        number = number_of(attribute_named(node, "r"), number + 1, kLastRow);
        row(node, number);  // hidden ones too: a filter that was left on hides tasks
    }
}

void XlsxReader::row(pugi::xml_node node, int number) {
    Row cells;
    int column = 0;
    for (const pugi::xml_node child : node.children()) {
        if (local_name(child) == "c") cell(child, cells, column);
    }
    mark_merges(cells, number);
    out_.row(std::move(cells));
}

void XlsxReader::cell(pugi::xml_node node, Row& cells, int& column) {
    const Place place = place_of(attribute_named(node, "r"));
    column = place.column > 0 ? place.column : column + 1;
    if (column > static_cast<int>(kMostColumns)) return;
    const auto at = static_cast<std::size_t>(column);
    if (cells.size() < at) cells.resize(at);
    cells[at - 1].text = value_of(node);
}

std::string XlsxReader::value_of(pugi::xml_node cell) const {
    const std::string_view type = attribute_named(cell, "t");
    if (type == "inlineStr") return text_of(child_named(cell, "is"));
    const char* const value = child_named(cell, "v").child_value();
    if (type == "s") {
        const int at = number_of(value, -1, 100'000'000);
        return at >= 0 && static_cast<std::size_t>(at) < strings_.size()
                   ? strings_[static_cast<std::size_t>(at)]
                   : std::string();
    }
    if (type == "str" || type == "d") return value;
    if (type == "e" || type == "b") return {};
    return formats_->shown(value, number_of(attribute_named(cell, "s"), 0));
}

void XlsxReader::mark_merges(Row& cells, int number) const {
    const auto [first, last] = merges_.equal_range(number);
    for (auto merge = first; merge != last; ++merge) {
        const Place from = merge->second.first;
        const int to = std::min(merge->second.last.column, static_cast<int>(kMostColumns));
        if (from.column > to) continue;
        if (cells.size() < static_cast<std::size_t>(to)) cells.resize(static_cast<std::size_t>(to));
        for (int column = from.column; column <= to; ++column) {
            Cell& cell = cells[static_cast<std::size_t>(column) - 1];
            cell.merged_left = column > from.column;
            cell.merged_up = number > from.row;
            if (cell.merged_left || cell.merged_up) cell.text.clear();
        }
    }
}

}  // namespace

Result<Document> read_xlsx(Package& package, const std::string& main_part) {
    return XlsxReader(package, main_part).read();
}

}  // namespace dondoc::plan
