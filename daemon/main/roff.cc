#include "main/roff.h"

#include <fmt/format.h>

#include <sstream>

namespace dondoc::daemon {
namespace {

/// Hyphens stay what they are, so that options can be copied; no line begins like a request.
std::string plain(const std::string& text) {
    std::string escaped;
    bool begins = true;
    for (const char letter : text) {
        if (begins && (letter == '.' || letter == '\'')) escaped += "\\&";
        begins = letter == '\n';
        switch (letter) {
            case '\\':
                escaped += "\\e";
                break;
            case '-':
                escaped += "\\-";
                break;
            case '~':
                escaped += "\\(ti";
                break;
            case '^':
                escaped += "\\(ha";
                break;
            case '`':
                escaped += "\\(ga";
                break;
            default:
                escaped += letter;
        }
    }
    return escaped;
}

/// As an argument of a request.
std::string quoted(const std::string& text) {
    std::string escaped;
    for (const char letter : plain(text))
        escaped += letter == '"' ? std::string("\\(dq") : std::string(1, letter);
    return "\"" + escaped + "\"";
}

}  // namespace

Roff::Roff(const std::string& name, int section, const plan::Words& volume, plan::Language language)
    : language_(language) {
    text_ = fmt::format(".TH {} {} \"\" {} {}\n", quoted(name), section,
                        quoted("dondoc " DONDOC_VERSION), quoted(volume.in(language)));
    // Left-aligned, no words divided: commands and file names are to be copied.
    text_ += ".nh\n.ad l\n";
}

void Roff::section(const plan::Words& title) {
    text_ += ".SH " + quoted(title.in(language_)) + "\n";
}

void Roff::subsection(const std::string& title) {
    text_ += ".SS " + quoted(title) + "\n";
}

void Roff::plain_paragraph(const std::string& text) {
    text_ += ".PP\n" + plain(text) + "\n";
}

void Roff::entry(const std::string& term, const std::string& rest, const std::string& text) {
    text_ += ".TP\n\\fB" + plain(term) + "\\fR" + (rest.empty() ? "" : " " + plain(rest)) + "\n";
    text_ += plain(text) + "\n";
}

void Roff::entry_line(const std::string& text) {
    text_ += ".br\n" + plain(text) + "\n";
}

void Roff::example(const std::string& lines) {
    text_ +=
        ".PP\n.RS 4\n.nf\n" + plain(lines) + (lines.ends_with('\n') ? "" : "\n") + ".fi\n.RE\n";
}

void Roff::name(const std::string& page, const plan::Words& what) {
    // Programs that list all pages look for this very title, and for the name and a hyphen.
    section({"TÊN", "NAME"});
    text_ += page + " \\- " + plain(what.in(language_)) + "\n";
}

void Roff::see_also(const std::string& pages) {
    section({"XEM THÊM", "SEE ALSO"});
    plain_paragraph(pages);
}

}  // namespace dondoc::daemon
