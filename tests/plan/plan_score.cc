#include "plan_score.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "plan/timing_fields.h"
#include "plan/vietnamese.h"

namespace dondoc::plan {
namespace {

using nlohmann::json;

TimingField field_of(const std::string& name, const json& value) {
    if (value.is_number_integer()) return {name, value.get<long long>(), false};
    if (value.is_string()) return {name, value.get<std::string>(), false};
    if (value.is_array()) return {name, value.get<std::vector<int>>(), false};
    return {name, std::monostate{}, false};
}

std::vector<Timing> timings_of(const json& list) {
    std::vector<Timing> timings;
    for (const json& object : list) {
        std::vector<TimingField> fields;
        for (const auto& [name, value] : object.items())
            fields.push_back(field_of(name, value));
        const auto timing = timing_from(fields);
        EXPECT_TRUE(timing) << object.dump();
        if (timing) timings.push_back(*timing);
    }
    return timings;
}

std::vector<UnitRef> units_of(const json& list) {
    std::vector<UnitRef> units;
    for (const json& name : list)
        units.push_back({name.get<std::string>(), {}});
    return units;
}

Timing without_words(Timing timing) {
    if (auto* after = std::get_if<AfterEvent>(&timing)) after->event.clear();
    if (auto* demand = std::get_if<OnDemand>(&timing)) demand->condition.clear();
    return timing;
}

std::vector<std::string> folded(const std::vector<UnitRef>& units) {
    std::vector<std::string> names;
    for (const UnitRef& unit : units)
        names.push_back(fold_name(unit.name));
    return names;
}

/// Spaces inside brackets and before punctuation differ between containers.
std::string squeezed(const std::string& text) {
    std::string out = fold(text);
    std::erase(out, ' ');
    return out;
}

std::string shown(const std::vector<Timing>& timings) {
    std::string text;
    for (const Timing& timing : timings)
        text += (text.empty() ? "" : "; ") + describe(timing).vi;
    return text;
}

std::string shown(const std::vector<UnitRef>& units) {
    std::string text;
    for (const UnitRef& unit : units)
        text += (text.empty() ? "" : " | ") + unit.name;
    return text;
}

const ReadTask* find(const ReadPlan& read, const ReferenceRow& row, std::vector<bool>& used) {
    for (std::size_t at = 0; at < read.rows.size(); ++at) {
        const Task& task = read.rows[at].task;
        if (used[at] || task.table != row.task.table || task.no != bare_number(row.task.no) ||
            (task.table != "TCTH" && squeezed(task.title) != squeezed(row.task.title))) {
            continue;
        }
        used[at] = true;
        return &read.rows[at];
    }
    return nullptr;
}

}  // namespace

std::string file_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string data_file(const std::string& name) {
    return file_bytes(std::string(DONDOC_SOURCE_DIR "/tests/plan/data/") + name);
}

std::vector<ReferenceRow> reference_rows(const std::string& name) {
    std::vector<ReferenceRow> rows;
    std::istringstream lines(data_file(name));
    for (std::string line; std::getline(lines, line);) {
        const json object = json::parse(line);
        ReferenceRow row;
        row.task.table = object["table"];
        row.task.no = object["no"];
        row.task.title = object["title"];
        row.task.timing_text = object["timing_text"];
        row.task.product = object["product"];
        row.task.note = object["note"];
        row.task.timings = timings_of(object["timings"]);
        row.task.lead = units_of(object["lead"]);
        row.task.support = units_of(object["support"]);
        row.elsewhere = timings_of(object["timings_elsewhere"]);
        rows.push_back(std::move(row));
    }
    return rows;
}

bool same_timings(const std::vector<Timing>& a, const std::vector<Timing>& b) {
    return std::is_permutation(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const Timing& x, const Timing& y) { return without_words(x) == without_words(y); });
}

PlanScore& PlanScore::operator+=(const PlanScore& other) {
    rows += other.rows;
    found += other.found;
    invented += other.invented;
    timing += other.timing;
    lead += other.lead;
    support += other.support;
    elsewhere += other.elsewhere;
    elsewhere_rows += other.elsewhere_rows;
    differences.insert(differences.end(), other.differences.begin(), other.differences.end());
    return *this;
}

std::string PlanScore::text() const {
    const auto share = [](int part, int whole) {
        return whole == 0 ? 100.0 : 100.0 * part / whole;
    };
    return fmt::format(
        "rows found {}/{} ({:.1f} %), invented {} ({:.1f} %), timing {:.1f} %, lead {:.1f} %, "
        "support {:.1f} %, timings elsewhere {}/{} ({:.1f} %)",
        found, rows, share(found, rows), invented, share(invented, rows), share(timing, rows),
        share(lead, rows), share(support, rows), elsewhere, elsewhere_rows,
        share(elsewhere, elsewhere_rows));
}

PlanScore score(const ReadPlan& read, const std::vector<ReferenceRow>& reference) {
    PlanScore score;
    std::vector<bool> used(read.rows.size(), false);
    const auto differs = [&](const ReferenceRow& row, const std::string& what) {
        score.differences.push_back(fmt::format("{}.{} {}: {}", row.task.table, row.task.no,
                                                shorten(row.task.title, 40), what));
    };
    for (const ReferenceRow& row : reference) {
        ++score.rows;
        if (!row.elsewhere.empty()) ++score.elsewhere_rows;
        const ReadTask* got = find(read, row, used);
        if (got == nullptr) {
            differs(row, "not found");
            continue;
        }
        ++score.found;
        const auto judge = [&](int& count, bool same, const std::string& what) {
            count += same ? 1 : 0;
            if (!same) differs(row, what);
        };
        judge(score.timing, same_timings(got->task.timings, row.task.timings),
              "timing " + shown(got->task.timings) + " ≠ " + shown(row.task.timings));
        judge(score.lead, folded(got->task.lead) == folded(row.task.lead),
              "lead " + shown(got->task.lead) + " ≠ " + shown(row.task.lead));
        judge(score.support, folded(got->task.support) == folded(row.task.support),
              "support " + shown(got->task.support) + " ≠ " + shown(row.task.support));
        const bool same = same_timings(got->timings_elsewhere, row.elsewhere);
        if (!row.elsewhere.empty()) score.elsewhere += same ? 1 : 0;
        if (!same)
            differs(row,
                    "elsewhere " + shown(got->timings_elsewhere) + " ≠ " + shown(row.elsewhere));
    }
    for (std::size_t at = 0; at < used.size(); ++at) {
        if (used[at]) continue;
        ++score.invented;
        score.differences.push_back("invented " + read.rows[at].task.key + " " +
                                    shorten(read.rows[at].task.title, 60));
    }
    return score;
}

}  // namespace dondoc::plan
