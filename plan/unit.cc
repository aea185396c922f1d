#include "plan/unit.h"

#include <algorithm>
#include <set>

#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

using Edges = std::vector<std::vector<std::size_t>>;

/// The cycles of a graph, each once, as the way around it: a, b, a. Without recursion, for a chain
/// of groups may be as long as a file allows.
std::vector<std::vector<std::size_t>> cycles_of(const Edges& edges) {
    enum class Mark { fresh, open, done };
    std::vector<Mark> marks(edges.size(), Mark::fresh);
    std::vector<std::vector<std::size_t>> cycles;
    for (std::size_t start = 0; start < edges.size(); ++start) {
        if (marks[start] != Mark::fresh) continue;
        std::vector<std::size_t> path{start};
        std::vector<std::size_t> turn{0};
        marks[start] = Mark::open;
        while (!path.empty()) {
            const std::size_t at = path.back();
            if (turn.back() == edges[at].size()) {
                marks[at] = Mark::done;
                path.pop_back();
                turn.pop_back();
                continue;
            }
            const std::size_t next = edges[at][turn.back()++];
            if (marks[next] == Mark::fresh) {
                marks[next] = Mark::open;
                path.push_back(next);
                turn.push_back(0);
            } else if (marks[next] == Mark::open) {
                std::vector<std::size_t> around(std::find(path.begin(), path.end(), next),
                                                path.end());
                around.push_back(next);
                cycles.push_back(std::move(around));
            }
        }
    }
    return cycles;
}

/// What Units::make checks, over all units at once.
class UnitCheck {
  public:
    explicit UnitCheck(const std::vector<Unit>& units) : units_(units) {}

    void check_own(const Unit& unit);
    void index(std::size_t at);
    void check_parents();
    void check_members();

    Problems problems;
    std::map<std::string, std::size_t, std::less<>> by_id;
    std::map<std::string, std::size_t, std::less<>> by_name;

  private:
    void add(Words words) { problems.push_back({std::move(words), {}, 0, 0}); }
    void index_name(std::size_t at, const std::string& name);
    std::string instead_of(std::string_view id) const;
    std::string way_around(const std::vector<std::size_t>& cycle) const;

    const std::vector<Unit>& units_;
};

void UnitCheck::check_own(const Unit& unit) {
    if (auto fault = id_fault(unit.id)) add(std::move(*fault));
    if (fold(unit.name).empty()) {
        add(said("đơn vị \"{}\" chưa có tên: hãy ghi name", "unit \"{}\" has no name: set name",
                 unit.id));
    }
    for (const Contact& contact : unit.contacts) {
        const Words whose =
            said("đầu mối của đơn vị \"{}\": ", "contact of unit \"{}\": ", unit.id);
        if (const auto fault = role_fault(contact.role)) add(whose + *fault);
        if (const auto fault = channel_fault(contact.channel)) add(whose + *fault);
        if (const auto fault = address_fault(contact.address)) add(whose + *fault);
    }
}

void UnitCheck::index(std::size_t at) {
    const Unit& unit = units_[at];
    if (!by_id.emplace(unit.id, at).second) {
        add(said("có hai đơn vị cùng mã \"{}\": hãy đổi mã của một đơn vị",
                 "two units have the id \"{}\": give one of them another id", unit.id));
        return;
    }
    index_name(at, unit.id);
    index_name(at, unit.name);
    for (const std::string& alias : unit.aliases)
        index_name(at, alias);
}

void UnitCheck::index_name(std::size_t at, const std::string& name) {
    const std::string key = fold_name(name);
    if (key.empty()) return;
    const auto [place, added] = by_name.emplace(key, at);
    // An alias that repeats its own unit's id or name does no harm.
    if (added || place->second == at) return;
    add(said(
        "tên \"{}\" trùng giữa đơn vị \"{}\" và đơn vị \"{}\": mỗi tên chỉ dùng cho một đơn vị",
        "the name \"{}\" belongs to both unit \"{}\" and unit \"{}\": a name may stand for one "
        "unit "
        "only",
        name, units_[place->second].id, units_[at].id));
}

