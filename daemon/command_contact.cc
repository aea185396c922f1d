#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>

#include "daemon/changes.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

struct Options {
    std::string unit;
    std::optional<std::string> role;
    std::optional<std::string> channel;
    std::optional<std::string> address;
    std::optional<std::string> old;
    bool all = false;
    Format format = Format::table;
    Who who;
};

std::string shown(const plan::Contact& contact) {
    return fmt::format("{} {} ({})", contact.role, contact.address, contact.channel);
}

std::string listed(const std::vector<plan::Contact>& contacts) {
    std::string text;
    for (const plan::Contact& each : contacts)
        text += (text.empty() ? "" : ", ") + shown(each);
    return text;
}

void list(Program& program, const Options& options) {
    Session& session = program.session();
    std::vector<const plan::Unit*> units;
    if (!options.unit.empty()) {
        units = session.units().standing_for(find_unit(session, options.unit));
    } else {
        for (const plan::Unit& unit : session.units().all())
            units.push_back(&unit);
    }
    std::ranges::sort(units, [](const plan::Unit* a, const plan::Unit* b) {
        return plan::compare(a->name, b->name) < 0;
    });
    Listing listing({{"unit", {"Mã", "Id"}},
                     {"name", {"Đơn vị", "Unit"}, false, true},
                     {"role", {"Vai trò", "Role"}},
                     {"channel", {"Kênh", "Channel"}},
                     {"address", {"Địa chỉ", "Address"}, false, true}});
    for (const plan::Unit* unit : units) {
        for (const plan::Contact& each : unit->contacts) {
            const bool known = session.settings().channels.contains(each.channel);
            listing.add({unit->id, unit->name, each.role,
                         Cell(each.channel, each.channel, known ? Style::plain : Style::bad),
                         each.address});
        }
    }
    listing.print(std::cout, options.format, session.language(),
                  {"Chưa có đầu mối nào; thêm bằng: dondoc contact add --unit … --address …",
                   "No contact yet; add one with: dondoc contact add --unit … --address …"});
}

std::string channel_of(Session& session, const std::optional<std::string>& given) {
    const auto& channels = session.settings().channels;
    if (!given && channels.size() == 1) return channels.begin()->first;
    if (given && channels.contains(*given)) return *given;
    std::vector<std::string_view> names;
    for (const auto& [name, channel] : channels)
        names.emplace_back(name);
    const std::string known = fmt::format("{}", fmt::join(names, ", "));
    if (!given) {
        fail(fmt::format("cấu hình có nhiều kênh; ghi --channel là một trong: {}", known),
             fmt::format("there are several channels; give --channel as one of: {}", known),
             Exit::usage);
    }
    const plan::Words near = plan::did_you_mean(plan::nearest_of(*given, names));
    fail(fmt::format("--channel: cấu hình không có kênh «{}»; các kênh: {}{}", plan::echo(*given),
                     known, near.vi),
         fmt::format("--channel: the settings have no channel \"{}\"; there are: {}{}",
                     plan::echo(*given), known, near.en),
         Exit::usage);
}

/// What does not hold is known before it is stored, not when the first mail fails.
void check_address(Session& session, const plan::Contact& contact) {
    if (const auto fault = plan::role_fault(contact.role)) fail(fault->vi, fault->en, Exit::usage);
    if (const auto fault = plan::address_fault(contact.address)) {
        fail(fault->vi, fault->en, Exit::usage);
    }
    const auto& type = session.settings().channels.at(contact.channel).type;
    const bool wants_url = std::holds_alternative<config::WebhookChannel>(type);
    const bool is_url = contact.address.find("://") != std::string::npos;
    if (wants_url == is_url) return;
    fail(fmt::format(
             "--address: kênh «{}» cần {}", contact.channel,
             wants_url ? "một địa chỉ web bắt đầu bằng https://" : "một địa chỉ thư điện tử"),
         fmt::format("--address: channel \"{}\" needs {}", contact.channel,
                     wants_url ? "a web address that starts with https://" : "a mail address"),
         Exit::usage);
}

void save(Program& program, const plan::Unit& unit, const Who& who) {
    Session& session = program.session();
    const auto effects = change_units(session, {unit}, session.act(who.by, who.note));
    say_effects(program, effects);
}

bool already_there(const Program& program, const plan::Unit& unit, const plan::Contact& contact) {
    if (std::ranges::count(unit.contacts, contact) == 0) return false;
    std::cout << program.say(
                     fmt::format("{}: đã có đầu mối {}.", unit.id, shown(contact)),
                     fmt::format("{}: contact {} is there already.", unit.id, shown(contact)))
              << '\n';
    return true;
}

