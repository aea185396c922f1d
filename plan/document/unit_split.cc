#include "plan/document/unit_names.h"

#include <algorithm>

#include "plan/document/letters.h"
#include "plan/document/numbering.h"
#include "plan/document/office_name.h"
#include "plan/document/unit_words.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

constexpr std::size_t kLongestCell = 4000;  ///< more text than that names no units
constexpr std::size_t kMostWordsOfName = 14;

std::string_view trimmed(std::string_view text, std::string_view also = "") {
    const auto odd = [&](char c) {
        return c == ' ' || c == '\n' || c == '\t' || also.find(c) != std::string_view::npos;
    };
    while (!text.empty() && odd(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && odd(text.back()))
        text.remove_suffix(1);
    return text;
}

struct Piece {
    std::string text;
    std::string separator;  ///< as printed, before the piece
    bool by_and() const { return separator == " và " || separator == " VÀ "; }
};

/// Cut at commas, «và», slashes and dashes that stand outside brackets.
std::vector<Piece> pieces_of(std::string_view segment) {
    std::vector<Piece> pieces{{}};
    int depth = 0;
    for (std::size_t at = 0; at < segment.size();) {
        const std::string_view ahead = segment.substr(at);
        std::size_t length = 0;
        if (ahead.front() == '(' || ahead.front() == ')') depth += ahead.front() == '(' ? 1 : -1;
        if (depth <= 0) {
            for (const std::string_view mark :
                 {", ", ",", " và ", " VÀ ", " - ", " – ", "/", " + "}) {
                if (length == 0 && ahead.starts_with(mark)) length = mark.size();
            }
        }
        if (length == 0) {
            pieces.back().text += segment[at++];
            continue;
        }
        pieces.push_back({{}, std::string(ahead.substr(0, length))});
        at += length;
    }
    return pieces;
}

std::vector<std::string_view> segments_of(std::string_view cell) {
    std::vector<std::string_view> segments;
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= cell.size(); ++at) {
        const char c = at < cell.size() ? cell[at] : '\n';
        if (c == '(') ++depth;
        if (c == ')') --depth;
        if (c == '\n') depth = 0;
        if (c != '\n' && (c != ';' || depth > 0)) continue;
        segments.push_back(cell.substr(start, at - start));
        start = at + 1;
    }
    return segments;
}

std::string_view without_number(std::string_view text) {
    text = trimmed(text);
    const auto number = number_at_start(text);
    return number && number->style != NumberStyle::letter ? trimmed(text.substr(number->length))
                                                          : text;
}

}  // namespace

bool UnitSplitter::has_learnt(std::string_view name) const {
    return known_.contains(fold_marks(name));
}

bool UnitSplitter::is_known(std::string_view name) const {
    if (has_learnt(name)) return true;
    const Folded folded(name);
    const NameStart start = start_of(folded);
    if (start.quantity > 0 || start.kind == 0) return false;
    return is_common_name(fold_marks(some_words(name, start.kind, kMostWordsOfName)));
}

/// Splits one segment, which no semicolon and no line end parts any further.
class CellSplit {
  public:
    explicit CellSplit(const UnitSplitter& names) : names_(names) {}

    std::vector<std::string> split(std::string_view segment);
    bool guessed() const { return guessed_; }

  private:
    enum class Cut { join, split, with_kind, with_level, drop };

    std::string_view take_list_kind(std::string_view segment);
    Cut cut_at(std::size_t at);
    Cut cut_after_name(std::size_t at, bool starts_unit, const Folded& piece);
    Cut cut_shortened(std::size_t at);
    bool goes_on_with_and(std::size_t at) const;
    void take(std::size_t at);
    void finish();
    std::string kind_of_current() const;
    std::string at_level(const std::string& level) const;

    const UnitSplitter& names_;
    std::vector<Piece> pieces_;
    std::vector<std::string> done_;
    std::string current_;
    std::string list_kind_;  ///< «Các Phòng: A, B»: the kind of all that have none
    bool guessed_ = false;
    bool sentence_ = false;  ///< a duty was cut off: what follows is no unit unless it says so
};

