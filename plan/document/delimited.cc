#include <algorithm>
#include <array>

#include "plan/document/document_builder.h"
#include "plan/document/headings.h"
#include "plan/document/limits.h"
#include "plan/document/markup.h"
#include "plan/document/text_document.h"

namespace dondoc::plan {

namespace {

/// Fields of one row after another. Lenient where RFC 4180 is not: a quote that opens a field and
/// is never closed before a separator is a letter like any other.
class Fields {
  public:
    Fields(std::string_view text, char separator) : text_(text), separator_(separator) {}

    bool at_end() const { return at_ >= text_.size(); }

    Row row() {
        Row row;
        for (;;) {
            row.push_back({field(), false, false});
            if (at_end()) return row;
            if (text_[at_++] == separator_) continue;
            while (!at_end() && text_[at_ - 1] == '\r' && text_[at_] == '\n')
                ++at_;
            return row;
        }
    }

  private:
    bool ends_field(std::size_t at) const {
        return at >= text_.size() || text_[at] == separator_ || text_[at] == '\n' ||
               text_[at] == '\r';
    }

    std::string field() {
        if (!at_end() && text_[at_] == '"' && !unclosed_) {
            std::string quoted;
            if (read_quoted(quoted)) return quoted;
        }
        const std::size_t start = at_;
        while (!ends_field(at_))
            ++at_;
        return std::string(text_.substr(start, at_ - start));
    }

    bool read_quoted(std::string& field) {
        for (std::size_t at = at_ + 1; at < text_.size(); ++at) {
            if (text_[at] != '"') {
                field += text_[at];
            } else if (at + 1 < text_.size() && text_[at + 1] == '"') {
                field += text_[at++];
            } else if (ends_field(at + 1)) {
                at_ = at + 1;
                return true;
            } else {
                return false;
            }
        }
        unclosed_ = true;  // none behind this one is closed either: no use in looking again
        return false;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    bool unclosed_ = false;
};

/// How many of the first rows have a heading of a plan's table in them, and how many cells they
/// have: the separator that finds a heading is the right one, else the one that cuts most.
struct Trial {
    bool heading = false;
    std::size_t cells = 0;
};

Trial trial(std::string_view text, char separator) {
    constexpr int kRowsTried = 200;
    Trial found;
    Fields fields(text, separator);
    for (int row = 0; row < kRowsTried && !fields.at_end(); ++row) {
        Row cells = fields.row();
        if (cells.size() > kMostColumns) continue;
        for (Cell& cell : cells)
            cell.text = without_markup(cell.text);
        found.cells += cells.size() - 1;
        if (cells.size() > 1 && heading_roles(cells)) found.heading = true;
    }
    return found;
}

constexpr std::array<char, 3> kSeparators{',', ';', '\t'};

char separator_of(std::string_view text) {
    char best = ',';
    Trial most;
    for (const char separator : kSeparators) {
        const Trial now = trial(text, separator);
        const bool better = now.heading != most.heading ? now.heading : now.cells > most.cells;
        if (!better) continue;
        best = separator;
        most = now;
    }
    return best;
}

}  // namespace

Result<Document> read_delimited(std::string_view text) {
    DocumentBuilder out;
    Fields fields(text, separator_of(text));
    while (!fields.at_end() && out.room()) {
        Row row = fields.row();
        const bool empty =
            std::all_of(row.begin(), row.end(), [](const Cell& cell) { return cell.text.empty(); });
        if (!empty) out.row(std::move(row));
    }
    return out.take();
}

bool looks_delimited(std::string_view text) {
    return trial(text, ',').heading || trial(text, ';').heading;
}

}  // namespace dondoc::plan