/// The id that was probably meant: of the unit with that name, else the nearest.
std::string UnitCheck::instead_of(std::string_view id) const {
    if (const auto same = by_name.find(fold_name(id)); same != by_name.end()) {
        return units_[same->second].id;
    }
    std::vector<std::string_view> ids;
    for (const auto& [known, at] : by_id)
        ids.push_back(known);
    return std::string(nearest_of(id, ids));
}

std::string UnitCheck::way_around(const std::vector<std::size_t>& cycle) const {
    std::string text;
    for (const std::size_t at : cycle)
        text += (text.empty() ? "" : " → ") + units_[at].id;
    return text;
}

void UnitCheck::check_parents() {
    Edges edges(units_.size());
    for (std::size_t at = 0; at < units_.size(); ++at) {
        const Unit& unit = units_[at];
        if (!unit.parent) continue;
        if (const auto parent = by_id.find(*unit.parent); parent != by_id.end()) {
            edges[at].push_back(parent->second);
            continue;
        }
        add(said("đơn vị \"{}\": không có đơn vị cấp trên nào mang mã \"{}\"",
                 "unit \"{}\": there is no parent unit with the id \"{}\"", unit.id, *unit.parent) +
            did_you_mean(instead_of(*unit.parent)));
    }
    for (const auto& cycle : cycles_of(edges)) {
        add(said("đơn vị cấp trên đi thành vòng: {}; hãy bỏ parent của một đơn vị trong vòng",
                 "parents go round in a circle: {}; take away the parent of one of them",
                 way_around(cycle)));
    }
}

void UnitCheck::check_members() {
    Edges edges(units_.size());
    for (std::size_t at = 0; at < units_.size(); ++at) {
        const Unit& unit = units_[at];
        for (const std::string& id : unit.members) {
            if (const auto member = by_id.find(id); member != by_id.end()) {
                edges[at].push_back(member->second);
                continue;
            }
            add(said("nhóm \"{}\": không có đơn vị thành viên nào mang mã \"{}\"",
                     "group \"{}\": there is no member unit with the id \"{}\"", unit.id, id) +
                did_you_mean(instead_of(id)));
        }
    }
    for (const auto& cycle : cycles_of(edges)) {
        add(said("các nhóm chứa lẫn nhau thành vòng: {}; hãy bỏ một thành viên trong vòng",
                 "groups contain each other in a circle: {}; take one member out",
                 way_around(cycle)));
    }
}

/// An address on the web, for webhooks: `http://` or `https://` and a host.
bool is_url(std::string_view address) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (address.starts_with(scheme)) return address.size() > scheme.size();
    }
    return false;
}

/// `https://name:password@host/`: addresses stand in listings, logs and the database.
bool has_login(std::string_view url) {
    const auto host = url.substr(url.find("://") + 3);
    return host.substr(0, host.find_first_of("/?#")).find('@') != std::string_view::npos;
}

/// One `@` with something on both sides, and nothing that separates addresses or sets them off.
bool is_mailbox(std::string_view address) {
    const auto at = address.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
           address.find('@', at + 1) == std::string_view::npos &&
           address.find_first_of("<>()[],;:\"\\") == std::string_view::npos;
}

}  // namespace

Checked<Units> Units::make(std::vector<Unit> units) {
    UnitCheck check(units);
    for (std::size_t at = 0; at < units.size(); ++at) {
        check.check_own(units[at]);
        check.index(at);
    }
    check.check_parents();
    check.check_members();
    if (!check.problems.empty()) return tl::unexpected(std::move(check.problems));
    Units made;
    made.by_id_ = std::move(check.by_id);
    made.by_name_ = std::move(check.by_name);
    made.units_ = std::move(units);
    return made;
}

const Unit* Units::find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &units_[found->second];
}

const Unit* Units::named(std::string_view id_name_or_alias) const {
    if (const Unit* unit = find(id_name_or_alias)) return unit;
    const auto found = by_name_.find(fold_name(id_name_or_alias));
    return found == by_name_.end() ? nullptr : &units_[found->second];
}

