#include "store/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "plan/vietnamese.h"
#include "store/fault.h"
#include "store/plans.h"
#include "store/query.h"

namespace dondoc::store {
namespace {

/// Hands every row of a list of units' parts to the unit it belongs to.
template <class Take>
void each_part(Database& database, const std::string& columns_from, Take take) {
    Query query(database, "SELECT unit, " + columns_from + " ORDER BY unit, place");
    while (query.next())
        take(query.get<std::string>(0), query);
}

std::vector<plan::Unit> all_units(Database& database) {
    std::vector<plan::Unit> units;
    std::map<std::string, std::size_t> place;
    Query query(database, "SELECT id, name, parent FROM unit ORDER BY place");
    while (query.next()) {
        plan::Unit unit;
        unit.id = query.get<std::string>(0);
        unit.name = query.get<std::string>(1);
        unit.parent = query.get<std::optional<std::string>>(2);
        place[unit.id] = units.size();
        units.push_back(std::move(unit));
    }
    const auto of = [&](const std::string& id) -> plan::Unit& { return units.at(place.at(id)); };
    each_part(database, "alias FROM unit_alias", [&](const std::string& id, const Query& row) {
        of(id).aliases.push_back(row.get<std::string>(1));
    });
    each_part(database, "member FROM unit_member", [&](const std::string& id, const Query& row) {
        of(id).members.push_back(row.get<std::string>(1));
    });
    each_part(database, "role, channel, address FROM contact",
              [&](const std::string& id, const Query& row) {
                  of(id).contacts.push_back(
                      {row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3)});
              });
    return units;
}

void write_parts(Database& database, const plan::Unit& unit) {
    for (const char* table : {"unit_alias", "unit_member", "contact"}) {
        Query(database, fmt::format("DELETE FROM {} WHERE unit = ?1", table)).with(unit.id).run();
    }
    Query alias(database, "INSERT INTO unit_alias (unit, place, alias) VALUES (?1, ?2, ?3)");
    for (std::size_t i = 0; i < unit.aliases.size(); ++i)
        alias.with(unit.id, i, unit.aliases[i]).run();
    Query member(database, "INSERT INTO unit_member (unit, place, member) VALUES (?1, ?2, ?3)");
    for (std::size_t i = 0; i < unit.members.size(); ++i)
        member.with(unit.id, i, unit.members[i]).run();
    Query contact(database,
                  "INSERT INTO contact (unit, place, role, channel, address) "
                  "VALUES (?1, ?2, ?3, ?4, ?5)");
    for (std::size_t i = 0; i < unit.contacts.size(); ++i) {
        const auto& each = unit.contacts[i];
        contact.with(unit.id, i, each.role, each.channel, each.address).run();
    }
}

void write_unit(Database& database, const plan::Unit& unit, std::size_t place) {
    Query(database,
          "INSERT INTO unit (id, place, name, parent) VALUES (?1, ?2, ?3, ?4) "
          "ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent")
        .with(unit.id, place, unit.name, unit.parent)
        .run();
    write_parts(database, unit);
}

std::string told_in_journal(const plan::Unit& unit) {
    auto contacts = nlohmann::ordered_json::array();
    for (const auto& contact : unit.contacts) {
        contacts.push_back(
            {{"role", contact.role}, {"channel", contact.channel}, {"address", contact.address}});
    }
    nlohmann::ordered_json detail = {{"name", unit.name}, {"aliases", unit.aliases}};
    if (unit.parent) detail["parent"] = *unit.parent;
    if (unit.is_group()) detail["members"] = unit.members;
    detail["contacts"] = contacts;
    return detail.dump();
}

/// What would be left without an owner or a place if the unit went; nothing when it may go.
std::optional<plan::Words> what_needs(Database& database, const std::string& id) {
    Query owed(database,
               "SELECT count(*) FROM obligation o JOIN plan p ON p.id = o.plan_id "
               "WHERE o.unit = ?1 AND o.state = 'open' AND p.state <> 'retired'");
    owed.with(id).next();
    if (const auto count = owed.get<std::size_t>(0); count > 0) {
        return plan::Words{
            fmt::format("còn {} việc phải nộp; nộp, miễn hoặc giao cho đơn vị khác trước", count),
            fmt::format("still owes {}; submit, waive or hand over first",
                        plan::counted(count, "obligation"))};
    }
    Query kin(database,
              "SELECT id FROM unit WHERE parent = ?1 "
              "UNION SELECT unit FROM unit_member WHERE member = ?1 ORDER BY 1");
    if (kin.with(id).next()) {
        const auto other = kin.get<std::string>(0);
        return plan::Words{fmt::format("«{}» còn dẫn tới đơn vị này; sửa «{}» trước", other, other),
                           fmt::format("«{}» still refers to it; change «{}» first", other, other)};
    }
    for (const auto& record : PlanStore(database).list()) {
        if (record.state == PlanState::retired) continue;
        const auto names_it = [&](const plan::UnitRef& ref) { return ref.unit == id; };
        for (const auto& task : record.plan->tasks) {
            if (std::ranges::none_of(task.lead, names_it) &&
                std::ranges::none_of(task.support, names_it)) {
                continue;
            }
            return plan::Words{
                fmt::format("nhiệm vụ {} của kế hoạch {} còn giao cho đơn vị này; sửa kế "
                            "hoạch trước",
                            task.key, record.plan->number),
                fmt::format("task {} of plan {} still names it; change the plan first", task.key,
                            record.plan->number)};
        }
    }
    return std::nullopt;
}

}  // namespace

