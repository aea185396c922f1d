#include "plan/document/headings.h"

#include <algorithm>
#include <set>

#include "plan/document/letters.h"
#include "plan/document/numbering.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {

namespace {

struct Keyword {
    std::string_view words;
    Role role;
    bool whole = false;  ///< the heading is nothing else
};

/// Without tone marks, for headings are where text recognition fails most. Of several keywords in
/// one heading the first one counts: «Đơn vị chủ trì, phối hợp», «Kết quả thực hiện nhiệm vụ».
constexpr Keyword kKeywords[] = {
    {"stt", Role::no, true},
    {"tt", Role::no, true},
    {"s tt", Role::no, true},
    {"so tt", Role::no, true},
    {"so thu tu", Role::no, true},
    {"so", Role::no, true},
    {"muc", Role::no, true},
    {"no", Role::no, true},
    {"#", Role::no, true},
    {"ghi chu", Role::note},
    {"luu y", Role::note},
    {"note", Role::note, true},
    {"phoi hop", Role::support},
    {"phoi, hop", Role::support},
    {"don vi tham gia", Role::support},
    {"co quan tham gia", Role::support},
    {"don vi lien quan", Role::support},
    {"co quan lien quan", Role::support},
    {"don vi ho tro", Role::support},
    {"support", Role::support, true},
    {"chu tri", Role::lead},
    {"don vi thuc hien", Role::lead},
    {"co quan thuc hien", Role::lead},
    {"phong thuc hien", Role::lead},
    {"bo phan thuc hien", Role::lead},
    {"nguoi thuc hien", Role::lead},
    {"can bo thuc hien", Role::lead},
    {"to chuc thuc hien", Role::lead, true},
    {"thuc hien", Role::lead, true},
    {"phan cong", Role::lead},
    {"trach nhiem", Role::lead},
    {"dau moi", Role::lead},
    {"nguoi phu trach", Role::lead},
    {"can bo phu trach", Role::lead},
    {"chuyen vien phu trach", Role::lead},
    {"phu trach", Role::lead, true},
    {"don vi duoc giao", Role::lead},
    {"co quan duoc giao", Role::lead},
    {"don vi tham muu", Role::lead},
    {"co quan tham muu", Role::lead},
    {"don vi bao cao", Role::lead},
    {"don vi soan thao", Role::lead},
    {"co quan soan thao", Role::lead},
    {"don vi xay dung", Role::lead},
    {"don vi phu trach", Role::lead},
    {"bo phan phu trach", Role::lead},
    {"don vi trien khai", Role::lead},
    {"co quan trien khai", Role::lead},
    {"co quan, don vi", Role::lead, true},
    {"lead", Role::lead, true},
    {"unit", Role::lead, true},
    {"bat dau", Role::start},
    {"tu ngay", Role::start},
    {"start", Role::start, true},
    {"ket thuc", Role::end},
    {"den ngay", Role::end},
    {"end", Role::end, true},
    {"ket qua", Role::product},
    {"san pham", Role::product},
    {"dau ra", Role::product},
    {"product", Role::product, true},
    {"thoi gian", Role::timing},
    {"thoi han", Role::timing},
    {"thoi diem", Role::timing},
    {"tien do", Role::timing},
    {"lo trinh", Role::timing},
    {"ky bao cao", Role::timing},
    {"ky han", Role::timing},
    {"han hoan thanh", Role::timing},
    {"han chot", Role::timing},
    {"han nop", Role::timing},
    {"han gui", Role::timing},
    {"han cuoi", Role::timing},
    {"han bao cao", Role::timing},
    {"han thuc hien", Role::timing},
    {"ngay hoan thanh", Role::timing},
    {"thang thuc hien", Role::timing},
    {"moc hoan thanh", Role::timing},
    {"dinh ky", Role::timing, true},
    {"tan suat", Role::timing},
    {"hoan thanh", Role::timing},
    {"deadline", Role::timing, true},
    {"timing", Role::timing, true},
    {"due", Role::timing, true},
    {"noi dung", Role::title},
    {"nhiem vu", Role::title},
    {"cong viec", Role::title},
    {"hoat dong", Role::title},
    {"dau viec", Role::title},
    {"giai phap", Role::title},
    {"dau muc", Role::title},
    {"chuyen de", Role::title},
    {"danh muc", Role::title},
    {"ten ", Role::title},
    {"loai bao cao", Role::title},
    {"bao cao", Role::title},
    {"van ban", Role::title},
    {"de an", Role::title},
    {"viec thuc hien", Role::title},
    {"viec can lam", Role::title},
    {"title", Role::title, true},
    {"task", Role::title, true},
    {"chi tieu", Role::target},
    {"chi so", Role::target},
    {"tieu chi", Role::target},
    {"muc tieu", Role::target},
};

/// Headings that name something else although a keyword stands in them.
constexpr std::string_view kElse[] = {
    "kinh phi",     "lanh dao",          "can cu",     "dia diem", "doi tuong",
    "nguon luc",    "linh vuc",          "so luong",   "noi nhan", "don vi nhan",
    "co quan nhan", "hinh thuc bao cao", "phuong thuc"};

constexpr std::size_t kLongestHeading = 160;

/// Folded, with what stands around words taken out: `**Nội dung** (1)` is `noi dung (1)`.
std::string folded(std::string_view heading) {
    std::string text = fold_marks(heading);
    while (!text.empty() && std::string_view(".:*/ ").find(text.back()) != std::string_view::npos)
        text.pop_back();
    const auto start = text.find_first_not_of(".:*/ ");
    return start == std::string::npos ? std::string() : text.substr(start);
}

/// Where a keyword stands as words of its own.
std::size_t find_words(std::string_view text, std::string_view words) {
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        const auto end = at + words.size();
        const bool free_before = at == 0 || !letter(text[at - 1]);
        if (free_before && (end >= text.size() || !letter(text[end]) || words.back() == ' '))
            return at;
    }
    return std::string_view::npos;
}