std::vector<std::string> CellSplit::split(std::string_view segment) {
    segment = take_list_kind(without_number(segment));
    pieces_ = pieces_of(segment);
    for (std::size_t at = 0; at < pieces_.size(); ++at)
        take(at);
    finish();
    return std::move(done_);
}

std::string_view CellSplit::take_list_kind(std::string_view segment) {
    const auto colon = segment.find(':');
    if (colon == std::string_view::npos) return segment;
    const Folded head(segment.substr(0, colon));
    const NameStart start = start_of(head);
    if (start.kind == 0 || start.length() != head.words.size()) return segment;
    list_kind_ = capitalized(some_words(segment.substr(0, colon), start.quantity, start.kind));
    return trimmed(segment.substr(colon + 1));
}

void CellSplit::take(std::size_t at) {
    Piece& piece = pieces_[at];
    const std::string whole = collapse_space(piece.text);
    if (whole.empty()) return;
    const Cut cut = current_.empty() ? Cut::split : cut_at(at);
    if (sentence_ && !starts_with_unit(whole)) return;
    const std::string kept = unit_part(whole);
    switch (cut) {
        case Cut::drop:
            return;
        case Cut::join:
            current_ += piece.separator + kept;
            break;
        case Cut::with_kind: {
            const std::string kind = kind_of_current();
            finish();
            current_ = kind + " " + kept;
            break;
        }
        case Cut::with_level: {
            std::string next = at_level(kept);
            finish();
            current_ = std::move(next);
            break;
        }
        case Cut::split:
            finish();
            current_ =
                !list_kind_.empty() && !starts_with_unit(kept) ? list_kind_ + " " + kept : kept;
            break;
    }
    sentence_ = kept.size() < whole.size();
    if (sentence_) current_ = unit_part(current_);
}

CellSplit::Cut CellSplit::cut_at(std::size_t at) {
    const Piece& piece = pieces_[at];
    const Folded folded(piece.text);
    const bool starts_unit = start_of(folded).kind > 0;
    const bool mark =
        piece.separator == "/" || piece.separator.find_first_not_of(" ,") != std::string::npos;
    const Folded current(current_);
    if (const int tier = level_of(folded.text); tier > 0 && !starts_unit) {
        const NameLevel before = level_at_end(current);
        if (before.tier == 0) return Cut::join;
        const bool several = current.text.find("các ") != std::string::npos;
        return several || before.tier == tier ? Cut::join : Cut::with_level;
    }
    if (says_kinds_only(current)) {
        if (!starts_unit || says_kinds_only(folded) || is_kind_with_tail(folded)) return Cut::join;
        return Cut::split;
    }
    // A dash or slash inside a name («Lao động - Thương binh») parts units only before a unit.
    if (mark && !piece.by_and() && !starts_unit) return Cut::join;
    return cut_after_name(at, starts_unit, folded);
}

CellSplit::Cut CellSplit::cut_after_name(std::size_t at, bool starts_unit, const Folded& folded) {
    const Piece& piece = pieces_[at];
    // «Văn phòng HĐND và UBND huyện», «Phòng Hành chính và Tổ chức»: one office.
    if (piece.by_and() && (is_joint_office(Folded(current_), folded) || is_kind_in_name(folded)))
        return Cut::join;
    if (starts_unit) {
        const bool person = is_person(folded.words, 0) && starts_lower(piece.text);
        // «Phòng Tổ chức, cán bộ», «cơ quan, tổ chức»: small words that go on with a name.
        const bool weak =
            starts_lower(piece.text) && quantity_words(folded.words, 0) == 0 &&
            (folded.words[0] == "tổ" || folded.words[0] == "báo" || folded.words[0] == "đội" ||
             folded.words[0] == "nhà" || folded.words[0] == "hội" || folded.words[0] == "đoàn" ||
             folded.words[0] == "bảo" || folded.words[0] == "doanh" || folded.words[0] == "nhóm" ||
             folded.words[0] == "vụ");
        return person || weak ? Cut::join : Cut::split;
    }
    if (starts_lower(piece.text)) return Cut::join;
    return cut_shortened(at);
}

