#include <gtest/gtest.h>

#include "plan/phrase/phrase.h"
#include "support/readings.h"

// Phrases about spoilt text, text without marks, and what is not to be guessed, as plans of 2024
// have them, with near misses.

namespace dondoc::plan {
namespace {

using dondoc::testing::PhraseRow;
using dondoc::testing::shown;

constexpr auto kWarned = PhraseRow::warned;

const PhraseRow kRows[] = {
    {"Thuờng xuyên", "continuous", kWarned},
    {"Thường xuyển, liên tục", "continuous", kWarned},
    {"hảng quý", "cycle every=quarter bound=by", kWarned},
    {"hảng tháng", "cycle every=month bound=by", kWarned},
    {"Trước ngay 25/12/2024", "once due=2024-12-25 bound=before", kWarned},
    {"Quý II1 năm 2024", "once start=2024-07-01 due=2024-09-30 bound=by", kWarned},
    {"Quý lI/2024", "once start=2024-04-01 due=2024-06-30 bound=by", kWarned},
    {"Trước ngày l5/6/2024", "once due=2024-06-15 bound=before", kWarned},
    {"Trước ngày 3O/6/2024", "once due=2024-06-30 bound=before", kWarned},
    {"Trước ngày 30/6/2O24", "once due=2024-06-30 bound=before", kWarned},
    {"truoc ngay 25 hang thang", "cycle every=month day=25 bound=before", kWarned},
    {"Hang quy", "cycle every=quarter bound=by", kWarned},
    {"thuong xuyen", "continuous", kWarned},
    {"Truoc ngay 30 thang 6 nam 2024", "once due=2024-06-30 bound=before", kWarned},
    {"Quy II nam 2024", "once start=2024-04-01 due=2024-06-30 bound=by", kWarned},
    {"Quý 1V/2024", "once start=2024-10-01 due=2024-12-31 bound=by", kWarned},
    {"6 thảng đầu năm", "once start=2024-01-01 due=2024-06-30 bound=by", kWarned},
    {"Đột suất", "on_demand condition=đột xuất", kWarned},
    {"Hằng thảng", "cycle every=month bound=by", kWarned},
    {"Trưóc ngày 15/6", "once due=2024-06-15 bound=before", kWarned},
    {"Trướcngày15/6/2024", "once due=2024-06-15 bound=before"},
    {"trong vong 10 ngay ke tu ngay nhan ho so",
     "after_event days=10 unit=calendar event=ke tu ngay nhan ho so", kWarned},
    {"Định kỳ", "unknown", kWarned},
    {"Ngày 30/2/2024", "unknown", kWarned},
    {"Ngày 32/5/2024", "unknown", kWarned},
    {"Ngày 15/13/2024", "unknown", kWarned},
    {"Ngay", "unknown", kWarned},
    {"Tại kỳ họp giữa năm của HĐND tỉnh", "unknown", kWarned},
    {"Trong quá trình thực hiện dự án", "unknown", kWarned},
    {"N/A", "unknown", kWarned},
    {"Không", "unknown", kWarned},
    {"...", "unknown", kWarned},
    {"TX", "unknown", kWarned},
    {"Đã hoàn thành", "unknown", kWarned},
    {"Chưa xác định", "unknown", kWarned},
    {"Th6/2024", "once start=2024-06-01 due=2024-06-30 bound=by", kWarned},
};

TEST(PhraseReads, Faults) {
    for (const PhraseRow& row : kRows) {
        const PhraseReading reading = read_phrase(row.phrase, 2024);
        EXPECT_EQ(shown(reading.timings), row.reading) << row.phrase;
        EXPECT_EQ(!reading.warnings.empty(), row.expected == PhraseRow::warned) << row.phrase;
    }
}

}  // namespace
}  // namespace dondoc::plan
