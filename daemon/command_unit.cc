#include "daemon/command_unit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>

#include "daemon/card.h"
#include "daemon/changes.h"
#include "daemon/status_facts.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

using Json = nlohmann::ordered_json;

/// What `add` and `set` take; what is not given stays as it is.
struct Options {
    std::string id;  ///< of `set`: the unit by id, name or alias
    std::optional<std::string> name;
    std::optional<std::vector<std::string>> aliases;
    std::optional<std::string> parent;
    std::optional<std::vector<std::string>> members;
    Who who;

    bool nothing() const { return !name && !aliases && !parent && !members; }
};

Json json_of(const std::vector<plan::Contact>& contacts) {
    auto list = Json::array();
    for (const plan::Contact& each : contacts) {
        list.push_back({{"role", each.role}, {"channel", each.channel}, {"address", each.address}});
    }
    return list;
}

std::string count_text(std::size_t count) {
    return count == 0 ? "" : std::to_string(count);
}

std::vector<Cell> row(const plan::Unit& unit) {
    // Reminders to one that nobody can be reached in go to the fallback (Ladders 3).
    const bool mute = !unit.is_group() && unit.contacts.empty();
    return {unit.id,
            unit.name,
            Cell("", unit.aliases),
            Cell(unit.parent.value_or(""), unit.parent ? Json(*unit.parent) : Json(nullptr)),
            Cell(count_text(unit.members.size()), unit.members),
            Cell(mute ? "0" : count_text(unit.contacts.size()), json_of(unit.contacts),
                 mute ? Style::bad : Style::plain)};
}

void list(Program& program, Format format) {
    Session& session = program.session();
    std::vector<const plan::Unit*> units;
    for (const plan::Unit& unit : session.units().all())
        units.push_back(&unit);
    std::ranges::sort(units, [](const plan::Unit* a, const plan::Unit* b) {
        return plan::compare(a->name, b->name) < 0;
    });
    Listing listing({{"id", {"Mã", "Id"}},
                     {"name", {"Tên", "Name"}, false, true},
                     {"aliases", {}, false, false, true},
                     {"parent", {"Cấp trên", "Parent"}},
                     {"members", {"Thành viên", "Members"}, true},
                     {"contacts", {"Đầu mối", "Contacts"}, true}});
    for (const plan::Unit* unit : units)
        listing.add(row(*unit));
    listing.print(std::cout, format, session.language(),
                  {"Chưa có đơn vị nào; thêm bằng: dondoc unit add, hoặc dondoc unit import TỆP",
                   "No unit yet; add them with: dondoc unit add, or dondoc unit import FILE"});
}

std::string names_of(const plan::Units& units, const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) {
        const plan::Unit* unit = units.find(id);
        text += (text.empty() ? "" : "\n") + id;
        if (unit != nullptr) text += " – " + unit->name;
    }
    return text;
}

/// What the unit owes now; of a group, what its members owe.
Tally owed_by(Session& session, const plan::Unit& unit) {
    Tally owed;
    for (const plan::Unit* each : session.units().standing_for(unit)) {
        store::CaseFilter filter;
        filter.unit = each->id;
        filter.states = {plan::State::open};
        const auto cases = store::ObligationStore(session.database()).cases(filter);
        const auto tallies = tally(cases, By::unit, session.now(), session.calendar().zone());
        const Tally counts = total(tallies);
        owed.open += counts.open;
        owed.due_soon += counts.due_soon;
        owed.overdue += counts.overdue;
    }
    return owed;
}

std::vector<std::string> groups_of(const plan::Units& units, const std::string& id) {
    std::vector<std::string> groups;
    for (const plan::Unit& each : units.all()) {
        if (std::ranges::count(each.members, id) > 0) groups.push_back(each.id);
    }
    return groups;
}

