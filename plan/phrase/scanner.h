#pragma once

#include <initializer_list>

#include "plan/phrase/element.h"

namespace dondoc::plan::phrase {

/// Reads elements from left to right. Each rule looks a bounded number of words ahead, takes what
/// it understands and says whether it took anything.
class Scanner {
  public:
    explicit Scanner(const Script& script) : script_(script) {}
    std::vector<Element> run();

  private:
    W w(std::size_t ahead = 0) const { return script_.w(at_ + ahead); }
    const Lexeme& look(std::size_t ahead = 0) const { return script_.at(at_ + ahead); }
    W w_at(std::size_t index) const { return script_.w(index); }
    const Lexeme& word(std::size_t index) const { return script_.at(index); }
    /// Past the words from `index` on that only link; never past many, so that no text makes it
    /// slow.
    std::size_t past(std::size_t index, std::initializer_list<W> links) const;
    W before() const { return at_ > 0 ? script_.w(at_ - 1) : W::line; }
    /// The kind of the element before, `separator` at the beginning.
    Element::Kind last_kind() const;
    bool last_bound() const;

    Element& push(Element::Kind kind, std::size_t to);
    Element& push_calendar(const Calendar& calendar, std::size_t to);

    // scan.cc
    void one();
    bool separator();
    bool sentence_end() const;
    bool bound();
    bool hour();
    bool weekday();
    bool citation();
    bool labelled();
    bool percent();
    bool roll();
    void rest();

    // scan_calendar.cc
    bool calendar();
    bool date_numbers(std::size_t& to, Calendar& found) const;
    bool edge_of_period(const Calendar& edge, std::size_t to);
    bool day_phrase();
    bool numeric_date();
    bool day_list(unsigned month_known);
    bool first_days();
    bool day_of_term();
    bool day_alone_fits(std::size_t to) const;
    std::optional<int> year_after(std::size_t& to) const;
    void end_of_date(std::size_t& to, Calendar& found) const;
    bool relative(std::size_t& to, Relative& found) const;
    bool relative_month(std::size_t& to, Relative& found) const;
    bool shift(std::size_t& to, Relative& found) const;
    void tail(std::size_t& to, Relative& found) const;
    bool half_at(std::size_t& to, Relative& found) const;
    bool unit_of_relative(std::size_t& to, Relative& found) const;

    // scan_period.cc
    bool period();
    bool month_or_quarter(Part part);
    bool no_such_period(std::size_t number);
    void more_in_list(Calendar found);
    bool half_year();
    bool several_months(Calendar& found, std::size_t& to) const;
    bool years();
    bool part_of();
    bool week();
    bool relative_period(Part part);

    // scan_cycle.cc
    bool cycle();
    bool every_word();
    bool so_often();
    bool names_term(std::size_t index) const;
    bool turns_at(std::size_t index) const;
    bool bare_unit();
    struct Length {
        int count = 0;
        Unit unit = Unit::day;
        bool working = false;
        std::size_t to = 0;
    };
    bool duration();
    std::optional<Length> length() const;
    bool part_of_date(const Length& length) const;
    void report_months(const Length& length);
    bool event();
    bool immediately();
    bool condition();
    bool forever();
    std::size_t end_of_words(std::size_t from, bool stop_at_demand) const;
    bool strong_at(std::size_t index) const;
    bool dated_at(std::size_t index) const;
    /// «(kể từ ngày) 15 tháng trước»: the number of a day, not of days.
    bool numbered_day(std::size_t index) const;
    /// «quý IV», «các tháng 6, 12»: a period with its number.
    bool period_at(std::size_t index) const;
    bool demand_noun(std::size_t index) const;
    std::optional<Unit> unit_at(std::size_t index) const;

    const Script& script_;
    std::size_t at_ = 0;
    std::vector<Element> out_;
};

/// 24 for «24», 2024 for «2024»; nothing for what no plan means by a year.
std::optional<int> plausible_year(const Lexeme& number);

}  // namespace dondoc::plan::phrase
