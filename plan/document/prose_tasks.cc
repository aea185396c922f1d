#include "plan/document/prose_tasks.h"

#include <algorithm>

#include "plan/document/letters.h"
#include "plan/document/numbering.h"
#include "plan/document/outline.h"
#include "plan/document/unit_names.h"
#include "plan/document/unit_words.h"
#include "plan/phrase/phrase.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kLongestParagraph = 8000;
constexpr std::size_t kMostShortened = 200;  ///< a shorter quotation is worth many readings

/// A section whose paragraphs tell who does what by when. «Tổ chức thực hiện nghiêm việc …» is a
/// task, not such a section: the title says no more than its words.
bool opens_section(std::string_view text) {
    if (text.size() > 250) return false;
    const auto number = number_at_start(text);
    const std::string plain = fold_marks(number ? text.substr(number->length) : text);
    for (const std::string_view words :
         {"to chuc thuc hien", "phan cong thuc hien", "trach nhiem thuc hien",
          "phan cong trach nhiem", "phan cong nhiem vu", "che do bao cao", "che do thong tin",
          "thong tin, bao cao", "thong tin bao cao", "cong tac bao cao"}) {
        if (!plain.starts_with(words)) continue;
        std::string_view rest = std::string_view(plain).substr(words.size());
        while (!rest.empty() &&
               std::string_view(" .:").find(rest.front()) != std::string_view::npos)
            rest.remove_prefix(1);
        if (rest.empty() || is_all_upper(text) || rest.starts_with("ke hoach") ||
            rest.starts_with("va ") || rest.starts_with(", ")) {
            return true;
        }
    }
    return false;
}

bool is_outer(const Number& number) {
    return number.style == NumberStyle::letter || number.style == NumberStyle::roman;
}

/// Owes something by a date that can be counted. A whole year as a window («trong năm 2024») says
/// only which plan it is.
bool is_deadline(const Timing& timing) {
    if (std::holds_alternative<Cycle>(timing)) return true;
    if (const auto* after = std::get_if<AfterEvent>(&timing)) return after->days != 0;
    const auto* once = std::get_if<Once>(&timing);
    if (once == nullptr) return false;
    if (!once->start) return true;
    return (once->due.day - *once->start).count() < 364;
}

std::vector<Timing> deadlines_of(std::string_view text, int year) {
    std::vector<Timing> found = deadlines_in(text, year);
    std::erase_if(found, [](const Timing& timing) { return !is_deadline(timing); });
    return found;
}

/// Cut behind a full stop that a capital follows.
std::vector<std::string_view> sentences_of(std::string_view text) {
    std::vector<std::string_view> sentences;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool line = text[at] == '\n';
        const bool stop = (text[at] == '.' || text[at] == ';') && at + 1 < text.size() &&
                          text[at + 1] == ' ' && starts_upper(text.substr(at + 2, 8));
        if (!line && !stop) continue;
        sentences.push_back(text.substr(start, at + (line ? 0 : 1) - start));
        start = at + 1;
    }
    sentences.push_back(text.substr(start));
    return sentences;
}

/// Words that lead in a deadline although it reads the same without them.
bool leads_in(std::string_view word) {
    static constexpr std::string_view kLeads[] = {
        "hoàn", "thành", "xong",  "định",  "kỳ",    "trong",  "chậm", "nhất", "muộn",
        "là",   "vào",   "hằng",  "hàng",  "trước", "từ",     "đến",  "hết",  "thời",
        "hạn",  "gian",  "điểm",  "không", "quá",   "tối",    "đa",   "mỗi",  "ngay",
        "sau",  "ngày",  "tháng", "quý",   "năm",   "khoảng", "cuối", "đầu"};
    return std::find(std::begin(kLeads), std::end(kLeads), word) != std::end(kLeads);
}

/// The end of a period's name: «của tháng cuối» «quý».
bool goes_with(std::string word) {
    while (!word.empty() && std::string_view(".,;:)").find(word.back()) != std::string_view::npos)
        word.pop_back();
    return word == "quý" || word == "tháng" || word == "năm" || word == "tuần" || word == "kỳ" ||
           word == "sau";
}

