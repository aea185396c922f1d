#include <map>

#include "plan/plan_file.h"
#include "plan/said.h"
#include "plan/toml_reader.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

class UnitReader {
  public:
    explicit UnitReader(const std::string& file) : problems_(file) {}

    Checked<std::vector<Unit>> read(const toml::table& document) {
        TomlTable root(document, "", {"unit"}, problems_);
        for (const toml::table* entry : root.tables("unit"))
            read_unit(*entry);
        if (root.lacks("unit")) {
            problems_.add(1, 0,
                          said("tệp chưa có đơn vị nào: mỗi đơn vị mở đầu bằng [[unit]]",
                               "there is no unit in the file: start each with [[unit]]"));
        }
        if (!problems_.empty()) return tl::unexpected(problems_.take());
        return std::move(units_);
    }

  private:
    void read_unit(const toml::table& table) {
        TomlTable entry(table, "[[unit]]",
                        {"id", "name", "aliases", "parent", "members", "contact"}, problems_);
        Unit unit;
        unit.id = entry.required_text("id", "van-phong");
        unit.name = entry.required_text("name", "Văn phòng Sở");
        if (!unit.id.empty()) check_id(entry, unit.id);
        unit.aliases = entry.texts("aliases");
        unit.parent = entry.text("parent");
        if (unit.parent->empty()) unit.parent.reset();
        unit.members = entry.texts("members");
        for (const toml::table* contact : entry.tables("contact")) {
            unit.contacts.push_back(read_contact(*contact));
        }
        units_.push_back(std::move(unit));
    }

    void check_id(TomlTable& entry, const std::string& id) {
        if (auto fault = id_fault(id)) entry.add("id", *fault);
        const auto [first, added] = lines_.emplace(id, entry.at("id").begin.line);
        if (added) return;
        entry.add(
            "id",
            said("hai đơn vị cùng mã \"{}\", ở dòng {} và dòng {}: hãy đổi mã của một đơn vị",
                 "two units have the id \"{}\", in lines {} and {}: give one of them another id",
                 id, first->second, entry.at("id").begin.line));
    }

    Contact read_contact(const toml::table& table) {
        TomlTable entry(table, "[[unit.contact]]", {"role", "channel", "address"}, problems_);
        Contact contact;
        if (entry.find("role") != nullptr) contact.role = entry.text("role");
        contact.channel = entry.text("channel");
        contact.address = entry.text("address");
        // What is no text, or has control characters in it, was said already.
        const auto sound = [&](std::string_view key) {
            const toml::node* node = entry.find(key);
            if (node == nullptr) return true;
            const auto* text = node->as_string();
            return text != nullptr && !has_control(text->get());
        };
        if (auto fault = role_fault(contact.role); fault && sound("role"))
            entry.add("role", *fault);
        if (auto fault = channel_fault(contact.channel); fault && sound("channel")) {
            entry.add("channel", *fault);
        }
        if (auto fault = address_fault(contact.address); fault && sound("address")) {
            entry.add("address", *fault);
        }
        return contact;
    }

    FileProblems problems_;
    std::vector<Unit> units_;
    std::map<std::string, std::uint32_t> lines_;
};

}  // namespace

Checked<std::vector<Unit>> read_units(std::string_view toml, const std::string& file) {
    const auto document = parse_toml(toml, file);
    if (!document) return tl::unexpected(Problems{document.error()});
    return UnitReader(file).read(*document);
}

}  // namespace dondoc::plan
