#include "plan/document/plan_head.h"

#include <algorithm>
#include <array>
#include <map>

#include "plan/document/head_parts.h"
#include "plan/document/letters.h"
#include "plan/document/numbering.h"
#include "plan/document/outline.h"
#include "plan/document/unit_names.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kLongestParagraph = 4000;
constexpr std::size_t kHeadParagraphs = 80;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Every place where a word stands in the text without marks, and what is printed behind it.
/// Without marks a letter is one byte: only texts whose letters can be counted off are searched.
struct Marked {
    explicit Marked(std::string_view printed) : text(collapse_space(printed)) {
        plain = fold_marks(text);
        std::size_t at = 0;
        for (std::size_t byte = 0; byte < text.size(); ++byte) {
            if ((static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80)
                starts.push_back(byte), ++at;
        }
        aligned = starts.size() == plain.size();
    }
    std::string_view printed_from(std::size_t at) const {
        if (!aligned || at >= starts.size()) return {};
        return std::string_view(text).substr(starts[at]);
    }
    std::string text;
    std::string plain;
    std::vector<std::size_t> starts;
    bool aligned = false;
};

/// «DANH MỤC NHIỆM VỤ …», the name of what has no title page.
bool is_list_title(std::string_view text) {
    if (text.size() > 300 || !is_all_upper(text)) return false;
    const std::string plain = fold_marks(text);
    for (const std::string_view words : {"danh muc", "bang ", "bieu ", "phan cong", "lich ",
                                         "chuong trinh", "nhiem vu", "tong hop", "noi dung"}) {
        if (plain.starts_with(words)) return true;
    }
    return false;
}

class HeadReader {
  public:
    PlanHead read(const PlanLines& lines, std::string_view file_name) {
        std::size_t seen = 0;
        for (const PlanLine& line : lines.lines) {
            const bool prose = line.kind == PlanLine::Kind::prose;
            // No title goes on behind a table or in an annex.
            if ((!prose || annex_of(line.text)) && !head_.title.empty()) close();
            if (!prose || line.text.size() > kLongestParagraph) continue;
            const bool in_head = seen++ < kHeadParagraphs && !behind_head_;
            paragraph(line.text, in_head);
        }
        head_.title = collapse_space(head_.title.empty() ? list_title_ : head_.title);
        if (head_.issuer.empty()) head_.issuer = issuer_in_title();
        if (head_.issuer.empty() && starts_with_unit(letterhead_)) head_.issuer = letterhead_;
        years_of_title();
        if (head_.number.empty()) number_of_name(file_name);
        return std::move(head_);
    }

  private:
    void paragraph(const std::string& text, bool in_head) {
        const Marked marked(text);
        if (in_head) {
            own_number(text);
            own_date(marked);
            title(text);
        }
        superseded(marked);
        if (!open_bracket_.empty()) open_bracket_ += " " + text;
        if (open_bracket_.empty() && text.starts_with('(')) open_bracket_ = text;
        if (open_bracket_.empty()) {
            attached(marked);
        } else if (open_bracket_.ends_with(')') || open_bracket_.size() > 600) {
            attached(Marked(open_bracket_));
            open_bracket_.clear();
        }
    }

    /// «Số: 56/KH-STP», on a line of its own or beside others of a letterhead.
    void own_number(const std::string& text) {
        if (!head_.number.empty()) return;
        std::string before;
        for (std::size_t at = 0; at <= text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const std::string line = text.substr(at, end - at);
            const std::string plain = fold_marks(line);
            std::string number;
            if (plain.starts_with("so:") || plain.starts_with("so "))
                number = document_number_at(
                    std::string_view(line).substr(std::min(line.find_first_of(": "), line.size())));
            if (!number.empty() || plain.starts_with("so:")) {
                head_.number = number;
                if (letterhead_.empty()) letterhead_ = office_case(before.empty() ? last_ : before);
                return;
            }
            before = line;
            at = end + 1;
        }
        if (text.size() < 120 && is_all_upper(text)) last_ = before;
    }