int open_brackets(std::string_view text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '(')) -
           static_cast<int>(std::count(text.begin(), text.end(), ')'));
}

/// The words of a sentence that say when, and no others: as much as possible is taken away in
/// front, then behind, as long as the rest reads the same; then words that belong to it come back.
class TimingWords {
  public:
    TimingWords(std::string_view sentence, const std::vector<Timing>& timings, int year)
        : whole_(collapse_space(sentence)),
          words_(words_of(whole_)),
          timings_(timings),
          year_(year) {}

    std::string cut() {
        if (words_.empty() || !reads_same(0, words_.size())) return trimmed(0, words_.size());
        std::size_t first = 0;
        std::size_t end = words_.size();
        for (std::size_t too_far = end; too_far - first > 1;) {
            const std::size_t middle = first + (too_far - first) / 2;
            (reads_same(middle, end) ? first : too_far) = middle;
        }
        for (std::size_t too_few = first; end - too_few > 1;) {
            const std::size_t middle = too_few + (end - too_few) / 2;
            (reads_same(first, middle) ? end : too_few) = middle;
        }
        return with_company(first, end);
    }

  private:
    std::string_view text(std::size_t first, std::size_t end) const {
        return {words_[first].data(),
                static_cast<std::size_t>(words_[end - 1].data() + words_[end - 1].size() -
                                         words_[first].data())};
    }
    bool reads_same(std::size_t first, std::size_t end) const {
        return deadlines_of(text(first, end), year_) == timings_;
    }

    /// With «chậm nhất» before it, its bracket closed, and a remark in brackets behind it.
    std::string with_company(std::size_t first, std::size_t end) const {
        while (first > 0 && leads_in(fold(words_[first - 1])))
            --first;
        while (end < words_.size() && goes_with(fold(words_[end])) && reads_same(first, end + 1))
            ++end;
        // «định kỳ báo cáo (hằng quý)»
        constexpr std::size_t kMostBetween = 4;
        for (std::size_t at = first;
             words_[first].starts_with('(') && at > 0 && first - at < kMostBetween; --at) {
            if (fold(words_[at - 1]) != "định") continue;
            first = at - 1;
            break;
        }
        constexpr std::size_t kMostBracketed = 12;
        const bool remark = end < words_.size() && words_[end].starts_with('(');
        if (open_brackets(text(first, end)) > 0 || remark) {
            for (std::size_t close = end + 1;
                 close <= std::min(words_.size(), end + kMostBracketed); ++close) {
                if (open_brackets(text(first, close)) != 0) continue;
                if (reads_same(first, close)) end = close;
                break;
            }
        }
        return trimmed(first, end);
    }

    std::string trimmed(std::size_t first, std::size_t end) const {
        if (words_.empty()) return {};
        std::string_view words = text(first, end);
        while (!words.empty() &&
               std::string_view(".,;:/").find(words.back()) != std::string_view::npos)
            words.remove_suffix(1);
        if (words.ends_with(')') && open_brackets(words) < 0) words.remove_suffix(1);
        if (words.starts_with('(') && open_brackets(words) > 0) words.remove_prefix(1);
        return std::string(words);
    }

    std::string whole_;
    std::vector<std::string_view> words_;
    const std::vector<Timing>& timings_;
    int year_;
};

