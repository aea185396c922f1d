#include "plan/phrase/drafter.h"

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

}  // namespace

std::vector<Clause> Drafter::run() {
    clauses_.emplace_back();
    for (at_ = 0; at_ < elements_.size(); ++at_)
        take(elements_[at_]);
    end_clause();
    if (!clauses_.empty() && clauses_.back().drafts.empty()) clauses_.pop_back();
    return std::move(clauses_);
}

void Drafter::take(const Element& element) {
    if (element.kind != Kind::separator) clauses_.back().to = element.to;
    switch (element.kind) {
        case Kind::text:
            if (event_open_ || says_something(script_, element)) text(element);
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
            if (hour_) {
                if (bound_ == W::from || bound_ == W::to) bound_ = W::plain;
                notes_.add(said("có nhiều giờ, chỉ ghi giờ sau: xin xem lại",
                                "several hours; only the later is kept: please check"));
            }
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

void Drafter::separator(const Element& element) {
    if (element.w == W::colon) colon_ = true;
    if (element.w == W::semicolon) {
        const Draft* before = last();
        const bool plain = before != nullptr && before->kind == Draft::Kind::dated && !text_;
        bound_before_ = plain ? before->bound : W::plain;
        colon_ = false;
        end_clause();
        clauses_.emplace_back();
        clauses_.back().periodic = periodic_;
        clauses_.back().header = header_;
        clauses_.back().from = clauses_.back().to = element.to;
        return;
    }
    if (element.w == W::open) brackets_ = true;
    if (element.w == W::close) {
        brackets_ = false;
        scope_ = except_ = only_ = false;
    }
    if (element.w == W::colon && last() != nullptr && !text_) label();
    const bool stronger = joint_ == W::plain || joint_ == W::comma || joint_ == W::close;
    if (stronger) joint_ = element.w;
    event_open_ = false;
}

/// «Báo cáo quý I:», «Năm 2024:» say what the deadline behind them is for.
void Drafter::label() {
    Draft& first = drafts().front();
    if (drafts().size() == 1 && first.kind == Draft::Kind::cycle && !first.bare) {
        first.header = true;
        header_ = first;
    }
    for (Draft& draft : drafts()) {
        const bool period = draft.kind == Draft::Kind::dated && is_window(draft) &&
                            (draft.bound == W::plain || draft.bound == W::within);
        const bool bare = draft.kind == Draft::Kind::cycle && draft.bare;
        if ((period || bare) && !draft.only && !draft.except)
            draft.scope = draft.scope_label = true;
    }
}

void Drafter::bound(W w) {
    event_open_ = false;
    scope_ = except_ = only_ = false;
    const bool keeps =
        (bound_ == W::by || bound_ == W::to || bound_ == W::through || bound_ == W::before) &&
        (w == W::on || w == W::within || w == W::through || w == W::to);
    // «trước hoặc trong ngày 15/7»: the day itself still counts.
    const bool both = (bound_ == W::before && w == W::within) ||
                      (bound_ == W::within && w == W::before && joint_ != W::plain);
    if (both) {
        bound_ = W::by;
    } else if (!keeps) {
        bound_ = w;
    }
}

Draft& Drafter::push(const Element& element, Draft::Kind kind) {
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

void Drafter::dated(const Element& element) {
    if (goes_on_event(element)) return;
    if (element.calendar.end_year && bound_ == W::from) bound_ = W::plain;
    Calendar calendar = element.calendar;
    if (hour_) calendar.hour = hour_;
    hour_.reset();
    if (closes_range(calendar, element.from)) {
        close_range(calendar, element.to);
    } else if (counts_from(calendar)) {
        Draft& length = *last();
        length.calendar = calendar;
        length.due = true;
        length.to = element.to;
        length.event = script_.slice(element.from - 1, element.to);
        bound_ = joint_ = W::plain;
    } else {
        new_date(element, calendar);
    }
}

/// «(báo cáo 6 tháng)» right behind a day says what is due then.
bool Drafter::explains_date(const Draft& draft) {
    if (!draft.brackets || draft.joint != W::open || drafts().size() < 2) return false;
    const Draft& before = drafts()[drafts().size() - 2];
    return before.kind == Draft::Kind::dated && before.calendar.level == Level::day;
}

void Drafter::close_range(const Calendar& end, std::size_t to) {
    Draft& range = *last();
    range.start = range.calendar;
    range.calendar = end;
    range.to = to;
    range.bound = bound_ == W::before ? W::before : W::by;
    if (data_) range.kind = Draft::Kind::data;
    data_ = false;
    bound_ = joint_ = W::plain;
    text_ = false;
}

void Drafter::new_date(const Element& element, const Calendar& calendar) {
    const Draft* before = last();
    const bool list = before != nullptr && before->kind == Draft::Kind::dated && !text_ &&
                      !before->start && joins_list(joint_) && bound_ == W::plain &&
                      before->bound != W::from && !before->scope && !except_ && !only_;
    // «quý I trước ngày 05/3, quý II trước ngày 05/6»: the quarter only names what is due.
    const bool names = element.calendar.level > Level::week && bound_follows();
    const W carried = list && !names ? before->bound : W::plain;
    Draft& draft = push(element, Draft::Kind::dated);
    draft.calendar = calendar;
    draft.except = except_;
    draft.only = only_;
    // «Trước ngày 15/6; 15/12»: the bound of the clause before, if a person agrees.
    const bool begins = drafts().size() == 1 && draft.bound == W::plain && !draft.text &&
                        calendar.level == Level::day && !calendar.weekday && !draft.start &&
                        bound_before_ == W::before && !colon_;
    if (begins) {
        draft.bound = bound_before_;
        notes_.add(said("ngày sau dấu chấm phẩy được hiểu cũng là «trước»: xin xem lại",
                        "the date after the semicolon is read as \"before\", too"));
    }
    if (list && !names) {
        draft.bound = carried;
        draft.carried = true;
        if (!draft.calendar.hour && draft.calendar.level == Level::day)
            draft.calendar.hour = drafts()[drafts().size() - 2].calendar.hour;
    }
    const bool explains = draft.bound == W::plain && explains_date(draft);
    if ((scope_ || explains) && is_window(draft)) draft.scope = true;
}

bool Drafter::bound_follows() const {
    std::size_t next = at_ + 1;
    if (next < elements_.size() && elements_[next].kind == Kind::separator &&
        elements_[next].w == W::open)
        ++next;
    return next < elements_.size() && elements_[next].kind == Kind::bound;
}

/// «30 ngày kể từ ngày 01/6/2024»: the day that a length counts from.
bool Drafter::counts_from(const Calendar& calendar) {
    const Draft* length = last();
    return length != nullptr && length->kind == Draft::Kind::after && length->event.empty() &&
           length->count > 0 && !text_ && (joint_ == W::plain || joint_ == W::comma) &&
           (bound_ == W::from || bound_ == W::after) && calendar.level == Level::day &&
           calendar.month != 0 && !calendar.impossible &&
           calendar.relative.unit == Relative::Unit::none;
}

/// «từ … đến …», «… - …».
bool Drafter::closes_range(const Calendar& end, std::size_t at) {
    const Draft* before = last();
    if (before == nullptr || before->kind != Draft::Kind::dated || before->start || text_)
        return false;
    if (before->calendar.weekday || end.weekday) return false;
    if (joint_ != W::plain && joint_ != W::dash && joint_ != W::comma && joint_ != W::open)
        return false;
    const bool from = before->bound == W::from;
    // «từ quý I, hoàn thành trong quý III»
    const std::size_t last_word = bound_ == W::plain ? 1 : 2;
    const bool done = at >= last_word && script_.w(at - last_word) == W::done;
    if (from && done && joint_ != W::open && (bound_ == W::plain || bound_ == W::within))
        return true;
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

bool Drafter::same_kind(const Calendar& a, const Calendar& b) {
    return (a.level == Level::day) == (b.level == Level::day);
}

void Drafter::end_clause() {
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
    text_ = scope_ = data_ = event_open_ = brackets_ = except_ = only_ = false;
    words_before_.clear();
    if (!clauses_.empty() && clauses_.back().drafts.empty()) clauses_.pop_back();
}

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
