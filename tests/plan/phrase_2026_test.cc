#include <gtest/gtest.h>

#include "plan/phrase/phrase.h"
#include "support/readings.h"

// Phrases of all kinds as plans of 2026 have them, written before the reader saw them.

namespace dondoc::plan {
namespace {

using dondoc::testing::PhraseRow;
using dondoc::testing::shown;

constexpr auto kWarned = PhraseRow::warned;

const PhraseRow kRows[] = {
    {"Báo cáo quý gửi chậm nhất ngày 20 tháng cuối quý (thời gian chốt số liệu từ ngày 15 tháng "
     "cuối quý trước đến ngày 14 tháng cuối quý báo cáo)",
     "cycle every=quarter month=last day=20 bound=by data_from=15 previous data_to=14 current"},
    {"Thời gian chốt số liệu: từ ngày 15 tháng trước đến ngày 14 tháng báo cáo. Thời hạn gửi báo "
     "cáo: trước ngày 18 hằng tháng",
     "cycle every=month day=18 bound=before data_from=15 previous data_to=14 current"},
    {"Báo cáo 6 tháng cuối năm: số liệu tính từ ngày 15/6 đến ngày 14/12 năm báo cáo, gửi trước "
     "ngày 17/12 hằng năm",
     "cycle every=half_year periods=2 month=12 day=17 bound=before data_from=15 previous "
     "data_to=14 current"},
    {"Báo cáo tháng gửi trước ngày 17 của tháng báo cáo", "cycle every=month day=17 bound=before"},
    {"Báo cáo quý gửi trước ngày 17 của tháng cuối kỳ báo cáo",
     "cycle every=quarter month=last day=17 bound=before"},
    {"Hằng năm, vào quý IV", "cycle every=quarter periods=4 bound=by"},
    {"Định kỳ hằng năm: Quý I và Quý III", "cycle every=quarter periods=1,3 bound=by"},
    {"Hằng quý: Báo cáo kết quả trước ngày 12 của tháng cuối quý",
     "cycle every=quarter month=last day=12 bound=before"},
    {"Định kỳ: Hằng tháng trước ngày 18; hằng quý trước ngày 20 tháng cuối quý; hằng năm trước "
     "ngày 10/12",
     "cycle every=month day=18 bound=before; cycle every=quarter month=last day=20 bound=before; "
     "cycle every=year month=12 day=10 bound=before"},
    {"Hằng năm, chậm nhất 31/3 gửi kế hoạch, chậm nhất 30/11 gửi báo cáo kết quả",
     "cycle every=year month=3 day=31 bound=by; cycle every=year month=11 day=30 bound=by"},
    {"9 tháng đầu năm gửi trước ngày 12/9 hằng năm",
     "cycle every=year month=9 day=12 bound=before"},
    {"Quý II gửi trước ngày 10/6 hằng năm; quý IV gửi trước ngày 10/12 hằng năm",
     "cycle every=quarter periods=2 month=6 day=10 bound=before; cycle every=quarter periods=4 "
     "month=12 day=10 bound=before"},
    {"Tháng đầu hằng quý", "cycle every=quarter month=first bound=by"},
    {"Tháng cuối quý", "cycle every=quarter month=last bound=by"},
    {"Ngày 05 tháng đầu hằng quý", "cycle every=quarter month=first day=5 bound=by"},
    {"Hằng quý (vào tháng cuối quý)", "cycle every=quarter month=last bound=by"},
    {"Định kỳ 6 tháng/lần, trước ngày 15 của tháng cuối kỳ",
     "cycle every=half_year month=last day=15 bound=before"},
    {"Định kỳ 06 tháng (trừ 6 tháng cuối năm)", "cycle every=half_year periods=1 bound=by"},
    {"Báo cáo tháng (trừ tháng 12): trước ngày 20 hằng tháng",
     "cycle every=month periods=1,2,3,4,5,6,7,8,9,10,11 day=20 bound=before"},
    {"Chậm nhất ngày 15 tháng tiếp theo kể từ khi kết thúc quý",
     "cycle every=quarter month=first offset=1 day=15 bound=by"},
    {"Trong 03 ngày làm việc đầu tiên của tháng", "cycle every=month day=3 bound=by", kWarned},
    {"Trong tuần đầu tháng 4/2026", "once start=2026-04-01 due=2026-04-07 bound=by", kWarned},
    {"Trung tuần tháng 4 và hạ tuần tháng 10",
     "once start=2026-04-11 due=2026-04-20 bound=by; once start=2026-10-21 due=2026-10-31 "
     "bound=by"},
    {"Hạ tuần tháng 11 hằng năm", "cycle every=year month=11 bound=by"},
    {"Thượng tuần tháng 7 hằng năm", "cycle every=year month=7 day=10 bound=by"},
    {"Chậm nhất trước ngày 05/9/2026", "once due=2026-09-05 bound=before"},
    {"Ngày 29/02/2026", "unknown", kWarned},
    {"Trước ngày 31/4", "unknown", kWarned},
    {"Trước 15 ngày làm việc kể từ ngày nhận được văn bản",
     "after_event days=15 unit=working event=kể từ ngày nhận được văn bản", kWarned},
    {"Trước thời điểm hết hạn 02 tháng",
     "after_event days=-2 unit=month event=Trước thời điểm hết hạn", kWarned},
    {"Chậm nhất 6 tháng trước khi giấy phép hết hạn",
     "after_event days=-6 unit=month event=trước khi giấy phép hết hạn", kWarned},
    {"Trước ngày 15/11 hằng năm gửi dự toán năm sau",
     "cycle every=year month=11 day=15 bound=before"},
    {"Hằng tháng, trước ngày 25 đăng ký kế hoạch kiểm tra tháng sau",
     "cycle every=month day=25 bound=before"},
    {"Trước ngày 20/6/2026 gửi báo cáo sơ kết 6 tháng đầu năm 2026",
     "once due=2026-06-20 bound=before"},
    {"Gửi báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12",
     "cycle every=half_year periods=1 month=6 day=15 bound=before; cycle every=year month=12 "
     "day=15 bound=before",
     kWarned},
    {"Trước ngày 10/7 (báo cáo 6 tháng), trước ngày 10/01 năm sau (báo cáo năm)",
     "cycle every=half_year periods=1 month=7 day=10 bound=before; cycle every=year month=1 "
     "offset=1 day=10 bound=before",
     kWarned},
    {"Quý II, Quý IV năm 2026",
     "once start=2026-04-01 due=2026-06-30 bound=by; once start=2026-10-01 due=2026-12-31 "
     "bound=by"},
    {"Tháng 3/2026 và tháng 9/2026",
     "once start=2026-03-01 due=2026-03-31 bound=by; once start=2026-09-01 due=2026-09-30 "
     "bound=by"},
    {"Quý III năm 2026 và các năm tiếp theo", "continuous start=2026-07-01"},
    {"Năm 2026, 2027", "once start=2026-01-01 due=2027-12-31 bound=by"},
    {"Hoàn thành 50% trong quý II, 100% trước ngày 30/11/2026",
     "once start=2026-04-01 due=2026-06-30 bound=by; once due=2026-11-30 bound=before"},
    {"Tháng 02/2026: xây dựng dự thảo; tháng 4/2026: ban hành",
     "once start=2026-02-01 due=2026-02-28 bound=by; once start=2026-04-01 due=2026-04-30 "
     "bound=by"},
    {"Sau 03 ngày làm việc kể từ ngày họp", "after_event days=3 unit=working event=kể từ ngày họp"},
    {"Khi Bộ Tư pháp có văn bản hướng dẫn",
     "on_demand condition=Khi Bộ Tư pháp có văn bản hướng dẫn"},
    {"Thường xuyên, báo cáo hằng quý", "continuous; cycle every=quarter bound=by"},
    {"Hàng quý và cả năm", "cycle every=quarter bound=by; cycle every=year bound=by"},
    {"Cả năm 2026", "once start=2026-01-01 due=2026-12-31 bound=by"},
    {"Theo từng đợt kiểm tra", "on_demand condition=Theo từng đợt kiểm tra"},
    {"Quý I hàng năm", "cycle every=quarter periods=1 bound=by"},
    {"Trước ngày 15/02 của năm kế tiếp", "cycle every=year month=2 offset=1 day=15 bound=before"},
    {"Chậm nhất ngày 10 của tháng đầu tiên quý sau liền kề",
     "cycle every=quarter month=first offset=1 day=10 bound=by"},
};

}  // namespace

TEST(PhraseReads, PlansOf2026) {
    for (const PhraseRow& row : kRows) {
        const PhraseReading reading = read_phrase(row.phrase, 2026);
        EXPECT_EQ(shown(reading.timings), row.reading) << row.phrase;
        EXPECT_EQ(!reading.warnings.empty(), row.expected == PhraseRow::warned) << row.phrase;
    }
}

}  // namespace dondoc::plan
