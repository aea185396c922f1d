#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/phrase/draft.h"

namespace dondoc::plan::phrase {

/// Takes the elements of a phrase one by one and makes drafts of them.
class Drafter {
  public:
    Drafter(const Script& script, const std::vector<Element>& elements, Notes& notes)
        : script_(script), elements_(elements), notes_(notes) {}

    std::vector<Clause> run();

  private:
    using Kind = Element::Kind;

    std::vector<Draft>& drafts() { return clauses_.back().drafts; }
    Draft* last() { return drafts().empty() ? nullptr : &drafts().back(); }

    void take(const Element& element);
    void without_date(const Element& element);
    void text(const Element& element);
    void doubt(const Element& element);
    void separator(const Element& element);

    /// «Báo cáo quý I:», «Năm 2024:» say what the deadline behind them is for.
    void label();
    void bound(W w);
    Draft& push(const Element& element, Draft::Kind kind);

    /// The words of an event may name periods: «sau 25 ngày kết thúc năm».
    bool goes_on_event(const Element& element);
    void dated(const Element& element);
    void new_date(const Element& element, const Calendar& calendar);
    void close_range(const Calendar& end, std::size_t to);
    bool explains_date(const Draft& draft);
    bool bound_follows() const;

    /// «30 ngày kể từ ngày 01/6/2024»: the day that a length counts from.
    bool counts_from(const Calendar& calendar);

    /// «từ … đến …», «… - …».
    bool closes_range(const Calendar& end, std::size_t at);
    static bool same_kind(const Calendar& a, const Calendar& b);
    void cycle(const Element& element);

    /// «3 tháng/lần» is each quarter; lengths that no period has are left to a person.
    void several(Draft& draft, const Element& element);
    void assumed(const Element& element);
    void after(const Element& element);

    /// «Ngay sau khi … (chậm nhất sau 03 ngày)» is one limit.
    bool limits_at_once();

    /// «Trước khi khởi công dự án» just before «15 ngày».
    bool event_waits();
    void since(const Element& element);
    void at_once(const Element& element);
    void demand(const Element& element);
    void onward(const Element& element);
    void end_clause();

    const Script& script_;
    const std::vector<Element>& elements_;
    Notes& notes_;
    std::vector<Clause> clauses_;
    std::size_t at_ = 0;
    W bound_ = W::plain;
    W joint_ = W::plain;
    bool text_ = false;
    bool scope_ = false;
    bool data_ = false;
    bool except_ = false;
    bool only_ = false;
    std::optional<Draft> header_;
    bool brackets_ = false;
    bool periodic_ = false;
    bool event_open_ = false;
    W bound_before_ = W::plain;  ///< of the clause before, where a date ends it
    bool colon_ = false;
    std::string words_before_;
    std::optional<TimeOfDay> hour_;
};

}  // namespace dondoc::plan::phrase
