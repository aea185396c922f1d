#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/result.h"

namespace dondoc::plan {

/// An address of a unit in a role (`office`, `head`, `deputy`, …) on a channel of dondoc.toml.
struct Contact {
    std::string role = "office";
    std::string channel;
    std::string address;
    bool operator==(const Contact&) const = default;
};

/// A body that can owe something. With members it is a group, which stands for them.
struct Unit {
    std::string id;
    std::string name;
    std::vector<std::string> aliases;
    std::optional<std::string> parent;
    std::vector<std::string> members;
    std::vector<Contact> contacts;

    bool is_group() const { return !members.empty(); }
    bool operator==(const Unit&) const = default;
};

/// All units, checked: ids, names and aliases are unique (without regard to case and to the way
/// tone marks are encoded), parents and members exist, and neither parents nor members form a
/// cycle.
class Units {
  public:
    Units() = default;
    static Checked<Units> make(std::vector<Unit> units);

    const std::vector<Unit>& all() const { return units_; }
    const Unit* find(std::string_view id) const;
    /// By id, name or alias; case and encoding of tone marks do not matter.
    const Unit* named(std::string_view id_name_or_alias) const;
    /// The nearest name to one that is not known, for «did you mean»; empty where nothing is near.
    std::string nearest(std::string_view name) const;
    /// The unit itself, or a group's members, members of members too, each once, in order.
    std::vector<const Unit*> standing_for(const Unit& unit) const;

  private:
    std::vector<Unit> units_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
    std::map<std::string, std::size_t, std::less<>> by_name_;  ///< folded id, name, aliases
};

/// A role or unit id: lower-case letters, digits and hyphens.
bool is_identifier(std::string_view text);
/// What is wrong with a text as a unit's id, a contact's role or channel, or nothing.
std::optional<Words> id_fault(std::string_view id);
std::optional<Words> role_fault(std::string_view role);
std::optional<Words> channel_fault(std::string_view channel);
/// An address for a mail or webhook contact: no control characters, no spaces, plain ASCII. Says
/// what is wrong with it, or nothing (promise 26).
std::optional<Words> address_fault(std::string_view address);

}  // namespace dondoc::plan
