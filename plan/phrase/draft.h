#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/phrase/element.h"
#include "plan/timing.h"
#include "plan/words.h"

namespace dondoc::plan::phrase {

/// What a person should look at, each said once.
class Notes {
  public:
    void add(Words words);
    std::vector<Words> take() { return std::move(words_); }
    bool empty() const { return words_.empty(); }

  private:
    std::vector<Words> words_;
};

/// One deadline on its way from words to a timing. Neighbours still change it: a day meets its
/// cycle, a month its year.
struct Draft {
    enum class Kind : std::uint8_t {
        dated,
        cycle,
        data,
        after,
        demand,
        continuous,
        gone
    } kind = Kind::dated;
    std::size_t from = 0;  ///< its words
    std::size_t to = 0;
    W bound = W::plain;
    bool carried = false;   ///< the bound is that of the list's first date
    W joint = W::plain;     ///< what stands between it and the draft before
    bool text = false;      ///< words without a meaning for time stand between, too
    bool brackets = false;  ///< stands in brackets
    bool scope = false;     ///< says what another deadline is for: «đối với báo cáo năm»
    bool except = false;    ///< «trừ quý IV»
    bool only = false;      ///< «riêng quý IV»
    bool header = false;    ///< «Hằng năm:»
    bool rough = false;     ///< several times in one period
    bool of_data = false;   ///< «số liệu báo cáo quý …»
    bool scope_label = false;  ///< …and stands before it: «Báo cáo quý I:»

    Calendar calendar;              ///< dated, and the end of a range
    std::optional<Calendar> start;  ///< of a range
    bool onward = false;            ///< «… và các năm tiếp theo»

    Cycle cycle;
    bool bare = false;            ///< a unit that only company makes a cycle
    bool report = false;          ///< of a bare one: «báo cáo quý»
    bool whole = false;           ///< of a bare one: «cả năm»
    bool due = false;             ///< the cycle knows its day
    std::optional<int> own_year;  ///< of a cycle made of dated periods

    Unit unit = Unit::day;  ///< after
    int count = 0;
    bool working = false;
    bool negative = false;
    std::string event;

    std::string condition;
    bool weak = false;
    bool term_place = false;
    std::optional<Day> start_day;  ///< of continuous and on demand
    std::optional<Day> until_day;
};

/// A clause between semicolons or line ends.
struct Clause {
    std::vector<Draft> drafts;
    std::vector<Draft> data;      ///< which data its reports cover
    std::optional<Draft> header;  ///< of a clause before: «Hằng năm: …; …»
    bool periodic = false;
    std::size_t from = 0;  ///< its words
    std::size_t to = 0;
};

/// The elements of a phrase as drafts, clause by clause.
std::vector<Clause> draft(const Script& script, const std::vector<Element>& elements, Notes& notes);

/// Joins what belongs together in a clause.
void combine(const Script& script, Clause& clause, int year, Notes& notes);
/// Exceptions, headers and what only names the work.
void settle_govern(const Script& script, Clause& clause, Notes& notes);
void settle_only(Clause& clause, Notes& notes);
/// A quarter, half or nine months without a year, and how it is one turn of a cycle.
bool is_open_period(const Draft& draft);
void become_cycle(Draft& draft);
/// The parts of `combine`: cycles get their periods and days; windows meet what they bound.
void settle_cycles(Clause& clause, Notes& notes);
void attach_dues(Clause& clause, Notes& notes);
void settle_windows(const Script& script, Clause& clause, int year, Notes& notes);
/// A range that says which data a report covers becomes a draft of its own.
void settle_data(Clause& clause, Notes& notes);
/// …and goes to the report of its clause, where there is one.
void place_data(std::vector<Clause>& clauses, Notes& notes);
/// Two deadlines side by side with nothing between are seldom two: a person should look.
void check_neighbours(const std::vector<Clause>& clauses, Notes& notes);
/// Days, months and years that a list says once («trước ngày 15/3, 15/6 và 15/12/2024»).
void share_parts(std::vector<Draft>& drafts);

/// Makes a cycle due on a date, and says whether the two go together.
bool accepts(const Cycle& cycle, const Calendar& date);
void fill(Draft& cycle, const Draft& date, Notes& notes);
/// The cycle that a date's own words name («ngày 5 của tháng sau»), if they do.
std::optional<Draft> own_cycle(const Draft& date, Notes& notes);

/// First and last day of a dated draft. `fallback` is the year where it names none.
Day first_day(const Calendar& calendar, int fallback);
Day last_day(const Calendar& calendar, int fallback);
bool is_window(const Draft& draft);

/// The drafts as timings, in the order of the words.
std::vector<Timing> emit(const Script& script, std::vector<Clause>& clauses, int year,
                         Notes& notes);

}  // namespace dondoc::plan::phrase
