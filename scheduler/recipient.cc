#include "scheduler/recipient.h"

#include <algorithm>

namespace dondoc::scheduler {
namespace {

/// The units a selector speaks of, groups not yet replaced by their members.
std::vector<const plan::Unit*> units_named(const config::Selector& selector,
                                           const std::string& unit,
                                           const std::vector<plan::UnitRef>& support,
                                           const plan::Units& units) {
    std::vector<const plan::Unit*> named;
    const auto add = [&](const std::string& id) {
        if (const plan::Unit* found = units.find(id)) named.push_back(found);
    };
    switch (selector.audience) {
        case config::Audience::lead:
            add(unit);
            break;
        case config::Audience::unit:
            add(selector.unit);
            break;
        case config::Audience::support:
            for (const plan::UnitRef& ref : support)
                add(ref.unit);
            break;
        case config::Audience::parent:
            if (const plan::Unit* found = units.find(unit); found && found->parent) {
                add(*found->parent);
            }
            break;
    }
    return named;
}

void tell(Recipients& recipients, Recipient recipient) {
    const bool known = std::ranges::any_of(
        recipients.told, [&](const Recipient& other) { return other.same(recipient); });
    if (!known) recipients.told.push_back(std::move(recipient));
}

}  // namespace

Recipients resolve(const std::vector<config::Selector>& to, const std::string& unit,
                   const std::vector<plan::UnitRef>& support, const plan::Units& units,
                   const config::Settings& settings) {
    Recipients recipients;
    for (const config::Selector& selector : to) {
        bool reached = false;
        for (const plan::Unit* named : units_named(selector, unit, support, units)) {
            for (const plan::Unit* member : units.standing_for(*named)) {
                for (const plan::Contact& contact : member->contacts) {
                    if (contact.role != selector.role) continue;
                    if (!settings.channels.contains(contact.channel)) continue;
                    reached = true;
                    tell(recipients, {contact.channel, contact.address, member->id, contact.role,
                                      selector.text, false});
                }
            }
        }
        if (reached) continue;
        // Ladders 3: never silently dropped.
        recipients.unreached.push_back(selector.text);
        if (settings.fallback) {
            tell(recipients, {settings.fallback->channel,
                              settings.fallback->address,
                              {},
                              {},
                              selector.text,
                              true});
        }
    }
    return recipients;
}

Lack lack_of(const config::Selector& selector, const std::string& unit,
             const std::vector<plan::UnitRef>& support, const plan::Units& units) {
    const auto named = units_named(selector, unit, support, units);
    for (const plan::Unit* each : named) {
        // A group stands for its members, so that it is one of them who needs a contact.
        const auto members = units.standing_for(*each);
        if (!members.empty()) return {Lack::Of::contact, members.front()->id, selector.role};
    }
    if (!named.empty()) return {Lack::Of::contact, named.front()->id, selector.role};
    switch (selector.audience) {
        case config::Audience::support:
            return {
                support.empty() ? Lack::Of::support : Lack::Of::known_support, {}, selector.role};
        case config::Audience::parent:
            return {Lack::Of::parent, unit, selector.role};
        case config::Audience::unit:
            return {Lack::Of::unit, selector.unit, selector.role};
        case config::Audience::lead:
            break;
    }
    return {Lack::Of::unit, unit, selector.role};
}

}  // namespace dondoc::scheduler
