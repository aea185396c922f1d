#include "plan/phrase/draft.h"

#include <algorithm>

#include "plan/said.h"

namespace dondoc::plan::phrase {
namespace {

bool says_something(const Script& script, const Element& element) {
    for (std::size_t i = element.from; i < element.to; ++i) {
        switch (script.w(i)) {
            case W::is:
            case W::of:
            case W::done:
            case W::on:
            case W::all:
            case W::day:
            case W::weekday:
            case W::comma:
            case W::dash:
            case W::dot:
            case W::conj_and:
            case W::daytime:
            case W::other:
            case W::close:
            case W::open:
                break;
            default:
                return true;
        }
    }
    return false;
}

bool joins_list(W joint) {
    return joint == W::comma || joint == W::conj_and || joint == W::conj_or || joint == W::slash ||
           joint == W::dash;
}

Every every_of(Unit unit) {
    switch (unit) {
        case Unit::week:
            return Every::week;
        case Unit::month:
            return Every::month;
        case Unit::quarter:
            return Every::quarter;
        case Unit::half:
            return Every::half_year;
        default:
            return Every::year;
    }
}

class Drafter {
  public:
    Drafter(const Script& script, const std::vector<Element>& elements, Notes& notes)
        : script_(script), elements_(elements), notes_(notes) {}

    std::vector<Clause> run() {
        clauses_.emplace_back();
        for (at_ = 0; at_ < elements_.size(); ++at_)
            take(elements_[at_]);
        end_clause();
        if (!clauses_.empty() && clauses_.back().drafts.empty()) clauses_.pop_back();
        return std::move(clauses_);
    }

  private:
    using Kind = Element::Kind;

    std::vector<Draft>& drafts() { return clauses_.back().drafts; }
    Draft* last() { return drafts().empty() ? nullptr : &drafts().back(); }

    void take(const Element& element) {
        if (element.kind != Kind::separator) clauses_.back().to = element.to;
        switch (element.kind) {
            case Kind::text:
                if (says_something(script_, element)) text(element);
                break;
            case Kind::doubt:
                doubt(element);
                break;
            case Kind::separator:
                separator(element);
                break;
            case Kind::bound:
                bound(element.w);
                break;
            case Kind::hour:
                hour_ = element.calendar.hour;
                break;
            case Kind::calendar:
                dated(element);
                break;
            case Kind::every:
            case Kind::bare:
                cycle(element);
                break;
            case Kind::duration:
                after(element);
                break;
            default:
                without_date(element);
        }
    }

    void without_date(const Element& element) {
        switch (element.kind) {
            case Kind::since:
                since(element);
                break;
            case Kind::at_once:
                at_once(element);
                break;
            case Kind::condition:
                demand(element);
                break;
            case Kind::term_place:
                demand(element);
                drafts().back().term_place = true;
                break;
            case Kind::continuous:
            case Kind::daily:
                push(element, Draft::Kind::continuous);
                break;
            case Kind::onward:
                onward(element);
                break;
            case Kind::periodic:
                clauses_.back().periodic = true;
                periodic_ = true;
                break;
            case Kind::scope:
                scope_ = true;
                break;
            case Kind::data:
                data_ = true;
                break;
            case Kind::roll:
                notes_.add(said("phần «{}» do lịch làm việc quyết định, không ghi vào thời hạn",
                                "\"{}\" is for the working calendar to say and is left out",
                                script_.slice(element.from, element.to)));
                break;
            default:
                break;
        }
    }

    void text(const Element& element) {
        text_ = true;
        if (event_open_ && last() != nullptr) {
            Draft& draft = *last();
            if (!draft.event.empty()) draft.event += ' ';
            draft.event += script_.slice(element.from, element.to);
            return;
        }
        words_before_ = script_.slice(element.from, element.to);
    }

    void doubt(const Element& element) {
        // The words of an event may hold numbers and names of times.
        if (event_open_ && last() != nullptr) {
            text(element);
            return;
        }
        notes_.add(said("không hiểu «{}»: xin xem lại", "\"{}\" was not understood: please check",
                        script_.slice(element.from, element.to)));
    }

