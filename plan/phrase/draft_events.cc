#include "plan/phrase/drafter.h"
#include "plan/said.h"

namespace dondoc::plan::phrase {
namespace {

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

}  // namespace

void Drafter::without_date(const Element& element) {
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
        case Kind::except:
            except_ = element.w == W::except;
            only_ = !except_;
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

void Drafter::text(const Element& element) {
    text_ = true;
    if (event_open_ && last() != nullptr) {
        Draft& draft = *last();
        if (!draft.event.empty()) draft.event += ' ';
        draft.event += script_.slice(element.from, element.to);
        return;
    }
    words_before_ = script_.slice(element.from, element.to);
}

void Drafter::doubt(const Element& element) {
    // The words of an event may hold numbers and names of times.
    if (event_open_ && last() != nullptr) {
        text(element);
        return;
    }
    notes_.add(said("không hiểu «{}»: xin xem lại", "\"{}\" was not understood: please check",
                    script_.slice(element.from, element.to)));
}

/// The words of an event may name periods: «sau 25 ngày kết thúc năm».
bool Drafter::goes_on_event(const Element& element) {
    if (!event_open_ || last() == nullptr || bound_ != W::plain || joint_ != W::plain) return false;
    text(element);
    return true;
}

void Drafter::cycle(const Element& element) {
    if (element.kind == Kind::bare && goes_on_event(element)) return;
    Draft& draft = push(element, Draft::Kind::cycle);
    draft.bare = element.kind == Kind::bare;
    draft.report = element.report;
    draft.whole = element.weak;
    draft.scope = draft.bare && (scope_ || explains_date(draft));
    draft.of_data = draft.bare && data_;
    draft.rough = element.times > 1;
    draft.unit = element.unit;
    draft.cycle.every = every_of(element.unit);
    if (element.unit == Unit::nine_months) draft.cycle.month = {CycleMonth::Which::named, 9};
    if (!draft.bare) several(draft, element);
}

/// «3 tháng/lần» is each quarter; lengths that no period has are left to a person.
void Drafter::several(Draft& draft, const Element& element) {
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
}

void Drafter::assumed(const Element& element) {
    notes_.add(said("«{}» chỉ ghi được gần đúng: xin xem lại",
                    "\"{}\" can only be kept roughly: please check",
                    script_.slice(element.from, element.to)));
}

void Drafter::after(const Element& element) {
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
bool Drafter::limits_at_once() {
    const Draft* before = last();
    const bool bounded = bound_ == W::by || bound_ == W::after || bound_ == W::within;
    const bool close = joint_ == W::open || joint_ == W::comma || joint_ == W::plain;
    const bool own_event = at_ + 1 < elements_.size() && elements_[at_ + 1].kind == Kind::since;
    return before != nullptr && before->kind == Draft::Kind::after && before->count == 0 &&
           !before->event.empty() && bounded && close && !text_ && !own_event;
}

/// «Trước khi khởi công dự án» just before «15 ngày».
bool Drafter::event_waits() {
    const Draft* before = last();
    return before != nullptr && before->kind == Draft::Kind::demand && before->due &&
           joint_ == W::plain && !text_ && bound_ == W::plain;
}

void Drafter::since(const Element& element) {
    Draft* before = last();
    const bool joins = before != nullptr && before->kind == Draft::Kind::after &&
                       (joint_ == W::plain || joint_ == W::comma || joint_ == W::open);
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

void Drafter::at_once(const Element& element) {
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

void Drafter::demand(const Element& element) {
    Draft& draft = push(element, Draft::Kind::demand);
    draft.weak = element.weak;
    draft.condition = script_.slice(element.from, element.to);
}

void Drafter::onward(const Element& element) {
    Draft* before = last();
    if (before != nullptr && before->kind == Draft::Kind::dated) {
        before->onward = true;
        joint_ = W::plain;
        text_ = false;
        return;
    }
    doubt(element);
}

}  // namespace dondoc::plan::phrase
