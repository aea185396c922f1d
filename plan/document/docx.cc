#include <algorithm>

#include "plan/document/document_builder.h"
#include "plan/document/docx_numbering.h"
#include "plan/document/limits.h"
#include "plan/document/office.h"
#include "plan/document/xml.h"
#include "plan/said.h"

namespace dondoc::plan {

namespace {

/// Text that was deleted or moved away, field codes, and drawings' second form.
bool is_left_out(std::string_view name) {
    return name == "del" || name == "moveFrom" || name == "delText" || name == "instrText" ||
           name == "Fallback" || name == "footnoteReference" || name == "pPr" || name == "rPr" ||
           name == "sectPr" || name == "tblPr" || name == "tblGrid" || name == "trPr" ||
           name == "tcPr";
}

class DocxReader {
  public:
    explicit DocxReader(DocxNumbering& numbering) : numbering_(numbering) {}

    /// Paragraphs and tables of a body or of whatever wraps a part of it.
    void blocks(pugi::xml_node parent, int depth) {
        if (depth > kDeepestXml) return;
        for (const pugi::xml_node node : parent.children()) {
            if (!out_.room()) return;
            const std::string_view name = local_name(node);
            if (is_left_out(name)) continue;
            if (name == "p") {
                out_.paragraph(paragraph(node, depth + 1));
            } else if (name == "tbl") {
                out_.end_table();
                table(node, depth + 1);
                out_.end_table();
            } else {
                blocks(node, depth + 1);
            }
        }
    }

    Result<Document> take() { return out_.take(); }

  private:
    std::string paragraph(pugi::xml_node node, int depth) {
        std::string text = numbering_.next(child_named(node, "pPr"));
        if (!text.empty()) text += ' ';
        runs(node, text, depth);
        return text;
    }

    /// The text below a node, in reading order.
    void runs(pugi::xml_node parent, std::string& text, int depth) {
        if (depth > kDeepestXml || text.size() > kMostText) return;
        for (const pugi::xml_node node : parent.children()) {
            const std::string_view name = local_name(node);
            if (is_left_out(name)) continue;
            if (name == "t") {
                text += node.child_value();
            } else if (name == "tab" || name == "ptab") {
                text += ' ';
            } else if (name == "br" || name == "cr") {
                text += '\n';
            } else if (name == "noBreakHyphen") {
                text += '-';
            } else if (name == "p") {  // of a text box
                text += '\n' + paragraph(node, depth + 1) + '\n';
            } else {
                runs(node, text, depth + 1);
            }
        }
    }

    void table(pugi::xml_node parent, int depth) {
        if (depth > kDeepestXml) return;
        for (const pugi::xml_node node : parent.children()) {
            if (!out_.room()) return;
            const std::string_view name = local_name(node);
            if (name == "tr") {
                if (!child_named(child_named(node, "trPr"), "del")) row(node, depth + 1);
            } else if (!is_left_out(name)) {
                table(node, depth + 1);  // what wraps rows
            }
        }
    }

    void row(pugi::xml_node node, int depth) {
        Row row;
        const auto before = child_named(child_named(node, "trPr"), "gridBefore");
        row.resize(static_cast<std::size_t>(
            number_of(attribute_named(before, "val"), 0, static_cast<int>(kMostColumns))));
        cells(node, row, depth);
        out_.row(std::move(row));
    }

    void cells(pugi::xml_node parent, Row& row, int depth) {
        if (depth > kDeepestXml) return;
        for (const pugi::xml_node node : parent.children()) {
            if (row.size() >= kMostColumns) return;
            const std::string_view name = local_name(node);
            if (name == "tc") {
                cell(node, row, depth + 1);
            } else if (!is_left_out(name)) {
                cells(node, row, depth + 1);
            }
        }
    }

    void cell(pugi::xml_node node, Row& row, int depth) {
        const auto properties = child_named(node, "tcPr");
        const auto merge = child_named(properties, "vMerge");
        Cell cell;
        cell.merged_up = merge && attribute_named(merge, "val") != "restart";
        if (!cell.merged_up) content(node, cell.text, depth);
        const bool up = cell.merged_up;
        row.push_back(std::move(cell));
        const int span = number_of(attribute_named(child_named(properties, "gridSpan"), "val"), 1,
                                   static_cast<int>(kMostColumns));
        for (int covered = 1; covered < span && row.size() < kMostColumns; ++covered)
            row.push_back({{}, true, up});
    }

    /// A cell's paragraphs, a line each; a table inside the cell becomes lines too.
    void content(pugi::xml_node parent, std::string& text, int depth) {
        if (depth > kDeepestXml || text.size() > kMostText) return;
        for (const pugi::xml_node node : parent.children()) {
            const std::string_view name = local_name(node);
            if (is_left_out(name)) continue;
            if (name == "p") {
                text += (text.empty() ? "" : "\n") + paragraph(node, depth + 1);
            } else {
                content(node, text, depth + 1);
            }
        }
    }

    DocxNumbering& numbering_;
    DocumentBuilder out_;
};

/// A part beside the main one: `word/numbering.xml` for `word/document.xml`.
std::string beside(const std::string& main_part, std::string_view name) {
    const auto slash = main_part.rfind('/');
    return (slash == std::string::npos ? "" : main_part.substr(0, slash + 1)) + std::string(name);
}

tl::unexpected<Problem> fail(Words words) {
    return tl::unexpected(Problem{std::move(words), {}, 0, 0});
}

}  // namespace

Result<Document> read_docx(Package& package, const std::string& main_part) {
    Xml numbering;
    Xml styles;
    const std::pair<std::string_view, Xml*> beside_main[] = {{"numbering.xml", &numbering},
                                                             {"styles.xml", &styles}};
    for (const auto& [name, xml] : beside_main) {
        auto bytes = package.read(beside(main_part, name));
        if (!bytes) return tl::unexpected(std::move(bytes.error()));
        if (bytes->empty()) continue;
        if (auto fault = parse_xml(std::move(*bytes), *xml)) return fail(std::move(*fault));
    }
    auto bytes = package.read(main_part);
    if (!bytes) return tl::unexpected(std::move(bytes.error()));
    DocxNumbering numbers(numbering.tree.document_element(), styles.tree.document_element());
    numbering.tree.reset();
    styles.tree.reset();
    Xml main;
    if (auto fault = parse_xml(std::move(*bytes), main)) return fail(std::move(*fault));
    DocxReader reader(numbers);
    reader.blocks(child_named(main.tree.document_element(), "body"), 0);
    return reader.take();
}

}  // namespace dondoc::plan
