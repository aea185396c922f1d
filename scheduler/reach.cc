#include "scheduler/reach.h"

#include <map>

namespace dondoc::scheduler {
namespace {

using Address = std::pair<std::string, std::string>;

/// The selectors of all steps and nudges.
std::vector<config::Selector> selectors_of(const std::vector<config::Rule>& rules) {
    std::vector<config::Selector> all;
    for (const config::Rule& rule : rules) {
        for (const config::Step& step : rule.steps)
            all.insert(all.end(), step.to.begin(), step.to.end());
        if (rule.nudge) all.insert(all.end(), rule.nudge->to.begin(), rule.nudge->to.end());
    }
    return all;
}

void add_contacts(const plan::Unit& unit, const plan::Units& units, std::set<Address>& to) {
    for (const plan::Unit* member : units.standing_for(unit)) {
        for (const plan::Contact& contact : member->contacts)
            to.emplace(contact.channel, contact.address);
    }
}

}  // namespace

Reach::Reach(const plan::Units& units, const std::vector<config::Rule>& rules,
             const std::optional<config::Fallback>& fallback) {
    if (fallback) shared_.emplace(fallback->channel, fallback->address);
    // An address that several units have.
    std::map<Address, const plan::Unit*> owner;
    for (const plan::Unit& unit : units.all()) {
        for (const plan::Contact& contact : unit.contacts) {
            const Address address(contact.channel, contact.address);
            const auto [known, fresh] = owner.try_emplace(address, &unit);
            if (!fresh && known->second != &unit) shared_.insert(address);
        }
    }
    for (const config::Selector& selector : selectors_of(rules)) {
        switch (selector.audience) {
            case config::Audience::lead:
                break;
            case config::Audience::support:
                // Whom a task names is not known here.
                all_shared_ = true;
                break;
            case config::Audience::unit:
                if (const auto* unit = units.find(selector.unit)) {
                    add_contacts(*unit, units, shared_);
                }
                break;
            case config::Audience::parent:
                for (const plan::Unit& unit : units.all()) {
                    const auto* parent = unit.parent ? units.find(*unit.parent) : nullptr;
                    if (parent) add_contacts(*parent, units, shared_);
                }
        }
    }
}

bool Reach::only_of(const Recipient& recipient, const std::string& unit) const {
    if (all_shared_ || recipient.fallback || recipient.unit != unit) return false;
    return !shared_.contains({recipient.channel, recipient.address});
}

}  // namespace dondoc::scheduler