bool is_unit_role(Role role) {
    return role == Role::lead || role == Role::support;
}

bool filled(const Cell& cell) {
    return !cell.text.empty();
}

std::string one_line_of(const Cell& cell) {
    return collapse_space(cell.text);
}

/// A heading names the task, and when or by whom or with what result. A row that has no number
/// column must show more, so that no task is taken for a heading.
bool is_heading(const std::vector<Role>& roles, std::size_t cells) {
    const std::set<Role> distinct(roles.begin(), roles.end());
    const auto has = [&](Role role) { return distinct.contains(role); };
    const auto known =
        static_cast<std::size_t>(std::count_if(roles.begin(), roles.end(), [](Role role) {
            return role != Role::none && role != Role::other;
        }));
    if (!has(Role::title) && !has(Role::target)) return false;
    const bool when = has(Role::timing) || has(Role::start) || has(Role::end);
    const bool who = has(Role::lead);
    if (!when && !who && !(has(Role::product) && has(Role::no))) return false;
    if (known * 2 < cells) return false;
    return has(Role::no) || (when && who) ? known >= 2 : distinct.size() >= 3;
}

}  // namespace

Role role_of_heading(std::string_view heading) {
    if (heading.size() > kLongestHeading) return Role::none;
    const std::string text = folded(heading);
    if (text.empty()) return Role::none;
    for (const std::string_view words : kElse) {
        if (text.starts_with(words)) return Role::other;
    }
    Role role = Role::other;
    std::size_t first = std::string::npos;
    for (const Keyword& keyword : kKeywords) {
        if (keyword.whole) {
            if (text == keyword.words) return keyword.role;
            continue;
        }
        const auto at = find_words(text, keyword.words);
        if (at >= first) continue;
        first = at;
        role = keyword.role;
    }
    return role;
}

std::optional<std::vector<Role>> heading_roles(const Row& row) {
    std::vector<Role> roles;
    std::size_t cells = 0;
    for (const Cell& cell : row) {
        roles.push_back(role_of_heading(cell.text));
        if (!filled(cell)) continue;
        ++cells;
        // No heading is a number (that is a task's) or a long text.
        if (roles.back() == Role::none) return std::nullopt;
        const auto number = number_of_row(cell.text);
        if (number && roles.back() != Role::no) return std::nullopt;
    }
    // «Đơn vị» alone is who, unless the table says who elsewhere (then it is a unit of measure).
    if (std::none_of(roles.begin(), roles.end(), is_unit_role)) {
        for (std::size_t at = 0; at < row.size(); ++at) {
            const std::string text = folded(row[at].text);
            if (text == "don vi" || text == "co quan" || text == "phong") roles[at] = Role::lead;
        }
    }
    if (cells < 2 || !is_heading(roles, cells)) return std::nullopt;
    return roles;
}