void show(Program& program, const std::string& wanted, Format format) {
    Session& session = program.session();
    const plan::Units& units = session.units();
    const plan::Unit& unit = find_unit(session, wanted);
    std::string contacts;
    for (const plan::Contact& each : unit.contacts) {
        contacts += (contacts.empty() ? "" : "\n") +
                    fmt::format("{}: {} ({})", each.role, each.address, each.channel);
    }
    if (contacts.empty() && !unit.is_group()) {
        contacts = program.say("chưa có; thêm bằng: dondoc contact add --unit " + unit.id,
                               "none; add one with: dondoc contact add --unit " + unit.id);
    }
    const std::string parent = unit.parent.value_or("");
    const auto groups = groups_of(units, unit.id);
    const Tally owed = owed_by(session, unit);
    Card card;
    card.add("id", {"Mã", "Id"}, unit.id);
    card.add("name", {"Tên", "Name"}, unit.name);
    card.add("aliases", {"Tên khác", "Aliases"},
             Cell(fmt::format("{}", fmt::join(unit.aliases, "\n")), unit.aliases));
    card.add("parent", {"Cấp trên", "Parent"},
             Cell(unit.parent ? names_of(units, {parent}) : "",
                  unit.parent ? Json(parent) : Json(nullptr)));
    card.add("members", {"Thành viên", "Members"},
             Cell(names_of(units, unit.members), unit.members));
    card.add("member_of", {"Thuộc nhóm", "Member of"}, Cell(names_of(units, groups), groups));
    card.add("contacts", {"Đầu mối", "Contacts"}, Cell(contacts, json_of(unit.contacts)));
    card.add("open", {"Chưa nộp", "Open"}, Cell(std::to_string(owed.open), owed.open));
    card.add("due_soon", {"Hạn 7 ngày tới", "Due in 7 days"},
             Cell(std::to_string(owed.due_soon), owed.due_soon));
    card.add("overdue", {"Quá hạn", "Overdue"}, Cell(std::to_string(owed.overdue), owed.overdue));
    card.print(std::cout, format, session.language());
}

void apply(Session& session, const Options& given, plan::Unit& unit) {
    if (given.name) unit.name = *given.name;
    if (given.aliases) unit.aliases = *given.aliases;
    if (given.parent) {
        unit.parent.reset();
        if (!given.parent->empty()) unit.parent = find_unit(session, *given.parent).id;
    }
    if (given.members) {
        unit.members.clear();
        for (const std::string& member : *given.members)
            unit.members.push_back(find_unit(session, member).id);
    }
}

void warn_of(const Program& program, const plan::Unit& unit) {
    if (!unit.is_group() || unit.contacts.empty()) return;
    warn(program,
         {fmt::format("«{}» là nhóm: lời nhắc gửi tới từng thành viên, đầu mối của nhóm không được "
                      "dùng",
                      unit.id),
          fmt::format("\"{}\" is a group: its members are told, its own contacts are not used",
                      unit.id)});
}

void add(Program& program, const Options& options) {
    Session& session = program.session();
    if (session.units().find(options.id) != nullptr) {
        fail(fmt::format("đã có đơn vị «{}»; sửa bằng: dondoc unit set {}", options.id, options.id),
             fmt::format("there is a unit \"{}\" already; change it with: dondoc unit set {}",
                         options.id, options.id));
    }
    plan::Unit unit;
    unit.id = options.id;
    if (auto fault = plan::id_fault(unit.id)) fail(fault->vi, fault->en, Exit::usage);
    apply(session, options, unit);
    const auto effects =
        change_units(session, {unit}, session.act(options.who.by, options.who.note));
    std::cout << program.say(fmt::format("Đã thêm đơn vị {} ({}).", unit.id, unit.name),
                             fmt::format("Unit {} ({}) is added.", unit.id, unit.name))
              << '\n';
    if (!unit.is_group()) {
        const std::string next = "dondoc contact add --unit " + unit.id;
        std::cout << program.say("Bước tiếp theo, thêm đầu mối: " + next,
                                 "Next, add a contact: " + next)
                  << " --address …\n";
    }
    say_effects(program, effects);
}

void set(Program& program, const Options& options) {
    if (options.nothing()) {
        fail("chưa ghi gì để đổi; dùng --name, --alias, --parent hoặc --member",
             "nothing to change; give --name, --alias, --parent or --member", Exit::usage);
    }
    Session& session = program.session();
    plan::Unit unit = find_unit(session, options.id);
    apply(session, options, unit);
    const auto effects =
        change_units(session, {unit}, session.act(options.who.by, options.who.note));
    std::cout << (effects.changes.changed.empty()
                      ? program.say(fmt::format("Đơn vị {} không có gì thay đổi.", unit.id),
                                    fmt::format("Unit {} is as it was.", unit.id))
                      : program.say(fmt::format("Đã sửa đơn vị {}.", unit.id),
                                    fmt::format("Unit {} is changed.", unit.id)))
              << '\n';
    say_effects(program, effects);
    warn_of(program, unit);
}

void remove(Program& program, const std::string& wanted, const Who& who) {
    Session& session = program.session();
    const std::string id = find_unit(session, wanted).id;
    or_fail(store::UnitStore(session.database()).remove(id, session.act(who.by, who.note)));
    session.forget_units();
    std::cout << program.say(fmt::format("Đã xóa đơn vị {}.", id),
                             fmt::format("Unit {} is removed.", id))
              << '\n';
}

