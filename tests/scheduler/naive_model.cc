#include "naive_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "naive_days.h"

namespace dondoc::testing {
namespace {

using naive::iso;
using naive::Limit;
using naive::Span;
using plan::Day;
using plan::Instant;
using std::chrono::days;
using std::chrono::year_month_day;

struct Turn {
    Instant fire;
    Day nominal;
    std::size_t step;
    int turn;
    bool urgent;
    std::string selector;
    auto order() const { return std::tie(fire, nominal, step, turn); }
};

struct Owed {
    std::string period;
    plan::DueDate due;
    plan::Kind kind;
    std::optional<plan::Every> every;
};

class Model {
  public:
    explicit Model(const World& world)
        : world_(world),
          zone_(world.settings.timezone),
          calendar_(zone_, world.settings.calendar) {}

    std::vector<Line> run() {
        for (const plan::Task& task : world_.plan.tasks)
            for (const Owed& owed : owed_by(task))
                for (const plan::Unit* unit : leads(task))
                    walk(task, owed, *unit);
        std::sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
            return std::tie(a.at, a.task, a.unit, a.recipient, a.text) <
                   std::tie(b.at, b.task, b.unit, b.recipient, b.text);
        });
        return lines_;
    }

  private:
    // ---- units

    const plan::Unit* unit(const std::string& id) const {
        for (const plan::Unit& each : world_.units)
            if (each.id == id) return &each;
        return nullptr;
    }

    void stand_for(const std::string& id, std::vector<const plan::Unit*>& found) const {
        const plan::Unit* one = unit(id);
        if (one == nullptr) return;
        for (const std::string& member : one->members)
            stand_for(member, found);
        if (one->members.empty() && std::find(found.begin(), found.end(), one) == found.end())
            found.push_back(one);
    }

    std::vector<const plan::Unit*> leads(const plan::Task& task) const {
        std::vector<const plan::Unit*> found;
        for (const plan::UnitRef& lead : task.lead)
            stand_for(lead.unit, found);
        return found;
    }

    struct Told {
        std::string channel;
        std::string address;
        std::string selector;
    };

    void tell(std::vector<Told>& told, const Told& one) const {
        for (const Told& other : told)
            if (other.channel == one.channel && other.address == one.address) return;
        told.push_back(one);
    }

    std::vector<Told> recipients(const config::Step& step, const plan::Task& task,
                                 const plan::Unit& owner) const {
        std::vector<Told> told;
        for (const config::Selector& selector : step.to) {
            std::vector<const plan::Unit*> whose;
            using config::Audience;
            if (selector.audience == Audience::lead) whose.push_back(&owner);
            if (selector.audience == Audience::parent && owner.parent)
                stand_for(*owner.parent, whose);
            if (selector.audience == Audience::unit) stand_for(selector.unit, whose);
            if (selector.audience == Audience::support)
                for (const plan::UnitRef& support : task.support)
                    stand_for(support.unit, whose);
            bool reached = false;
            for (const plan::Unit* each : whose)
                for (const plan::Contact& contact : each->contacts)
                    if (contact.role == selector.role &&
                        world_.settings.channels.contains(contact.channel)) {
                        tell(told, {contact.channel, contact.address, selector.text});
                        reached = true;
                    }
            if (!reached && world_.settings.fallback)
                tell(told, {world_.settings.fallback->channel, world_.settings.fallback->address,
                            selector.text});
        }
        return told;
    }

    // ---- what is owed

    static plan::DueDate due_of(const plan::Cycle& cycle, Span span) {
        std::vector<Span> later;
        for (int year = int(year_month_day(span.first).year()) - 1;
             later.size() <= std::size_t(cycle.offset); ++year)
            for (const Span& each : naive::spans(cycle.every, year))
                if (each.first >= span.first) later.push_back(each);
        const Span target = later.at(std::size_t(cycle.offset));
        if (cycle.every == plan::Every::week) {
            if (!cycle.weekday) return {target.last, {}, plan::Bound::by};
            return {target.first + days(*cycle.weekday - 1), {}, cycle.bound};
        }
        Day month = target.last;
        if (cycle.month.which == plan::CycleMonth::Which::first) month = target.first;
        if (cycle.month.which == plan::CycleMonth::Which::named)
            month = std::chrono::local_days(year_month_day(target.first).year() /
                                            std::chrono::month(cycle.month.named) / 1);
        if (!cycle.day) return {naive::month_end(month), {}, plan::Bound::by};
        return {naive::in_month(month, *cycle.day), {}, cycle.bound};
    }

    plan::DueDate after(Day event, const plan::AfterEvent& timing) const {
        Day day = event + days(timing.days);
        if (timing.unit == plan::Count::working) day = calendar_.add_working(event, timing.days);
        if (timing.unit == plan::Count::month) day = naive::add_months(event, timing.days);
        return {day, {}, plan::Bound::by};
    }

    void cycle_owes(const plan::Cycle& cycle, std::vector<Owed>& owed) const {
        const plan::Validity& valid = world_.plan.valid;
        for (int year = int(year_month_day(valid.from).year()) - 1;
             year <= int(year_month_day(valid.until).year()) + 1; ++year)
            for (const Span& span : naive::spans(cycle.every, year)) {
                if (span.first < valid.from || span.last > valid.until) continue;
                if (!cycle.periods.empty() &&
                    std::count(cycle.periods.begin(), cycle.periods.end(), span.number) == 0)
                    continue;
                owed.push_back({span.key, due_of(cycle, span), plan::Kind::cycle, cycle.every});
            }
    }

