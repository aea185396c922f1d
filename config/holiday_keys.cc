#include "config/key_tables.h"

namespace dondoc::config {
namespace {

using Type = Key::Type;

KeyTable holidays_file_table() {
    return {"holidays_file",
            {"TỆP NGÀY NGHỈ", "HOLIDAYS FILE"},
            {"Tệp ngày nghỉ mà holidays của [calendar] nêu tên. Cần holidays hoặc ít nhất một "
             "[[holiday]].",
             "A file of holidays, named by holidays in [calendar]. It needs holidays, or at least "
             "one [[holiday]]."},
            {{"holidays",
              Type::dates,
              "[2027-01-01]",
              {"Ngày nghỉ không cần ghi căn cứ.", "Days off that need no source."}},
             {"makeup_days",
              Type::dates,
              "[2027-01-09]",
              {"Ngày làm bù không cần ghi căn cứ.", "Make-up days that need no source."}},
             {"holiday",
              Type::tables,
              "holiday",
              {"Các kỳ nghỉ có căn cứ.", "Days off with where they come from."}}}};
}

KeyTable holiday_table() {
    return {"holiday",
            same("[[holiday]]"),
            {"Một kỳ nghỉ; cần days hoặc makeup_days.",
             "Some days off; days or makeup_days is needed."},
            {{"name",
              Type::text,
              "\"Tết Nguyên đán\"",
              {"Tên gọi, hiện trong explain.", "What explain calls it."},
              {},
              true},
             {"days",
              Type::dates,
              "[2027-02-05, 2027-02-08]",
              {"Ngày nghỉ rơi vào ngày làm việc.", "Days off that would be worked."}},
             {"makeup_days",
              Type::dates,
              "[2027-02-20]",
              {"Ngày làm bù.", "Days that make up for them."}},
             {"source",
              Type::text,
              "\"Thông báo số …, ngày …\"",
              {"Căn cứ: điều luật, số thông báo.", "The law or announcement it comes from."}},
             {"sure",
              Type::flag,
              "false",
              {"false khi chưa có văn bản: check và explain nói rõ điều đó.",
               "false as long as it is only expected: check and explain say so."},
              "true"}}};
}

}  // namespace

std::vector<KeyTable> holiday_keys() {
    return {holidays_file_table(), holiday_table()};
}

}  // namespace dondoc::config