/// «Phòng A, B»: two units, or one whose name has a comma in it?
CellSplit::Cut CellSplit::cut_shortened(std::size_t at) {
    const Piece& piece = pieces_[at];
    const std::string kind = kind_of_current();
    if (kind.empty()) return Cut::join;
    const std::string other = kind + " " + unit_part(collapse_space(piece.text));
    if (names_.has_learnt(current_ + piece.separator + piece.text)) return Cut::join;
    if (piece.by_and()) {
        const bool both = names_.is_known(current_) || !list_kind_.empty();
        return both && names_.is_known(other) ? Cut::with_kind : Cut::join;
    }
    if (names_.has_learnt(current_) || names_.has_learnt(other) || !list_kind_.empty())
        return Cut::with_kind;
    const bool department = fold(kind) == "sở" || fold(kind) == "bộ";
    if (department && names_.is_known(current_)) return Cut::with_kind;
    if (goes_on_with_and(at)) return Cut::join;
    if (names_.is_known(current_) || names_.is_known(other)) return Cut::with_kind;
    const Folded current(current_);
    const NameStart start = start_of(current);
    const std::size_t name_words =
        current.words.size() - std::min(current.words.size(), start.length());
    const bool several = start.quantity > 0;
    if (is_all_upper(piece.text) || several) return Cut::with_kind;
    if (Folded(piece.text).words.size() == 1) return Cut::join;  // «Y, Dược»
    guessed_ = true;
    return name_words >= 3 ? Cut::with_kind : Cut::join;
}

/// «Xây dựng, Kiểm tra và Theo dõi …»: an «và» to come, before the next unit.
bool CellSplit::goes_on_with_and(std::size_t at) const {
    for (std::size_t next = at + 1; next < pieces_.size(); ++next) {
        if (starts_with_unit(pieces_[next].text)) return false;
        if (pieces_[next].by_and()) return true;
    }
    return false;
}

std::string CellSplit::kind_of_current() const {
    if (!list_kind_.empty()) return list_kind_;
    const NameStart start = start_of(Folded(current_));
    return start.kind == 0 ? std::string()
                           : capitalized(some_words(current_, start.quantity, start.kind));
}

std::string CellSplit::at_level(const std::string& level) const {
    const Folded current(current_);
    const NameLevel last = level_at_end(current);
    const std::string stem = some_words(current_, 0, current.words.size() - last.words);
    const bool add_word = last.with_word && !fold(level).starts_with("cấp ");
    return stem + (add_word ? " cấp " : " ") + level;
}

void CellSplit::finish() {
    const std::string name(trimmed(current_, ".,;:-–+/"));
    current_.clear();
    if (!name.empty()) done_.push_back(name);
}

void UnitSplitter::learn(std::string_view cell) {
    if (cell.size() > kLongestCell) return;
    for (const std::string_view segment : segments_of(cell)) {
        const auto pieces = pieces_of(without_number(segment));
        const bool sure =
            pieces.size() == 1 || std::all_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
                return starts_with_unit(piece.text) && names_a_unit(piece.text);
            });
        if (!sure) continue;
        for (const Piece& piece : pieces) {
            const std::string name(trimmed(unit_part(piece.text), ".,;:"));
            const Folded folded(name);
            if (start_of(folded).quantity == 0 && names_a_unit(name) &&
                folded.words.size() <= kMostWordsOfName) {
                known_.insert(fold_marks(name));
            }
        }
    }
}

std::vector<std::string> UnitSplitter::split(std::string_view cell, bool* guessed) const {
    std::vector<std::string> units;
    if (cell.size() > kLongestCell) {
        if (!trimmed(cell).empty()) units.push_back(collapse_space(cell));
        return units;
    }
    for (const std::string_view segment : segments_of(cell)) {
        CellSplit one(*this);
        for (std::string& unit : one.split(segment))
            units.push_back(std::move(unit));
        if (guessed != nullptr && one.guessed()) *guessed = true;
    }
    return units;
}

}  // namespace dondoc::plan