    std::vector<Owed> owed_by(const plan::Task& task) const {
        std::vector<Owed> owed;
        for (const plan::Timing& timing : task.timings) {
            if (const auto* once = std::get_if<plan::Once>(&timing))
                owed.push_back({"once", once->due, plan::Kind::once, {}});
            if (const auto* cycle = std::get_if<plan::Cycle>(&timing)) cycle_owes(*cycle, owed);
            for (const plan::Event& event : world_.events) {
                if (event.plan != world_.plan.number || event.task != task.key) continue;
                const auto* limit = std::get_if<plan::AfterEvent>(&timing);
                if (limit != nullptr && !event.due)
                    owed.push_back(
                        {iso(event.on), after(event.on, *limit), plan::Kind::after_event, {}});
                if (std::holds_alternative<plan::OnDemand>(timing) && event.due)
                    owed.push_back({iso(event.on), *event.due, plan::Kind::on_demand, {}});
            }
        }
        std::set<std::string> taken;
        for (Owed& each : owed) {
            const std::string stem = each.period;
            for (int again = 2; !taken.insert(each.period).second; ++again)
                each.period = fmt::format("{}.{}", stem, again);
        }
        return owed;
    }

    // ---- ladders

    template <class T>
    static bool any(const std::vector<T>& wanted, const T& value) {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    }

    const config::Rule* rule(const plan::Task& task, const Owed& owed,
                             const plan::Unit& owner) const {
        for (const config::Rule& each : world_.settings.rules) {
            const config::Match& match = each.match;
            bool tagged = match.tag.empty();
            for (const std::string& tag : task.tags)
                tagged = tagged || any(match.tag, tag);
            const bool every = match.every.empty() || (owed.every && any(match.every, *owed.every));
            if (any(match.plan, world_.plan.number) && any(match.task, task.key) &&
                any(match.unit, owner.id) && any(match.kind, owed.kind) && every && tagged)
                return &each;
        }
        return nullptr;
    }

    std::vector<Turn> turns(const config::Rule& rule, std::size_t place, Day last_good) const {
        const config::Step& step = rule.steps[place];
        std::vector<Turn> found;
        Day nominal = calendar_.add(last_good, step.when);
        for (int turn = 0;; ++turn) {
            Day day = nominal;
            if (world_.settings.calendar.working_days_only)
                day = calendar_.nearest_working(day, step.when.days <= 0 ? -1 : 1);
            const Instant fire = zone_.at(day, step.at ? *step.at : rule.at);
            if (fire >= world_.until) return found;
            found.push_back({fire, nominal, place, turn, step.urgent, {}});
            if (!step.repeat) return found;
            nominal = calendar_.add(nominal, *step.repeat);
            if (step.until && nominal > calendar_.add(last_good, *step.until)) return found;
        }
    }

    using Identity = std::pair<std::string, std::string>;

    void walk(const plan::Task& task, const Owed& owed, const plan::Unit& owner) {
        const config::Rule* ladder = rule(task, owed, owner);
        if (ladder == nullptr) return;
        const Limit deadline = calendar_.limit(owed.due);
        std::map<Identity, std::vector<Turn>> of;
        for (std::size_t place = 0; place < ladder->steps.size(); ++place)
            for (Turn turn : turns(*ladder, place, deadline.last_good_day))
                for (const Told& told : recipients(ladder->steps[place], task, owner)) {
                    turn.selector = told.selector;
                    of[{told.channel, told.address}].push_back(turn);
                }
        Instant end = world_.until;
        const auto closed =
            world_.closed.find({world_.plan.number, task.key, owed.period, owner.id});
        if (closed != world_.closed.end())
            end = std::min(end, closed->second);
        else if (world_.assume == scheduler::Assume::ontime)
            end = std::min(end, deadline.at);
        for (auto& [identity, all] : of)
            for (const auto& [at, turn] : latest_words(all))
                if (at >= world_.from && at < end)
                    write(at, turn, identity, *ladder, task, owed, owner, deadline);
    }

    /// What one recipient hears: at each instant at which turns come due the latest one, at once or
    /// at the next opening, unless another has come due by then.
    std::vector<std::pair<Instant, Turn>> latest_words(std::vector<Turn> all) const {
        std::sort(all.begin(), all.end(),
                  [](const Turn& a, const Turn& b) { return a.order() < b.order(); });
        std::vector<std::pair<Instant, Turn>> heard;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Instant at = all[i].urgent ? all[i].fire : calendar_.opening(all[i].fire);
            if (i + 1 < all.size() && all[i + 1].fire <= at) continue;
            heard.emplace_back(at, all[i]);
        }
        return heard;
    }

    void write(Instant at, const Turn& turn, const Identity& to, const config::Rule& ladder,
               const plan::Task& task, const Owed& owed, const plan::Unit& owner,
               const Limit& deadline) {
        std::string due = iso(owed.due.day);
        if (owed.due.hour)
            due += fmt::format("T{:02}:{:02}", owed.due.hour->count() / 60,
                               owed.due.hour->count() % 60);
        const std::string text = fmt::format(
            "{} {}:{}:{}:{} {} {} L={} deadline={} «{}» {}/{} nominal={} fire={} {} {} -> {} {}",
            zone_.iso(at), world_.plan.number, task.key, owed.period, owner.id,
            owed.due.bound == plan::Bound::before ? "before" : "by", due,
            iso(deadline.last_good_day), zone_.iso(deadline.at), ladder.name,
            ladder.steps[turn.step].key, turn.turn, iso(turn.nominal), zone_.iso(turn.fire),
            turn.urgent ? "urgent" : "calm", turn.selector, to.second, to.first);
        lines_.push_back({at, task.key, owner.id, to.second, text});
    }

    const World& world_;
    naive::Zone zone_;
    naive::Calendar calendar_;
    std::vector<Line> lines_;
};

}  // namespace

std::vector<Line> naive_simulate(const World& world) {
    return Model(world).run();
}

}  // namespace dondoc::testing