    /// «An Giang, ngày 19 tháng 3 năm 2024»
    void own_date(const Marked& marked) {
        if (head_.issued || marked.text.size() > 400) return;
        const auto at = marked.plain.find(", ngay ");
        if (at == std::string::npos || at > 60) return;
        head_.issued = date_at(std::string_view(marked.plain).substr(at + 2));
    }

    void title(const std::string& text) {
        if (titled_ == Titled::done) return;
        std::string_view rest = text;
        if (titled_ == Titled::no) {
            std::size_t words = 0;  // bytes of «KẾ HOẠCH», however composed
            for (std::size_t gaps = 0; words < text.size(); ++words) {
                if (text[words] == '\n' || (text[words] == ' ' && ++gaps == 2)) break;
            }
            const std::string_view name = std::string_view(text).substr(0, words);
            const bool alone = words == text.size() || text[words] == '\n';
            if (fold_marks(name) != "ke hoach" || !(alone || is_all_upper(name))) {
                if (list_title_.empty() && is_list_title(text)) list_title_ = collapse_space(text);
                return;
            }
            titled_ = Titled::open;
            rest.remove_prefix(words);
            if (collapse_space(rest).empty()) return;
        }
        if (!goes_on(rest)) {
            if (!head_.title.empty()) close();
            return;
        }
        head_.title += (head_.title.empty() ? "" : " ") + std::string(rest);
        if (text.size() > 300) close();
    }

    void close() {
        titled_ = Titled::done;
        behind_head_ = true;
    }

    /// A title has one paragraph or a few that go on in the middle of its sentence.
    bool goes_on(std::string_view text) const {
        if (number_at_start(text) || text.starts_with("(")) return false;
        if (head_.title.empty()) return true;
        const std::string plain = fold_marks(text.substr(0, 64));
        for (const std::string_view words :
             {"thuc hien", "can cu", "nham", "de ", "trien khai", "so ", "uy ban", "---", "___"}) {
            if (plain.starts_with(words) && !starts_lower(text) && !is_all_upper(text))
                return false;
        }
        return text.size() < 300 &&
               (starts_lower(text) || is_all_upper(text) == is_all_upper(head_.title)) &&
               !text.ends_with('.') && !text.ends_with(':');
    }

    /// «(Kèm theo Kế hoạch số 56/KH-STP ngày 19 tháng 3 năm 2024 của Sở Tư pháp)»
    void attached(const Marked& marked) {
        const auto with = marked.plain.find("kem theo");
        const auto issued = marked.plain.find("ban hanh kem");
        const auto start = std::min(with, issued);
        if (start > 10 || marked.text.size() > 600) return;
        const auto plan = marked.plain.find("ke hoach", start);
        const auto number = marked.plain.find(" so ", plan == std::string::npos ? start : plan);
        if (plan == std::string::npos || number == std::string::npos) return;
        const std::string found = document_number_at(marked.printed_from(number + 4));
        if (found.empty() || (!head_.number.empty() && found != head_.number)) return;
        head_.number = found;
        const auto day = marked.plain.find("ngay ", number);
        if (day != std::string::npos && !head_.issued)
            head_.issued = date_at(std::string_view(marked.plain).substr(day));
        const auto by = marked.plain.find(" cua ", day == std::string::npos ? number : day);
        if (by == std::string::npos || !head_.issuer.empty()) return;
        std::string issuer(marked.printed_from(by + 5));
        issuer = issuer.substr(0, issuer.find_first_of(").;"));
        if (issuer.size() < 120) head_.issuer = collapse_space(issuer);
    }

    /// «thay thế Kế hoạch số 20/KH-STP ngày 19/02/2024»
    void superseded(const Marked& marked) {
        for (const std::string_view words : {"thay the", "bai bo"}) {
            const auto at = marked.plain.find(words);
            if (at == std::string::npos) continue;
            const auto plan = marked.plain.find("ke hoach", at);
            const auto number = marked.plain.find(" so ", plan == std::string::npos ? at : plan);
            if (plan == std::string::npos || plan > at + 40 || number == std::string::npos ||
                number > plan + 12) {
                continue;
            }
            const std::string found = document_number_at(marked.printed_from(number + 4));
            const auto& known = head_.supersedes;
            if (!found.empty() && std::find(known.begin(), known.end(), found) == known.end())
                head_.supersedes.push_back(found);
        }
    }