std::string Units::nearest(std::string_view name) const {
    std::vector<std::string_view> names;
    for (const Unit& unit : units_) {
        names.push_back(unit.name);
        names.insert(names.end(), unit.aliases.begin(), unit.aliases.end());
        names.push_back(unit.id);
    }
    return std::string(nearest_of(name, names));
}

std::vector<const Unit*> Units::standing_for(const Unit& unit) const {
    std::vector<const Unit*> found;
    std::set<const Unit*> seen;
    std::vector<const Unit*> ahead{&unit};
    while (!ahead.empty()) {
        const Unit* next = ahead.back();
        ahead.pop_back();
        if (!seen.insert(next).second) continue;
        if (!next->is_group()) {
            found.push_back(next);
            continue;
        }
        // Last in, first out: backwards in, so that they come out in order.
        for (auto id = next->members.rbegin(); id != next->members.rend(); ++id) {
            if (const Unit* member = find(*id)) ahead.push_back(member);
        }
    }
    return found;
}

bool is_identifier(std::string_view text) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !text.empty() && plain(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return plain(c) || c == '-'; });
}

std::optional<Words> id_fault(std::string_view id) {
    if (is_identifier(id)) return std::nullopt;
    return said(
        "mã đơn vị \"{}\" không hợp lệ: chỉ dùng chữ thường không dấu, chữ số và gạch nối, ví dụ "
        "\"van-phong\"",
        "unit id \"{}\" is not valid: use lower-case letters, digits and hyphens only, such as "
        "\"van-phong\"",
        collapse_space(id));
}

std::optional<Words> role_fault(std::string_view role) {
    if (is_identifier(role)) return std::nullopt;
    return said(
        "vai trò \"{}\" không hợp lệ: chỉ dùng chữ thường không dấu, chữ số và gạch nối, ví dụ "
        "\"office\", \"head\"",
        "role \"{}\" is not valid: use lower-case letters, digits and hyphens only, such as "
        "\"office\", \"head\"",
        collapse_space(role));
}

std::optional<Words> channel_fault(std::string_view channel) {
    if (!collapse_space(channel).empty()) return std::nullopt;
    return said("chưa có kênh: hãy ghi channel là tên một kênh trong dondoc.toml",
                "there is no channel: set channel to the name of one in dondoc.toml");
}

std::optional<Words> address_fault(std::string_view address) {
    if (address.empty()) {
        return said("chưa có địa chỉ: hãy ghi address", "there is no address: set address");
    }
    const auto any = [&](auto is) { return std::any_of(address.begin(), address.end(), is); };
    // This address is not repeated: a line end in it would break the message in two.
    if (any([](char c) { return (c >= 0 && c < ' ') || c == 0x7F; })) {
        return said("địa chỉ có ký tự điều khiển (xuống dòng, tab, …): hãy gõ lại địa chỉ",
                    "the address has a control character (line end, tab, …) in it: type it again");
    }
    if (any([](char c) { return c == ' '; })) {
        return said("địa chỉ \"{}\" có dấu cách: hãy bỏ dấu cách",
                    "the address \"{}\" has a space in it: take it out", address);
    }
    if (any([](char c) { return static_cast<unsigned char>(c) > 0x7F; })) {
        return said("địa chỉ \"{}\" có chữ có dấu hoặc ký tự lạ: chỉ dùng chữ cái không dấu",
                    "the address \"{}\" has letters that are not plain ASCII: use plain ones",
                    address);
    }
    // Not repeated either: it holds a password.
    if (is_url(address) && has_login(address)) {
        return said(
            "địa chỉ web có tên và mật khẩu trước dấu @: hãy bỏ phần đó đi, vì địa chỉ hiện trong "
            "danh sách và nhật ký",
            "the web address has a name and password before an @: leave them out, for addresses "
            "stand in listings and logs");
    }
    if (is_url(address) || is_mailbox(address)) return std::nullopt;
    return said(
        "địa chỉ \"{}\" không đúng: cần một địa chỉ thư điện tử như \"vanphong@stp.example\" hoặc "
        "một địa chỉ web bắt đầu bằng https://",
        "the address \"{}\" is not valid: write one mail address such as \"vanphong@stp.example\" "
        "or a web address that starts with https://",
        address);
}

}  // namespace dondoc::plan