void add(Program& program, const Options& options) {
    Session& session = program.session();
    plan::Unit unit = find_unit(session, options.unit);
    const plan::Contact contact{options.role.value_or("office"),
                                channel_of(session, options.channel), *options.address};
    check_address(session, contact);
    if (already_there(program, unit, contact)) return;
    unit.contacts.push_back(contact);
    save(program, unit, options.who);
    std::cout << program.say(fmt::format("{}: đã thêm đầu mối {}.", unit.id, shown(contact)),
                             fmt::format("{}: contact {} is added.", unit.id, shown(contact)))
              << '\n';
    if (unit.is_group()) {
        warn(program,
             {fmt::format("«{}» là nhóm: lời nhắc gửi tới từng thành viên, đầu mối này không được "
                          "dùng",
                          unit.id),
              fmt::format("\"{}\" is a group: its members are told, this contact is not used",
                          unit.id)});
    }
}

/// The contacts that role, channel and address name; each of these that is not given names all.
std::vector<plan::Contact> named(const plan::Unit& unit, const std::optional<std::string>& role,
                                 const std::optional<std::string>& channel,
                                 const std::optional<std::string>& address) {
    std::vector<plan::Contact> found;
    for (const plan::Contact& each : unit.contacts) {
        if (role && each.role != *role) continue;
        if (channel && each.channel != *channel) continue;
        if (address && each.address != *address) continue;
        found.push_back(each);
    }
    return found;
}

[[noreturn]] void fail_none(const plan::Unit& unit) {
    if (unit.contacts.empty()) {
        fail(fmt::format("{}: chưa có đầu mối nào; thêm bằng: dondoc contact add --unit {}",
                         unit.id, unit.id),
             fmt::format("{}: it has no contact; add one with: dondoc contact add --unit {}",
                         unit.id, unit.id));
    }
    fail(
        fmt::format("{}: không có đầu mối này; hiện có: {}", unit.id, listed(unit.contacts)),
        fmt::format("{}: there is no such contact; there are: {}", unit.id, listed(unit.contacts)));
}

void set(Program& program, const Options& options) {
    Session& session = program.session();
    plan::Unit unit = find_unit(session, options.unit);
    const std::string role = options.role.value_or("office");
    const auto found = named(unit, role, options.channel, options.old);
    if (found.empty()) fail_none(unit);
    if (found.size() > 1) {
        fail(fmt::format("{}: có {} đầu mối như vậy ({}); ghi rõ bằng --old ĐỊA-CHỈ-CŨ", unit.id,
                         found.size(), listed(found)),
             fmt::format("{}: {} contacts are meant ({}); say which with --old ADDRESS", unit.id,
                         found.size(), listed(found)),
             Exit::usage);
    }
    plan::Contact changed = found.front();
    changed.channel = channel_of(session, changed.channel);
    changed.address = *options.address;
    check_address(session, changed);
    if (already_there(program, unit, changed)) return;
    *std::ranges::find(unit.contacts, found.front()) = changed;
    save(program, unit, options.who);
    std::cout << program.say(fmt::format("{}: đầu mối {} thay cho {}.", unit.id, shown(changed),
                                         found.front().address),
                             fmt::format("{}: contact {} takes the place of {}.", unit.id,
                                         shown(changed), found.front().address))
              << '\n';
}

void remove(Program& program, const Options& options) {
    Session& session = program.session();
    plan::Unit unit = find_unit(session, options.unit);
    const auto found = named(unit, options.role, options.channel, options.address);
    if (found.empty()) fail_none(unit);
    if (found.size() > 1 && !options.all) {
        fail(fmt::format("{}: có {} đầu mối như vậy ({}); ghi rõ bằng --role, --address, hoặc "
                         "--all để xóa hết",
                         unit.id, found.size(), listed(found)),
             fmt::format("{}: {} contacts are meant ({}); say which with --role or --address, or "
                         "give --all",
                         unit.id, found.size(), listed(found)),
             Exit::usage);
    }
    std::erase_if(unit.contacts,
                  [&](const plan::Contact& each) { return std::ranges::count(found, each) > 0; });
    save(program, unit, options.who);
    std::cout << program.say(fmt::format("{}: đã xóa đầu mối {}.", unit.id, listed(found)),
                             fmt::format("{}: removed {}.", unit.id, listed(found)))
              << '\n';
    if (unit.contacts.empty() && !unit.is_group()) {
        warn(
            program,
            {fmt::format("{} không còn đầu mối nào; lời nhắc sẽ gửi tới địa chỉ dự phòng", unit.id),
             fmt::format("{} has no contact any more; its reminders go to the fallback", unit.id)});
    }
}