    void separator(const Element& element) {
        if (element.w == W::semicolon) {
            end_clause();
            clauses_.emplace_back();
            clauses_.back().periodic = periodic_;
            clauses_.back().from = clauses_.back().to = element.to;
            return;
        }
        if (element.w == W::open) brackets_ = true;
        if (element.w == W::close) {
            brackets_ = false;
            scope_ = false;
        }
        if (element.w == W::colon && last() != nullptr && !text_) label();
        const bool stronger = joint_ == W::plain || joint_ == W::comma || joint_ == W::close;
        if (stronger) joint_ = element.w;
        event_open_ = false;
    }

    /// «Báo cáo quý I:», «Năm 2024:» say what the deadline behind them is for.
    void label() {
        for (Draft& draft : drafts()) {
            const bool period = draft.kind == Draft::Kind::dated && is_window(draft) &&
                                (draft.bound == W::plain || draft.bound == W::within);
            const bool bare = draft.kind == Draft::Kind::cycle && draft.bare;
            if (period || bare) draft.scope = draft.scope_label = true;
        }
    }

    void bound(W w) {
        event_open_ = false;
        scope_ = false;
        const bool keeps =
            (bound_ == W::by || bound_ == W::to || bound_ == W::through || bound_ == W::before) &&
            (w == W::on || w == W::within || w == W::through || w == W::to);
        if (!keeps) bound_ = w;
    }

    Draft& push(const Element& element, Draft::Kind kind) {
        Draft draft;
        draft.kind = kind;
        draft.from = element.from;
        draft.to = element.to;
        draft.bound = bound_;
        draft.joint = joint_;
        draft.text = text_;
        draft.brackets = brackets_;
        bound_ = W::plain;
        joint_ = W::plain;
        text_ = false;
        event_open_ = false;
        drafts().push_back(std::move(draft));
        return drafts().back();
    }

    /// The words of an event may name periods: «sau 25 ngày kết thúc năm».
    bool goes_on_event(const Element& element) {
        if (!event_open_ || last() == nullptr || bound_ != W::plain || joint_ != W::plain)
            return false;
        text(element);
        return true;
    }

    void dated(const Element& element) {
        if (goes_on_event(element)) return;
        if (element.calendar.end_year && bound_ == W::from) bound_ = W::plain;
        Calendar calendar = element.calendar;
        if (hour_) calendar.hour = hour_;
        hour_.reset();
        if (closes_range(calendar)) {
            Draft& range = *last();
            range.start = range.calendar;
            range.calendar = calendar;
            range.to = element.to;
            range.bound = bound_ == W::before ? W::before : W::by;
            if (data_) range.kind = Draft::Kind::data;
            data_ = false;
            bound_ = joint_ = W::plain;
            text_ = false;
            return;
        }
        const Draft* before = last();
        const bool list = before != nullptr && before->kind == Draft::Kind::dated && !text_ &&
                          !before->start && joins_list(joint_) && bound_ == W::plain &&
                          before->bound != W::from && !before->scope;
        const W carried = list ? before->bound : W::plain;
        Draft& draft = push(element, Draft::Kind::dated);
        draft.calendar = calendar;
        if (list) {
            draft.bound = carried;
            draft.carried = true;
            if (!draft.calendar.hour && draft.calendar.level == Level::day)
                draft.calendar.hour = drafts()[drafts().size() - 2].calendar.hour;
        }
        if (scope_ && is_window(draft)) draft.scope = true;
    }

