#include <gtest/gtest.h>

#include "plan/phrase/phrase.h"
#include "support/readings.h"

// Phrases about what comes round, as plans of 2024 have them, with near misses.

namespace dondoc::plan {
namespace {

using dondoc::testing::PhraseRow;
using dondoc::testing::shown;

constexpr auto kWarned = PhraseRow::warned;

const PhraseRow kRows[] = {
    {"Hằng qúy, năm", "cycle every=quarter bound=by; cycle every=year bound=by"},
    {"Quý II và quý IV hằng năm", "cycle every=quarter periods=2,4 bound=by"},
    {"Quý IV hằng năm", "cycle every=quarter periods=4 bound=by"},
    {"Tháng 11 hằng năm", "cycle every=year month=11 bound=by"},
    {"Tháng 11, 12 hằng năm",
     "cycle every=year month=11 bound=by; cycle every=year month=12 bound=by"},
    {"Cuối tháng", "cycle every=month bound=by", kWarned},
    {"Cuối quý", "cycle every=quarter bound=by", kWarned},
    {"Cuối mỗi quý", "cycle every=quarter bound=by"},
    {"Cuối hằng quý", "cycle every=quarter bound=by"},
    {"06 tháng đầu năm và cả năm",
     "cycle every=half_year periods=1 bound=by; cycle every=year bound=by"},
    {"6 tháng, năm", "cycle every=half_year bound=by; cycle every=year bound=by"},
    {"06 tháng, 09 tháng và năm",
     "cycle every=half_year periods=1 bound=by; cycle every=year month=9 bound=by; cycle "
     "every=year bound=by",
     kWarned},
    {"Quý I, 6 tháng, 9 tháng và năm",
     "cycle every=quarter periods=1 bound=by; cycle every=half_year periods=1 bound=by; cycle "
     "every=year month=9 bound=by; cycle every=year bound=by",
     kWarned},
    {"Tháng, quý, năm",
     "cycle every=month bound=by; cycle every=quarter bound=by; cycle every=year bound=by"},
    {"Tuần, tháng, quý",
     "cycle every=week bound=by; cycle every=month bound=by; cycle every=quarter bound=by"},
    {"Báo cáo tháng, quý, 6 tháng, năm",
     "cycle every=month bound=by; cycle every=quarter bound=by; cycle every=half_year bound=by; "
     "cycle every=year bound=by"},
    {"Định kỳ quý, 6 tháng, năm",
     "cycle every=quarter bound=by; cycle every=half_year bound=by; cycle every=year bound=by"},
    {"Định kỳ hàng tháng, hàng quý", "cycle every=month bound=by; cycle every=quarter bound=by"},
    {"Định kỳ 03 tháng", "cycle every=quarter bound=by"},
    {"Định kỳ 6 tháng một lần", "cycle every=half_year bound=by"},
    {"6 tháng/lần", "cycle every=half_year bound=by"},
    {"01 lần/quý", "cycle every=quarter bound=by"},
    {"02 lần/năm", "cycle every=year bound=by", kWarned},
    {"Mỗi năm một lần", "cycle every=year bound=by"},
    {"Mỗi quý 01 lần", "cycle every=quarter bound=by"},
    {"1 quý/lần", "cycle every=quarter bound=by"},
    {"Định kỳ hằng quý và đột xuất", "cycle every=quarter bound=by; on_demand condition=đột xuất"},
    {"Trước ngày 23 hằng tháng", "cycle every=month day=23 bound=before"},
    {"Trước ngày 25 của tháng", "cycle every=month day=25 bound=before"},
    {"Trước ngày 5 tháng sau", "cycle every=month offset=1 day=5 bound=before"},
    {"Chậm nhất ngày 05 của tháng kế tiếp", "cycle every=month offset=1 day=5 bound=by"},
    {"Ngày 10, 20 hằng tháng",
     "cycle every=month day=10 bound=by; cycle every=month day=20 bound=by"},
    {"Ngày 15 và ngày 30 hằng tháng",
     "cycle every=month day=15 bound=by; cycle every=month day=30 bound=by"},
    {"Trước ngày 10 và 25 hằng tháng",
     "cycle every=month day=10 bound=before; cycle every=month day=25 bound=before"},
    {"Hằng tháng, trước ngày 20", "cycle every=month day=20 bound=before"},
    {"Hằng tháng (trước ngày 20)", "cycle every=month day=20 bound=before"},
    {"Hằng tháng: ngày 20", "cycle every=month day=20 bound=by"},
    {"Mỗi tháng, vào ngày 20", "cycle every=month day=20 bound=by"},
    {"Trước ngày 20 của tháng cuối quý", "cycle every=quarter month=last day=20 bound=before"},
    {"Trước ngày 20 tháng cuối mỗi quý", "cycle every=quarter month=last day=20 bound=before"},
    {"Trước ngày 20 của tháng cuối hằng quý", "cycle every=quarter month=last day=20 bound=before"},
    {"Hằng quý, trước ngày 20 của tháng cuối quý",
     "cycle every=quarter month=last day=20 bound=before"},
    {"Hằng quý trước ngày 20 tháng cuối cùng của quý",
     "cycle every=quarter month=last day=20 bound=before"},
    {"Trước ngày 05 tháng đầu quý sau",
     "cycle every=quarter month=first offset=1 day=5 bound=before"},
    {"Trước ngày 05 của tháng đầu tiên quý tiếp theo",
     "cycle every=quarter month=first offset=1 day=5 bound=before"},
    {"Chậm nhất vào ngày 10 của tháng đầu quý kế tiếp",
     "cycle every=quarter month=first offset=1 day=10 bound=by"},
    {"Hằng quý, chậm nhất ngày 05 của tháng đầu quý sau",
     "cycle every=quarter month=first offset=1 day=5 bound=by"},
    {"Chậm nhất 31/01 năm sau", "cycle every=year month=1 offset=1 day=31 bound=by"},
    {"Chậm nhất ngày 31 tháng 01 năm sau", "cycle every=year month=1 offset=1 day=31 bound=by"},
    {"Trước ngày 15/01 của năm liền sau", "cycle every=year month=1 offset=1 day=15 bound=before"},
    {"Trước ngày 15/12 hằng năm", "cycle every=year month=12 day=15 bound=before"},
    {"Hằng năm, chậm nhất ngày 15 tháng 12", "cycle every=year month=12 day=15 bound=by"},
    {"Trước ngày 15/6 và 15/12 hằng năm",
     "cycle every=year month=6 day=15 bound=before; cycle every=year month=12 day=15 bound=before"},
    {"Trước ngày 15/6, 15/12 hằng năm",
     "cycle every=year month=6 day=15 bound=before; cycle every=year month=12 day=15 bound=before"},
    {"Hằng năm (trước ngày 30/11)", "cycle every=year month=11 day=30 bound=before"},
    {"Trước ngày 20/6 (báo cáo 6 tháng) và trước ngày 20/12 (báo cáo năm)",
     "cycle every=half_year periods=1 month=6 day=20 bound=before; cycle every=year month=12 "
     "day=20 bound=before",
     kWarned},
    {"Báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12",
     "cycle every=half_year periods=1 month=6 day=15 bound=before; cycle every=year month=12 "
     "day=15 bound=before",
     kWarned},
    {"Báo cáo quý: trước ngày 20 tháng cuối quý; báo cáo 6 tháng: trước ngày 20/6; báo cáo năm: "
     "trước ngày 20/12",
     "cycle every=quarter month=last day=20 bound=before; cycle every=half_year periods=1 month=6 "
     "day=20 bound=before; cycle every=year month=12 day=20 bound=before",
     kWarned},
    {"Báo cáo quý trước ngày 15 của tháng cuối quý; báo cáo năm trước ngày 15/12",
     "cycle every=quarter month=last day=15 bound=before; cycle every=year month=12 day=15 "
     "bound=before",
     kWarned},
    {"6 tháng đầu năm (trước ngày 15/6), cả năm (trước ngày 15/12)",
     "cycle every=half_year periods=1 month=6 day=15 bound=before; cycle every=year month=12 "
     "day=15 bound=before"},
    {"Trước ngày 15/3, 15/6, 15/9 và 15/12 hằng năm",
     "cycle every=year month=3 day=15 bound=before; cycle every=year month=6 day=15 bound=before; "
     "cycle every=year month=9 day=15 bound=before; cycle every=year month=12 day=15 bound=before"},
    {"Ngày 20 các tháng cuối quý", "cycle every=quarter month=last day=20 bound=by"},
    {"Quý I, II, III trước ngày 15 tháng cuối quý",
     "cycle every=quarter periods=1,2,3 month=last day=15 bound=before"},
    {"Thứ Sáu hằng tuần", "cycle every=week weekday=5 bound=by"},
    {"Chiều thứ Sáu hằng tuần", "cycle every=week weekday=5 bound=by", kWarned},
    {"Trước 16h00 thứ Năm hằng tuần", "cycle every=week weekday=4 bound=before", kWarned},
    {"Thứ 2, thứ 5 hằng tuần",
     "cycle every=week weekday=1 bound=by; cycle every=week weekday=4 bound=by"},
    {"Hằng tuần (thứ Sáu)", "cycle every=week weekday=5 bound=by"},
    {"Hằng tuần, trước 10h00 thứ Sáu", "cycle every=week weekday=5 bound=before", kWarned},
    {"Tuần đầu hằng tháng", "cycle every=month bound=by", kWarned},
    {"Đầu tuần", "cycle every=week weekday=1 bound=by", kWarned},
    {"Hàng tuần, hàng tháng", "cycle every=week bound=by; cycle every=month bound=by"},
    {"Ngày làm việc cuối cùng của tháng", "cycle every=month bound=by", kWarned},
    {"Ngày cuối cùng của quý", "cycle every=quarter bound=by"},
    {"Ngày cuối cùng của tháng", "cycle every=month bound=by"},
    {"Trước ngày cuối cùng của tháng", "cycle every=month day=31 bound=before"},
    {"Ngày đầu tiên của quý sau", "cycle every=quarter month=first offset=1 day=1 bound=by"},
    {"Trong 10 ngày đầu tháng", "cycle every=month day=10 bound=by"},
    {"Trong 05 ngày làm việc đầu tiên của tháng sau", "cycle every=month offset=1 day=5 bound=by",
     kWarned},
    {"Từ ngày 01 đến ngày 05 hằng tháng", "cycle every=month day=5 bound=by", kWarned},
    {"Từ ngày 21 tháng trước đến ngày 20 tháng này",
     "cycle every=month bound=by data_from=21 previous data_to=20 current", kWarned},
    {"Thời gian chốt số liệu từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo; gửi báo cáo "
     "trước ngày 17 hằng tháng",
     "cycle every=month day=17 bound=before data_from=15 previous data_to=14 current"},
    {"Số liệu tính từ ngày 15/12 năm trước đến ngày 14/6 năm báo cáo",
     "cycle every=half_year periods=1 month=last bound=by data_from=15 previous data_to=14 current",
     kWarned},
    {"Ngày 20 của các tháng cuối quý", "cycle every=quarter month=last day=20 bound=by"},
    {"Trong quý", "cycle every=quarter bound=by", kWarned},
    {"Trong tháng", "cycle every=month bound=by", kWarned},
    {"Hằng năm theo kế hoạch", "cycle every=year bound=by", kWarned},
    {"Hằng quý hoặc theo yêu cầu",
     "cycle every=quarter bound=by; on_demand condition=theo yêu cầu"},
    {"Hằng quý, khi có yêu cầu",
     "cycle every=quarter bound=by; on_demand condition=khi có yêu cầu"},
    {"Các đơn vị gửi báo cáo về Văn phòng Sở trước ngày 10; Văn phòng Sở tổng hợp trước ngày 15 "
     "hằng tháng",
     "cycle every=month day=10 bound=before; cycle every=month day=15 bound=before", kWarned},
    {"Báo cáo định kỳ hằng quý gửi trước ngày 14 của tháng cuối quý, báo cáo năm gửi trước ngày "
     "14/12",
     "cycle every=quarter month=last day=14 bound=before; cycle every=year month=12 day=14 "
     "bound=before"},
    {"Báo cáo 6 tháng đầu năm gửi trước ngày 05/6, báo cáo năm gửi trước ngày 05/12 hằng năm",
     "cycle every=half_year periods=1 month=6 day=5 bound=before; cycle every=year month=12 day=5 "
     "bound=before"},
    {"Chậm nhất ngày 15 tháng cuối quý (đối với báo cáo quý), ngày 15 tháng 6 (đối với báo cáo 6 "
     "tháng), ngày 15 tháng 12 (đối với báo cáo năm)",
     "cycle every=quarter month=last day=15 bound=by; cycle every=half_year periods=1 month=6 "
     "day=15 bound=by; cycle every=year month=12 day=15 bound=by",
     kWarned},
    {"Đối với báo cáo quý: trước ngày 10 của tháng cuối quý. Đối với báo cáo năm: trước ngày "
     "10/12.",
     "cycle every=quarter month=last day=10 bound=before; cycle every=year month=12 day=10 "
     "bound=before",
     kWarned},
    {"Báo cáo tháng: Trước ngày 20 hằng tháng. Báo cáo quý: Trước ngày 20 tháng cuối quý. Báo cáo "
     "năm: Trước ngày 20/11.",
     "cycle every=month day=20 bound=before; cycle every=quarter month=last day=20 bound=before; "
     "cycle every=year month=11 day=20 bound=before",
     kWarned},
    {"Trước ngày 25/5 (6 tháng đầu năm) và trước ngày 25/11 (năm)",
     "cycle every=half_year periods=1 month=5 day=25 bound=before; cycle every=year month=11 "
     "day=25 bound=before",
     kWarned},
    {"Định kỳ 06 tháng (trước ngày 15/6), 01 năm (trước ngày 15/12)",
     "cycle every=half_year periods=1 month=6 day=15 bound=before; cycle every=year month=12 "
     "day=15 bound=before"},
    {"Định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12) và đột xuất khi có yêu cầu",
     "cycle every=half_year periods=1 month=6 day=10 bound=before; cycle every=year month=12 "
     "day=10 bound=before; on_demand condition=đột xuất khi có yêu cầu"},
    {"Định kỳ hằng tháng (trước ngày 25), quý (trước ngày 25 tháng cuối quý), năm (trước ngày "
     "25/12)",
     "cycle every=month day=25 bound=before; cycle every=quarter month=last day=25 bound=before; "
     "cycle every=year month=12 day=25 bound=before"},
    {"Hằng tháng trước ngày 15, hằng quý trước ngày 20 tháng cuối quý, hằng năm trước ngày 15/12",
     "cycle every=month day=15 bound=before; cycle every=quarter month=last day=20 bound=before; "
     "cycle every=year month=12 day=15 bound=before"},
    {"Hằng quý/năm", "cycle every=quarter bound=by; cycle every=year bound=by"},
    {"Tháng/Quý/Năm",
     "cycle every=month bound=by; cycle every=quarter bound=by; cycle every=year bound=by"},
    {"Hàng tuần/tháng", "cycle every=week bound=by; cycle every=month bound=by"},
    {"Hằng năm, hằng quý và đột xuất",
     "cycle every=year bound=by; cycle every=quarter bound=by; on_demand condition=đột xuất"},
    {"Hằng năm (tháng 12)", "cycle every=year month=12 bound=by"},
    {"Hằng năm, vào tháng 11", "cycle every=year month=11 bound=by"},
    {"Quý IV hằng năm hoặc khi có yêu cầu",
     "cycle every=quarter periods=4 bound=by; on_demand condition=khi có yêu cầu"},
    {"Trong quý I hằng năm", "cycle every=quarter periods=1 bound=by"},
    {"Trước quý IV hằng năm", "cycle every=year month=10 day=1 bound=before"},
    {"Trong tháng 01 năm sau", "cycle every=year month=1 offset=1 bound=by"},
    {"Tháng 01 năm sau", "cycle every=year month=1 offset=1 bound=by"},
    {"Quý I năm sau", "cycle every=year month=3 offset=1 bound=by"},
    {"Trước ngày 20 tháng 01 năm sau năm báo cáo",
     "cycle every=year month=1 offset=1 day=20 bound=before"},
    {"Không quá ngày 20 của tháng kế tiếp", "cycle every=month offset=1 day=20 bound=by"},
    {"Ít nhất 01 lần/tháng", "cycle every=month bound=by", kWarned},
    {"Tối thiểu 2 lần/năm", "cycle every=year bound=by", kWarned},
    {"2 tuần/lần", "cycle every=week bound=by", kWarned},
    {"2 tháng/lần", "cycle every=month periods=2,4,6,8,10,12 bound=by", kWarned},
    {"5 năm một lần", "cycle every=year bound=by", kWarned},
    {"Hai năm một lần", "cycle every=year bound=by", kWarned},
    {"Trước tháng 12 hằng năm", "cycle every=year month=12 day=1 bound=before"},
    {"Trước ngày 15 tháng 5 hằng năm đối với kế hoạch năm sau",
     "cycle every=year month=5 day=15 bound=before"},
    {"Chậm nhất là ngày 15 tháng 7 hằng năm, báo cáo Bộ Tài chính",
     "cycle every=year month=7 day=15 bound=by"},
    {"Chậm nhất là 17 giờ 00 ngày 25 hằng tháng", "cycle every=month day=25 bound=by", kWarned},
    {"Trước 10 giờ 00 phút ngày thứ Sáu hằng tuần", "cycle every=week weekday=5 bound=before",
     kWarned},
    {"Vào ngày làm việc đầu tiên của tháng", "cycle every=month day=1 bound=by", kWarned},
    {"Vào ngày 01 hằng tháng", "cycle every=month day=1 bound=by"},
    {"Vào các ngày 15 và 30 hằng tháng",
     "cycle every=month day=15 bound=by; cycle every=month day=30 bound=by"},
    {"Mùng 5 hằng tháng", "cycle every=month day=5 bound=by"},
    {"Trong tuần đầu của tháng đầu quý sau", "cycle every=quarter month=first offset=1 bound=by",
     kWarned},
    {"Trong thời hạn 10 ngày đầu của tháng tiếp theo",
     "cycle every=month offset=1 day=10 bound=by"},
    {"Trước ngày 10 tháng tiếp theo của quý",
     "cycle every=quarter month=first offset=1 day=10 bound=before"},
    {"Trước ngày 10 của tháng kế tiếp sau quý báo cáo",
     "cycle every=quarter month=first offset=1 day=10 bound=before"},
    {"Trước ngày 15 của tháng tiếp theo sau khi kết thúc quý",
     "cycle every=quarter month=first offset=1 day=15 bound=before"},
    {"Chậm nhất ngày 10 của tháng đầu tiên của quý tiếp theo quý báo cáo",
     "cycle every=quarter month=first offset=1 day=10 bound=by"},
    {"Trước ngày 10/4, 10/7, 10/10 và 10/01 năm sau",
     "cycle every=year month=4 day=10 bound=before; cycle every=year month=7 day=10 bound=before; "
     "cycle every=year month=10 day=10 bound=before; cycle every=year month=1 offset=1 day=10 "
     "bound=before"},
    {"Ngày 15/4, 15/7, 15/10 hằng năm và 15/01 năm sau",
     "cycle every=year month=4 day=15 bound=by; cycle every=year month=7 day=15 bound=by; cycle "
     "every=year month=10 day=15 bound=by; cycle every=year month=1 offset=1 day=15 bound=by"},
    {"báo cáo quý I trước ngày 05/3, quý II trước ngày 05/6, quý III trước ngày 05/9, năm trước "
     "ngày 05/12",
     "cycle every=quarter periods=1,2,3 month=last day=5 bound=before; cycle every=year month=12 "
     "day=5 bound=before"},
    {"Báo cáo quý I, quý III: trước ngày 10 tháng cuối quý; báo cáo 6 tháng, năm: trước ngày 10/6 "
     "và 10/12",
     "cycle every=quarter periods=1,3 month=last day=10 bound=before; cycle every=half_year "
     "periods=1 month=6 day=10 bound=before; cycle every=year month=12 day=10 bound=before",
     kWarned},
    {"Hằng quý, năm và theo yêu cầu",
     "cycle every=quarter bound=by; cycle every=year bound=by; on_demand condition=theo yêu cầu"},
    {"Hằng quý và cả năm", "cycle every=quarter bound=by; cycle every=year bound=by"},
    {"Từng quý", "cycle every=quarter bound=by"},
    {"Mỗi quý", "cycle every=quarter bound=by"},
    {"Các tháng trong năm", "cycle every=month bound=by"},
    {"Tất cả các tháng", "cycle every=month bound=by"},
    {"Hằng tháng trong năm 2024", "cycle every=month bound=by"},
    {"Định kỳ hằng quý năm 2024", "cycle every=quarter bound=by"},
    {"Hằng năm, giai đoạn 2021-2025", "cycle every=year bound=by", kWarned},
    {"6 tháng và năm (trước ngày 15/6 và 15/12)",
     "cycle every=half_year periods=1 month=6 day=15 bound=before; cycle every=year month=12 "
     "day=15 bound=before",
     kWarned},
    {"Hàng quí", "cycle every=quarter bound=by"},
    {"Hàng tháng/quý", "cycle every=month bound=by; cycle every=quarter bound=by"},
    {"Chậm nhất là ngày 20 tháng 6 hằng năm đối với báo cáo 6 tháng và ngày 20 tháng 12 hằng năm "
     "đối với báo cáo năm",
     "cycle every=half_year periods=1 month=6 day=20 bound=by; cycle every=year month=12 day=20 "
     "bound=by"},
    {"báo cáo định kỳ hằng tháng chậm nhất là ngày 18; báo cáo định kỳ hằng quý chậm nhất là ngày "
     "18 của tháng cuối quý",
     "cycle every=month day=18 bound=by; cycle every=quarter month=last day=18 bound=by"},
    {"Gửi báo cáo trước ngày 20 hằng tháng, trước ngày 20 tháng cuối quý và trước ngày 20/12 hằng "
     "năm",
     "cycle every=month day=20 bound=before; cycle every=quarter month=last day=20 bound=before; "
     "cycle every=year month=12 day=20 bound=before"},
    {"Hạn nộp tờ khai thuế tháng là ngày thứ 20 của tháng tiếp theo",
     "cycle every=month offset=1 day=20 bound=by", kWarned},
    {"chậm nhất là ngày thứ hai mươi của tháng tiếp theo tháng phát sinh nghĩa vụ thuế",
     "cycle every=month offset=1 day=20 bound=by"},
    {"ngày 20 của tháng đầu quý tiếp theo",
     "cycle every=quarter month=first offset=1 day=20 bound=by"},
    {"Từ 01/7 đến 31/12 hằng năm", "cycle every=year month=12 day=31 bound=by", kWarned},
    {"từ ngày 15 tháng 11 đến ngày 15 tháng 12 hằng năm",
     "cycle every=year month=12 day=15 bound=by", kWarned},
    {"Tháng 7 - tháng 9 hằng năm", "cycle every=year month=9 bound=by", kWarned},
    {"Từ tháng 7 đến tháng 9 hằng năm", "cycle every=year month=9 bound=by", kWarned},
    {"Từ tháng 3 đến tháng 5 hàng năm", "cycle every=year month=5 bound=by", kWarned},
    {"Đầu quý, cuối quý",
     "cycle every=quarter month=first day=1 bound=by; cycle every=quarter bound=by", kWarned},
    {"Đầu tháng, giữa tháng, cuối tháng",
     "cycle every=month day=1 bound=by; cycle every=month day=15 bound=by; cycle every=month "
     "bound=by",
     kWarned},
    {"Giữa tháng và cuối tháng hằng tháng",
     "cycle every=month day=15 bound=by; cycle every=month bound=by"},
    {"Cuối năm hằng năm", "cycle every=year bound=by"},
    {"cuối tháng 11 hằng năm", "cycle every=year month=11 bound=by"},
    {"Trước ngày 31/12 hàng năm hoặc khi có yêu cầu",
     "cycle every=year month=12 day=31 bound=before; on_demand condition=khi có yêu cầu"},
    {"Hàng tháng vào ngày 25", "cycle every=month day=25 bound=by"},
    {"Vào ngày 25 mỗi tháng", "cycle every=month day=25 bound=by"},
    {"Trong tuần cuối cùng của quý", "cycle every=quarter bound=by", kWarned},
    {"Từ thứ Hai đến thứ Sáu hằng tuần", "cycle every=week weekday=5 bound=by", kWarned},
    {"Trước 16h thứ 5", "cycle every=week weekday=4 bound=before", kWarned},
    {"Chủ nhật hằng tuần", "cycle every=week weekday=7 bound=by"},
    {"Hằng năm, bắt đầu từ năm 2025", "cycle every=year bound=by", kWarned},
    {"Hằng năm từ năm 2025", "cycle every=year bound=by", kWarned},
    {"Hằng tháng kể từ tháng 3/2024", "cycle every=month bound=by", kWarned},
    {"Từ tháng 3/2024, định kỳ hằng tháng", "cycle every=month bound=by", kWarned},
    {"Đến ngày 15 hằng tháng", "cycle every=month day=15 bound=by"},
};

TEST(PhraseReads, Cycles) {
    for (const PhraseRow& row : kRows) {
        const PhraseReading reading = read_phrase(row.phrase, 2024);
        EXPECT_EQ(shown(reading.timings), row.reading) << row.phrase;
        EXPECT_EQ(!reading.warnings.empty(), row.expected == PhraseRow::warned) << row.phrase;
    }
}

}  // namespace
}  // namespace dondoc::plan
