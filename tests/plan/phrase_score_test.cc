#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "plan/phrase/phrase.h"
#include "plan/timing_fields.h"

// Scores the reader against what a careful person made of real phrases and plans, and prints the
// figures. The files are data: the rules know nothing of them.

namespace dondoc::plan {
namespace {

using Json = nlohmann::json;

std::vector<Json> rows_of(const std::string& file) {
    std::ifstream in(std::string(DONDOC_SOURCE_DIR) + "/tests/plan/data/" + file);
    EXPECT_TRUE(in) << file;
    std::vector<Json> rows;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty()) rows.push_back(Json::parse(line));
    }
    return rows;
}

/// A timing as the file has it; fields that the model does not have (marked `beyond`) are left out.
Timing timing_of(const Json& json) {
    std::vector<TimingField> fields;
    for (const auto& [name, value] : json.items()) {
        TimingField field{name, {}, false};
        if (value.is_number_integer()) field.value = value.get<long long>();
        if (value.is_string()) field.value = value.get<std::string>();
        if (value.is_array()) field.value = value.get<std::vector<int>>();
        fields.push_back(field);
    }
    for (;;) {
        auto timing = timing_from(fields);
        if (timing) return *timing;
        if (timing.error().at >= fields.size()) return Unknown{};
        fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(timing.error().at));
    }
}

/// Words of events are not compared: what counts is the deadline.
Timing comparable(Timing timing) {
    if (auto* after = std::get_if<AfterEvent>(&timing)) after->event.clear();
    if (auto* demand = std::get_if<OnDemand>(&timing)) demand->condition.clear();
    auto* cycle = std::get_if<Cycle>(&timing);
    const bool year = cycle != nullptr && cycle->every == Every::year;
    if (year && cycle->month.which == CycleMonth::Which::last)
        cycle->month = {CycleMonth::Which::named, 12};
    return timing;
}

std::vector<Timing> comparable(const std::vector<Timing>& timings) {
    std::vector<Timing> all;
    for (const Timing& timing : timings)
        all.push_back(comparable(timing));
    return all;
}

std::vector<Timing> expected_of(const Json& timings) {
    std::vector<Timing> all;
    for (const Json& timing : timings)
        all.push_back(comparable(timing_of(timing)));
    return all;
}

std::string shown(const std::vector<Timing>& timings) {
    std::string text;
    for (const Timing& timing : timings)
        text += "\n      " + describe(timing).vi;
    return text;
}

struct Score {
    int right = 0;
    int all = 0;
    int silent = 0;  ///< wrong, and nobody is told
    int warned = 0;

    void add(const std::string& phrase, const PhraseReading& reading,
             const std::vector<Timing>& expected) {
        ++all;
        warned += reading.warnings.empty() ? 0 : 1;
        if (comparable(reading.timings) == expected) {
            ++right;
            return;
        }
        silent += reading.warnings.empty() ? 1 : 0;
        std::cout << (reading.warnings.empty() ? "SILENT " : "wrong  ") << phrase
                  << shown(reading.timings) << "\n    expected:" << shown(expected) << "\n";
    }
    double share() const { return all == 0 ? 1.0 : double(right) / all; }
    void print(const char* what) const {
        std::cout << what << ": " << right << "/" << all << " right, " << silent
                  << " wrong without a warning, " << warned << " with a warning\n";
    }
};

TEST(PhraseScore, Phrases) {
    Score plain;
    Score beyond;
    for (const Json& row : rows_of("phrases.jsonl")) {
        const std::string phrase = row["phrase"];
        const PhraseReading reading = read_phrase(phrase, row["year"].get<int>());
        (row.contains("beyond") ? beyond : plain).add(phrase, reading, expected_of(row["timings"]));
    }
    plain.print("phrases");
    beyond.print("phrases beyond the schema");
    EXPECT_GE(plain.share(), 0.95);
    EXPECT_LE((plain.silent + beyond.silent) * 50, plain.all + beyond.all);
}

void score_plan(const std::string& file, int year) {
    Score column;
    int hits = 0, wanted = 0, invented = 0;
    for (const Json& row : rows_of(file)) {
        const std::string phrase = row["timing_text"];
        column.add(phrase, read_phrase(phrase, year), expected_of(row["timings"]));
        std::vector<Timing> found;
        for (const char* part : {"title", "note", "product"}) {
            for (const Timing& timing :
                 comparable(deadlines_in(row[part].get<std::string>(), year)))
                if (std::find(found.begin(), found.end(), timing) == found.end())
                    found.push_back(timing);
        }
        const auto expected = expected_of(row["timings_elsewhere"]);
        wanted += static_cast<int>(expected.size());
        for (const Timing& timing : expected)
            hits += std::count(found.begin(), found.end(), timing) > 0 ? 1 : 0;
        for (const Timing& timing : found) {
            if (std::count(expected.begin(), expected.end(), timing) > 0) continue;
            // The column's own words are often said again in the prose of a paragraph.
            const auto own = expected_of(row["timings"]);
            if (std::count(own.begin(), own.end(), timing) > 0) continue;
            ++invented;
            std::cout << "elsewhere, invented: " << describe(timing).vi << " in "
                      << row["title"].get<std::string>().substr(0, 200) << "\n";
        }
    }
    column.print((file + ", timing column").c_str());
    std::cout << file << ", elsewhere: " << hits << "/" << wanted << " found, " << invented
              << " invented\n";
    EXPECT_GE(column.share(), 0.95);
    EXPECT_EQ(column.silent, 0);
    EXPECT_GE(hits * 10, wanted * 7);
}

TEST(PhraseScore, PlanOf2021) {
    score_plan("143-KH-STP-2021.jsonl", 2021);
}

TEST(PhraseScore, PlanOf2024) {
    score_plan("56-KH-STP-2024.jsonl", 2024);
}

}  // namespace
}  // namespace dondoc::plan