    /// «từ … đến …», «… - …».
    bool closes_range(const Calendar& end) {
        const Draft* before = last();
        if (before == nullptr || before->kind != Draft::Kind::dated || before->start || text_)
            return false;
        if (before->calendar.weekday || end.weekday) return false;
        if (joint_ != W::plain && joint_ != W::dash && joint_ != W::comma && joint_ != W::open)
            return false;
        const bool from = before->bound == W::from;
        const bool to = bound_ == W::to || bound_ == W::through;
        if (from && joint_ != W::open) {
            return to || bound_ == W::before || bound_ == W::by ||
                   (bound_ == W::plain && joint_ == W::dash);
        }
        const bool open =
            before->bound == W::plain || before->bound == W::within || before->bound == W::on;
        if (joint_ == W::dash)
            return (open || before->bound == W::by) && (bound_ == W::plain || to) &&
                   same_kind(before->calendar, end);
        return open && to && joint_ == W::plain;
    }

    static bool same_kind(const Calendar& a, const Calendar& b) {
        return (a.level == Level::day) == (b.level == Level::day);
    }

    void cycle(const Element& element) {
        if (element.kind == Kind::bare && goes_on_event(element)) return;
        Draft& draft = push(element, Draft::Kind::cycle);
        draft.bare = element.kind == Kind::bare;
        draft.report = element.report;
        draft.whole = element.weak;
        draft.scope = draft.bare && scope_;
        draft.unit = element.unit;
        draft.cycle.every = every_of(element.unit);
        if (element.unit == Unit::nine_months) draft.cycle.month = {CycleMonth::Which::named, 9};
        if (!draft.bare) several(draft, element);
    }

    /// «3 tháng/lần» is each quarter; lengths that no period has are left to a person.
    void several(Draft& draft, const Element& element) {
        const int count = element.count;
        Every& every = draft.cycle.every;
        if (element.unit == Unit::month && count > 1) {
            if (count == 3 || count == 6 || count == 12) {
                every = count == 3 ? Every::quarter : count == 6 ? Every::half_year : Every::year;
            } else if (12 % count == 0) {
                for (int month = count; month <= 12; month += count)
                    draft.cycle.periods.push_back(month);
                assumed(element);
            } else if (count == 9) {
                every = Every::year;
                draft.cycle.month = {CycleMonth::Which::named, 9};
                assumed(element);
            } else {
                draft.kind = Draft::Kind::gone;
                assumed(element);
            }
        } else if (element.unit == Unit::quarter && (count == 2 || count == 4)) {
            every = count == 2 ? Every::half_year : Every::year;
        } else if (count > 1) {
            assumed(element);
        }
        if (element.times > 1) assumed(element);
    }

    void assumed(const Element& element) {
        notes_.add(said("«{}» chỉ ghi được gần đúng: xin xem lại",
                        "\"{}\" can only be kept roughly: please check",
                        script_.slice(element.from, element.to)));
    }

    void after(const Element& element) {
        const W bound = bound_;
        const std::string before = text_ ? words_before_ : std::string();
        Draft waiting;
        if (limits_at_once()) {
            Draft& limit = *last();
            limit.unit = element.unit;
            limit.count = element.count;
            limit.working = element.working;
            bound_ = joint_ = W::plain;
            return;
        }
        const bool event_first = event_waits();
        if (event_first) {
            waiting = drafts().back();
            drafts().pop_back();
        }
        Draft& draft = push(element, Draft::Kind::after);
        draft.unit = element.unit;
        draft.count = element.count;
        draft.working = element.working;
        if (event_first) {
            draft.event = waiting.condition;
            draft.negative = script_.w(waiting.from) == W::before;
            draft.joint = waiting.joint;
            return;
        }
        draft.negative = bound == W::before;
        const bool follows = bound == W::after || bound == W::before;
        if (!follows) draft.condition = before;
        event_open_ = follows;
    }

    /// «Ngay sau khi … (chậm nhất sau 03 ngày)» is one limit.
    bool limits_at_once() {
        const Draft* before = last();
        const bool bounded = bound_ == W::by || bound_ == W::after || bound_ == W::within;
        const bool close = joint_ == W::open || joint_ == W::comma || joint_ == W::plain;
        const bool own_event = at_ + 1 < elements_.size() && elements_[at_ + 1].kind == Kind::since;
        return before != nullptr && before->kind == Draft::Kind::after && before->count == 0 &&
               !before->event.empty() && bounded && close && !text_ && !own_event;
    }

