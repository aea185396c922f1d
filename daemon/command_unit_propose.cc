#include <filesystem>
#include <iostream>
#include <map>

#include "daemon/command_unit.h"
#include "plan/document/plan_document.h"
#include "plan/document/unit_match.h"
#include "plan/document/unit_propose.h"
#include "plan/plan_file.h"
#include "store/plans.h"

namespace dondoc::daemon {
namespace {

/// A plan that was imported, or a document that was not yet.
plan::Plan plan_of(Session& session, const std::string& named) {
    if (!std::filesystem::exists(named)) {
        return *or_fail(store::PlanStore(session.database()).find(named)).plan;
    }
    const std::string name = std::filesystem::path(named).filename().string();
    return or_fail(plan::read_plan_document(or_fail(plan::read_file(named)), name, std::nullopt))
        .plan;
}

/// Only names that no known unit has are still to be filled in.
void drop_known(plan::Plan& plan, const plan::Units& units) {
    plan::match_units(plan, units);
    for (plan::Task& task : plan.tasks) {
        for (auto* refs : {&task.lead, &task.support})
            std::erase_if(*refs, [](const plan::UnitRef& ref) { return !ref.unit.empty(); });
    }
}

/// Ids that known units do not have, here and where members are named.
void rename_taken(std::vector<plan::Unit>& proposed, const plan::Units& units) {
    std::map<std::string, std::string> fresh;
    for (plan::Unit& unit : proposed) {
        std::string id = unit.id;
        for (int turn = 2; units.find(id) != nullptr; ++turn)
            id = unit.id + "-" + std::to_string(turn);
        fresh[unit.id] = id;
        unit.id = id;
    }
    for (plan::Unit& unit : proposed) {
        for (std::string& member : unit.members)
            member = fresh.at(member);
    }
}

/// Every line commented out: the file can be imported as it is.
void print_contact_to_fill_in(const Program& program) {
    std::cout << "  # [[unit.contact]]\n"
              << program.say("  # role    = \"office\"     # hoặc head: lãnh đạo đơn vị\n",
                             "  # role    = \"office\"     # or head\n")
              << program.say("  # channel = \"mail\"       # tên kênh trong dondoc.toml\n",
                             "  # channel = \"mail\"       # a channel of dondoc.toml\n")
              << "  # address = \"\"\n";
}

void propose(Program& program, const std::string& named) {
    plan::Plan plan = plan_of(program.session(), named);
    const plan::Units& known = program.session().units();
    drop_known(plan, known);
    auto proposed = plan::propose_units(plan);
    rename_taken(proposed, known);
    if (proposed.empty()) {
        fail("mọi đơn vị nêu trong kế hoạch đều đã có; xem: dondoc unit list",
             "every unit that the plan names is known; see: dondoc unit list", Exit::no);
    }
    std::cout << program.say(
        "# Các đơn vị nêu trong kế hoạch " + plan.number +
            ". Kiểm tra tên gọi khác (aliases) và thành viên của nhóm (members), bỏ\n"
            "# dấu # và điền địa chỉ ở từng đầu mối, rồi nhập: dondoc unit import TỆP\n",
        "# The units that plan " + plan.number +
            " names. Check aliases and members, uncomment each contact and fill in\n"
            "# its address, then: dondoc unit import FILE\n");
    for (const plan::Unit& unit : proposed) {
        std::cout << '\n' << plan::write_units({unit});
        if (!unit.is_group()) print_contact_to_fill_in(program);
    }
}

}  // namespace

void add_unit_propose(CLI::App& unit, Program& program) {
    auto named = std::make_shared<std::string>();
    CLI::App* command =
        add_command(unit, program, "propose", "lập tệp đơn vị để điền, từ các tên trong kế hoạch",
                    "writes a unit file to fill in, from the names a plan uses");
    command
        ->add_option("PLAN", *named,
                     program.say("số kế hoạch đã nhập, hoặc tệp kế hoạch",
                                 "number of an imported plan, or a plan document"))
        ->required();
    command->footer(program.say("Ví dụ: dondoc unit propose 56/KH-STP > don-vi.toml",
                                "Example: dondoc unit propose 56/KH-STP > units.toml"));
    command->callback([&program, named] { propose(program, *named); });
}

}  // namespace dondoc::daemon