void add_unit_option(CLI::App& command, const Program& program, Options& options) {
    command
        .add_option("--unit", options.unit,
                    program.say("mã hoặc tên đơn vị", "a unit's id or name"))
        ->required();
}

using Work = void (*)(Program&, const Options&);

/// What add, set and remove share.
CLI::App* add_change(CLI::App& contact, Program& program, const char* name, const plan::Words& help,
                     const std::shared_ptr<Options>& options, Work work) {
    CLI::App* command = add_command(contact, program, name, help.vi, help.en);
    add_unit_option(*command, program, *options);
    const bool narrows = work == remove;
    add_text(*command, "--role", options->role,
             narrows ? program.say("chỉ vai trò này", "only this role")
                     : program.say("vai trò: office (mặc định), head, deputy…",
                                   "its role: office (default), head, deputy …"));
    add_text(*command, "--channel", options->channel,
             work == add ? program.say("kênh trong cấu hình (mặc định: kênh duy nhất)",
                                       "a channel of the settings (default: the only one)")
                         : program.say("chỉ kênh này", "only this channel"));
    // As it was typed: what is wrong with an address is said of that.
    command
        ->add_option("--address", options->address,
                     narrows ? program.say("chỉ địa chỉ này", "only this address")
                             : program.say("thư điện tử, hoặc địa chỉ web với kênh webhook",
                                           "a mail address, or a web address on a webhook channel"))
        ->required(!narrows);
    add_who(*command, program, options->who);
    command->callback([&program, options, work] { work(program, *options); });
    return command;
}

void add_listings(CLI::App& contact, Program& program) {
    for (const bool one : {false, true}) {
        auto options = std::make_shared<Options>();
        CLI::App* command =
            one ? add_command(contact, program, "show", "đầu mối của một đơn vị",
                              "the contacts of one unit")
                : add_command(contact, program, "list", "mọi đầu mối", "all contacts");
        CLI::Option* unit =
            command->add_option(one ? "UNIT" : "--unit", options->unit,
                                program.say("mã hoặc tên đơn vị; nhóm là các thành viên của nó",
                                            "a unit's id or name; a group stands for its members"));
        if (one) unit->required();
        add_format(*command, program, options->format);
        command->callback([&program, options] { list(program, *options); });
    }
}

}  // namespace

void add_contact(CLI::App& app, Program& program) {
    CLI::App* contact =
        add_command(app, program, "contact", "đầu mối nhận lời nhắc: list, show, add, set, remove",
                    "who is told: list, show, add, set, remove");
    contact->require_subcommand(1);
    add_listings(*contact, program);
    auto added = std::make_shared<Options>();
    add_change(*contact, program, "add", {"thêm một đầu mối", "adds a contact"}, added, add)
        ->footer(program.say(
            "Ví dụ: dondoc contact add --unit hctp --role head --address truongphong@stp.example\n"
            "Vai trò là tên mà bậc nhắc dùng: lead là office, lead.head là head.",
            "Example: dondoc contact add --unit hctp --role head --address head@stp.example\n"
            "A role is what steps of a ladder name: lead means office, lead.head means head."));
    auto changed = std::make_shared<Options>();
    CLI::App* command =
        add_change(*contact, program, "set",
                   {"đổi địa chỉ của một đầu mối; có hiệu lực ngay với lời nhắc sau",
                    "gives a contact another address, for every reminder from now on"},
                   changed, set);
    add_text(*command, "--old", changed->old,
             program.say("địa chỉ cũ, khi một vai trò có nhiều địa chỉ",
                         "the old address, where a role has several"));
    command->footer(
        program.say("Ví dụ: dondoc contact set --unit hctp --address hctp-moi@stp.example",
                    "Example: dondoc contact set --unit hctp --address hctp-new@stp.example"));
    auto removed = std::make_shared<Options>();
    add_change(*contact, program, "remove", {"xóa đầu mối", "removes a contact"}, removed, remove)
        ->add_flag("--all", removed->all,
                   program.say("xóa mọi đầu mối khớp", "all contacts that match"));
}

}  // namespace dondoc::daemon
