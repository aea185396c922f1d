#include "plan/document/office.h"

#include "plan/document/xml.h"
#include "plan/said.h"

namespace dondoc::plan {

namespace {

tl::unexpected<Problem> fail(Words words) {
    return tl::unexpected(Problem{std::move(words), {}, 0, 0});
}

/// The main part as the package names it; empty where it does not.
Result<std::string> main_part(Package& package) {
    auto bytes = package.read("_rels/.rels");
    if (!bytes) return bytes;
    if (bytes->empty()) return std::string();
    Xml xml;
    if (auto fault = parse_xml(std::move(*bytes), xml)) return fail(std::move(*fault));
    for (const pugi::xml_node node : xml.tree.document_element().children()) {
        if (!attribute_named(node, "Type").ends_with("/officeDocument")) continue;
        std::string part(attribute_named(node, "Target"));
        if (part.starts_with("/")) part.erase(0, 1);
        return part;
    }
    return std::string();
}

Words other_kind(const Package& package) {
    if (package.has("xl/workbook.bin")) {
        return said("tệp Excel nhị phân (.xlsb): hãy lưu lại dạng .xlsx",
                    "a binary Excel file (.xlsb): save it as .xlsx");
    }
    if (package.has("ppt/presentation.xml")) {
        return said("tệp PowerPoint: hãy chọn tệp Word, Excel hoặc văn bản của kế hoạch",
                    "a PowerPoint file: choose the plan as a Word or Excel file or as text");
    }
    if (package.has("content.xml")) {
        return said("tệp LibreOffice (.odt, .ods): hãy lưu lại dạng .docx hoặc .xlsx",
                    "a LibreOffice file (.odt, .ods): save it as .docx or .xlsx");
    }
    return said(
        "tệp nén, không phải tệp Word hay Excel: hãy giải nén rồi chọn tệp kế hoạch bên "
        "trong",
        "an archive, not a Word or Excel file: unpack it and choose the plan inside");
}

}  // namespace

Result<Document> open_office(std::string_view bytes) {
    auto package = Package::open(bytes);
    if (!package) return tl::unexpected(std::move(package.error()));
    auto part = main_part(*package);
    if (!part) return tl::unexpected(std::move(part.error()));
    for (const char* usual : {"word/document.xml", "xl/workbook.xml"}) {
        if (part->empty() || !package->has(*part)) *part = package->has(usual) ? usual : *part;
    }
    if (!package->has(*part)) return fail(other_kind(*package));
    if (part->starts_with("word/")) return read_docx(*package, *part);
    if (part->starts_with("xl/") && !part->ends_with(".bin")) return read_xlsx(*package, *part);
    return fail(other_kind(*package));
}

}  // namespace dondoc::plan