    std::string issuer_in_title() const {
        const Marked marked(head_.title);
        const auto by = marked.plain.rfind(" cua ");
        if (by == std::string::npos) return {};
        const std::string_view issuer = marked.printed_from(by + 5);
        const std::string plain = fold_marks(issuer);
        for (const std::string_view kind : {"so ", "ubnd", "uy ban", "cuc ", "chi cuc", "ban ",
                                            "phong ", "trung tam", "van phong", "truong", "bo "}) {
            if (plain.starts_with(kind) && issuer.size() < 100) return office_case(issuer);
        }
        return {};
    }

    /// «năm 2024», «giai đoạn 2021 - 2025», «năm 2023-2025»; of several years the last word on
    /// them.
    void years_of_title() {
        const std::string plain = fold_marks(head_.title);
        for (const std::string_view word : {"nam ", "nam hoc ", "giai doan "}) {
            for (auto at = plain.find(word); at != std::string::npos;
                 at = plain.find(word, at + 1)) {
                HeadCursor cursor(std::string_view(plain).substr(at + word.size()));
                const auto first = cursor.number(4);
                if (!first || !is_plan_year(*first)) continue;
                head_.first_year = head_.last_year = first;
                cursor.skip(" -–—");
                cursor.take("den");
                cursor.take("nam");
                const std::string_view rest = cursor.rest();
                const auto last =
                    is_digit(rest.empty() ? ' ' : rest.front()) ? cursor.number(4) : std::nullopt;
                if (last && is_plan_year(*last) && *last >= *first && *last <= *first + 15)
                    head_.last_year = last;
            }
        }
    }

    /// `143-KH-STP-2021.txt`
    void number_of_name(std::string_view file_name) {
        const auto slash = file_name.rfind('/');
        std::string name(slash == std::string_view::npos ? file_name : file_name.substr(slash + 1));
        name = name.substr(0, name.rfind('.'));
        HeadCursor cursor(name);
        const auto digits = cursor.number(5);
        cursor.skip("-_ ");
        if (!digits || !cursor.rest().starts_with("KH")) return;
        std::string signs(cursor.rest());
        std::replace(signs.begin(), signs.end(), '_', '-');
        const auto last = signs.rfind('-');
        const std::string tail = last == std::string::npos ? "" : signs.substr(last + 1);
        if (tail.size() == 4 && std::all_of(tail.begin(), tail.end(), is_digit)) {
            signs.resize(last);
            if (!head_.first_year) head_.first_year = head_.last_year = HeadCursor(tail).number(4);
        }
        head_.number = std::to_string(*digits) + "/" + signs;
        head_.number_from_name = true;
    }

    enum class Titled { no, open, done };
    PlanHead head_;
    Titled titled_ = Titled::no;
    bool behind_head_ = false;
    std::string list_title_;  ///< of a list without a title page
    std::string letterhead_;
    std::string last_;
    std::string open_bracket_;  ///< «(Kèm theo …» that goes on in the next lines
};

}  // namespace

PlanHead plan_head(const PlanLines& lines, std::string_view file_name) {
    return HeadReader().read(lines, file_name);
}

std::optional<int> year_of_timings(const PlanLines& lines) {
    std::map<int, int> counts;
    for (const PlanLine& line : lines.lines) {
        const std::string& text = line.row.timing.text;
        for (std::size_t at = 0; at + 4 <= text.size() && at < 400; ++at) {
            if (!is_digit(text[at]) || (at > 0 && is_digit(text[at - 1]))) continue;
            HeadCursor cursor(std::string_view(text).substr(at));
            const auto year = cursor.number(5);
            if (year && is_plan_year(*year)) ++counts[*year];
        }
    }
    std::optional<int> most;
    for (const auto& [year, count] : counts) {
        if (!most || count > counts[*most]) most = year;
    }
    return most;
}

}  // namespace dondoc::plan
