#include "plan/phrase/phrase.h"

#include <algorithm>
#include <array>

#include "plan/phrase/draft.h"
#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {
namespace {

constexpr std::size_t kShownWords = 80;
/// No plan is of another year; sums of days and years stay far from any limit.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;

/// Whole phrases that stand in most plans, for text that recognition spoilt.
std::string_view nearest_common(std::string_view phrase) {
    static const std::vector<std::string_view> kCommon{
        "thường xuyên", "hằng tháng",   "hằng quý",  "hằng năm",     "hằng tuần",
        "đột xuất",     "theo yêu cầu", "trong năm", "theo kế hoạch"};
    if (phrase.size() < 6 || phrase.size() > 40) return {};
    return nearest_of(phrase, kCommon);
}

void note_faults(const phrase::Script& script, phrase::Notes& notes) {
    std::string words;
    int count = 0;
    for (const auto& lexeme : script.lexemes) {
        if (!lexeme.fault || ++count > 5) continue;
        if (!words.empty()) words += ", ";
        words += collapse_space(
            std::string_view(script.text).substr(lexeme.begin, lexeme.end - lexeme.begin));
    }
    if (!words.empty()) {
        notes.add(said("chữ có lỗi được hiểu theo nghĩa gần nhất: {}",
                       "faulty words were read as the nearest meaning: {}", words));
    }
    const bool letters = std::ranges::any_of(script.lexemes, [](const auto& each) {
        return each.w == phrase::W::plain || each.key.size() > 2;
    });
    if (script.unmarked && letters) {
        notes.add(
            said("câu không có dấu: xin xem lại", "written without tone marks: please check"));
    }
}

PhraseReading not_understood(std::string_view text) {
    PhraseReading reading;
    reading.timings.push_back(Unknown{});
    const std::string words = shorten(collapse_space(text), kShownWords);
    reading.warnings.push_back(
        words.empty() ? said("ô thời gian để trống", "the timing is empty")
                      : said("không hiểu «{}»: xin ghi thời hạn",
                             "\"{}\" was not understood: please give the timing", words));
    return reading;
}

PhraseReading read_words(const phrase::Script& script, int year) {
    phrase::Notes notes;
    const auto elements = phrase::scan(script);
    auto clauses = phrase::draft(script, elements, notes);
    for (auto& clause : clauses)
        phrase::combine(script, clause, year, notes);
    phrase::place_data(clauses, notes);
    phrase::check_neighbours(clauses, notes);
    PhraseReading reading;
    reading.timings = phrase::emit(script, clauses, year, notes);
    note_faults(script, notes);
    reading.warnings = notes.take();
    return reading;
}

}  // namespace

PhraseReading read_phrase(std::string_view phrase, int year) {
    year = std::clamp(year, kFirstYear, kLastYear);
    PhraseReading reading = read_words(phrase::read_script(phrase), year);
    if (!reading.timings.empty()) return reading;
    const std::string_view near = nearest_common(phrase);
    if (near.empty()) return not_understood(phrase);
    reading = read_words(phrase::read_script(near), year);
    if (reading.timings.empty()) return not_understood(phrase);
    reading.warnings.insert(
        reading.warnings.begin(),
        said("«{}» được hiểu là «{}»: xin xem lại", "\"{}\" is read as \"{}\": please check",
             shorten(collapse_space(phrase), kShownWords), near));
    return reading;
}

}  // namespace dondoc::plan