plan::Units UnitStore::load() const {
    std::vector<plan::Unit> stored;
    database_.snapshot([&] { stored = all_units(database_); });
    auto units = plan::Units::make(std::move(stored));
    if (!units) throw bad_value(units.error().front().words.en);
    return *std::move(units);
}

plan::Checked<UnitChanges> UnitStore::save(const std::vector<plan::Unit>& units, const Act& act) {
    plan::Checked<UnitChanges> answer;
    database_.transaction([&] {
        UnitChanges changes;
        auto all = all_units(database_);
        std::set<std::string> named;
        for (const auto& unit : units) {
            const auto stored = std::ranges::find(all, unit.id, &plan::Unit::id);
            // One that is named twice is kept twice, for Units::make to say so.
            if (!named.insert(unit.id).second || stored == all.end()) {
                changes.added.push_back(unit.id);
                all.push_back(unit);
            } else if (*stored != unit) {
                changes.changed.push_back(unit.id);
                *stored = unit;
            }
        }
        if (auto checked = plan::Units::make(all); !checked) {
            answer = tl::unexpected(checked.error());
            return;
        }
        Journal journal(database_);
        Query last(database_, "SELECT coalesce(max(place), 0) FROM unit");
        last.next();
        auto place = last.get<std::size_t>(0);
        for (const auto& unit : all) {
            const bool added = std::ranges::count(changes.added, unit.id) > 0;
            if (!added && std::ranges::count(changes.changed, unit.id) == 0) continue;
            write_unit(database_, unit, ++place);
            journal.append(act, added ? "unit-add" : "unit-set", unit.id, told_in_journal(unit));
        }
        answer = std::move(changes);
    });
    return answer;
}

plan::Result<void> UnitStore::remove(const std::string& id, const Act& act) {
    plan::Result<void> answer;
    database_.transaction([&] {
        const auto all = all_units(database_);
        const auto unit = std::ranges::find(all, id, &plan::Unit::id);
        if (unit == all.end()) {
            answer =
                plan::problem(fmt::format("Không có đơn vị «{}»; xem `dondoc unit list`", id),
                              fmt::format("there is no unit «{}»; see `dondoc unit list`", id));
            return;
        }
        if (const auto need = what_needs(database_, id)) {
            answer = plan::problem(fmt::format("Chưa xóa được đơn vị «{}»: {}", id, need->vi),
                                   fmt::format("unit «{}» stays: {}", id, need->en));
            return;
        }
        Query(database_, "DELETE FROM unit WHERE id = ?1").with(id).run();
        Journal(database_).append(act, "unit-remove", id, told_in_journal(*unit));
    });
    return answer;
}

}  // namespace dondoc::store