/// Who is to do it: the first body that a verb of duty follows («giao Văn phòng Sở tổng hợp»,
/// «…, các Phòng, đơn vị báo cáo …»).
std::vector<std::string> who_does(std::string_view sentence) {
    const std::string whole = collapse_space(sentence);
    const auto words = words_of(whole);
    const std::string lower = fold(whole);
    const auto folded = words_of(lower);
    if (words.size() != folded.size()) return {};
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string_view before = at == 0 ? std::string_view(",") : folded[at - 1];
        const bool starts = at == 0 || before.ends_with(',') || before == "giao" ||
                            before.ends_with(';') || before.ends_with(':') || before == "nghị" ||
                            before == "cầu";
        if (!starts) continue;
        const std::size_t several = quantity_words(folded, at);
        if (kind_words(folded, at + several) == 0) continue;
        const std::string_view rest(
            words[at].data(),
            static_cast<std::size_t>(whole.data() + whole.size() - words[at].data()));
        // «Thanh tra Sở: là cơ quan …»
        const std::string_view named = rest.substr(0, rest.find(':'));
        const bool colon = named.size() < rest.size() && named.size() < 120 &&
                           unit_part(named, true).size() == named.size();
        const std::string unit = colon ? std::string(named) : unit_part(rest, true);
        if (unit.size() == rest.size() || unit.size() > 200) continue;
        UnitSplitter splitter;
        return splitter.split(unit);
    }
    return {};
}

class ProseReader {
  public:
    ProseReader(const PlanLines& lines, int year) : lines_(lines), year_(year) {}

    std::vector<ProseTask> read() {
        for (const PlanLine& line : lines_.lines) {
            if (line.kind != PlanLine::Kind::prose) continue;
            if (fold_marks(line.text.substr(0, 24)).starts_with("noi nhan") ||
                annex_of(line.text)) {
                open_ = false;
            } else if (opens_section(line.text)) {
                open_ = true;
                section_ = number_at_start(line.text);
                heads_.clear();
                heads_no_.clear();
            } else if (open_) {
                paragraph(line.text);
            }
        }
        return std::move(tasks_);
    }

  private:
    void paragraph(std::string_view text) {
        const auto number = number_at_start(text);
        if (number && section_ && number->style <= section_->style && is_outer(*number)) {
            open_ = false;
            return;
        }
        const std::string_view body = number ? text.substr(number->length) : text;
        const bool counts = number && number->style != NumberStyle::bullet;
        if (counts && number->style <= NumberStyle::dotted_deep) heads_.clear();
        const bool inner = counts && number->style == NumberStyle::small_letter;
        if (counts && !inner) heads_no_ = number->text;
        if (body.size() < 200 && starts_with_unit(body) && deadlines_of(body, year_).empty()) {
            // «2. Văn phòng Sở:» leads what stands below it.
            std::string_view name = body.substr(0, body.find(':'));
            UnitSplitter splitter;
            if (unit_part(name, true).size() == collapse_space(name).size())
                heads_ = splitter.split(name);
        }
        // «a)» below «2.» is `2.a`: all of the text is one table.
        const std::string no =
            inner ? heads_no_ + (heads_no_.empty() ? "" : ".") + number->text : heads_no_;
        if (body.size() <= kLongestParagraph) add(body, no);
    }

    void add(std::string_view body, const std::string& no) {
        ProseTask task;
        task.no = no;
        for (const std::string_view sentence : sentences_of(body)) {
            std::vector<Timing> timings = deadlines_of(sentence, year_);
            if (timings.empty()) continue;
            const bool few = tasks_.size() < kMostShortened;
            const std::string words =
                few ? TimingWords(sentence, timings, year_).cut() : collapse_space(sentence);
            task.title += (task.title.empty() ? "" : " ") + collapse_space(sentence);
            task.timing_text += (task.timing_text.empty() ? "" : "; ") + words;
            for (Timing& timing : timings)
                if (std::find(task.timings.begin(), task.timings.end(), timing) ==
                    task.timings.end())
                    task.timings.push_back(std::move(timing));
            if (task.lead.empty()) task.lead = who_does(sentence);
        }
        if (task.timings.empty()) return;
        if (task.lead.empty()) task.lead = heads_;
        tasks_.push_back(std::move(task));
    }

    const PlanLines& lines_;
    int year_;
    bool open_ = false;
    std::optional<Number> section_;
    std::vector<std::string> heads_;
    std::string heads_no_;
    std::vector<ProseTask> tasks_;
};

}  // namespace

std::vector<ProseTask> prose_tasks(const PlanLines& lines, int year) {
    return ProseReader(lines, year).read();
}

}  // namespace dondoc::plan