bool is_lower_heading(const Row& heading, const Row& row) {
    std::size_t known = 0;
    std::size_t cells = 0;
    for (std::size_t at = 0; at < row.size(); ++at) {
        if (!filled(row[at])) continue;
        ++cells;
        const Role role = role_of_heading(row[at].text);
        if (role == Role::none || number_of_row(row[at].text)) return false;
        // What is split stands below its heading or right of it; a task's cells stand below all.
        const bool below = at >= heading.size() || !filled(heading[at]) ||
                           (at + 1 < heading.size() && !filled(heading[at + 1]));
        if (!below) return false;
        if (role != Role::other) ++known;
    }
    return cells >= 2 && known * 2 >= cells && cells < std::max(heading.size(), row.size());
}

bool is_heading_tail(const Row& heading, const Row& row) {
    constexpr std::size_t kLongestTail = 40;
    for (std::size_t at = 0; at < row.size(); ++at) {
        if (!filled(row[at])) continue;
        const bool below = at < heading.size() && filled(heading[at]);
        if (!below || row[at].text.size() > kLongestTail || !starts_lower(row[at].text))
            return false;
        if (number_of_row(row[at].text)) return false;
    }
    return true;
}

std::vector<Column> columns_of(const Row& heading, const Row* lower) {
    const std::size_t width = std::max(heading.size(), lower == nullptr ? 0 : lower->size());
    Row upper = heading;
    upper.resize(width);
    std::vector<Role> roles(width, Role::none);
    if (const auto known = heading_roles(heading))
        std::copy(known->begin(), known->end(), roles.begin());
    std::vector<Column> columns(width);
    std::size_t spanning = 0;
    for (std::size_t at = 0; at < width; ++at) {
        if (filled(upper[at])) spanning = at;
        const bool split = lower != nullptr && at < lower->size() && filled((*lower)[at]);
        if (!split) {
            if (filled(upper[at])) columns[at] = {roles[at], one_line_of(upper[at])};
            continue;
        }
        Role role = role_of_heading((*lower)[at].text);
        const Role above = roles[spanning];
        if (role == Role::timing && above == Role::timing) role = Role::end;
        if (role == Role::other || role == Role::title) role = above;
        columns[at] = {role, one_line_of((*lower)[at])};
    }
    const auto has_start = std::any_of(columns.begin(), columns.end(),
                                       [](const Column& c) { return c.role == Role::start; });
    for (Column& column : columns) {
        const bool ends = column.role == Role::timing &&
                          folded(column.heading).find("hoan thanh") != std::string::npos;
        if (has_start && ends) column.role = Role::end;
        if (!has_start && column.role == Role::end) column.role = Role::timing;
    }
    return columns;
}

bool is_column_numbers(const Row& row) {
    std::size_t cells = 0;
    int expected = 0;
    for (const Cell& cell : row) {
        if (!filled(cell)) continue;
        ++cells;
        const auto number = number_of_row(cell.text);
        if (!number) return false;
        if (number->style == NumberStyle::letter) continue;
        if (number->style != NumberStyle::arabic) return false;
        if (expected != 0 && number->value != expected) return false;
        expected = number->value + 1;
    }
    return cells >= 3;
}

bool names_a_person(std::string_view heading) {
    const std::string text = folded(heading);
    return text.starts_with("nguoi ") || text.starts_with("can bo ") ||
           text.starts_with("chuyen vien ");
}

std::string_view headings_sought() {
    return "STT, Nội dung (Nhiệm vụ, Công việc), Thời gian (Thời hạn, Tiến độ), Đơn vị chủ trì "
           "(Đơn vị thực hiện), Đơn vị phối hợp, Sản phẩm (Kết quả), Ghi chú";
}

}  // namespace dondoc::plan