    /// «Trước khi khởi công dự án» just before «15 ngày».
    bool event_waits() {
        const Draft* before = last();
        return before != nullptr && before->kind == Draft::Kind::demand && before->due &&
               joint_ == W::plain && !text_ && bound_ == W::plain;
    }

    void since(const Element& element) {
        Draft* before = last();
        const bool joins = before != nullptr && before->kind == Draft::Kind::after &&
                           (joint_ == W::plain || joint_ == W::comma);
        const bool back =
            element.w == W::before || script_.at(element.from).key.starts_with("tính đến");
        if (joins && (before->event.empty() || event_open_)) {
            if (!before->event.empty()) before->event += ' ';
            before->event += script_.slice(element.from, element.to);
            before->condition.clear();
            const bool ahead = before->negative && !back;
            if (ahead && element.w != W::plain) {
                before->negative = false;
                notes_.add(said("«trước … kể từ» được hiểu là trong thời hạn đó kể từ sự kiện",
                                "\"before … from\" is read as within that time from the event"));
            }
            before->negative = before->negative || back;
            before->to = element.to;
            joint_ = W::plain;
            text_ = event_open_ = false;
            return;
        }
        if (before != nullptr && before->kind == Draft::Kind::after && before->count == 0 &&
            before->event.empty())
            return;
        Draft& draft = push(element, Draft::Kind::demand);
        draft.condition = script_.slice(element.from, element.to);
        draft.due = true;  // an event: a duration may still follow
    }

    void at_once(const Element& element) {
        Draft& draft = push(element, Draft::Kind::after);
        draft.count = 0;
        draft.working = element.working;
        draft.event = script_.slice(element.from, element.to);
        if (script_.w(element.from) == W::when && script_.w(element.from + 1) == W::done &&
            (element.from == 0 || script_.w(element.from - 1) != W::at_once)) {
            notes_.add(said("sự kiện không kèm số ngày, được hiểu là ngay khi xảy ra: xin xem lại",
                            "no days are given after the event; read as at once: please check"));
        }
    }

    void demand(const Element& element) {
        Draft& draft = push(element, Draft::Kind::demand);
        draft.weak = element.weak;
        draft.condition = script_.slice(element.from, element.to);
    }

    void onward(const Element& element) {
        Draft* before = last();
        if (before != nullptr && before->kind == Draft::Kind::dated) {
            before->onward = true;
            joint_ = W::plain;
            text_ = false;
            return;
        }
        doubt(element);
    }

    void end_clause() {
        if (hour_) {
            Draft* before = last();
            if (before != nullptr && before->kind == Draft::Kind::dated) {
                before->calendar.hour = hour_;
                if (bound_ != W::plain) before->bound = bound_;
            } else {
                notes_.add(said("giờ trong câu chưa được ghi: xin xem lại",
                                "the hour is left out: please check"));
            }
            hour_.reset();
        } else if (bound_ != W::plain && bound_ != W::on) {
            notes_.add(said("từ chỉ thời hạn đứng mà không có ngày: xin xem lại",
                            "a word of limit stands without a date: please check"));
        }
        bound_ = joint_ = W::plain;
        text_ = scope_ = data_ = event_open_ = brackets_ = false;
        words_before_.clear();
        if (!clauses_.empty() && clauses_.back().drafts.empty()) clauses_.pop_back();
    }

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
    bool brackets_ = false;
    bool periodic_ = false;
    bool event_open_ = false;
    std::string words_before_;
    std::optional<TimeOfDay> hour_;
};

}  // namespace

void Notes::add(Words words) {
    constexpr std::size_t kMost = 20;
    if (words_.size() < kMost && std::ranges::find(words_, words) == words_.end())
        words_.push_back(std::move(words));
}

std::vector<Clause> draft(const Script& script, const std::vector<Element>& elements,
                          Notes& notes) {
    return Drafter(script, elements, notes).run();
}

}  // namespace dondoc::plan::phrase
