#include <algorithm>
#include <map>

#include "plan/csv_file.h"
#include "plan/plan_file.h"
#include "plan/said.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

using Row = std::vector<CsvField>;

const std::vector<std::string_view>& columns() {
    static const std::vector<std::string_view> kColumns{"id",      "name", "aliases", "parent",
                                                        "members", "role", "channel", "address"};
    return kColumns;
}

std::vector<std::string> parts_of(std::string_view list) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(';', at), list.size());
        std::string part = collapse_space(list.substr(at, end - at));
        if (!part.empty()) parts.push_back(std::move(part));
        at = end + 1;
    }
    return parts;
}

class UnitRows {
  public:
    explicit UnitRows(const std::string& file) : file_(file) {}

    Checked<std::vector<Unit>> read(const std::vector<Row>& rows) {
        if (rows.empty()) {
            add({{}, 1, 0},
                said("tệp chưa có nội dung: dòng đầu phải là tên các cột {}",
                     "there is nothing in the file: the first line must name the columns {}",
                     fmt::format("{}", fmt::join(columns(), ","))));
        } else {
            read_header(rows.front());
        }
        // Without the columns no row can be understood.
        if (problems_.empty()) {
            for (std::size_t at = 1; at < rows.size(); ++at)
                read_row(rows[at]);
            if (rows.size() == 1) {
                add(rows.front().front(), said("tệp chưa có đơn vị nào dưới dòng tên cột",
                                               "there is no unit below the line with the columns"));
            }
        }
        if (!problems_.empty()) return tl::unexpected(std::move(problems_));
        return std::move(units_);
    }

  private:
    void read_header(const Row& header);
    void read_row(Row row);
    void start_unit(const Row& row);
    void check_repeated(const Row& row, const Unit& unit);
    void read_contact(const Row& row, Unit& unit);

    void add(const CsvField& at, Words words) {
        problems_.push_back({std::move(words), file_, at.line, at.column});
    }
    /// The row's field in a column; where there is no such column, an empty one at the row's start.
    CsvField field(const Row& row, std::string_view column) const {
        const auto at = places_.find(column);
        return at == places_.end() ? CsvField{{}, row.front().line, row.front().column}
                                   : row[at->second];
    }

    std::string file_;
    Problems problems_;
    std::size_t width_ = 0;
    std::map<std::string, std::size_t, std::less<>> places_;
    std::vector<Unit> units_;
    std::map<std::string, std::size_t> by_id_;
};

void UnitRows::read_header(const Row& header) {
    width_ = header.size();
    for (std::size_t at = 0; at < header.size(); ++at) {
        const std::string name = fold(header[at].text);
        if (name.empty()) continue;
        if (std::find(columns().begin(), columns().end(), name) == columns().end()) {
            add(header[at], said("không có cột \"{}\"; các cột dùng được: {}",
                                 "there is no column \"{}\"; the columns are: {}", name,
                                 fmt::format("{}", fmt::join(columns(), ", "))) +
                                did_you_mean(nearest_of(name, columns())));
        } else if (!places_.emplace(name, at).second) {
            add(header[at], said("cột {} có hai lần: hãy bỏ một cột",
                                 "there are two columns {}: take one out", name));
        }
    }
    for (const std::string_view needed : {"id", "name"}) {
        if (places_.contains(needed)) continue;
        add(header.front(),
            said("thiếu cột {}: dòng đầu phải là tên các cột",
                 "column {} is missing: the first line must name the columns", needed));
    }
}

void UnitRows::read_row(Row row) {
    if (row.size() != width_) {
        add(row.front(),
            said("dòng này có {} ô, dòng tên cột có {}: ô nào có dấu phẩy thì đặt trong ngoặc kép",
                 "this line has {} fields, the line with the columns {}: put a field with a "
                 "comma in quotes",
                 row.size(), width_));
        return;
    }
    for (CsvField& each : row) {
        if (has_control(each.text)) {
            add(each, said("ô này có ký tự điều khiển: hãy gõ lại",
                           "this field has a control character in it: type it again"));
            return;
        }
        each.text = collapse_space(nfc(each.text));
    }
    const auto known = by_id_.find(field(row, "id").text);
    if (known == by_id_.end()) {
        start_unit(row);
    } else {
        check_repeated(row, units_[known->second]);
        read_contact(row, units_[known->second]);
    }
}

void UnitRows::start_unit(const Row& row) {
    Unit unit;
    const CsvField id = field(row, "id");
    unit.id = id.text;
    if (auto fault = id_fault(unit.id)) add(id, std::move(*fault));
    const CsvField name = field(row, "name");
    unit.name = name.text;
    if (unit.name.empty()) {
        add(name, said("đơn vị \"{}\" chưa có tên", "unit \"{}\" has no name", unit.id));
    }
    unit.aliases = parts_of(field(row, "aliases").text);
    if (auto parent = field(row, "parent").text; !parent.empty()) unit.parent = std::move(parent);
    unit.members = parts_of(field(row, "members").text);
    const auto filled = [&](std::string_view column) { return !field(row, column).text.empty(); };
    if (filled("role") || filled("channel") || filled("address")) read_contact(row, unit);
    by_id_.emplace(unit.id, units_.size());
    units_.push_back(std::move(unit));
}

/// A further row adds a contact; what it says of the unit itself is nothing, or the same again.
void UnitRows::check_repeated(const Row& row, const Unit& unit) {
    const auto differs = [&](std::string_view column, bool same) {
        const CsvField found = field(row, column);
        if (found.text.empty() || same) return;
        add(found,
            said("đơn vị \"{}\" đã có ở dòng trên với {} khác: để trống cột này, hoặc dùng mã khác",
                 "unit \"{}\" stands further up with another {}: leave this column empty, or use "
                 "another id",
                 unit.id, column));
    };
    differs("name", field(row, "name").text == unit.name);
    differs("aliases", parts_of(field(row, "aliases").text) == unit.aliases);
    differs("parent", field(row, "parent").text == unit.parent);
    differs("members", parts_of(field(row, "members").text) == unit.members);
}

void UnitRows::read_contact(const Row& row, Unit& unit) {
    Contact contact;
    const CsvField role = field(row, "role");
    const CsvField channel = field(row, "channel");
    const CsvField address = field(row, "address");
    if (!role.text.empty()) contact.role = role.text;
    contact.channel = channel.text;
    contact.address = address.text;
    if (auto fault = role_fault(contact.role)) add(role, std::move(*fault));
    if (auto fault = channel_fault(contact.channel)) add(channel, std::move(*fault));
    if (auto fault = address_fault(contact.address)) add(address, std::move(*fault));
    unit.contacts.push_back(std::move(contact));
}

}  // namespace

Checked<std::vector<Unit>> read_units_csv(std::string_view csv, const std::string& file) {
    const auto rows = read_csv(csv, file);
    if (!rows) return tl::unexpected(Problems{rows.error()});
    return UnitRows(file).read(*rows);
}

}  // namespace dondoc::plan