void add_facts(CLI::App& command, const Program& program, Options& options) {
    add_texts(command, "--alias", options.aliases,
              program.say("tên khác dùng trong kế hoạch; ghi nhiều lần được, thay toàn bộ tên cũ",
                          "another name that plans use; may be repeated, replaces all before"));
    add_text(command, "--parent", options.parent,
             program.say("đơn vị cấp trên", "the unit it belongs to"));
    add_texts(command, "--member", options.members,
              program.say("thành viên, khi đây là nhóm; ghi nhiều lần được",
                          "a member, where this is a group; may be repeated"));
    add_who(command, program, options.who);
}

void add_add(CLI::App& unit, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(unit, program, "add", "thêm một đơn vị", "adds a unit");
    command
        ->add_option("--id", options->id,
                     program.say("mã: chữ thường không dấu, chữ số, gạch nối",
                                 "lower-case letters, digits and hyphens"))
        ->required();
    add_text(*command, "--name", options->name,
             program.say("tên đầy đủ, như trong kế hoạch", "the full name, as plans write it"));
    command->get_option("--name")->required();
    add_facts(*command, program, *options);
    command->footer(program.say(
        "Ví dụ:\n"
        "  dondoc unit add --id hctp --name 'Phòng Hành chính tư pháp' --alias HCTP\n"
        "Nhóm thay cho các thành viên; việc giao cho nhóm là việc của từng thành viên:\n"
        "  dondoc unit add --id cac-phong --name 'Các phòng thuộc Sở' --member hctp --member bttp",
        "Example:\n"
        "  dondoc unit add --id hctp --name 'Phòng Hành chính tư pháp' --alias HCTP\n"
        "A group stands for its members; what it leads is owed by each of them:\n"
        "  dondoc unit add --id cac-phong --name 'Các phòng thuộc Sở' --member hctp --member "
        "bttp"));
    command->callback([&program, options] { add(program, *options); });
}

void add_set(CLI::App& unit, Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(unit, program, "set", "sửa một đơn vị; chỉ những mục được ghi",
                                    "changes a unit; only what is given");
    command->add_option("UNIT", options->id, program.say("mã hoặc tên đơn vị", "its id or a name"))
        ->required();
    add_text(*command, "--name", options->name, program.say("tên mới", "the new name"));
    add_facts(*command, program, *options);
    command->footer(
        program.say("Ghi chữ rỗng là bỏ: --alias \"\", --parent \"\", --member \"\".\n"
                    "Ví dụ: dondoc unit set hctp --alias HCTP --alias 'Phòng HCTP'",
                    "An empty text takes away: --alias \"\", --parent \"\", --member \"\".\n"
                    "Example: dondoc unit set hctp --alias HCTP --alias 'Phòng HCTP'"));
    command->callback([&program, options] { set(program, *options); });
}

void add_show(CLI::App& unit, Program& program) {
    auto wanted = std::make_shared<std::string>();
    auto format = std::make_shared<Format>(Format::table);
    CLI::App* command = add_command(unit, program, "show", "một đơn vị: đầu mối, việc chưa nộp",
                                    "one unit, its contacts and what it owes");
    command->add_option("UNIT", *wanted, program.say("mã hoặc tên đơn vị", "its id or a name"))
        ->required();
    add_format(*command, program, *format);
    command->callback([&program, wanted, format] { show(program, *wanted, *format); });
}

void add_remove(CLI::App& unit, Program& program) {
    auto wanted = std::make_shared<std::string>();
    auto who = std::make_shared<Who>();
    CLI::App* command =
        add_command(unit, program, "remove", "xóa một đơn vị không còn việc phải nộp",
                    "removes a unit that owes nothing any more");
    command->add_option("UNIT", *wanted, program.say("mã hoặc tên đơn vị", "its id or a name"))
        ->required();
    add_who(*command, program, *who);
    command->callback([&program, wanted, who] { remove(program, *wanted, *who); });
}

}  // namespace

void add_unit(CLI::App& app, Program& program) {
    CLI::App* unit =
        add_command(app, program, "unit", "các đơn vị: list, show, add, set, remove, import",
                    "units: list, show, add, set, remove, import");
    unit->require_subcommand(1);
    auto format = std::make_shared<Format>(Format::table);
    CLI::App* command = add_command(*unit, program, "list", "mọi đơn vị", "all units");
    add_format(*command, program, *format);
    command->callback([&program, format] { list(program, *format); });
    add_show(*unit, program);
    add_add(*unit, program);
    add_set(*unit, program);
    add_remove(*unit, program);
    add_unit_import(*unit, program);
    add_unit_propose(*unit, program);
}

}  // namespace dondoc::daemon
