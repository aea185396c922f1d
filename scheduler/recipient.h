#pragma once

#include <string>
#include <vector>

#include "config/settings.h"
#include "plan/plan.h"

namespace dondoc::scheduler {

/// Somebody a step tells. Address and channel are the identity.
struct Recipient {
    std::string channel;
    std::string address;
    std::string unit;  ///< whose contact it is; empty for the fallback
    std::string role;
    std::string selector;   ///< as written in the rule: the first that named them
    bool fallback = false;  ///< stands in for a selector that reached nobody

    bool same(const Recipient& other) const {
        return address == other.address && channel == other.channel;
    }
    bool operator==(const Recipient&) const = default;
};

/// Resolves a step's selectors for what `unit` owes (Ladders 3): each recipient once, in the order
/// of the selectors. A group stands for its members. A selector that reaches nobody (no unit, no
/// contact in the role, or only contacts on channels that are not configured) yields the fallback
/// contact, if there is one, and is listed in `unreached`.
struct Recipients {
    std::vector<Recipient> told;
    std::vector<std::string> unreached;
};
Recipients resolve(const std::vector<config::Selector>& to, const std::string& unit,
                   const std::vector<plan::UnitRef>& support, const plan::Units& units,
                   const config::Settings& settings);

/// What a selector that reaches nobody lacks, and so what the office would have to add.
struct Lack {
    enum class Of {
        contact,        ///< the units that it names have none in its role
        support,        ///< the task has no supporting unit
        known_support,  ///< the task's supporting units are not in the unit file
        parent,         ///< the unit has no parent
        unit,           ///< there is no such unit
    };
    Of of = Of::contact;
    std::string unit;  ///< id: who has no contact, who has no parent, who is not there
    std::string role;  ///< the selector's
    auto operator<=>(const Lack&) const = default;
};
/// Of one of `Recipients::unreached`, for what `unit` owes.
Lack lack_of(const config::Selector& selector, const std::string& unit,
             const std::vector<plan::UnitRef>& support, const plan::Units& units);

}  // namespace dondoc::scheduler
