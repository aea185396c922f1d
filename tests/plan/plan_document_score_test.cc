#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "office_files.h"
#include "plan_score.h"

namespace dondoc::plan {
namespace {

constexpr const char* kPlans[] = {"143-KH-STP-2021", "56-KH-STP-2024"};

ReadPlan read(const std::string& bytes, const std::string& file_name) {
    auto plan = read_plan_document(bytes, file_name, std::nullopt);
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().front().text(Language::en));
    return plan ? std::move(*plan) : ReadPlan{};
}

TEST(PlanDocumentScore, ReachesTheFiguresOnRealPlans) {
    PlanScore total;
    for (const std::string plan : kPlans) {
        const PlanScore one =
            score(read(data_file(plan + ".txt"), plan + ".txt"), reference_rows(plan + ".jsonl"));
        std::cout << plan << ": " << one.text() << "\n";
        total += one;
    }
    std::cout << "both: " << total.text() << "\n";
    for (const std::string& difference : total.differences)
        std::cout << "  " << difference << "\n";
    const double rows = total.rows;
    EXPECT_GE(total.found, 0.98 * rows);
    EXPECT_LE(total.invented, 0.03 * rows);
    EXPECT_GE(total.timing, 0.95 * rows);
    EXPECT_GE(total.lead, 0.95 * rows);
    EXPECT_GE(total.support, 0.93 * rows);
    EXPECT_GE(total.elsewhere, 0.70 * total.elsewhere_rows);
}

/// Plans of other offices and forms: a ministry's with numbers in three levels and cut rows, a
/// school's without numbers, with persons and with units in the headings of groups.
TEST(PlanDocumentScore, ReadsPlansOfOtherForms) {
    for (const std::string plan : {"invented-ministry-2026", "invented-school-2025"}) {
        const PlanScore one =
            score(read(data_file(plan + ".txt"), plan + ".txt"), reference_rows(plan + ".jsonl"));
        std::cout << plan << ": " << one.text() << "\n";
        EXPECT_THAT(one.differences, testing::IsEmpty()) << plan;
    }
}

/// The same plan, whatever it is saved as.
void expect_same(const ReadPlan& plan, const ReadPlan& text, const std::string& what) {
    EXPECT_EQ(plan.plan.number, text.plan.number) << what;
    EXPECT_EQ(plan.plan.title, text.plan.title) << what;
    EXPECT_EQ(plan.plan.issuer, text.plan.issuer) << what;
    EXPECT_EQ(plan.plan.issued, text.plan.issued) << what;
    EXPECT_EQ(plan.plan.valid, text.plan.valid) << what;
    EXPECT_EQ(plan.plan.supersedes, text.plan.supersedes) << what;
    ASSERT_EQ(plan.rows.size(), text.rows.size()) << what;
    for (std::size_t at = 0; at < text.rows.size(); ++at) {
        EXPECT_EQ(plan.rows[at].task, text.rows[at].task) << what << " " << text.rows[at].task.key;
        EXPECT_EQ(plan.rows[at].timings_elsewhere, text.rows[at].timings_elsewhere) << what;
    }
}

TEST(PlanDocumentScore, ReadsTheSameFromExcelAndCsv) {
    for (const std::string plan : kPlans) {
        const std::string bytes = data_file(plan + ".txt");
        const ReadPlan text = read(bytes, plan + ".txt");
        const TextRows rows = rows_of_text(bytes);
        expect_same(read(xlsx_of_rows(rows), plan + ".xlsx"), text, plan + ".xlsx");
        expect_same(read(csv_of_rows(rows, ','), plan + ".csv"), text, plan + ".csv, commas");
        expect_same(read(csv_of_rows(rows, ';'), plan + ".csv"), text, plan + ".csv, semicolons");
        expect_same(read(csv_of_rows(rows, '\t'), plan + ".tsv"), text, plan + ".tsv");
    }
}

TEST(PlanDocumentScore, ReadsTheSameFromWordAsPandocWritesIt) {
    if (std::system("pandoc --version > /dev/null 2>&1") != 0)
        GTEST_SKIP() << "pandoc is not installed: no Word file is made of the plans";
    const auto folder =
        std::filesystem::temp_directory_path() / ("dondoc-docx-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    for (const std::string plan : kPlans) {
        const std::string html = (folder / (plan + ".html")).string();
        const std::string docx = (folder / (plan + ".docx")).string();
        const std::string bytes = data_file(plan + ".txt");
        std::ofstream(html, std::ios::binary) << html_of_text(bytes);
        const std::string command = "pandoc -f html -t docx -o '" + docx + "' '" + html + "'";
        ASSERT_EQ(std::system(command.c_str()), 0) << command;
        expect_same(read(file_bytes(docx), plan + ".docx"), read(bytes, plan + ".txt"), plan);
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace dondoc::plan
